#pragma once
// Records: versions as Reader gives them, read from base tables. Private to store/.

#include <cstdint>

#include "store/reader.h"
#include "store/sqlite.h"

namespace newsarc::store {

// Errors: not_found, and SQLite's own.
Result<Record> load_record(Database& database, std::int64_t version_id);

}  // namespace newsarc::store
