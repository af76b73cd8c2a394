#pragma once
// A budget of bytes that are under way between two threads. Thread-safe.

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>

namespace newsarc::pipeline {

class ByteBudget {
 public:
  explicit ByteBudget(std::size_t most) : most_(most) {}

  // Waits until they fit, or nothing else is under way: one item may be larger than the budget.
  // False: stopped.
  bool take(std::size_t bytes, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const bool fits =
        changed_.wait(lock, stop, [&] { return taken_ == 0 || taken_ + bytes <= most_; });
    if (fits) taken_ += bytes;
    return fits;
  }

  void give_back(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    taken_ -= bytes;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::size_t most_;
  std::size_t taken_ = 0;
};

}  // namespace newsarc::pipeline
