#include "store/read_only.h"

#include <unistd.h>

#include <string>
#include <system_error>

#include "store/as_of.h"
#include "store/schema.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

// A writer commits in milliseconds; its checkpoint and its end take a little longer.
constexpr int busy_milliseconds = 10'000;

bool has_log(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(file.string() + "-wal", ignored);
}

bool is_writable_directory(const fs::path& directory) {
  return access(directory.empty() ? "." : directory.c_str(), W_OK) == 0;
}

// The file: URI of a path (https://www.sqlite.org/uri.html): '?', '#' and '%' have a meaning there.
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

// A file in WAL mode needs a -shm beside it even to be read. Where none can be made, and no -wal
// waits to be read, the file can be taken as it is.
Result<Database> open_as_it_is(const fs::path& file) {
  if (!has_log(file) && !is_writable_directory(file.parent_path()))
    return Database::open(uri_of(file) + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  return Database::open(file.string(), SQLITE_OPEN_READONLY);
}

}  // namespace

Result<Database> open_read_only(const fs::path& file, std::optional<Instant> as_of) {
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return failure(Fault::schema, "there is no archive here", file.string());
  if (fs::is_directory(file, ignored))
    return failure(Fault::disk, "this is a directory; an archive is a file", file.string());
  auto database = open_as_it_is(file);
  if (!database) return database;
  sqlite3_busy_timeout(database->handle(), busy_milliseconds);
  database->script("PRAGMA trusted_schema = OFF");
  if (auto checked = check_schema(*database, file.string()); !checked)
    return tl::unexpected(std::move(checked).error());
  if (as_of) stand_at(*database, *as_of);
  database->script("PRAGMA query_only = ON");
  if (auto ready = database->check(); !ready) return tl::unexpected(std::move(ready).error());
  return database;
}

}  // namespace newsarc::store
