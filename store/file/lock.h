#pragma once
// The writer's lock: flock on ARCHIVE.lock, which holds pid and command for the message another
// writer prints. Held as long as the object lives; the file goes with it. Private to store/.

#include <filesystem>
#include <optional>
#include <string>

#include "core/result.h"
#include "core/time.h"

namespace newsarc::store {

// The file itself, whatever link it is named by: what belongs to it stands beside it, not beside
// the link.
std::filesystem::path resolved(const std::filesystem::path& file);

class Lock {
 public:
  struct Holder {
    std::string pid;
    std::string command;  // "newsarc crawl"
    Instant since{};
  };
  // Who writes now, if anyone; makes no file. A lock that a killed writer left is nobody's.
  static std::optional<Holder> holder(const std::filesystem::path& archive);

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
