#include "store/file/read_only.h"

#include <fstream>
#include <string>
#include <system_error>

#include "store/file/lock.h"
#include "store/schema/as_of.h"
#include "store/schema/schema.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

// A writer commits in milliseconds; its checkpoint and its end take a little longer.
constexpr int busy_milliseconds = 10'000;

bool has_beside(const fs::path& file, const char* ending) {
  std::error_code ignored;
  return fs::exists(file.string() + ending, ignored);
}

// In WAL mode although nobody writes: a copy made of an archive that was being written, or one that
// another tool had in hand. The lock is looked for last: a crawl takes it before it changes the
// mode.
bool rests_in_wal_mode(const fs::path& file) {
  constexpr std::streamoff read_version = 19;  // sqlite.org/fileformat.html §1.3; 2 is WAL
  std::ifstream stream(file, std::ios::binary);
  stream.seekg(read_version);
  return stream.get() == 2 && !has_beside(file, ".lock");
}

// To read a file in WAL mode, SQLite makes a -wal and a -shm beside it. Where nothing is there to
// be read but the file, it can be taken as it is. Never one in another mode, which may be read
// anywhere: taken as it is, it would be read without a look at what a crawl changes meanwhile.
Result<Database> open_as_it_is(const fs::path& file, const std::string& shown) {
  const bool is_alone = !has_beside(file, "-wal") && !has_beside(file, "-journal");
  if (is_alone && rests_in_wal_mode(file))
    return Database::open(uri_of(file) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                          shown);
  return Database::open(file.string(), SQLITE_OPEN_READONLY, shown);
}

}  // namespace

std::string uri_of(const fs::path& file) {
  std::string uri = "file:";
  std::error_code problem;
  const auto absolute = fs::absolute(file, problem);
  for (const char c : (problem ? file : absolute).string()) {
    if (c == '%')
      uri += "%25";
    else if (c == '?')
      uri += "%3f";
    else if (c == '#')
      uri += "%23";
    else
      uri += c;
  }
  return uri;
}

Result<Database> open_unchecked(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return failure(Fault::schema, "there is no archive here", file.string());
  if (fs::is_directory(file, ignored))
    return failure(Fault::disk, "this is a directory; an archive is a file", file.string());
  if (!fs::is_regular_file(file, ignored))  // to open a pipe would wait for its writer
    return failure(Fault::schema, "this is no regular file, and no newsarc archive", file.string());
  auto database = open_as_it_is(resolved(file), file.string());
  if (!database) return database;
  sqlite3_busy_timeout(database->handle(), busy_milliseconds);
  sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  return database;
}

Result<Database> open_read_only(const fs::path& file, std::optional<Instant> as_of) {
  auto database = open_unchecked(file);
  if (!database) return database;
  if (auto checked = check_schema(*database, file.string()); !checked)
    return tl::unexpected(std::move(checked).error());
  sqlite3_db_config(database->handle(), SQLITE_DBCONFIG_ENABLE_VIEW, 1, nullptr);
  database->script("PRAGMA temp_store = MEMORY");  // reading leaves no file behind, not for sorting
  if (as_of) stand_at(*database, *as_of);
  database->script("PRAGMA query_only = ON");
  if (auto ready = database->check(); !ready) return tl::unexpected(std::move(ready).error());
  return database;
}

}  // namespace newsarc::store
