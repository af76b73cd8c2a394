#include "crawler/retry.h"
#include "pipeline/feeds.h"
#include "pipeline/stages.h"
#include "text/forms.h"

namespace newsarc::pipeline {
namespace {

bool is_success(int status) { return status >= 200 && status < 300; }

// A page that is none: kept, and settled as what its status says.
Reading reading_of_status(int status) {
  Reading reading;
  reading.kind = PageKind::error_page;
  reading.error = Error{Fault::http, "status " + std::to_string(status), ""};
  return reading;
}

Reading read(const Page& page, const SiteStage& stage) {
  if (page.request.purpose == Purpose::robots) {
    Reading reading;
    reading.kind = PageKind::robots;
    return reading;
  }
  if (!is_success(page.status) && page.status != 304) return reading_of_status(page.status);
  if (auto feed = reading_of_feed(page, stage.site.follow)) return *std::move(feed);
  return stage.extractor.read(page);
}

std::vector<Request> found_by(const Page& page, const Reading& reading, const SiteStage& stage) {
  if (page.request.purpose == Purpose::robots)
    return sitemap_requests(page, stage.site.follow, stage.scope);
  return stage.scope.requests_from(page.request, reading);
}

Visit visit_of_page(Page page, const SiteStage& stage) {
  Visit visit;
  Capture capture;
  capture.reading = read(page, stage);
  if (capture.reading.article) capture.forms = text::derive_forms(*capture.reading.article);
  visit.retry_at = crawler::retry_at(page, capture.reading);
  if (!visit.retry_at) visit.found = found_by(page, capture.reading, stage);
  capture.pages.push_back(std::move(page));
  visit.outcome = std::move(capture);
  return visit;
}

}  // namespace

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

Visit visit_of(crawler::Transfer transfer, const SiteStages& sites) {
  if (auto* failed = std::get_if<Failure>(&transfer)) {
    const auto again = crawler::retry_at(*failed);
    return Visit{std::move(*failed), {}, again};
  }
  auto& page = std::get<Page>(transfer);
  const auto stage = sites.find(page.request.site);
  return visit_of_page(std::move(page), stage->second);
}

}  // namespace newsarc::pipeline
