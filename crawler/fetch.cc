#include "crawler/fetch.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "core/memory.h"
#include "crawler/exchange.h"

namespace newsarc::crawler {
namespace {

constexpr long kept_connections = 64;     // idle ones, over all hosts
constexpr std::size_t kept_handles = 64;  // so are easy handles: their buffers are worth keeping
constexpr Span longest_poll = std::chrono::seconds(60);

using CurlMulti = std::unique_ptr<CURLM, Freed<curl_multi_cleanup>>;

// libcurl counts its users; the last one frees what it holds.
struct CurlLibrary {
  CURLcode code = curl_global_init_mem(CURL_GLOBAL_DEFAULT, sure_malloc, std::free, sure_realloc,
                                       sure_strdup, sure_calloc);
  CurlLibrary() = default;
  CurlLibrary(const CurlLibrary&) = delete;
  CurlLibrary& operator=(const CurlLibrary&) = delete;
  ~CurlLibrary() { curl_global_cleanup(); }
};

class CurlFetcher final : public Fetcher {
 public:
  CurlFetcher(Shared shared, const Clock& clock)
      : shared_(std::move(shared)), clock_(clock), multi_(curl_multi_init()) {
    if (multi_) curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kept_connections);
  }

  ~CurlFetcher() override {
    for (const auto& [handle, exchange] : exchanges_) {
      curl_multi_remove_handle(multi_.get(), handle);
    }
  }

  bool is_ready() const { return library_.code == CURLE_OK && multi_; }

  void start(Request request) override {
    if (request.url.has_credentials()) {
      fail(std::move(request), Fault::refused, "a URL with a user name or password");
      return;
    }
    CurlHandle handle = fresh_handle();
    if (!handle) {
      fail(std::move(request), Fault::internal, "libcurl gives no handle");
      return;
    }
    auto exchange = std::make_unique<Exchange>(std::move(request), std::move(handle), shared_);
    CURL* key = exchange->handle();
    curl_multi_add_handle(multi_.get(), key);
    exchanges_.emplace(key, std::move(exchange));
  }

  std::vector<Transfer> wait(Instant until) override {
    while (true) {
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      collect();
      const bool woken = woken_.exchange(false);
      const Instant now = clock_.now();
      if (woken || !ended_.empty() || now >= until) return std::exchange(ended_, {});
      const Span rest = std::min(until - now, longest_poll);
      curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(rest.count()), nullptr);
    }
  }

  void wake() override {
    woken_ = true;
    curl_multi_wakeup(multi_.get());
  }

  std::size_t bytes_held() const override { return shared_.bytes_held; }

 private:
  CurlHandle fresh_handle() {
    if (idle_.empty()) return CurlHandle(curl_easy_init());
    CurlHandle handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }

  void fail(Request request, Fault fault, std::string what) {
    Error error{fault, std::move(what), request.url.href()};
    ended_.emplace_back(Failure{std::move(request), std::move(error), clock_.now(), Span{}});
  }

  void collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL* handle = message->easy_handle;
      const CURLcode code = message->data.result;  // the message dies with the handle's removal
      curl_multi_remove_handle(multi_.get(), handle);
      if (Exchange& same = *exchanges_.at(handle); same.must_begin_again()) {
        same.begin_again();
        curl_multi_add_handle(multi_.get(), handle);
        continue;
      }
      const auto exchange = std::move(exchanges_.extract(handle).mapped());
      ended_.push_back(exchange->finish(code, clock_.now()));
      if (idle_.size() < kept_handles) {
        idle_.push_back(exchange->release());
        curl_easy_reset(idle_.back().get());  // it must not hold on to the exchange
      }
    }
  }

  CurlLibrary library_;  // first in, last out
  Shared shared_;
  const Clock& clock_;
  CurlMulti multi_;
  std::vector<CurlHandle> idle_;
  std::unordered_map<CURL*, std::unique_ptr<Exchange>> exchanges_;  // under way
  std::vector<Transfer> ended_;
  std::atomic<bool> woken_ = false;
};

}  // namespace

Result<std::unique_ptr<Fetcher>> curl_fetcher(FetchOptions options, const Clock& clock) {
  auto allow = AllowList::create(options.allow);
  if (!allow) return tl::unexpected(std::move(allow).error());
  auto fetcher = std::make_unique<CurlFetcher>(
      Shared{std::move(options.user_agent), *std::move(allow), options.limits}, clock);
  if (!fetcher->is_ready()) return failure(Fault::internal, "libcurl cannot be started");
  return fetcher;
}

}  // namespace newsarc::crawler
