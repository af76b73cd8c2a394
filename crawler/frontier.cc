#include "crawler/frontier.h"

#include <algorithm>
#include <cassert>

#include "crawler/pace.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

// RFC 9309 §2.4: rules should not be used for longer than 24 hours.
constexpr Span robots_lifetime = std::chrono::hours(24);

}  // namespace

struct Frontier::Host {
  std::string origin;
  Pace pace;
  std::size_t transfers = 0;  // under way

  RobotsState robots_state = RobotsState::unknown;
  Robots robots;
  Instant robots_expire{};

  // What waits, taken from the left: requests for robots.txt files (of other hosts too, whose
  // redirects led here), rows that may go, and rows by the moment they may.
  std::multimap<Instant, Request> robots_files;
  std::multimap<std::pair<Purpose, std::int64_t>, Request> rows;
  std::multimap<Instant, Request> delayed;

  std::optional<Turn> turn;  // as it stands in turns_
  std::uint64_t served = 0;

  void release_delayed(Instant now) {
    while (!delayed.empty() && delayed.begin()->first <= now) {
      Request request = std::move(delayed.begin()->second);
      delayed.erase(delayed.begin());
      const std::pair key{request.purpose, request.id};
      rows.emplace(key, std::move(request));
    }
  }

  // When a row could go, were the host free; nothing when none waits.
  std::optional<Instant> first_due() const {
    std::optional<Instant> due;
    if (!robots_files.empty()) due = robots_files.begin()->first;
    if (robots_state == RobotsState::asked) return due;  // its own file is on its way
    if (!rows.empty()) return Instant::min();
    if (!delayed.empty()) due = std::min(due.value_or(Instant::max()), delayed.begin()->first);
    return due;
  }
};

Frontier::Frontier(std::string agent) : agent_(std::move(agent)) {}
Frontier::~Frontier() = default;

void Frontier::leave_alone(std::map<std::string, Instant> hosts, Instant now) {
  left_alone_ = std::move(hosts);
  left_at_ = now;
}

void Frontier::add_site(const Site& site) { sites_[site.key] = site.fetch; }

void Frontier::add(std::vector<Request> requests) {
  for (Request& request : requests) enqueue(std::move(request));
}

Frontier::Host& Frontier::host_of(const Url& url, const std::string& site) {
  const std::string origin = url.origin();
  auto& host = hosts_[origin];
  if (!host) {
    host = std::make_unique<Host>();
    host->origin = origin;
    host->served = ++served_;
    const auto left = left_alone_.find(origin);
    if (left != left_alone_.end()) host->pace.stay_away(left->second, left_at_);
  }
  const auto rules = sites_.find(site);
  host->pace.obey(rules == sites_.end() ? FetchRules{} : rules->second);
  return *host;
}

void Frontier::enqueue(Request request) {
  Host& host = host_of(request.url, request.site);
  if (request.purpose == Purpose::robots) {
    const Instant when = request.not_before;
    host.robots_files.emplace(when, std::move(request));
  } else if (request.not_before > Instant{}) {
    const Instant when = request.not_before;
    host.delayed.emplace(when, std::move(request));
  } else {
    const std::pair key{request.purpose, request.id};
    host.rows.emplace_hint(host.rows.end(), key, std::move(request));  // ids mostly ascend
  }
  ++waiting_;
  reschedule(host);
}

std::optional<Frontier::Turn> Frontier::turn_of(Host& host) const {
  if (host.transfers >= host.pace.concurrency()) return std::nullopt;
  const auto due = host.first_due();
  if (!due) return std::nullopt;
  return Turn{std::max(*due, host.pace.free_at()), host.served, &host};
}

void Frontier::reschedule(Host& host) {
  auto turn = turn_of(host);
  if (turn == host.turn) return;
  if (host.turn) turns_.erase(*host.turn);
  if (turn) turns_.insert(*turn);
  host.turn = turn;
}

Next Frontier::next(Instant now) {
  if (turns_.empty()) return Idle{};
  const auto& [at, served, host] = *turns_.begin();
  if (at > now) return WaitUntil{at};
  Host& chosen = *host;
  Next next = take_from(chosen, now);
  reschedule(chosen);
  return next;
}

Next Frontier::take_from(Host& host, Instant now) {
  ++in_flight_;
  if (!host.robots_files.empty() && host.robots_files.begin()->first <= now) {
    Request request = std::move(host.robots_files.begin()->second);
    host.robots_files.erase(host.robots_files.begin());
    --waiting_;
    if (auto error = left_alone(host, request)) return Refused{std::move(request), *error};
    begin_transfer(host, now);
    return Ready{std::move(request)};
  }
  host.release_delayed(now);
  if (host.robots_state == RobotsState::known && now >= host.robots_expire) {
    host.robots_state = RobotsState::unknown;
  }
  if (host.robots_state == RobotsState::unknown && !host.pace.left_until()) {
    begin_transfer(host, now);
    return Ready{robots_request(host)};
  }
  Request request = std::move(host.rows.begin()->second);
  host.rows.erase(host.rows.begin());
  --waiting_;
  if (auto error = refusal(host, request)) return Refused{std::move(request), *std::move(error)};
  begin_transfer(host, now);
  return Ready{std::move(request)};
}

void Frontier::begin_transfer(Host& host, Instant now) {
  ++host.transfers;
  host.served = ++served_;
  host.pace.started(now);
}

Request Frontier::robots_request(Host& host) {
  host.robots_state = RobotsState::asked;
  Request request;
  request.site = host.rows.begin()->second.site;
  auto url = url::parse(host.origin + "/robots.txt");
  assert(url);  // a Url's origin with a plain path is a URL
  request.wanted = *url;
  request.url = *std::move(url);
  request.purpose = Purpose::robots;
  return request;
}

std::optional<Error> Frontier::left_alone(const Host& host, const Request& request) {
  const auto until = host.pace.left_until();
  if (!until) return std::nullopt;
  return Error{Fault::limit,
               "the host asks to be left alone until " + to_text(*until) +
                   " (Retry-After): left for a later run",
               request.url.href()};
}

std::optional<Error> Frontier::refusal(const Host& host, const Request& request) const {
  const auto refuse = [&](Fault fault, std::string what) {
    return Error{fault, std::move(what), request.url.href()};
  };
  if (auto left = left_alone(host, request)) return left;
  if (host.pace.given_up()) {
    return refuse(Fault::limit, "the host has given nothing for an hour: left for the next run");
  }
  if (host.robots.unreachable()) {
    return refuse(Fault::http, "robots.txt of " + host.origin +
                                   " could not be had: nothing may be fetched in this run");
  }
  if (!host.robots.allows(request.url.target())) {
    return refuse(Fault::refused, "robots.txt disallows it for " + agent_);
  }
  return std::nullopt;
}

void Frontier::answered(const Request& request, const Answer& answer, Instant now) {
  Host& host = host_of(request.url, request.site);
  if (host.transfers > 0) --host.transfers;
  host.pace.answered(answer, now);
  reschedule(host);
}

void Frontier::set_robots(const Request& robots_request, Robots robots, Instant now) {
  Host& host = host_of(robots_request.wanted, robots_request.site);
  host.pace.obey_crawl_delay(robots.crawl_delay());
  host.robots = std::move(robots);
  host.robots_state = RobotsState::known;
  host.robots_expire = now + robots_lifetime;
  reschedule(host);
}

void Frontier::close_if_asked(Host& host) {
  if (host.robots_state != RobotsState::asked) return;
  host.robots = Robots::disallow_all();
  host.robots_state = RobotsState::known;
  host.robots_expire = Instant::max();
  reschedule(host);
}

void Frontier::again(Request request) {
  if (in_flight_ > 0) --in_flight_;
  enqueue(std::move(request));
}

void Frontier::settle(const Request& request, std::optional<Instant> retry_at) {
  if (in_flight_ > 0) --in_flight_;
  if (!retry_at) {
    if (request.purpose == Purpose::robots) close_if_asked(host_of(request.wanted, request.site));
    return;
  }
  Request retry = request;
  retry.url = retry.wanted;
  retry.redirects.clear();
  ++retry.tries;
  retry.not_before = *retry_at;
  enqueue(std::move(retry));
}

}  // namespace newsarc::crawler
