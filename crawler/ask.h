#pragma once
// Ask: pages fetched one after another because a person named them, as politely as a crawl fetches:
// robots.txt first, the site's delay between answers, the same guard of addresses. Nothing is tried
// again: who asked is there to ask again. Not thread-safe.

#include <cstdint>
#include <optional>
#include <string>

#include "core/page.h"
#include "core/result.h"
#include "core/site.h"
#include "core/time.h"
#include "crawler/fetch.h"
#include "crawler/frontier.h"

namespace newsarc::crawler {

class Ask {
 public:
  // `site` gives the pace, `agent` is the product token for robots.txt. All must outlive the
  // object.
  Ask(const Site& site, std::string agent, Fetcher& fetcher, const Clock& clock);

  // The page at the end of its redirects, which may lead to any host; whatever its status, it is an
  // answer. Errors: refused (robots.txt, the address), network, http, limit.
  Result<Page> page(const Url& url, Purpose purpose, Hints hints = {});

 private:
  Result<Page> run();
  std::optional<Result<Page>> take(Transfer transfer);
  std::optional<Result<Page>> take_answer(Page page);
  std::optional<Result<Page>> take_redirect(Page page);
  Result<Page> settled(const Request& request, Result<Page> outcome);

  const Site& site_;
  std::string agent_;
  Fetcher& fetcher_;
  const Clock& clock_;
  Frontier frontier_;
  std::int64_t asked_ = 0;
  std::optional<Error> no_robots_;  // why a robots.txt could not be had, for this page
};

}  // namespace newsarc::crawler
