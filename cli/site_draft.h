#pragma once
// Site draft: what a category page and a few of its articles tell of a site, and the profile that
// comes of it.

#include <string>
#include <string_view>
#include <vector>

#include "cli/profile_text.h"
#include "core/page.h"
#include "core/site.h"
#include "extract/suggest.h"

namespace newsarc::cli {

struct SiteDraft {
  Site site;                // name and start page
  bool name_given = false;  // else it comes from the host
  extract::Explained list;
  std::vector<Request> articles;  // that a crawl would ask for
  std::vector<Request> sections;
  std::vector<Request> next_pages;
  std::vector<Link> feeds;
  std::vector<extract::Explained> samples;  // each has an article
};

// A name for the site at `url`: "news-example" of www.news.example.com.
std::string name_from_host(const Url& url);

// The whole profile, a reason beside each line. `today` is a date, for its first line.
std::string profile_text(const SiteDraft& draft, std::string_view today);

// What was found, for people: the samples with title, time, authors and first line.
std::string report(const SiteDraft& draft);

// The same as one JSON document; `file` is where the profile goes, `written` whether it is there.
std::string as_json(const SiteDraft& draft, std::string_view profile, std::string_view file,
                    bool written);

}  // namespace newsarc::cli
