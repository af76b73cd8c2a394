#pragma once
// Opening an archive to look at it: no file is created or changed. Private to store/.

#include <filesystem>
#include <optional>

#include "store/sqlite.h"

namespace newsarc::store {

// With `as_of`, as the archive stood then. Errors: schema (none there, none at all, or a newer
// one), damaged, disk.
Result<Database> open_read_only(const std::filesystem::path& file,
                                std::optional<Instant> as_of = std::nullopt);

}  // namespace newsarc::store
