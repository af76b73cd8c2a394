#pragma once
// Query limits: what stops SQL that SQLite cannot stop. It looks at its clock between the steps of
// its machine; one call of LIKE with many %, or the sorting of a million rows, is one step. And its
// limit of memory does not count what the functions of newsarc take. Where a limit is passed all
// the same, the process says so and ends with the exit code of a limit: it only reads.

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "core/time.h"

namespace newsarc::cli {

// From now on, for the whole process.
void limit_memory();

// While it lives; a little longer than `span`, so that a query that can be stopped is.
class HardTimeLimit {
 public:
  explicit HardTimeLimit(std::optional<Span> span);
  ~HardTimeLimit();
  HardTimeLimit(const HardTimeLimit&) = delete;
  HardTimeLimit& operator=(const HardTimeLimit&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_over_ = false;
  std::jthread watch_;
};

}  // namespace newsarc::cli
