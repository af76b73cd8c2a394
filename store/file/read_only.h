#pragma once
// Opening an archive to look at it: no file is created or changed. Private to store/.

#include <filesystem>
#include <optional>
#include <string>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// With `as_of`, as the archive stood then. Errors: schema (none there, none at all, or a newer
// one), damaged, disk.
Result<Database> open_read_only(const std::filesystem::path& file,
                                std::optional<Instant> as_of = std::nullopt);

// The same for a file that may be damaged, or none of ours: nothing of it has been read yet. It
// gives rows of tables only: what has the name of one may be a view that never ends. Errors: schema
// (none there), disk.
Result<Database> open_unchecked(const std::filesystem::path& file);

// The file: URI of a path (https://www.sqlite.org/uri.html): '?', '#' and '%' have a meaning there.
std::string uri_of(const std::filesystem::path& file);

}  // namespace newsarc::store
