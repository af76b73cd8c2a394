#pragma once
// Read-only files that SQLite takes for writable ones: FTS5 checks its index only where it might
// write. What is opened so cannot change the file: the system has it open for reading. Private to
// store/.

#include <filesystem>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// Errors: SQLite's own; also for a file in WAL mode, which needs locks that this goes without.
Result<Database> open_as_if_writable(const std::filesystem::path& file);

}  // namespace newsarc::store
