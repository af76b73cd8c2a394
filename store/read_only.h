#pragma once
// Opening an archive to look at it: no file is created or changed. Private to store/.

#include <filesystem>

#include "store/sqlite.h"

namespace newsarc::store {

// Errors: schema (none there, none at all, or a newer one), damaged, disk.
Result<Database> open_read_only(const std::filesystem::path& file);

}  // namespace newsarc::store
