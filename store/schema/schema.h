#pragma once
// The schema: making a new archive, bringing an older one up to date, and telling whether a file is
// an archive of ours, of a newer newsarc, or none. Private to store/.

#include <cstdint>
#include <span>
#include <string_view>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

constexpr std::int32_t application_id = 0x4e415243;  // "NARC": what makes a SQLite file an archive
constexpr std::int64_t schema_version = 2;           // PRAGMA user_version of what we write
constexpr int page_size = 16384;

// schema/0001_archive.sql, 0002_indexes.sql and views.sql, embedded when the program is built.
std::string_view archive_sql();
std::string_view indexes_sql();
std::string_view views_sql();
std::string_view as_of_sql();  // schema/as_of.sql

// A file without any table gets ours. Durability and journal are the caller's to set before.
Result<void> create_schema(Database& database, std::string_view tool_version);

// Errors: schema (no archive of ours, a newer one, or one of before the first release), damaged
// (tables that are not as this schema makes them), and SQLite's own.
Result<void> check_schema(Database& database, std::string_view file);

// What brings an archive of the schema before to schema `to`.
struct Migration {
  std::int64_t to = 0;
  std::string_view sql;
};

// One transaction over all that the archive lacks; then its views are made today's (decision 142).
// On an Error it is as it was. Writers only.
Result<void> migrate(Database& database, std::span<const Migration> migrations);
std::span<const Migration> migrations();  // in their order

// The schema that brought a table or an index, by its SQL as SQLite keeps it.
std::int64_t first_schema_with(std::string_view sql);

bool is_blank_database(Database& database);  // no table yet

// Of a database that is no archive, in words.
std::string what_else_it_is(Database& database);

}  // namespace newsarc::store
