#include "store/sqlite/guard.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace newsarc::store {
namespace {

// All of a query's memory, sorting included: nothing is spilled into files.
constexpr sqlite3_int64 heap_limit = sqlite3_int64{1} << 30;
constexpr int length_limit = 128 << 20;  // of one text or BLOB; four of the largest pages
constexpr int sql_limit = 1 << 20;
constexpr int like_limit = 5000;
constexpr int steps_between_ticks = 10'000;  // of SQLite's machine: well under a millisecond

// What describes a database. FTS5 asks for data_version whenever it is read.
constexpr std::array<std::string_view, 22> harmless_pragmas{
    "application_id", "collation_list",    "compile_options",  "data_version",    "database_list",
    "encoding",       "foreign_key_check", "foreign_key_list", "freelist_count",  "function_list",
    "index_info",     "index_list",        "index_xinfo",      "integrity_check", "module_list",
    "page_count",     "page_size",         "pragma_list",      "quick_check",     "table_info",
    "table_list",     "table_xinfo"};
// Read without a value; with one they would set something.
constexpr std::array<std::string_view, 3> readable_pragmas{"journal_mode", "schema_version",
                                                           "user_version"};
// With a value these set something, the others are asked about a table or an index.
constexpr std::array<std::string_view, 3> settable_pragmas{"application_id", "encoding",
                                                           "page_size"};

constexpr std::array<std::string_view, 2> forbidden_functions{"load_extension", "fts3_tokenizer"};

bool contains(const auto& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_harmless_pragma(std::string_view name, bool has_value) {
  if (has_value && contains(settable_pragmas, name)) return false;
  return contains(harmless_pragmas, name) || (!has_value && contains(readable_pragmas, name));
}

bool allows(int action, std::string_view first, std::string_view second, bool has_second) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return true;
    case SQLITE_FUNCTION:
      return !contains(forbidden_functions, second);
    case SQLITE_PRAGMA:
      return is_harmless_pragma(first, has_second);
    case SQLITE_UPDATE:
      // The first use of any virtual table (FTS5, json_each) asks for this and writes nothing; a
      // real UPDATE of it is refused by DEFENSIVE and the read-only file.
      return first == "sqlite_master" || first == "sqlite_temp_master";
    default:
      return false;
  }
}

std::string words_for(int action, std::string_view first, std::string_view second) {
  switch (action) {
    case SQLITE_PRAGMA:
      return "PRAGMA " + std::string(first);
    case SQLITE_ATTACH:  // asked for by VACUUM as well
      return "ATTACH or VACUUM";
    case SQLITE_DETACH:
      return "DETACH";
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
      return "a transaction";
    case SQLITE_FUNCTION:
      return "the function " + std::string(second);
    default:
      return "a change";
  }
}

Fault fault_of(int code) {
  switch (code & 0xff) {
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
    case SQLITE_FULL:
      return Fault::limit;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Fault::damaged;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return Fault::disk;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::busy;
    case SQLITE_INTERRUPT:
      return Fault::interrupted;
    default:
      return Fault::usage;
  }
}

void harden(Database& database) {
  sqlite3* connection = database.handle();
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, length_limit);
  sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, sql_limit);
  sqlite3_limit(connection, SQLITE_LIMIT_WORKER_THREADS, 0);
  // A LIKE of many % takes as long as the text to their power. Nobody types longer ones.
  sqlite3_limit(connection, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, like_limit);
  database.script("PRAGMA temp_store = MEMORY");
}

}  // namespace

Guard::Guard(Database& database, std::optional<Span> timeout, const std::atomic<bool>* interrupted)
    : database_(database),
      interrupted_(interrupted),
      former_heap_limit_(sqlite3_hard_heap_limit64(heap_limit)) {
  if (timeout) deadline_ = std::chrono::steady_clock::now() + *timeout;
  harden(database);
  sqlite3_progress_handler(database.handle(), steps_between_ticks, tick, this);
  sqlite3_set_authorizer(database.handle(), authorize, this);
}

Guard::~Guard() {
  sqlite3_set_authorizer(database_.handle(), nullptr, nullptr);
  sqlite3_progress_handler(database_.handle(), 0, nullptr, nullptr);
  sqlite3_hard_heap_limit64(former_heap_limit_);
}

Error Guard::explain(int code) const {
  Error error{fault_of(code), sqlite3_errmsg(database_.handle()), ""};
  if ((code & 0xff) == SQLITE_AUTH)
    error.what = "this SQL wants " + denied_ + "; an archive is only read here";
  if ((code & 0xff) == SQLITE_NOMEM)
    error.what = "the query needs more memory than it may have; ask for less at a time";
  if ((code & 0xff) == SQLITE_TOOBIG)
    error.what = "the query makes a text or BLOB of more than 128 MiB; ask for less at a time";
  if (error.fault == Fault::interrupted && (interrupted_ == nullptr || !interrupted_->load()))
    error = {Fault::limit, "the query ran out of time", ""};
  if (const int offset = sqlite3_error_offset(database_.handle()); offset >= 0)
    error.where = "byte " + std::to_string(offset + 1) + " of the query";
  return error;
}

int Guard::authorize(void* guard, int action, const char* first, const char* second, const char*,
                     const char*) {
  const std::string_view name = first != nullptr ? first : "";
  const std::string_view value = second != nullptr ? second : "";
  if (allows(action, name, value, second != nullptr)) return SQLITE_OK;
  static_cast<Guard*>(guard)->denied_ = words_for(action, name, value);
  return SQLITE_DENY;
}

int Guard::tick(void* guard) {
  const auto& self = *static_cast<const Guard*>(guard);
  if (self.interrupted_ != nullptr && self.interrupted_->load()) return 1;
  return self.deadline_ && std::chrono::steady_clock::now() >= *self.deadline_ ? 1 : 0;
}

}  // namespace newsarc::store
