#pragma once
// The schema: making a new archive, and telling whether a file is an archive of ours, of a newer
// newsarc, or none. Private to store/.

#include <string_view>

#include "store/sqlite.h"

namespace newsarc::store {

constexpr std::int32_t application_id = 0x4e415243;  // "NARC": what makes a SQLite file an archive
constexpr std::int64_t schema_version = 0;           // until the schema is declared released
constexpr int page_size = 16384;

std::string_view schema_sql();  // schema/0001_*.sql, embedded at build time

// A file without any table gets ours. Durability and journal are the caller's to set before.
Result<void> create_schema(Database& database, std::string_view tool_version);

// Errors: schema (no archive of ours, or a newer one), and SQLite's own.
Result<void> check_schema(Database& database, std::string_view file);

bool is_blank_database(Database& database);  // no table yet

}  // namespace newsarc::store
