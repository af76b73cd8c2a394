#include <algorithm>

#include "crawler/retry.h"
#include "extract/parts.h"
#include "pipeline/feeds.h"
#include "pipeline/stages.h"
#include "text/forms.h"

namespace newsarc::pipeline {
namespace {

// Longer ones are lists that read as articles, or traps.
constexpr std::size_t most_parts = 30;
constexpr std::size_t most_bytes_of_parts = std::size_t{4} << 20;

bool is_success(int status) { return status >= 200 && status < 300; }

// A page that is none: kept, and settled as what its status says.
Reading reading_of_status(int status) {
  Reading reading;
  reading.kind = PageKind::error_page;
  reading.error = Error{Fault::http, "status " + std::to_string(status), ""};
  return reading;
}

Reading reading_of_probe(const Page& page, const extract::Extractor& extractor) {
  Reading reading = is_success(page.status) ? extractor.read(page) : Reading();
  reading.kind = PageKind::probe;
  reading.error.reset();
  return reading;
}

std::vector<Request> found_by(const Page& page, const Reading& reading, const SiteStage& stage,
                              Cut& cut) {
  if (page.request.purpose == Purpose::robots)
    return sitemap_requests(page, stage.site.follow, stage.scope);
  return stage.scope.requests_from(page.request, reading, &cut);
}

Visit visit_of_pages(std::vector<Page> pages, Reading reading, const SiteStage& stage) {
  Visit visit;
  Capture capture;
  capture.reading = std::move(reading);
  if (capture.reading.article) capture.forms = text::derive_forms(*capture.reading.article);
  const Page& first = pages.front();
  if (first.request.purpose != Purpose::probe)
    visit.retry_at = crawler::retry_at(first, capture.reading);
  if (!visit.retry_at) visit.found = found_by(first, capture.reading, stage, visit.cut);
  capture.pages = std::move(pages);
  visit.outcome = std::move(capture);
  return visit;
}

std::size_t bytes_of(const std::vector<Page>& pages) {
  std::size_t bytes = 0;
  for (const Page& page : pages) bytes += page.body.size();
  return bytes;
}

// The request for the page that goes on with these, under their row; nothing when the article ends
// here, or goes on out of scope.
std::optional<Request> request_for_next(const std::vector<Page>& pages, const Reading& last,
                                        const SiteStage& stage) {
  auto url = next_of(pages, last, stage.extractor);
  if (!url || !stage.scope.contains(*url)) return std::nullopt;
  const Request& first = pages.front().request;
  Request request;
  request.id = first.id;
  request.site = first.site;
  request.purpose = first.purpose;
  request.depth = first.depth;
  request.tries = first.tries;
  request.wanted = request.url = *std::move(url);
  return request;
}

// The whole article is asked for again, or is left for the next run.
Step failed_with_part(const Unfinished& unfinished, const Url& part, Error error, Instant at,
                      std::optional<Instant> again) {
  error.what = "page " + std::to_string(unfinished.pages.size() + 1) + " of the article, " +
               part.href() + ": " + error.what;
  return {Visit{Failure{unfinished.pages.front().request, std::move(error), at, {}}, {}, again, {}},
          bytes_of(unfinished.pages)};
}

// Whether another answer may come soon, so that the article must not be taken for shorter.
bool may_come_yet(const Failure& failure) {
  return failure.error.fault == Fault::network || failure.error.fault == Fault::limit;
}
bool may_come_yet(const Page& page, const Reading& reading) {
  return page.status == 429 || page.status >= 500 || crawler::retry_at(page, reading).has_value();
}

Step whole(Unfinished unfinished, const SiteStage& stage) {
  return {visit_of_pages(std::move(unfinished.pages), std::move(unfinished.reading), stage)};
}

Step go_on(std::optional<Request> next, Unfinished unfinished, const SiteStage& stage,
           Parts& parts) {
  if (!next) return whole(std::move(unfinished), stage);
  parts.keep(next->id, std::move(unfinished));
  return {*std::move(next)};
}

Step step_of_part(Unfinished unfinished, Page page, const SiteStage& stage, Parts& parts) {
  const bool came = is_success(page.status);
  const Reading reading = came ? stage.extractor.read_part(page) : reading_of_status(page.status);
  const std::size_t bytes = page.body.size();
  if (may_come_yet(page, reading)) {
    const auto error = reading.error.value_or(Error{Fault::http, "no whole page came", ""});
    auto failed = failed_with_part(unfinished, page.request.url, error, page.fetched_at,
                                   crawler::retry_at(page, reading));
    failed.dropped += bytes;
    return failed;
  }
  if (!came || !extract::join(unfinished.reading, reading, page.request.url)) {
    auto ended = whole(std::move(unfinished), stage);
    ended.dropped = bytes;
    return ended;
  }
  unfinished.pages.push_back(std::move(page));
  auto next = request_for_next(unfinished.pages, reading, stage);
  return go_on(std::move(next), std::move(unfinished), stage, parts);
}

Step step_of_failure(const Failure& failure, std::optional<Unfinished> unfinished,
                     const SiteStage& stage) {
  const auto again = crawler::retry_at(failure);
  if (!unfinished) return {Visit{failure, {}, again, {}}};
  if (!may_come_yet(failure)) return whole(*std::move(unfinished), stage);
  return failed_with_part(*unfinished, failure.request.url, failure.error, failure.at, again);
}

Step step_of_page(Page page, const SiteStage& stage, Parts& parts) {
  const bool may_go_on = wants_article(page.request.purpose) && page.request.id != 0;
  Unfinished first{{}, reading_of(page, stage.extractor, stage.site.follow)};
  first.pages.push_back(std::move(page));
  if (!may_go_on) return whole(std::move(first), stage);
  auto next = request_for_next(first.pages, first.reading, stage);
  return go_on(std::move(next), std::move(first), stage, parts);
}

}  // namespace

Reading reading_of(const Page& page, const extract::Extractor& extractor,
                   const FollowRules& follow) {
  if (page.request.purpose == Purpose::robots) {
    Reading reading;
    reading.kind = PageKind::robots;
    return reading;
  }
  if (page.request.purpose == Purpose::probe) return reading_of_probe(page, extractor);
  if (!is_success(page.status) && page.status != 304) return reading_of_status(page.status);
  if (auto feed = reading_of_feed(page, follow)) return *std::move(feed);
  return extractor.read(page);
}

std::optional<Url> next_of(const std::vector<Page>& pages, const Reading& last,
                           const extract::Extractor& extractor) {
  if (!last.article || pages.size() >= most_parts || bytes_of(pages) > most_bytes_of_parts)
    return std::nullopt;
  return extractor.next_part(pages, last);
}

Result<SiteStages> make_stages(std::span<const Site> sites) {
  SiteStages stages;
  for (const auto& site : sites) {
    auto scope = crawler::Scope::create(site);
    if (!scope) return tl::unexpected(std::move(scope).error());
    auto extractor = extract::Extractor::create(site);
    if (!extractor) return tl::unexpected(std::move(extractor).error());
    const bool fresh =
        stages.emplace(site.key, SiteStage{site, *std::move(scope), *std::move(extractor)}).second;
    if (!fresh)
      return failure(Fault::config, "two site profiles have the name \"" + site.key + "\"",
                     site.key);
  }
  return stages;
}

Step step_of(crawler::Transfer transfer, const SiteStages& sites, Parts& parts) {
  const auto* failed = std::get_if<Failure>(&transfer);
  const Request& request = failed != nullptr ? failed->request : std::get<Page>(transfer).request;
  const SiteStage& stage = sites.find(request.site)->second;
  auto unfinished = parts.take(request.id);
  if (failed != nullptr) return step_of_failure(*failed, std::move(unfinished), stage);
  auto& page = std::get<Page>(transfer);
  if (unfinished) return step_of_part(*std::move(unfinished), std::move(page), stage, parts);
  return step_of_page(std::move(page), stage, parts);
}

}  // namespace newsarc::pipeline
