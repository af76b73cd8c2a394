#include "pipeline/stages.h"

#include <algorithm>

#include "text/forms.h"

namespace newsarc::pipeline {
namespace {

// Visits that share a commit: a commit costs an fsync, a visit that waits for one costs latency.
constexpr std::size_t group_size = 64;
// Captures that wait for the writer before workers wait, too.
constexpr std::size_t visits_ahead = 64;

std::size_t bytes_of(const Visit& visit) {
  std::size_t bytes = 0;
  if (const auto* capture = std::get_if<Capture>(&visit.outcome)) {
    for (const auto& page : capture->pages) bytes += page.body.size();
  }
  return bytes;
}

bool is_answered(const Visit& visit) {
  const auto* capture = std::get_if<Capture>(&visit.outcome);
  if (capture == nullptr) return false;
  const int status = capture->pages.front().status;
  return (status >= 200 && status < 300) || status == 304;
}

// Stored pages, as today's extractor reads them. It reads one page: of an article that spans more
// the stored reading has to do.
Reread reread(const store::Stale& stale, const extract::Extractor& extractor) {
  Reread earlier{stale.reading_id, {}, {}};
  if (stale.pages.size() == 1) earlier.reading = extractor.read(stale.pages.front());
  if (earlier.reading.article) earlier.forms = text::derive_forms(*earlier.reading.article);
  return earlier;
}

}  // namespace

Stages::Stages(store::Archive& archive, std::int64_t run, const SiteStages& sites, int workers,
               crawler::Fetcher& wakes, const CrawlWatch& watch)
    : archive_(archive),
      run_(run),
      sites_(sites),
      wakes_(wakes),
      watch_(watch),
      visits_(visits_ahead) {
  for (int i = 0; i < workers; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { extract(stop); });
  threads_.emplace_back([this](const std::stop_token& stop) { write(stop); });
}

Stages::~Stages() {
  for (auto& thread : threads_) thread.request_stop();
}

std::optional<Error> Stages::failed() {
  auto errors = fatal_.drain();
  if (errors.empty()) return std::nullopt;
  return std::move(errors.front());
}

void Stages::extract(const std::stop_token& stop) {
  while (true) {
    auto transfers = transfers_.pop(1, stop);
    if (transfers.empty()) return;
    if (!visits_.push(visit_of(std::move(transfers.front()), sites_), stop)) return;
  }
}

void Stages::write(const std::stop_token& stop) {
  while (true) {
    auto visits = visits_.pop(group_size, stop);
    if (visits.empty() || !commit(visits)) return;
  }
}

// False: the archive cannot be written any more.
bool Stages::commit(std::vector<Visit>& visits) {
  auto error = put_and_settle(visits);
  const bool whole = !error;
  if (error) fatal_.push(*std::move(error));
  wakes_.wake();
  return whole;
}

std::optional<Error> Stages::put_and_settle(std::vector<Visit>& visits) {
  auto results = archive_.put(run_, visits);
  if (!results) return std::move(results).error();
  for (std::size_t i = 0; i < visits.size(); ++i) {
    auto& result = (*results)[i];
    store::Stored stored;
    if (const auto* stale = std::get_if<store::Stale>(&result)) {
      if (auto error = put_again(visits[i], *stale, stored)) return error;
    } else {
      stored = std::move(std::get<store::Stored>(result));
    }
    settle(visits[i], std::move(stored));
  }
  return std::nullopt;
}

// The archive asks for one stored reading after the other, for each once.
std::optional<Error> Stages::put_again(Visit& visit, const store::Stale& stale,
                                       store::Stored& stored) {
  auto& capture = std::get<Capture>(visit.outcome);
  if (std::ranges::find(capture.earlier, stale.reading_id, &Reread::reading_id) !=
      capture.earlier.end())
    return Error{Fault::internal, "the archive asked twice for one earlier reading",
                 request_of(visit).url.href()};
  const auto stage = sites_.find(capture.pages.front().request.site);
  capture.earlier.push_back(reread(stale, stage->second.extractor));
  auto results = archive_.put(run_, {&visit, 1});
  if (!results) return std::move(results).error();
  if (const auto* more = std::get_if<store::Stale>(&results->front()))
    return put_again(visit, *more, stored);
  stored = std::move(std::get<store::Stored>(results->front()));
  return std::nullopt;
}

void Stages::settle(const Visit& visit, store::Stored stored) {
  if (watch_.stored) watch_.stored(visit, stored);
  settled_.push({request_of(visit), visit.retry_at, std::move(stored.admitted), bytes_of(visit),
                 stored.article_id != 0, is_answered(visit)});
}

}  // namespace newsarc::pipeline
