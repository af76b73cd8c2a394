#include "store/verify/verify.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "store/file/lock.h"
#include "store/file/read_only.h"
#include "store/schema/schema.h"
#include "store/sqlite/rows.h"
#include "store/verify/inspection.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

constexpr int most_messages = 1000;  // of SQLite's own check

bool is_named_like_ours(const SchemaShape& shape, const std::vector<SchemaEntry>& entries) {
  const auto found = std::ranges::count_if(
      entries, [&](const auto& entry) { return shape.find(entry.name) != nullptr; });
  return static_cast<std::size_t>(found) * 2 > shape.tables.size();
}

// Whether a file that SQLite does not read was one of ours: its header says so, or our SQL stands
// near its beginning.
bool was_ours(const fs::path& file) {
  std::string bytes(std::size_t{1} << 20, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
  constexpr std::size_t place_of_id = 68;  // https://www.sqlite.org/fileformat.html §1.3
  return (bytes.size() > place_of_id + 4 && bytes.compare(place_of_id, 4, "NARC") == 0) ||
         bytes.find("CREATE TABLE version_page(") != std::string::npos;
}

// A schema that SQLite refuses as a whole can be read in part.
std::vector<SchemaEntry> read_entries(Inspection& inspection) {
  Database& database = inspection.database();
  auto entries = schema_entries(database);
  const auto read = database.take_error();
  if (read) return entries;
  inspection.damaged("the schema cannot be read: " + read.error().what, "sqlite_schema");
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
  database.script("PRAGMA writable_schema = ON");
  entries = schema_entries(database);
  static_cast<void>(database.take_error());
  return entries;
}

// Of this schema or of one before: only writers migrate.
bool is_known(std::int64_t version) { return version >= 1 && version <= schema_version; }

bool is_known(const std::string& stated) {
  for (std::int64_t version = 1; version <= schema_version; ++version)
    if (stated == std::to_string(version)) return true;
  return false;
}

// What this file is, where it is no archive that we can look into.
std::optional<Error> objection(Database& database, const SchemaShape& shape,
                               const std::vector<SchemaEntry>& entries, const std::string& name) {
  const bool has_tables = is_named_like_ours(shape, entries);
  const auto application = database.number("PRAGMA application_id");
  if (!has_tables && application != application_id)
    return Error{Fault::schema, "this file is no newsarc archive", name};
  const auto version = database.number("PRAGMA user_version");
  const auto stated = meta(database, "schema");
  static_cast<void>(database.take_error());
  if (is_known(version) || (stated && is_known(*stated))) return std::nullopt;
  if (!stated || *stated != std::to_string(version)) return std::nullopt;
  auto checked = check_schema(database, name);
  return checked ? std::nullopt : std::optional(checked.error());
}

void check_header(Inspection& inspection) {
  Database& database = inspection.database();
  if (database.number("PRAGMA application_id") != application_id)
    inspection.damaged("application_id is not that of an archive", "file header");
  const auto version = database.number("PRAGMA user_version");
  if (!is_known(version)) inspection.damaged("user_version is not the schema's", "file header");
  if (!inspection.settle("file header")) return;
  if (inspection.is_readable("meta") && meta(database, "schema") != std::to_string(version))
    inspection.damaged("the schema it names is not user_version's", row_name("meta", "schema"));
  inspection.settle("table meta");
}

void check_entries(Inspection& inspection, const std::vector<SchemaEntry>& entries) {
  const auto version = inspection.database().number("PRAGMA user_version");
  for (const auto& wanted : inspection.shape().entries) {
    if (std::ranges::find(entries, wanted) != entries.end()) continue;
    const bool is_there =
        std::ranges::find(entries, wanted.name, &SchemaEntry::name) != entries.end();
    if (!is_there && is_known(version) && first_schema_with(wanted.sql) > version) continue;
    if (wanted.type == "view" && is_known(version) && version < schema_version) {
      inspection.note("view " + wanted.name +
                      " is not today's: the next crawl or import makes it anew");
      continue;
    }
    inspection.damaged(is_there ? "its SQL is not ours" : "it is missing",
                       "schema, " + wanted.type + " " + wanted.name);
    inspection.set_aside(wanted.name);
  }
  for (const auto& entry : entries_beside(inspection.shape(), entries)) {
    if (is_harmless(entry))
      inspection.note(entry.type + " " + entry.name + " is not of the schema");
    else
      inspection.damaged("it is not ours", "schema, " + entry.type + " " + entry.name);
  }
}

// "row 5 missing from index url_by_key", "On tree page 34 cell 2: ...": the words name the place.
std::string place_in(const std::string& message) {
  for (const std::string_view word : {"index ", "page ", "Page ", "Tree "}) {
    const auto at = message.find(word);
    if (at == std::string::npos) continue;
    const auto end = message.find_first_of(" :", at + word.size());
    std::string place = message.substr(at, end == std::string::npos ? end : end - at);
    place.front() = static_cast<char>(place.front() | 0x20);  // lower case
    return place;
  }
  return "file";
}

void ask_sqlite(Inspection& inspection) {
  inspection.step("pages of the file");
  inspection.each("PRAGMA integrity_check(" + std::to_string(most_messages) + ")", "file",
                  [&](const Query& row) {
                    std::string message = row.text(0);
                    std::ranges::replace(message, '\n', ' ');
                    if (message == "ok") return;
                    auto place = place_in(message);
                    inspection.damaged(std::move(message), std::move(place));
                  });
}

void check_content(Inspection& inspection, const fs::path& file) {
  check_header(inspection);
  ask_sqlite(inspection);
  check_rows(inspection);
  check_rules(inspection);
  check_readings(inspection);
  if (inspection.options().depth == Depth::quick) return;
  check_blobs(inspection);
  check_search(inspection, file);
  check_rereading(inspection);
}

// SQLite must make a -shm beside a -wal to read it.
bool cannot_be_opened_here(const fs::path& file) {
  std::error_code ignored;
  const fs::path real = resolved(file);
  const fs::path directory = real.has_parent_path() ? real.parent_path() : fs::path(".");
  return fs::exists(real.string() + "-wal", ignored) && access(directory.c_str(), W_OK) != 0;
}

// What SQLite does not take for a database: ours and damaged, or not ours.
Result<VerifyReport> unreadable(const fs::path& file, const VerifyOptions& options,
                                const Error& error) {
  const bool is_other = error.fault == Fault::busy || error.fault == Fault::limit ||
                        error.fault == Fault::interrupted || cannot_be_opened_here(file);
  if (is_other || !was_ours(file)) {
    if (error.fault != Fault::schema && error.fault != Fault::damaged) return tl::unexpected(error);
    return failure(Fault::schema, "this file is no newsarc archive", file.string());
  }
  VerifyReport report;
  report.damages = 1;
  report.damage.push_back({"the file cannot be read as a database: " + error.what,
                           "page 1, the file header", std::nullopt, std::nullopt});
  if (options.found) options.found(report.damage.front());
  return report;
}

}  // namespace

Result<VerifyReport> verify(const fs::path& file, const VerifyOptions& options) {
  const auto shape = schema_shape();
  if (!shape) return tl::unexpected(shape.error());
  auto database = open_unchecked(file);
  if (!database) return unreadable(file, options, database.error());
  be_interruptible(*database, options.interrupted);
  prepare_search(*database);
  database->script("PRAGMA cache_size = -32768");  // rows are looked up in indexes in any order
  static_cast<void>(database->take_error());       // what it met is met again
  database->script("BEGIN");                       // all that is looked at is of one moment
  static_cast<void>(database->number("PRAGMA schema_version"));
  if (auto opened = database->take_error(); !opened && opened.error().fault != Fault::damaged)
    return unreadable(file, options, opened.error());
  VerifyReport report;
  Inspection inspection(*database, *shape, options, report);
  const auto entries = read_entries(inspection);
  if (entries.empty()) {
    if (report.damages == 0 && is_blank_database(*database) && !was_ours(file))
      return failure(Fault::schema, what_else_it_is(*database), file.string());
    const Error error{Fault::damaged, "its schema cannot be read", file.string()};
    if (report.damages == 0 || !was_ours(file)) return unreadable(file, options, error);
    return report;
  }
  if (auto problem = objection(*database, *shape, entries, file.string()))
    return tl::unexpected(*std::move(problem));
  check_entries(inspection, entries);
  check_content(inspection, file);
  if (options.interrupted != nullptr && *options.interrupted)
    return failure(Fault::interrupted, "interrupted before all was looked at", file.string());
  if (auto read = database->take_error(); !read) return tl::unexpected(read.error());
  return report;
}

}  // namespace newsarc::store
