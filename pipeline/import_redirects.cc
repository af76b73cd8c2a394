#include "pipeline/import_redirects.h"

#include <algorithm>
#include <chrono>

#include "crawler/scope.h"
#include "http/header.h"
#include "url/parse.h"

namespace newsarc::pipeline {
namespace {

constexpr std::size_t most_waiting = 1024;
constexpr std::size_t most_hops = 20;
constexpr auto longest_wait = std::chrono::hours(1);

std::optional<std::string> target_of(const Page& page) {
  if (!crawler::is_redirect(page.status)) return std::nullopt;
  const auto location = http::field(page.header, "location");
  if (!location) return std::nullopt;
  const auto target = url::resolve(*location, page.request.url);
  if (!target) return std::nullopt;
  return target->without_fragment();
}

}  // namespace

bool ImportRedirects::take(Page& page, std::optional<Page>& evicted) {
  auto target = target_of(page);
  if (!target || *target == page.request.url.without_fragment()) return false;
  attach(page);
  waiting_.push_back({*std::move(target), std::move(page)});
  if (waiting_.size() > most_waiting) evicted = take_left();
  return true;
}

void ImportRedirects::attach(Page& page) {
  const auto url = page.request.url.without_fragment();
  const auto led = std::find_if(waiting_.rbegin(), waiting_.rend(), [&](const Waiting& waiting) {
    const auto& at = waiting.page.fetched_at;
    return waiting.target == url && waiting.page.request.redirects.size() < most_hops &&
           at <= page.fetched_at && page.fetched_at - at <= longest_wait;
  });
  if (led == waiting_.rend()) return;
  Page& before = led->page;
  page.request.wanted = before.request.wanted;
  page.request.redirects = std::move(before.request.redirects);
  page.request.redirects.push_back({before.request.url, before.status,
                                    std::move(before.request_header), std::move(before.header),
                                    before.fetched_at});
  waiting_.erase(std::next(led).base());
}

std::optional<Page> ImportRedirects::take_left() {
  if (waiting_.empty()) return std::nullopt;
  std::optional<Page> page = std::move(waiting_.front().page);
  waiting_.pop_front();
  return page;
}

}  // namespace newsarc::pipeline
