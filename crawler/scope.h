#pragma once
// Scope: which of a page's links the crawl goes on with. Pure functions of the site, the request
// and what was read.

#include <span>
#include <vector>

#include "core/capture.h"
#include "core/page.h"
#include "core/result.h"
#include "core/site.h"

namespace newsarc::crawler {

// The hosts (with port) of a site's start pages; made once per site, immutable.
class Scope {
 public:
  static Result<Scope> create(const Site& site);  // config: a start page is no URL

  bool contains(const Url& url) const;
  const std::vector<Url>& start() const { return start_; }

  // The requests that a page's links ask for: on lists article, section and next-page links; on
  // articles their canonical URL alone. In scope, no deeper than the site allows, each key once.
  // Next pages beyond the first are `if_new`.
  std::vector<Request> requests_from(const Request& from, const Reading& reading) const;

 private:
  std::string site_;
  FetchRules fetch_;
  std::vector<Url> start_;
  std::vector<std::string> origins_;  // sorted
};

// The start pages as requests; `next_page` walks begin at them.
std::vector<Request> start_requests(const Site& site, const Scope& scope);

// A 3xx answer's next request: Location resolved against page's url; at most 20 hops, no loop, http
// or https, in scope (robots.txt requests may leave it, RFC 9309 §2.3.1.2, at most 5 hops).
// Errors: refused or http, in words for the `fetches` row.
Result<Request> follow_redirect(const Page& page, const Scope& scope);

}  // namespace newsarc::crawler
