#pragma once
// The frontier: what may be fetched next, and when. Pure: no network, no thread, no sleep; the
// whole politeness policy is a function of its state and a given `now`. The unit is the host
// (scheme, name and port): its robots.txt, its delay, its back-off, its queue. In memory it is a
// cache of the archive's frontier rows. Not thread-safe: the crawl loop alone holds it. Every
// operation costs O(log n) of the rows and hosts it holds.
//
// A row's way: add() -> next() gives it out -> answered() when its transfer ends -> settle() after
// the commit, or again() when a redirect sends it elsewhere. A Refused row skips answered(). A
// host's robots.txt is no row of the archive (id 0) but goes the same way, with set_robots() as
// soon as its answer is understood.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "core/page.h"
#include "core/site.h"
#include "crawler/robots.h"

namespace newsarc::crawler {

struct Ready {
  Request request;
};
// Not to be asked in this run: robots.txt says no or could not be read, the host gave nothing for
// an hour, or it asked (Retry-After) to be left alone for longer. To be settled as a Failure with
// this error, which asks for no retry in this run; only a rule of robots.txt is Fault::refused: the
// others may pass by the next run.
struct Refused {
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
  explicit Frontier(std::string agent);  // the product token, for the words of Refused
  ~Frontier();

  // Hosts, by origin, that asked before this run not to be asked until then. Before any request.
  void leave_alone(std::map<std::string, Instant> hosts, Instant now);

  void add_site(const Site& site);          // its delay and concurrency, before its requests
  void add(std::vector<Request> requests);  // rows the archive admitted; ids are unique

  // The first request whose host may be asked now: smaller purposes first, fair over hosts. A
  // host's robots.txt is its first request. What is given out counts as in flight until settled.
  Next next(Instant now);

  // The transfer of `request` ended at `now`: its host's delay begins, 429 and 503 back off. The
  // host is that of `request.url`, which must be as it was given out.
  void answered(const Request& request, const Answer& answer, Instant now);

  // The host's rules are known: its other requests may go. The host is that of
  // `robots_request.wanted`, wherever redirects led.
  void set_robots(const Request& robots_request, Robots robots, Instant now);

  // After a redirect: the same row asks another URL; it waits for that host's turn.
  void again(Request request);

  // After the commit: the row is done, or waits for another try of `wanted`, with one more in
  // `tries` and no redirects. A robots.txt settled without set_robots() disallows its host.
  void settle(const Request& request, std::optional<Instant> retry_at);

  std::size_t waiting() const { return waiting_; }      // rows that wait, delayed ones too
  std::size_t in_flight() const { return in_flight_; }  // given out, neither settled nor again()

 private:
  enum class RobotsState { unknown, asked, known };
  struct Host;
  using Turn = std::tuple<Instant, std::uint64_t, Host*>;  // when; how lately served, unique; who

  Host& host_of(const Url& url, const std::string& site);
  void enqueue(Request request);
  std::optional<Turn> turn_of(Host& host) const;
  void reschedule(Host& host);
  Next take_from(Host& host, Instant now);
  Request robots_request(Host& host);
  static std::optional<Error> left_alone(const Host& host, const Request& request);
  std::optional<Error> refusal(const Host& host, const Request& request) const;
  void begin_transfer(Host& host, Instant now);
  void close_if_asked(Host& host);

  std::string agent_;
  std::map<std::string, FetchRules> sites_;
  std::map<std::string, Instant> left_alone_;           // by origin
  Instant left_at_{};                                   // when that was said
  std::map<std::string, std::unique_ptr<Host>> hosts_;  // by origin
  std::set<Turn> turns_;                                // of the hosts that could be asked
  std::uint64_t served_ = 0;                            // counts transfers given out and hosts met
  std::size_t waiting_ = 0;
  std::size_t in_flight_ = 0;
};

}  // namespace newsarc::crawler
