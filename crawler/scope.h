#pragma once
// Scope: which of a page's links the crawl goes on with, and where redirects may lead. Pure
// functions of the site, the request and what was read; thread-safe.

#include <span>
#include <string>
#include <vector>

#include "core/capture.h"
#include "core/page.h"
#include "core/result.h"
#include "core/site.h"

namespace newsarc::crawler {

// The hosts of a site's start pages, and of these the paths that its profile names; made once per
// site, immutable. http and https at their own
// ports are one host here, and so are "example.com" and "www.example.com": sites move their start
// page between them.
class Scope {
 public:
  static Result<Scope> create(
      const Site& site);  // config: a start page is no URL, or none is given; a path is none

  // Of a page that was asked for by hand: it contains every URL, and has no start pages.
  static Scope everywhere();

  bool contains(const Url& url) const;
  // Whether a request may go to `url`: start pages, feeds and probes may lie outside the paths.
  bool contains(const Url& url, Purpose purpose) const;
  bool is_on_its_hosts(const Url& url) const;  // whatever its path: robots.txt, feeds, sitemaps
  const std::vector<Url>& start() const { return start_; }

  // The requests that a page's links ask for: on feeds the articles and sitemaps they name, on
  // lists article, section and next-page links (a page that was asked for as one is one, even if it
  // reads as an article); on articles their canonical URL alone. In scope, no deeper than the site
  // allows, each key once. `depth` is links away from a start page; of a next page, the pages since
  // the head of its list. Next pages come last, nearest first: what a label calls the next one,
  // then higher numbers, or where there are none the way back; they are `if_new`, but for the first
  // that the head of a list names. Feeds are taken from start pages alone: each section has one
  // more, and names the same articles. `cut`, where given, counts what limits kept from being asked
  // for.
  std::vector<Request> requests_from(const Request& from, const Reading& reading,
                                     Cut* cut = nullptr) const;

 private:
  std::vector<Request> requests_of_feed(const Request& from, const Reading& reading,
                                        Cut& cut) const;
  std::vector<Request> requests_of_list(const Request& from, const Reading& reading,
                                        Cut& cut) const;
  bool may_follow(const Url& url, Cut& cut) const;

  std::string site_;
  FetchRules fetch_;
  bool feeds_ = true;
  std::vector<Url> start_;
  std::vector<std::string> hosts_;   // sorted
  std::vector<std::string> within_;  // beginnings of paths; empty: all
  bool everywhere_ = false;
};

// The start pages as requests, each key once; `next_page` walks begin at them.
std::vector<Request> start_requests(const Site& site, const Scope& scope);

// A 3xx answer's next request: Location resolved against page's url; at most 20 hops, no loop, http
// or https, no credentials, in scope (robots.txt requests may leave it, RFC 9309 §2.3.1.2, at most
// 5 hops). Error, in words for the `fetches` row: refused where it leaves the scope, else http.
Result<Request> follow_redirect(const Page& page, const Scope& scope);

// Whether a status asks for follow_redirect().
bool is_redirect(int status);

}  // namespace newsarc::crawler
