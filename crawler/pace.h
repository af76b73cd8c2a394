#pragma once
// Pace: how often one host may be asked. One delay from the end of the last answer, never less than
// what robots.txt asks, more when answers slow down; 429 and 503 make it back off with growth.
// Pure.

#include <cstddef>
#include <optional>

#include "core/site.h"
#include "core/time.h"

namespace newsarc::crawler {

struct Answer;

class Pace {
 public:
  // Where sites share a host, the longest delay and the least concurrency hold.
  void obey(const FetchRules& rules);
  void obey_crawl_delay(std::optional<Span> crawl_delay);

  // What a host asked for before: not to be asked until then.
  void stay_away(Instant until, Instant now);

  void started(Instant now);
  void answered(const Answer& answer, Instant now);

  Instant free_at() const { return free_at_; }  // when the host may be asked next
  std::size_t concurrency() const { return concurrency_; }
  bool given_up() const { return given_up_; }  // nothing came for too long: for the whole run
  // It asked to be left alone for longer than a run waits: until then, for a later run.
  std::optional<Instant> left_until() const { return left_until_; }

 private:
  Span gap() const;
  Instant after_refusal(const Answer& answer, Instant now);
  void count_fruitless(const Answer& answer, Instant now);

  bool has_rules_ = false;
  Span delay_{};
  Span crawl_delay_{};
  std::size_t concurrency_ = 1;
  Span usual_{};       // how long answers take, smoothed
  int refusals_ = 0;   // 429 and 503 in a row
  int fruitless_ = 0;  // those and missing answers, in a row
  Instant fruitless_since_{};
  bool given_up_ = false;
  std::optional<Instant> left_until_;
  Instant free_at_ = Instant::min();
};

}  // namespace newsarc::crawler
