#pragma once
// Stages: what stands between the crawl loop and the archive. Workers turn transfers into visits,
// one writer commits visits; what was committed goes back to the loop. Private to pipeline/.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "core/capture.h"
#include "core/site.h"
#include "crawler/fetch.h"
#include "crawler/scope.h"
#include "extract/extract.h"
#include "pipeline/crawl.h"
#include "pipeline/queue.h"
#include "store/archive.h"

namespace newsarc::pipeline {

// A site as the stages need it. Immutable, shared by all threads.
struct SiteStage {
  Site site;
  crawler::Scope scope;
  extract::Extractor extractor;
};

using SiteStages = std::map<std::string, SiteStage, std::less<>>;

Result<SiteStages> make_stages(std::span<const Site> sites);

// What one transfer amounts to: extraction, derived forms, links to follow, whether to try again.
Visit visit_of(crawler::Transfer transfer, const SiteStages& sites);

// A committed visit, on its way back to the frontier.
struct Settled {
  Request request;
  std::optional<Instant> retry_at;
  std::vector<Request> admitted;
  std::size_t bytes = 0;  // of bodies let go
  bool article = false;
  bool answered = false;  // a page came, with a 2xx or 304
};

// The threads between the loop and the archive. The loop gives transfers and takes settlements;
// neither waits.
class Stages {
 public:
  Stages(store::Archive& archive, std::int64_t run, const SiteStages& sites, int workers,
         crawler::Fetcher& wakes, const CrawlWatch& watch);
  ~Stages();  // stops the threads; what is not committed is dropped

  void give(crawler::Transfer transfer) { transfers_.push(std::move(transfer)); }
  std::vector<Settled> take() { return settled_.drain(); }

  // The writer's fatal Error, if it had one.
  std::optional<Error> failed();

 private:
  void extract(const std::stop_token& stop);
  void write(const std::stop_token& stop);
  bool commit(std::vector<Visit>& visits);
  std::optional<Error> put_and_settle(std::vector<Visit>& visits);
  std::optional<Error> put_again(Visit& visit, const store::Stale& stale, store::Stored& stored);
  void settle(const Visit& visit, store::Stored stored);

  store::Archive& archive_;
  std::int64_t run_;
  const SiteStages& sites_;
  crawler::Fetcher& wakes_;
  const CrawlWatch& watch_;
  Queue<crawler::Transfer> transfers_;
  Queue<Visit> visits_;
  Queue<Settled> settled_;
  Queue<Error> fatal_;
  std::vector<std::jthread> threads_;
};

}  // namespace newsarc::pipeline
