#pragma once
// Queue: what joins two stages. First in, first out; a capacity makes push() wait, so that a fast
// stage cannot run away from a slow one. Thread-safe.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <limits>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace newsarc::pipeline {

constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

template <class Item>
class Queue {
 public:
  explicit Queue(std::size_t capacity = unbounded) : capacity_(capacity) {}

  // Waits for room. False: stopped or closed, and `item` is dropped.
  bool push(Item item, const std::stop_token& stop = {}) {
    std::unique_lock lock(mutex_);
    const bool go = room_.wait(lock, stop, [this] { return closed_ || items_.size() < capacity_; });
    if (!go || closed_) return false;
    items_.push_back(std::move(item));
    filled_.notify_one();
    return true;
  }

  // Waits for items and takes up to `most` of them. None: closed and empty, or stopped.
  std::vector<Item> pop(std::size_t most, const std::stop_token& stop = {}) {
    return pop(most, std::chrono::milliseconds(0), stop);
  }

  // As above; once there is one, others may come so long after it.
  std::vector<Item> pop(std::size_t most, std::chrono::milliseconds patience,
                        const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, stop, [this] { return closed_ || !items_.empty(); });
    filled_.wait_for(lock, stop, patience, [&] { return closed_ || items_.size() >= most; });
    return stop.stop_requested() ? std::vector<Item>() : take(most);
  }

  // What is there now, without waiting.
  std::vector<Item> drain() {
    const std::lock_guard lock(mutex_);
    return take(unbounded);
  }

  // No more will come; what is there can still be popped.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
    room_.notify_all();
  }

 private:
  std::vector<Item> take(std::size_t most) {
    std::vector<Item> taken;
    while (!items_.empty() && taken.size() < most) {
      taken.push_back(std::move(items_.front()));
      items_.pop_front();
    }
    room_.notify_all();
    return taken;
  }

  std::mutex mutex_;
  std::condition_variable_any filled_;
  std::condition_variable_any room_;
  std::deque<Item> items_;
  std::size_t capacity_;
  bool closed_ = false;
};

}  // namespace newsarc::pipeline
