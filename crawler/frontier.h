#pragma once
// The frontier: what may be fetched next, and when. Pure: no network, no thread, no sleep; the
// whole politeness policy is a function of its state and a given `now`. In memory it is a cache of
// the archive's frontier rows. Not thread-safe: the crawl loop alone holds it.

#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/page.h"
#include "core/site.h"
#include "crawler/robots.h"

namespace newsarc::crawler {

struct Ready {
  Request request;
};
struct Refused {  // robots.txt says no: to be settled as a Failure with this error
  Request request;
  Error error;
};
struct WaitUntil {
  Instant at;
};
struct Idle {};  // nothing waits; transfers or settlements may still bring more

using Next = std::variant<Ready, Refused, WaitUntil, Idle>;

// How an answer bears on its host's pace.
struct Answer {
  int status = 0;  // 0: no answer came
  std::optional<Instant> retry_after;
  Span took{};
};

class Frontier {
 public:
  explicit Frontier(std::string agent);

  void add_site(const Site& site);  // its delay and concurrency, before its requests
  void add(std::span<const Request> requests);  // rows the archive admitted; ids are unique

  // The first request whose host may be asked now: smaller purposes first, fair over hosts. A
  // host's robots.txt is its first request. What is given out counts as in flight until answered().
  Next next(Instant now);

  // The transfer of `request` ended at `now`: its host's delay begins, 429 and 503 back off.
  void answered(const Request& request, const Answer& answer, Instant now);

  // The host's rules are known: its other requests may go.
  void set_robots(const Request& robots_request, Robots robots, Instant now);

  // After a redirect: the same row asks another URL; it waits for that host's turn.
  void again(Request request);

  // After the commit: the row is done, or waits for another try.
  void settle(const Request& request, std::optional<Instant> retry_at);

  std::size_t waiting() const;    // rows that wait, delayed ones too
  std::size_t in_flight() const;  // given out, neither settled nor again()

 private:
  // The helper that fills this in decides its private state.
};

}  // namespace newsarc::crawler
