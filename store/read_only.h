#pragma once
// Opening an archive to look at it: no file is created or changed. Private to store/.

#include <filesystem>

#include "store/sqlite.h"

namespace newsarc::store {

// Errors: not_found, schema, damaged, disk.
Result<Database> open_read_only(const std::filesystem::path& file);

}  // namespace newsarc::store
