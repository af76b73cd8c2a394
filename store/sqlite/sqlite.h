#pragma once
// SQLite at hand, private to store/: a connection that owns its prepared statements, and queries
// that read like their SQL. The first error of a connection sticks: what follows does nothing, rows
// end, values are empty, and whoever commits asks check() once. So a transaction of twenty
// statements reads as straight code, and no error can be passed over. One thread at a time.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "core/result.h"
#include "core/time.h"
#include "store/sqlite/freed.h"
#include "store/sqlite/sqlite_api.h"

namespace newsarc::store {

struct Bytes {  // a BLOB, as opposed to text
  std::string_view view;

  bool operator==(const Bytes&) const = default;
};

// One SQL value to bind; bound by copy.
using Cell = std::variant<std::monostate, std::int64_t, double, std::string_view, Bytes>;

Cell cell(const std::optional<std::string>& text);
Cell cell(const std::optional<std::int64_t>& number);
Cell reference(std::int64_t id);  // 0 stands for "none" in rows: NULL

std::int64_t seconds_of(Instant instant);  // as tables hold instants; rounded down
Instant instant_of(std::int64_t seconds);

// Functions of ours: in the loadable extension, SQLite's own are no constants.
inline void finalize_statement(sqlite3_stmt* statement) { sqlite3_finalize(statement); }
inline void close_connection(sqlite3* connection) { sqlite3_close_v2(connection); }

using Prepared = std::unique_ptr<sqlite3_stmt, Freed<finalize_statement>>;

// SQLite's own words as an Error: full and I/O are disk, damage is damaged, and so on.
Error error_of(int code, sqlite3* connection, std::string_view where);

// Whether there was no room: to one who only reads, for what SQLite sorts on disk.
bool is_full(const Error& error);

// What a Database and its queries share; stays in place when the Database moves.
struct Connection {
  std::unique_ptr<sqlite3, Freed<close_connection>> handle;
  std::multimap<std::string, Prepared, std::less<>> statements;  // those not in use
  std::map<std::string, std::string, std::less<>> made_sql;      // by name
  std::optional<Error> error;                                    // the first
  std::string file;                                              // as errors name it

  // What the file does wrong is the file's; only our own mistakes are told by their SQL.
  void fail_with(int code, std::string_view sql);
};

// A statement in use. Gives itself back to its connection, which outlives it, when it goes.
class Query {
 public:
  Query(Connection& connection, std::string sql, Prepared statement);
  Query(Query&&) noexcept = default;
  Query& operator=(Query&&) = delete;
  ~Query();

  void bind(int position, const Cell& value);  // from 1
  bool next();                                 // false: no more rows, or an error
  void run();                                  // to its end

  std::int64_t integer(int column) const;  // from 0; NULL gives 0
  double real(int column) const;
  std::string text(int column) const;  // bytes of a BLOB too; NULL gives ""
  std::optional<std::string> optional_text(int column) const;
  std::optional<std::int64_t> optional_integer(int column) const;
  std::optional<double> optional_real(int column) const;
  sqlite3_stmt* statement() const { return statement_.get(); }

 private:
  Connection* connection_;
  std::string sql_;
  Prepared statement_;
};

class Database {
 public:
  // `shown`: the file as errors name it, where `name` is a URI.
  static Result<Database> open(const std::string& name, int flags, const std::string& shown = "");
  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) noexcept = default;

  // Prepared once, then kept. `values` are bound from position 1.
  template <class... Values>
  Query query(std::string_view sql, const Values&... values) {
    Query query = prepare(sql);
    int position = 0;
    (query.bind(++position, Cell(values)), ...);
    return query;
  }

  // The same for SQL that is made, not written: `make_sql` is called once for each name.
  template <class MakeSql>
  Query kept_query(std::string_view name, const MakeSql& make_sql) {
    const auto known = connection_->made_sql.find(name);
    if (known != connection_->made_sql.end()) return prepare(known->second);
    return prepare(connection_->made_sql.emplace(name, make_sql()).first->second);
  }

  template <class... Values>
  void run(std::string_view sql, const Values&... values) {
    query(sql, values...).run();
  }

  // The first column of the first row; 0 when there is none.
  template <class... Values>
  std::int64_t number(std::string_view sql, const Values&... values) {
    Query found = query(sql, values...);
    return found.next() ? found.integer(0) : 0;
  }

  void script(const std::string& sql);  // many statements, no values

  void fail(Error error);  // kept when it is the first
  bool failed() const { return connection_->error.has_value(); }
  Result<void> check() const;  // the error that sticks, if any
  Result<void> take_error();   // the same, and the connection goes on

  sqlite3* handle() const { return connection_->handle.get(); }

 private:
  explicit Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
  Query prepare(std::string_view sql);

  std::unique_ptr<Connection> connection_;
};

}  // namespace newsarc::store
