#include "store/schema/schema.h"

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/rows.h"
#include "text/fold.h"
#include "text/forms.h"
#include "url/key.h"

namespace newsarc::store {
namespace {

void write_facts(Database& database, std::string_view tool_version) {
  save_meta(database, "schema", std::to_string(schema_version));
  save_meta(database, "tool", std::string(tool_version));
  save_meta(database, "fold_version", std::to_string(text::fold_version()));
  save_meta(database, "indexed_version", "0");
  save_meta(database, "forms_version", text::forms_version());
  save_meta(database, "url_key_version", std::to_string(url::key_version()));
}

void set_version(Database& database, std::int64_t version) {
  database.script("PRAGMA user_version = " + std::to_string(version));
}

// What this newsarc makes of a file whose user_version is `version`; "" when it can be read.
std::string objection_to(std::int64_t version) {
  if (version > schema_version) {
    return "this archive was made by a newer newsarc (schema " + std::to_string(version) +
           ", this one knows " + std::to_string(schema_version) + "); upgrade newsarc to open it";
  }
  if (version < 1) {
    return "this archive was made by a newsarc from before the schema was released; crawl into a "
           "new file";
  }
  return "";
}

// The tables of the schema, as SQLite keeps their SQL: a statement from CREATE to before its ';'.
std::set<std::string_view> table_statements() {
  std::set<std::string_view> statements;
  const std::string_view sql = archive_sql();
  for (std::size_t at = 0; (at = sql.find("\nCREATE ", at)) != std::string_view::npos; ++at) {
    const auto statement = sql.substr(at + 1, sql.find(";\n", at) - at - 1);
    if (statement.starts_with("CREATE TABLE") || statement.starts_with("CREATE VIRTUAL TABLE"))
      statements.insert(statement);
  }
  return statements;
}

struct View {
  std::string_view name;
  std::string_view sql;  // as SQLite keeps it: to before its ';'
};

std::vector<View> views() {
  constexpr std::string_view begin = "CREATE VIEW ";
  std::vector<View> views;
  const std::string_view sql = views_sql();
  for (std::size_t at = 0; (at = sql.find(begin, at)) != std::string_view::npos; ++at) {
    const auto statement = sql.substr(at, sql.find(";\n", at) - at);
    const auto name = statement.substr(begin.size());
    views.push_back({name.substr(0, name.find(' ')), statement});
  }
  return views;
}

bool is_there(Database& database, const View& view) {
  return database.number("SELECT 1 FROM sqlite_schema WHERE type = 'view' AND name = ? AND sql = ?",
                         view.name, view.sql) != 0;
}

// An older newsarc's views have fewer columns.
Result<void> renew_views(Database& database) {
  std::vector<View> others;
  for (const auto& view : views()) {
    if (!is_there(database, view)) others.push_back(view);
  }
  if (others.empty()) return database.check();
  std::string script = "BEGIN IMMEDIATE;";
  for (const auto& view : others)
    script += "DROP VIEW IF EXISTS " + std::string(view.name) + ";" + std::string(view.sql) + ";";
  database.script(script + "COMMIT");
  return database.check();
}

// In a file from a stranger, what is called a table may be a view that never ends, or compute as it
// is read. The tables FTS5 made for itself must be tables too.
Result<void> check_tables(Database& database, std::string_view file) {
  auto missing = table_statements();
  std::set<std::string> shadows{"search_data", "search_idx", "search_docsize", "search_config"};
  Query objects = database.query("SELECT sql, name FROM sqlite_schema WHERE type = 'table'");
  while (objects.next()) {
    missing.erase(objects.text(0));
    shadows.erase(objects.text(1));
  }
  if (auto read = database.check(); !read) return read;
  if (missing.empty() && shadows.empty()) return {};
  std::string what = "its tables are not those of schema " + std::to_string(schema_version);
  if (!missing.empty())
    what += ": " + std::string(missing.begin()->substr(0, missing.begin()->find_first_of("(\n"))) +
            " is not there, or has changed";
  return failure(Fault::damaged, std::move(what), std::string(file));
}

}  // namespace

bool is_blank_database(Database& database) {
  return database.number("SELECT count(*) FROM sqlite_schema") == 0 && !database.failed();
}

std::string what_else_it_is(Database& database) {
  if (!is_blank_database(database)) return "this file is no newsarc archive";
  return "this archive holds nothing yet, as its making was broken off; the next newsarc crawl or "
         "import makes it";
}

Result<void> create_schema(Database& database, std::string_view tool_version) {
  database.script("BEGIN IMMEDIATE");
  database.script(std::string(archive_sql()));
  for (const auto& migration : migrations()) database.script(std::string(migration.sql));
  database.script(std::string(views_sql()));
  database.script("PRAGMA application_id = " + std::to_string(application_id));
  set_version(database, schema_version);
  write_facts(database, tool_version);
  database.script("COMMIT");
  return database.check();
}

Result<void> check_schema(Database& database, std::string_view file) {
  const std::int64_t application = database.number("PRAGMA application_id");
  const std::int64_t version = database.number("PRAGMA user_version");
  if (auto read = database.check(); !read) {
    if (read.error().fault != Fault::schema) return read;
    return failure(Fault::schema, "this file is no newsarc archive", std::string(file));
  }
  if (application != application_id)
    return failure(Fault::schema, what_else_it_is(database), std::string(file));
  if (auto objection = objection_to(version); !objection.empty())
    return failure(Fault::schema, std::move(objection), std::string(file));
  return check_tables(database, file);
}

std::span<const Migration> migrations() {
  static const std::array<Migration, 1> all{{{2, indexes_sql()}}};
  return all;
}

std::int64_t first_schema_with(std::string_view sql) {
  for (const auto& migration : migrations())
    if (migration.sql.find(sql) != std::string_view::npos) return migration.to;
  return 1;
}

namespace {

Result<void> roll_back(Database& database) {
  auto error = database.take_error();
  sqlite3_exec(database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  return error;
}

}  // namespace

Result<void> migrate(Database& database, std::span<const Migration> migrations) {
  const std::int64_t version = database.number("PRAGMA user_version");
  if (!migrations.empty() && migrations.back().to > version) {
    database.script("BEGIN IMMEDIATE");
    for (const auto& migration : migrations) {
      if (migration.to <= version) continue;
      database.script(std::string(migration.sql));
      set_version(database, migration.to);
      save_meta(database, "schema", std::to_string(migration.to));
    }
    database.script("COMMIT");
    if (database.failed()) return roll_back(database);
  }
  if (auto renewed = renew_views(database); !renewed) return roll_back(database);
  return {};
}

}  // namespace newsarc::store
