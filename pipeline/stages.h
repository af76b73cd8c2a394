#pragma once
// Stages: what stands between the crawl loop and the archive. Workers turn transfers into visits,
// one writer commits visits; what was committed goes back to the loop. Private to pipeline/.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "core/capture.h"
#include "core/site.h"
#include "crawler/fetch.h"
#include "crawler/scope.h"
#include "extract/extract.h"
#include "pipeline/crawl.h"
#include "pipeline/doubts.h"
#include "pipeline/parts.h"
#include "pipeline/queue.h"
#include "store/write/archive.h"

namespace newsarc::pipeline {

// A site as the stages need it. Immutable, shared by all threads.
struct SiteStage {
  Site site;
  crawler::Scope scope;
  extract::Extractor extractor;
};

using SiteStages = std::map<std::string, SiteStage, std::less<>>;

Result<SiteStages> make_stages(std::span<const Site> sites);

// What a page says, whatever it is: an article, a list, a feed, an answer that is none.
Reading reading_of(const Page& page, const extract::Extractor& extractor,
                   const FollowRules& follow);

// Where an article goes on of which these pages came; nothing when it ends here, or its pages are
// too many or too much.
std::optional<Url> next_of(const std::vector<Page>& pages, const Reading& last,
                           const extract::Extractor& extractor);

// What one transfer amounts to: a visit (extraction, derived forms, links to follow, whether to try
// again), or the request for the next page of an article that has more of them.
struct Step {
  std::variant<Visit, Request> outcome;
  std::size_t dropped = 0;  // bytes of bodies that the visit has no use for
};
Step step_of(crawler::Transfer transfer, const SiteStages& sites, Parts& parts);

// Pages that the archive asks to have read again before it compares, added to the capture. Error:
// internal, when it asks for one twice.
Result<void> read_stored(Capture& capture, const store::Stale& stale,
                         const extract::Extractor& extractor);

// What comes back to the frontier of a transfer that was given.
// A committed visit.
struct Settled {
  Request request;
  std::optional<Instant> retry_at;
  std::vector<Request> admitted;
  std::size_t bytes = 0;  // of bodies let go
  bool article = false;
  bool answered = false;  // a page came, with a 2xx or 304
  bool waited = false;    // it was Waiting before
};
// An article of which more pages are to come: the same row asks for the next one. The bodies are
// still held.
struct GoesOn {
  Request next;
};
// A visit that waits until it is known what its host says of addresses that do not exist; it is
// settled later. `probe` is to be asked, where nobody has.
struct Waiting {
  std::optional<Request> probe;
};
struct Dropped {
  std::size_t bytes = 0;  // of bodies let go
};
using Back = std::variant<Settled, GoesOn, Waiting, Dropped>;

// The threads between the loop and the archive. The loop gives transfers and takes what comes back
// of them; neither waits.
class Stages {
 public:
  Stages(store::Archive& archive, std::int64_t run, const SiteStages& sites, int workers,
         crawler::Fetcher& wakes, const CrawlWatch& watch);
  ~Stages();  // stops the threads; what is not committed is dropped

  void give(crawler::Transfer transfer) { transfers_.push(std::move(transfer)); }
  std::vector<Back> take() { return back_.drain(); }

  // The writer's fatal Error, if it had one.
  std::optional<Error> failed();

 private:
  void extract(const std::stop_token& stop);
  void write(const std::stop_token& stop);
  bool commit(std::vector<Visit>& visits);
  std::optional<Error> put_and_settle(std::vector<Visit>& visits);
  std::optional<Error> put_again(Visit visit, store::PutResult result, bool waited);
  std::optional<Error> settle(const Visit& visit, store::Stored stored, bool waited);

  store::Archive& archive_;
  std::int64_t run_;
  const SiteStages& sites_;
  crawler::Fetcher& wakes_;
  const CrawlWatch& watch_;
  Parts parts_;
  Doubts doubts_;  // the writer's
  Queue<crawler::Transfer> transfers_;
  Queue<Visit> visits_;
  Queue<Back> back_;
  Queue<Error> fatal_;
  std::vector<std::jthread> threads_;
};

}  // namespace newsarc::pipeline
