#pragma once
// Draft: a database file on its way to a name. It is written beside that name as NAME.part, and
// takes the name only when it is whole and on disk; until then, whatever has the name stays. A lock
// keeps others from the same name, and from a copy that is being written to. Private to store/.

#include <filesystem>

#include "store/file/lock.h"

namespace newsarc::store {

class Draft {
 public:
  // An empty file that only its owner may read. Takes away what a draft that was killed has left.
  // Errors: busy, disk.
  static Result<Draft> begin(const std::filesystem::path& name);
  Draft(Draft&&) noexcept = default;
  Draft& operator=(Draft&&) = delete;
  ~Draft();  // nothing is left of a draft that was not kept

  const std::filesystem::path& file() const { return file_; }

  // Written to disk, with these permissions.
  Result<void> sync(std::filesystem::perms permissions) const;
  // Takes the name, in the same directory; what had it is gone. sync() comes first.
  Result<void> keep_as(const std::filesystem::path& name);

 private:
  Draft(Lock lock, std::filesystem::path file);

  Lock lock_;
  std::filesystem::path file_;  // empty once it is kept, or moved away
};

// Whether the file begins as archives do; it is not looked into further.
bool looks_like_archive(const std::filesystem::path& file);

// Errors: usage, when `destination` is the archive itself or belongs to it.
Result<void> check_apart(const std::filesystem::path& archive,
                         const std::filesystem::path& destination);

}  // namespace newsarc::store
