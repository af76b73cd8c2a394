#pragma once
// FakeFetcher: a Fetcher that answers from a script instead of a network. URLs it has no script for
// are 404, robots.txt among them. Time is the FixedClock's: an answer costs its `took`, and where
// nothing is under way, wait() moves the clock to the moment it was asked to wait for; so a night's
// crawl takes milliseconds. Thread-safe: wake() may come from any thread, and a test may change the
// script while a crawl runs.

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/page.h"
#include "crawler/fetch.h"
#include "tests/fakes/fixed_clock.h"

namespace newsarc::fakes {

struct Reply {
  int status = 200;
  std::string body = {};
  std::vector<std::string> fields = {};  // "ETag: \"1\"", without line ends
  std::optional<Error> error = {};       // no answer at all: the visit is a Failure with this error
  Span took = std::chrono::milliseconds(10);
};

inline Reply html(std::string body) {
  return {.body = std::move(body), .fields = {"Content-Type: text/html; charset=utf-8"}};
}
inline Reply plain(std::string body) {
  return {.body = std::move(body), .fields = {"Content-Type: text/plain"}};
}
inline Reply status(int code) { return {.status = code}; }
inline Reply redirect(int code, const std::string& location) {
  return {.status = code, .fields = {"Location: " + location}};
}
inline Reply no_answer(std::string what = "connection reset") {
  return {.error = Error{Fault::network, std::move(what), {}}};
}

// One line of the log: what was asked, and when.
struct Asked {
  Request request;
  Instant at{};
};

class FakeFetcher final : public crawler::Fetcher {
 public:
  explicit FakeFetcher(FixedClock& clock) : clock_(clock) {}

  // From now on every visit of `url` (an href as Url prints it) gets `reply`. A request whose
  // validators match the reply's ETag or Last-Modified gets 304.
  void serve(const std::string& url, Reply reply) { serve_in_turn(url, {std::move(reply)}); }

  // The next visit gets the first reply, the one after it the second; the last one stays.
  void serve_in_turn(const std::string& url, std::vector<Reply> replies) {
    const std::lock_guard lock(mutex_);
    script_[url] = {std::move(replies), 0};
  }

  void forget(const std::string& url) {  // 404 again
    const std::lock_guard lock(mutex_);
    script_.erase(url);
  }

  std::vector<Asked> log() const {
    const std::lock_guard lock(mutex_);
    return log_;
  }
  std::size_t times_asked(std::string_view url) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(
        log_.begin(), log_.end(), [&](const Asked& row) { return row.request.url.href() == url; }));
  }
  void clear_log() {
    const std::lock_guard lock(mutex_);
    log_.clear();
  }

  void start(Request request) override {
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now();
    log_.push_back({request, now});
    Reply reply = next_reply(request);
    const Instant ends = now + reply.took;
    under_way_.emplace(ends, Transfer{std::move(request), std::move(reply)});
  }

  // Delivers what has ended by `until`, the earliest moment's answers first.
  std::vector<crawler::Transfer> wait(Instant until) override {
    std::unique_lock lock(mutex_);
    if (under_way_.empty() && until == Instant::max()) {
      woken_.wait(lock, [&] { return wake_asked_; });
    }
    const bool woken = std::exchange(wake_asked_, false);
    if (under_way_.empty() || under_way_.begin()->first > until) {
      if (!woken && until > clock_.now()) clock_.set(until);
      return {};
    }
    return deliver();
  }

  void wake() override {
    const std::lock_guard lock(mutex_);
    wake_asked_ = true;
    woken_.notify_all();
  }

  std::size_t bytes_held() const override {
    const std::lock_guard lock(mutex_);
    std::size_t bytes = 0;
    for (const auto& [ends, transfer] : under_way_) bytes += transfer.reply.body.size();
    return bytes;
  }

 private:
  struct Scripted {
    std::vector<Reply> replies;
    std::size_t visits = 0;
  };
  struct Transfer {
    Request request;
    Reply reply;
  };

  Reply next_reply(const Request& request) {
    const auto found = script_.find(request.url.href());
    if (found == script_.end()) return status(404);
    auto& [replies, visits] = found->second;
    Reply reply = replies[std::min(visits++, replies.size() - 1)];
    if (reply.status == 200 && matches(reply, request.validators)) {
      return {.status = 304, .fields = std::move(reply.fields)};
    }
    return reply;
  }

  // RFC 9110 §13.2.2: where there is an ETag to compare, the date is not looked at.
  static bool matches(const Reply& reply, const Validators& validators) {
    const auto has = [&](const std::string& field) {
      return std::find(reply.fields.begin(), reply.fields.end(), field) != reply.fields.end();
    };
    if (validators.etag) return has("ETag: " + *validators.etag);
    return validators.last_modified && has("Last-Modified: " + *validators.last_modified);
  }

  std::vector<crawler::Transfer> deliver() {
    const Instant ends = std::max(under_way_.begin()->first, clock_.now());
    clock_.set(ends);
    std::vector<crawler::Transfer> ended;
    while (!under_way_.empty() && under_way_.begin()->first <= ends) {
      ended.push_back(finish(std::move(under_way_.begin()->second), ends));
      under_way_.erase(under_way_.begin());
    }
    return ended;
  }

  static crawler::Transfer finish(Transfer transfer, Instant ends) {
    auto& [request, reply] = transfer;
    if (reply.error) {
      if (reply.error->where.empty()) reply.error->where = request.url.href();
      return Failure{std::move(request), *std::move(reply.error), ends, reply.took};
    }
    Page page;
    page.request_header = "GET " + request.url.target() +
                          " HTTP/1.1\r\nHost: " + std::string(request.url.host()) + "\r\n\r\n";
    page.request = std::move(request);
    page.status = reply.status;
    page.header = "HTTP/1.1 " + std::to_string(reply.status) + " \r\n";
    for (const auto& field : reply.fields) page.header += field + "\r\n";
    page.header += "\r\n";
    page.body = std::move(reply.body);
    page.http_version = "1.1";
    page.ip = "192.0.2.1";  // RFC 5737: for documentation
    page.fetched_at = ends;
    page.took = reply.took;
    return page;
  }

  FixedClock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable woken_;
  bool wake_asked_ = false;
  std::map<std::string, Scripted> script_;
  std::multimap<Instant, Transfer> under_way_;  // by the moment they end, then in order of start
  std::vector<Asked> log_;
};

}  // namespace newsarc::fakes
