#include "pipeline/crawl.h"

#include <algorithm>
#include <iterator>

#include "crawler/frontier.h"
#include "crawler/retry.h"
#include "http/header.h"
#include "pipeline/stages.h"

namespace newsarc::pipeline {
namespace {

using crawler::Robots;
using crawler::Transfer;

// Transfers at a time, over all hosts: file descriptors are finite.
constexpr std::size_t most_transfers = 256;
// Transfers that wait for workers: refusals have no bytes, and must not pile up either.
constexpr std::size_t most_unsettled = 4096;

constexpr Span progress_interval = std::chrono::milliseconds(100);

// The crawl loop: gives the frontier's requests to the fetcher, what comes back to the stages, and
// what was committed back to the frontier. It waits in one place only, Fetcher::wait().
class CrawlLoop {
 public:
  CrawlLoop(store::Run run, const SiteStages& sites, crawler::Fetcher& fetcher, const Clock& clock,
            const CrawlOptions& options, const std::atomic<Stop>& stop, const CrawlWatch& watch,
            Stages& stages);

  // What the run came to; an Error is the writer's.
  Result<store::RunState> run();
  bool any_seed_reached() const { return any_seed_reached_; }

 private:
  bool winding_down() const;
  void add_waiting(std::vector<Request> rows);
  void take_back();
  void take_back(Settled& settled);
  void take_back(GoesOn& article);
  void take_back(Waiting& visit);
  void take_back(const Dropped& bodies);
  bool nothing_is_under_way() const;
  Instant start_transfers();
  bool start_next(Instant& until);
  bool has_room() const;
  void take(Transfer transfer);
  void take_answer(Page page);
  void take_robots(Page page);
  void give(Transfer transfer);
  void redirect(Page page);
  bool finished() const;
  void report_progress();

  const SiteStages& sites_;
  crawler::Fetcher& fetcher_;
  const Clock& clock_;
  const CrawlOptions& options_;
  const std::atomic<Stop>& stop_;
  const CrawlWatch& watch_;
  Stages& stages_;
  crawler::Frontier frontier_;
  std::optional<Instant> deadline_;
  std::size_t transfers_ = 0;  // started, not ended
  std::size_t unsettled_ = 0;  // given to the stages, not come back
  std::size_t waiting_ = 0;    // of these, for a transfer that is still to come
  std::size_t unsettled_bytes_ = 0;
  Progress progress_;
  Instant last_progress_{};
  bool any_seed_reached_ = false;
};

CrawlLoop::CrawlLoop(store::Run run, const SiteStages& sites, crawler::Fetcher& fetcher,
                     const Clock& clock, const CrawlOptions& options, const std::atomic<Stop>& stop,
                     const CrawlWatch& watch, Stages& stages)
    : sites_(sites),
      fetcher_(fetcher),
      clock_(clock),
      options_(options),
      stop_(stop),
      watch_(watch),
      stages_(stages),
      frontier_(options.agent) {
  frontier_.leave_alone(options_.left_alone, clock_.now());
  for (const auto& [key, stage] : sites_) frontier_.add_site(stage.site);
  add_waiting(std::move(run.waiting));
  progress_.run = run.id;
  any_seed_reached_ = run.resumed;
  if (options_.max_time) deadline_ = clock_.now() + *options_.max_time;
}

// The profile's scope may have changed since the archive learnt of a URL.
void CrawlLoop::add_waiting(std::vector<Request> rows) {
  const auto outside = std::stable_partition(rows.begin(), rows.end(), [this](const Request& row) {
    return sites_.find(row.site)->second.scope.contains(row.wanted, row.purpose);
  });
  for (auto row = outside; row != rows.end(); ++row) {
    const Error error{Fault::refused, "it is out of the site's scope", row->wanted.href()};
    give(Failure{std::move(*row), error, clock_.now(), {}});
  }
  rows.erase(outside, rows.end());
  frontier_.add(std::move(rows));
}

Result<store::RunState> CrawlLoop::run() {
  while (true) {
    take_back();
    if (auto error = stages_.failed()) return tl::unexpected(*std::move(error));
    if (stop_.load() == Stop::now) return store::RunState::interrupted;
    const auto until = start_transfers();
    report_progress();
    if (finished()) break;
    for (auto& transfer : fetcher_.wait(until)) take(std::move(transfer));
  }
  if (stop_.load() != Stop::none) return store::RunState::interrupted;
  return frontier_.waiting() > 0 ? store::RunState::stopped : store::RunState::finished;
}

// Nothing new is begun; what is under way still comes in.
bool CrawlLoop::winding_down() const {
  if (stop_.load() != Stop::none) return true;
  if (options_.max_pages &&
      progress_.fetched + static_cast<std::int64_t>(transfers_) >= *options_.max_pages)
    return true;
  return deadline_ && clock_.now() >= *deadline_;
}

void CrawlLoop::take_back() {
  for (auto& back : stages_.take()) std::visit([this](auto& each) { take_back(each); }, back);
}

void CrawlLoop::take_back(Settled& settled) {
  --unsettled_;
  if (settled.waited) --waiting_;
  unsettled_bytes_ -= settled.bytes;
  frontier_.add(std::move(settled.admitted));
  frontier_.settle(settled.request, settled.retry_at);
  if (settled.article) ++progress_.articles;
  if (settled.request.purpose == Purpose::start && settled.answered) any_seed_reached_ = true;
}

void CrawlLoop::take_back(GoesOn& article) {
  --unsettled_;
  frontier_.again(std::move(article.next));
}

void CrawlLoop::take_back(Waiting& visit) {
  ++waiting_;
  if (visit.probe) frontier_.add({*std::move(visit.probe)});
}

void CrawlLoop::take_back(const Dropped& bodies) { unsettled_bytes_ -= bodies.bytes; }

// Starts what may start now; gives the moment when more may.
Instant CrawlLoop::start_transfers() {
  Instant until = Instant::max();
  while (!winding_down() && has_room() && start_next(until)) {
  }
  if (deadline_ && !winding_down()) until = std::min(until, *deadline_);
  return until;
}

bool CrawlLoop::start_next(Instant& until) {
  auto next = frontier_.next(clock_.now());
  if (auto* ready = std::get_if<crawler::Ready>(&next)) {
    ++transfers_;
    fetcher_.start(std::move(ready->request));
    return true;
  }
  if (auto* refused = std::get_if<crawler::Refused>(&next)) {
    give(Failure{std::move(refused->request), std::move(refused->error), clock_.now(), {}});
    return true;
  }
  if (const auto* wait = std::get_if<crawler::WaitUntil>(&next)) until = wait->at;
  return false;
}

// Then waiting makes no room, whatever is held.
bool CrawlLoop::nothing_is_under_way() const { return transfers_ == 0 && unsettled_ == waiting_; }

bool CrawlLoop::has_room() const {
  if (nothing_is_under_way()) return true;
  return transfers_ < most_transfers && unsettled_ < most_unsettled &&
         unsettled_bytes_ + fetcher_.bytes_held() < options_.byte_budget;
}

void CrawlLoop::take(Transfer transfer) {
  --transfers_;
  if (auto* page = std::get_if<Page>(&transfer)) return take_answer(std::move(*page));
  auto& failed = std::get<Failure>(transfer);
  frontier_.answered(failed.request, {0, std::nullopt, failed.took}, clock_.now());
  if (failed.request.purpose == Purpose::robots && !crawler::retry_at(failed))
    frontier_.set_robots(failed.request, Robots::disallow_all(), clock_.now());
  give(std::move(transfer));
}

void CrawlLoop::take_answer(Page page) {
  const auto now = clock_.now();
  progress_.bytes += static_cast<std::int64_t>(page.body.size());
  frontier_.answered(page.request, {page.status, http::retry_after(page.header, now), page.took},
                     now);
  if (crawler::is_redirect(page.status)) return redirect(std::move(page));
  if (page.request.purpose == Purpose::robots) return take_robots(std::move(page));
  ++progress_.fetched;
  give(std::move(page));
}

// A server that stumbles over robots.txt is asked again before its whole host is given up.
void CrawlLoop::take_robots(Page page) {
  if (!crawler::retry_at(page, Reading{}))
    frontier_.set_robots(page.request, crawler::robots_of(page, options_.agent), clock_.now());
  give(std::move(page));
}

void CrawlLoop::redirect(Page page) {
  const auto& scope = sites_.find(page.request.site)->second.scope;
  if (auto next = crawler::follow_redirect(page, scope)) {
    frontier_.again(*std::move(next));
    return;
  } else if (page.request.purpose == Purpose::robots) {
    // No rules obtained: RFC 9309 §2.3.1.2 lets a crawler take too many redirects for
    // "unavailable".
    frontier_.set_robots(page.request, Robots::allow_all(), clock_.now());
    give(std::move(page));
  } else {
    ++progress_.fetched;
    auto request = page.request;
    request.redirects.push_back(
        {request.url, page.status, page.request_header, page.header, page.fetched_at});
    give(Failure{std::move(request), std::move(next).error(), page.fetched_at, page.took});
  }
}

void CrawlLoop::give(Transfer transfer) {
  ++unsettled_;
  if (const auto* page = std::get_if<Page>(&transfer)) unsettled_bytes_ += page->body.size();
  stages_.give(std::move(transfer));
}

bool CrawlLoop::finished() const {
  if (!nothing_is_under_way()) return false;
  return winding_down() || frontier_.waiting() == 0;
}

void CrawlLoop::report_progress() {
  const auto now = clock_.now();
  if (!watch_.progress || now - last_progress_ < progress_interval) return;
  last_progress_ = now;
  progress_.waiting = static_cast<std::int64_t>(frontier_.waiting());
  progress_.in_flight = static_cast<std::int64_t>(transfers_);
  watch_.progress(progress_);
}

std::vector<Request> seeds_of(const SiteStages& sites) {
  std::vector<Request> seeds;
  for (const auto& [key, stage] : sites) {
    auto requests = crawler::start_requests(stage.site, stage.scope);
    std::ranges::move(requests, std::back_inserter(seeds));
  }
  return seeds;
}

std::string cause_of(const CrawlReport& report, const CrawlOptions& options) {
  if (report.state == store::RunState::finished) return "";
  if (report.state == store::RunState::interrupted) return "interrupted";
  return limit_met(report, options);
}

std::string note_of(const CrawlReport& report, const CrawlOptions& options) {
  const std::string cause = cause_of(report, options);
  if (!report.resumed) return cause;
  return "resumed: counts of all sittings, time of the last" + (cause.empty() ? "" : "; " + cause);
}

}  // namespace

std::string limit_met(const CrawlReport& report, const CrawlOptions& options) {
  if (options.max_time && report.took >= *options.max_time)
    return "stopped at --max-time " + to_text(*options.max_time);
  return "stopped at --max-pages " + std::to_string(options.max_pages.value_or(0));
}

Result<void> check(std::span<const Site> sites) {
  const auto stages = make_stages(sites);
  if (!stages) return tl::unexpected(stages.error());
  return {};
}

Result<CrawlReport> crawl(store::Archive& archive, std::span<const Site> sites,
                          crawler::Fetcher& fetcher, const Clock& clock,
                          const CrawlOptions& options, const std::atomic<Stop>& stop,
                          const CrawlWatch& watch) {
  const auto began = clock.now();
  const auto stages = make_stages(sites);
  if (!stages) return tl::unexpected(stages.error());
  auto run = archive.begin_run(sites, seeds_of(*stages), options.refresh, began);
  if (!run) return tl::unexpected(run.error());
  CrawlReport report;
  report.run = run->id;
  report.resumed = run->resumed;
  std::optional<Error> fatal;
  {
    Stages threads(archive, run->id, *stages, options.workers, fetcher, watch);
    CrawlLoop loop(*std::move(run), *stages, fetcher, clock, options, stop, watch, threads);
    const auto state = loop.run();
    if (!state) fatal = state.error();
    report.state = state.value_or(store::RunState::interrupted);
    report.any_seed_reached = loop.any_seed_reached();
  }
  const auto ended = clock.now();
  report.took = ended - began;
  report.note = fatal ? "broken off: " + fatal->what : note_of(report, options);
  // After a fatal error too, where that still can be written: else the run would seem to go on.
  auto summaries = archive.end_run(report.run, report.state, ended, report.took, report.note);
  if (fatal) return tl::unexpected(*std::move(fatal));
  if (!summaries) return tl::unexpected(std::move(summaries).error());
  report.sites = *std::move(summaries);
  return report;
}

}  // namespace newsarc::pipeline
