#include "demo/server.h"

#include <httplib.h>

#include <atomic>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace newsarc::demo {
namespace {

// httplib asks an idle connection every 10 ms whether it is still wanted, and only so a stopping
// server can let go of it: nobody waits longer than this for the demo to end.
constexpr int keep_alive_seconds = 1;
constexpr std::size_t requests_a_connection = 100'000;
// A connection keeps its thread while it is kept alive, so there are more than a crawl connects.
constexpr std::size_t thread_count = 32;

bool holds_tag(const std::string& if_none_match, const std::string& etag) {
  return if_none_match == "*" || if_none_match.find(etag) != std::string::npos;
}

// httplib codes what set_content() gives it by Brotli's slowest quality, 7 ms a page: the pages
// with validators, a third of all, go that way, so that content codings are met; the rest plain.
void send(const Answer& page, httplib::Response& response) {
  if (page.etag) return response.set_content(page.body, page.content_type);
  response.set_content_provider(
      page.body.size(), page.content_type,
      [body = page.body](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(body.data() + offset, length);
      });
}

}  // namespace

struct DemoServer::State {
  explicit State(const NewsSite& served) : site(served) {}

  void answer(const httplib::Request& request, httplib::Response& response) {
    const Visit visit{night, ++visits, origin};
    const auto page = site.answer(request.target, visit);
    const bool known =
        page.etag && holds_tag(request.get_header_value("If-None-Match"), *page.etag);
    response.status = known ? 304 : page.status;
    if (page.etag) response.set_header("ETag", *page.etag);
    if (page.last_modified) response.set_header("Last-Modified", *page.last_modified);
    if (!known) send(page, response);
    const std::lock_guard lock(mutex);
    asked.push_back({visit.night, request.target, response.status});
  }

  const NewsSite& site;
  httplib::Server server;
  int port = 0;
  std::string origin;
  std::atomic<int> night = 1;
  std::atomic<std::uint64_t> visits = 0;
  std::promise<void> begun;  // the server runs and can be stopped
  mutable std::mutex mutex;
  std::vector<Asked> asked;
  std::jthread thread;
};

Result<DemoServer> DemoServer::start(const NewsSite& site) {
  auto state = std::make_unique<State>(site);
  auto& server = state->server;
  server.Get(".*",
             [running = state.get()](const httplib::Request& request, httplib::Response& response) {
               running->answer(request, response);
             });
  server.set_tcp_nodelay(true);
  server.set_keep_alive_timeout(keep_alive_seconds);
  server.set_keep_alive_max_count(requests_a_connection);
  state->port = server.bind_to_any_port("127.0.0.1");
  if (state->port <= 0) {
    return failure(Fault::network, "no free port for the demo site", "127.0.0.1");
  }
  state->origin = "http://127.0.0.1:" + std::to_string(state->port);

  // The task queue is made when the server has begun to run: only from then on can it be stopped.
  server.new_task_queue = [running = state.get()] {
    running->begun.set_value();
    return new httplib::ThreadPool(thread_count);
  };
  state->thread = std::jthread([&server] { server.listen_after_bind(); });
  state->begun.get_future().wait();
  return DemoServer(std::move(state));
}

DemoServer::DemoServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
DemoServer::DemoServer(DemoServer&&) noexcept = default;

DemoServer& DemoServer::operator=(DemoServer&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

DemoServer::~DemoServer() {
  if (state_) state_->server.stop();
}

int DemoServer::port() const { return state_->port; }
std::string DemoServer::authority() const { return state_->origin.substr(7); }
std::string DemoServer::origin() const { return state_->origin; }
void DemoServer::set_night(int night) { state_->night = night; }

std::vector<Asked> DemoServer::log() const {
  const std::lock_guard lock(state_->mutex);
  return state_->asked;
}

}  // namespace newsarc::demo
