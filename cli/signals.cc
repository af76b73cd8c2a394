#include "cli/signals.h"

#include <ctime>
#include <utility>

namespace newsarc::cli {
namespace {

// As under nohup. A signal that is waited for would come all the same.
bool is_ignored(int signal) {
  struct sigaction action {};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace

void make_file_size_an_error() { std::signal(SIGXFSZ, SIG_IGN); }

SignalWatch::SignalWatch(std::function<void(int)> on_signal) {
  sigemptyset(&watched_);
  sigaddset(&watched_, SIGINT);
  sigaddset(&watched_, SIGTERM);
  if (!is_ignored(SIGHUP)) sigaddset(&watched_, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &watched_, &before_);
  thread_ = std::jthread([this, call = std::move(on_signal)](const std::stop_token& stop) {
    constexpr timespec slice{0, 100'000'000};  // how long the end of the program may wait for us
    while (!stop.stop_requested()) {
      const int signal = sigtimedwait(&watched_, nullptr, &slice);
      if (signal <= 0) continue;
      last_ = signal;
      call(signal);
    }
  });
}

SignalWatch::~SignalWatch() {
  thread_.request_stop();
  thread_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace newsarc::cli
