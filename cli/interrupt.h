#pragma once
// InterruptWatch: while one lives, the first SIGINT or SIGTERM raises a flag that long work looks
// at; the second ends the process as usual. At most one at a time, made by the main thread.

#include <atomic>

namespace newsarc::cli {

class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  const std::atomic<bool>& flag() const;
  int exit_code() const;  // 130 after SIGINT, 143 after SIGTERM
};

}  // namespace newsarc::cli
