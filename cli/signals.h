#pragma once
// Signals: SIGINT, SIGTERM and, unless it is ignored, SIGHUP as calls on a thread of their own, so
// that what they start may lock and wake. While a SignalWatch lives no other thread of the process
// is interrupted by them; make it before the threads.

#include <atomic>
#include <csignal>
#include <functional>
#include <thread>

namespace newsarc::cli {

// A file that grows past the limit of the process (ulimit -f) is an error of the write that does
// it, with words and an exit code, and not the end of the program. Before there are other threads.
void make_file_size_an_error();

class SignalWatch {
 public:
  explicit SignalWatch(std::function<void(int signal)> on_signal);
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  int last() const { return last_.load(); }  // 0: none came

 private:
  sigset_t watched_{};
  sigset_t before_{};
  std::atomic<int> last_ = 0;
  std::jthread thread_;
};

}  // namespace newsarc::cli
