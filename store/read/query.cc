#include "store/read/query.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

#include "store/file/read_only.h"
#include "store/read/query_functions.h"
#include "store/sqlite/guard.h"

namespace newsarc::store {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// A parameter that spells a number is one, so that comparing and LIMIT do as expected; anything
// else, and what a number would not print back as (007, 1e5), is text.
bool bind_number(sqlite3_stmt* statement, int position, const std::string& value) {
  std::int64_t number = 0;
  const char* end = value.data() + value.size();
  const auto [stopped, fault] = std::from_chars(value.data(), end, number);
  if (fault != std::errc() || stopped != end || std::to_string(number) != value) return false;
  sqlite3_bind_int64(statement, position, number);
  return true;
}

// Binds what the statement asks for by name; says which names were used.
Result<void> bind(sqlite3_stmt* statement, const Parameters& parameters,
                  std::set<std::string>& used) {
  for (int position = 1; position <= sqlite3_bind_parameter_count(statement); ++position) {
    const char* name = sqlite3_bind_parameter_name(statement, position);
    if (name == nullptr)
      return failure(Fault::usage, "parameters have names here: write :name, not ?");
    const auto given = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& each) { return each.first == name + 1; });
    if (given == parameters.end())
      return failure(Fault::usage, std::string("no value is given for ") + name);
    used.insert(given->first);
    if (!bind_number(statement, position, given->second))
      sqlite3_bind_text64(statement, position, given->second.data(), given->second.size(),
                          SQLITE_STATIC, SQLITE_UTF8);
  }
  return {};
}

Value value_in(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return std::monostate{};
    default:
      break;
  }
  const bool is_text = sqlite3_column_type(statement, column) == SQLITE_TEXT;
  const auto* data = static_cast<const char*>(
      is_text ? static_cast<const void*>(sqlite3_column_text(statement, column))
              : sqlite3_column_blob(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  const auto bytes = data != nullptr ? std::string_view(data, size) : std::string_view();
  if (is_text) return bytes;
  return Blob{bytes};
}

std::vector<std::string> columns_of(sqlite3_stmt* statement) {
  std::vector<std::string> columns;
  for (int i = 0; i < sqlite3_column_count(statement); ++i) {
    const char* name = sqlite3_column_name(statement, i);
    columns.emplace_back(name != nullptr ? name : "");
  }
  return columns;
}

// Whether the sink wants more. It hears of columns when the first row is there, or the end: a query
// that fails before gives nothing at all.
Result<bool> run_statement(sqlite3_stmt* statement, const Guard& guard, const RowSink& sink) {
  int code = sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) return tl::unexpected(guard.explain(code));
  const auto columns = columns_of(statement);
  if (!columns.empty() && !sink.columns(columns)) return false;
  std::vector<Value> row(columns.size());
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = value_in(statement, static_cast<int>(i));
    if (!sink.row(row)) return false;
  }
  if (code != SQLITE_DONE) return tl::unexpected(guard.explain(code));
  return true;
}

Result<void> check_all_used(const Parameters& parameters, const std::set<std::string>& used) {
  for (const auto& [name, value] : parameters) {
    if (!used.contains(name)) return failure(Fault::usage, "the query has no parameter :" + name);
  }
  return {};
}

// SQLite reads up to a NUL, and would come no further.
Result<void> check_text(const std::string& sql) {
  constexpr std::size_t longest = 1'000'000'000;  // SQLite's own SQLITE_MAX_SQL_LENGTH
  if (sql.find('\0') != std::string::npos)
    return failure(Fault::usage, "the query has a NUL character in it");
  if (sql.size() > longest) return failure(Fault::usage, "the query is longer than SQLite reads");
  return {};
}

Result<void> run_all(Database& database, const std::string& text, const QueryOptions& options,
                     const RowSink& sink) {
  if (auto sound = check_text(text); !sound) return sound;
  const Guard guard(database, options.timeout, options.interrupted);
  if (auto ready = database.check(); !ready) return ready;
  std::set<std::string> used;
  std::string_view sql = text;
  while (!sql.empty()) {
    sqlite3_stmt* prepared = nullptr;
    const char* rest = nullptr;
    // With the NUL behind it counted in, SQLite does not copy what is left for every statement.
    const int code = sqlite3_prepare_v2(database.handle(), sql.data(),
                                        static_cast<int>(sql.size() + 1), &prepared, &rest);
    const Prepared statement(prepared);
    if (code != SQLITE_OK) return tl::unexpected(guard.explain(code));
    sql.remove_prefix(static_cast<std::size_t>(rest - sql.data()));
    if (!statement) continue;  // blanks or a comment
    if (auto bound = bind(prepared, options.parameters, used); !bound) return bound;
    const auto more = run_statement(prepared, guard, sink);
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
  return options.needs_all_parameters ? check_all_used(options.parameters, used) : Result<void>();
}

}  // namespace

bool is_complete(const std::string& sql) { return sqlite3_complete(sql.c_str()) != 0; }

Result<void> run_query(const std::filesystem::path& archive, const std::string& sql,
                       const QueryOptions& options, const RowSink& sink) {
  auto database = open_read_only(archive, options.as_of);
  if (!database) return tl::unexpected(std::move(database).error());
  register_functions(*database);
  auto done = run_all(*database, sql, options, sink);
  if (!done && done.error().fault != Fault::usage && done.error().where.empty())
    done.error().where = archive.string();
  return done;
}

}  // namespace newsarc::store
