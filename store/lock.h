#pragma once
// The writer's lock: flock on ARCHIVE.lock, which holds pid and command for the message another
// writer prints. Held as long as the object lives; the file goes with it. Private to store/.

#include <filesystem>
#include <string>

#include "core/result.h"

namespace newsarc::store {

class Lock {
 public:
  // Errors: busy, naming the holder; disk.
  static Result<Lock> acquire(const std::filesystem::path& archive, const std::string& command);
  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&& other) noexcept;
  ~Lock();

 private:
  Lock(std::filesystem::path file, int descriptor);
  void release();

  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace newsarc::store
