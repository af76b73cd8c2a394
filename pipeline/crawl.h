#pragma once
// The crawl: frontier, fetcher, K extraction workers and one writer joined by queues, until nothing
// waits or someone says stop. A run that was killed is resumed under its own id.

#include <atomic>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/site.h"
#include "core/time.h"
#include "crawler/fetch.h"
#include "store/write/archive.h"

namespace newsarc::pipeline {

struct CrawlOptions {
  std::optional<std::int64_t> max_pages;  // answers, robots.txt not counted
  std::optional<Span> max_time;
  store::Refresh refresh = store::Refresh::automatic;
  int workers = 2;
  std::size_t byte_budget = std::size_t{64} << 20;  // bodies in flight, queued and in work
  // Hosts, by origin, that asked in earlier runs not to be asked until then.
  std::map<std::string, Instant> left_alone;
  std::string agent = "newsarc";  // product token, for robots.txt
};

struct Progress {
  std::int64_t run = 0;
  std::int64_t fetched = 0;  // answers settled
  std::int64_t waiting = 0;  // frontier rows that wait
  std::int64_t in_flight = 0;
  std::int64_t articles = 0;  // article visits stored
  std::int64_t bytes = 0;
};

// How a run is asked to stop, from a signal handler or another thread.
enum class Stop { none = 0, drain = 1, now = 2 };

struct CrawlReport {
  std::int64_t run = 0;
  bool resumed = false;
  store::RunState state = store::RunState::finished;
  std::vector<store::SiteSummary> sites;
  bool any_seed_reached = true;  // false: not one start page answered
  Span took{};
  std::string note;  // why it stopped, what its figures cover: as its summary lines have it
};

struct CrawlWatch {
  std::function<void(const Progress&)> progress;  // from the crawl loop, at most ten times a second
  // From the writer, after each commit: for --verbose and for tests.
  std::function<void(const Visit&, const store::Stored&)> stored;
};

// Where a run that was stopped met a limit it was given: "stopped at --max-pages 100".
std::string limit_met(const CrawlReport& report, const CrawlOptions& options);

// Whether these profiles can be crawled by: their start pages, selectors and zones. Error: config.
Result<void> check(std::span<const Site> sites);

// Errors are fatal ones only (disk, damage): a page that fails is a row in the archive. Runs its
// loop, which drives the fetcher, on the caller's thread; until it returns the archive is its
// writer's.
Result<CrawlReport> crawl(store::Archive& archive, std::span<const Site> sites,
                          crawler::Fetcher& fetcher, const Clock& clock,
                          const CrawlOptions& options, const std::atomic<Stop>& stop,
                          const CrawlWatch& watch = {});

}  // namespace newsarc::pipeline
