#pragma once
// Wholeness: whether a copy is what the archive was. Private to store/.

#include <filesystem>

#include "core/result.h"

namespace newsarc::store {

// What verify looks at in rows, references, chains, states and content hashes, and SQLite's own
// checks; no bytes are unpacked, nothing is derived or read again. Errors: damaged, naming the
// archive the copy was made of, as a copy has what its source has.
Result<void> check_whole(const std::filesystem::path& copy, const std::filesystem::path& archive);

}  // namespace newsarc::store
