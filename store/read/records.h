#pragma once
// Records: versions as Reader gives them, read from base tables. Private to store/.

#include <cstdint>
#include <vector>

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// With the text that is shown, or that of another of its readings. Errors: not_found, and SQLite's
// own.
Result<Record> load_record(Database& database, std::int64_t version_id, std::int64_t as_read = 0);

Result<std::vector<Address>> load_addresses(Database& database, std::int64_t article_id);

// All parses of the bytes that the version began with, and of those that it shows.
Result<std::vector<StoredReading>> load_stored_readings(Database& database,
                                                        std::int64_t version_id);

}  // namespace newsarc::store
