#pragma once
// The guard of foreign SQL: what a statement may do on a connection, for how long, in how much
// memory. Private to store/.

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// Lives as long as the connection is asked; restores the process's heap limit when it goes.
class Guard {
 public:
  Guard(Database& database, std::optional<Span> timeout, const std::atomic<bool>* interrupted);
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard();

  // The error of a statement that failed, in words about what was asked.
  Error explain(int code) const;

 private:
  static int authorize(void* guard, int action, const char* first, const char* second,
                       const char* database, const char* trigger);
  static int tick(void* guard);

  Database& database_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  const std::atomic<bool>* interrupted_;
  sqlite3_int64 former_heap_limit_;
  std::string denied_;  // what the last denied statement wanted
};

}  // namespace newsarc::store
