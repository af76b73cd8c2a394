#include "pipeline/stages.h"

#include <algorithm>

#include "text/forms.h"

namespace newsarc::pipeline {
namespace {

// Visits that share a commit: a commit costs an fsync, a visit that waits for one costs latency.
constexpr std::size_t group_size = 64;
// How long the first of them waits for others. Small commits write the same pages of the
// indexes again and again (decision 181).
constexpr std::chrono::milliseconds group_time{20};
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

// Stored pages, as today's extractor reads them.
Reread reread(const store::Stale& stale, const extract::Extractor& extractor) {
  Reread earlier{stale.reading_id, extractor.read(stale.pages), {}};
  if (earlier.reading.article) earlier.forms = text::derive_forms(*earlier.reading.article);
  return earlier;
}

}  // namespace

// The archive asks for one stored reading after the other, for each once.
Result<void> read_stored(Capture& capture, const store::Stale& stale,
                         const extract::Extractor& extractor) {
  if (std::ranges::find(capture.earlier, stale.reading_id, &Reread::reading_id) !=
      capture.earlier.end())
    return failure(Fault::internal, "the archive asked twice for one earlier reading",
                   capture.pages.front().request.url.href());
  capture.earlier.push_back(reread(stale, extractor));
  return {};
}

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
    auto step = step_of(std::move(transfers.front()), sites_, parts_);
    if (step.dropped > 0) back_.push(Dropped{step.dropped});
    if (auto* next = std::get_if<Request>(&step.outcome)) {
      back_.push(GoesOn{std::move(*next)});
      wakes_.wake();
    } else if (!visits_.push(std::move(std::get<Visit>(step.outcome)), stop)) {
      return;
    }
  }
}

void Stages::write(const std::stop_token& stop) {
  while (true) {
    auto visits = visits_.pop(group_size, group_time, stop);
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
    auto* stored = std::get_if<store::Stored>(&result);
    auto error = stored != nullptr ? settle(visits[i], std::move(*stored), false)
                                   : put_again(std::move(visits[i]), std::move(result), false);
    if (error) return error;
  }
  return std::nullopt;
}

// Until it is stored, or waits for what its host says of addresses that do not exist.
std::optional<Error> Stages::put_again(Visit visit, store::PutResult result, bool waited) {
  while (true) {
    if (auto* stored = std::get_if<store::Stored>(&result))
      return settle(visit, std::move(*stored), waited);
    if (const auto* stale = std::get_if<store::Stale>(&result)) {
      auto& capture = std::get<Capture>(visit.outcome);
      const auto stage = sites_.find(request_of(visit).site);
      if (auto read = read_stored(capture, *stale, stage->second.extractor); !read)
        return read.error();
    } else if (!doubts_.judge(visit)) {
      back_.push(Waiting{doubts_.hold(std::move(visit))});
      return std::nullopt;
    }
    auto results = archive_.put(run_, {&visit, 1});
    if (!results) return std::move(results).error();
    result = std::move(results->front());
  }
}

std::optional<Error> Stages::settle(const Visit& visit, store::Stored stored, bool waited) {
  if (watch_.stored) watch_.stored(visit, stored);
  const Request& request = request_of(visit);
  if (request.purpose == Purpose::probe && !visit.retry_at) {
    for (auto& held : doubts_.take_answer(visit)) {
      if (auto error = put_again(std::move(held), store::Doubtful{}, true)) return error;
    }
  }
  back_.push(Settled{request, visit.retry_at, std::move(stored.admitted), bytes_of(visit),
                     stored.article_id != 0, is_answered(visit), waited});
  return std::nullopt;
}

}  // namespace newsarc::pipeline
