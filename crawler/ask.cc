#include "crawler/ask.h"

#include <utility>
#include <variant>

#include "crawler/robots.h"
#include "crawler/scope.h"
#include "http/header.h"

namespace newsarc::crawler {

Ask::Ask(const Site& site, std::string agent, Fetcher& fetcher, const Clock& clock)
    : site_(site), agent_(std::move(agent)), fetcher_(fetcher), clock_(clock), frontier_(agent_) {
  frontier_.add_site(site_);
}

Result<Page> Ask::page(const Url& url, Purpose purpose, Hints hints) {
  Request request;
  request.id = ++asked_;
  request.site = site_.key;
  request.wanted = request.url = url;
  request.purpose = purpose;
  request.hints = std::move(hints);
  no_robots_ = std::nullopt;
  frontier_.add({std::move(request)});
  return run();
}

Result<Page> Ask::run() {
  while (true) {
    auto next = frontier_.next(clock_.now());
    Instant until = Instant::max();
    if (auto* ready = std::get_if<Ready>(&next)) {
      fetcher_.start(std::move(ready->request));
    } else if (auto* refused = std::get_if<Refused>(&next)) {
      // What kept robots.txt from coming would keep the page, too: it says more than "no rules".
      const bool unknown = refused->error.fault != Fault::refused && no_robots_;
      return settled(refused->request,
                     tl::unexpected(unknown ? *no_robots_ : std::move(refused->error)));
    } else if (const auto* wait = std::get_if<WaitUntil>(&next)) {
      until = wait->at;
    }
    for (auto& transfer : fetcher_.wait(until)) {
      if (auto outcome = take(std::move(transfer))) return *std::move(outcome);
    }
  }
}

// Nothing while there is more to do for the page.
std::optional<Result<Page>> Ask::take(Transfer transfer) {
  if (auto* page = std::get_if<Page>(&transfer)) return take_answer(std::move(*page));
  auto& failed = std::get<Failure>(transfer);
  const auto now = clock_.now();
  frontier_.answered(failed.request, {0, std::nullopt, failed.took}, now);
  if (failed.request.purpose != Purpose::robots)
    return settled(failed.request, tl::unexpected(std::move(failed.error)));
  frontier_.set_robots(failed.request, Robots::disallow_all(), now);
  frontier_.settle(failed.request, std::nullopt);
  no_robots_ = std::move(failed.error);
  return std::nullopt;
}

std::optional<Result<Page>> Ask::take_answer(Page page) {
  const auto now = clock_.now();
  const auto retry_after = http::retry_after(page.header, now);
  frontier_.answered(page.request, {page.status, retry_after, page.took}, now);
  if (is_redirect(page.status)) return take_redirect(std::move(page));
  if (page.request.purpose != Purpose::robots) {
    const Request request = page.request;
    return settled(request, std::move(page));
  }
  frontier_.set_robots(page.request, robots_of(page, agent_), now);
  frontier_.settle(page.request, std::nullopt);
  return std::nullopt;
}

std::optional<Result<Page>> Ask::take_redirect(Page page) {
  auto next = follow_redirect(page, Scope::everywhere());
  if (next) {
    frontier_.again(*std::move(next));
    return std::nullopt;
  }
  if (page.request.purpose != Purpose::robots)
    return settled(page.request, tl::unexpected(std::move(next).error()));
  // As a crawl takes it: RFC 9309 §2.3.1.2.
  frontier_.set_robots(page.request, Robots::allow_all(), clock_.now());
  frontier_.settle(page.request, std::nullopt);
  return std::nullopt;
}

Result<Page> Ask::settled(const Request& request, Result<Page> outcome) {
  frontier_.settle(request, std::nullopt);
  return outcome;
}

}  // namespace newsarc::crawler
