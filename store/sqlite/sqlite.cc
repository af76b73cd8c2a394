#include "store/sqlite/sqlite.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace newsarc::store {
namespace {

Fault fault_of(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return Fault::disk;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Fault::busy;
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:  // of two rows that say of themselves what one alone may
      return Fault::damaged;
    case SQLITE_NOTADB:
      return Fault::schema;
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return Fault::limit;
    case SQLITE_INTERRUPT:
      return Fault::interrupted;
    default:
      return Fault::internal;
  }
}

std::string advice(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return "; free some space and run again, what was committed is whole";
    case SQLITE_BUSY:
      return "; another program reads or writes the file, try again when it has finished";
    case SQLITE_IOERR:
      return "; check the disk and run again, what was committed is whole";
    case SQLITE_CORRUPT:
    case SQLITE_CONSTRAINT:
      return "; newsarc verify names what is damaged";
    case SQLITE_CANTOPEN:  // SQLite tries again to read only, and forgets why it failed first
      return "; check that the file and its directory may be read and written, or free some space";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "; check that the file and its directory may be read and written";
    default:
      return "";
  }
}

}  // namespace

Cell cell(const std::optional<std::string>& text) {
  return text ? Cell(std::string_view(*text)) : Cell();
}

Cell cell(const std::optional<std::int64_t>& number) { return number ? Cell(*number) : Cell(); }

Cell reference(std::int64_t id) { return id == 0 ? Cell() : Cell(id); }

std::int64_t seconds_of(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// Beyond the years 0 and 9999 there is damage only, or a stranger's file.
Instant instant_of(std::int64_t seconds) {
  constexpr std::int64_t earliest = -62'167'219'200;
  constexpr std::int64_t latest = 253'402'300'799;
  return Instant(std::chrono::seconds(std::clamp(seconds, earliest, latest)));
}

Error error_of(int code, sqlite3* connection, std::string_view where) {
  if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
    return Error{Fault::disk,
                 "a program was killed as it wrote here; the next command that writes, such as "
                 "newsarc crawl, puts it in order, and what was committed is whole",
                 std::string(where)};
  // No room for the write-ahead log or its index is an I/O error to SQLite, or a file that cannot
  // be opened.
  const bool may_be_full = (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
  if (may_be_full && connection != nullptr && sqlite3_system_errno(connection) == ENOSPC)
    return Error{Fault::disk, sqlite3_errstr(SQLITE_FULL) + advice(SQLITE_FULL),
                 std::string(where)};
  std::string words = connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
  return Error{fault_of(code), std::move(words) + advice(code), std::string(where)};
}

bool is_full(const Error& error) {
  return error.fault == Fault::disk &&
         error.what == sqlite3_errstr(SQLITE_FULL) + advice(SQLITE_FULL);
}

void Connection::fail_with(int code, std::string_view sql) {
  if (!error) error = error_of(code, handle.get(), fault_of(code) == Fault::internal ? sql : file);
}

Query::Query(Connection& connection, std::string sql, Prepared statement)
    : connection_(&connection), sql_(std::move(sql)), statement_(std::move(statement)) {}

Query::~Query() {
  if (!statement_) return;
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  connection_->statements.emplace(std::move(sql_), std::move(statement_));
}

void Query::bind(int position, const Cell& value) {
  if (!statement_) return;
  struct Binder {
    sqlite3_stmt* statement;
    int position;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, position); }
    int operator()(std::int64_t number) const {
      return sqlite3_bind_int64(statement, position, number);
    }
    int operator()(double number) const { return sqlite3_bind_double(statement, position, number); }
    int operator()(std::string_view text) const {
      // A view without data would bind NULL; empty text is not NULL.
      const char* data = text.data() != nullptr ? text.data() : "";
      return sqlite3_bind_text64(statement, position, data, text.size(), SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
    }
    int operator()(Bytes bytes) const {
      const char* data = bytes.view.data() != nullptr ? bytes.view.data() : "";
      return sqlite3_bind_blob64(statement, position, data, bytes.view.size(), SQLITE_TRANSIENT);
    }
  };
  const int code = std::visit(Binder{statement_.get(), position}, value);
  if (code != SQLITE_OK) connection_->fail_with(code, sql_);
}

bool Query::next() {
  if (!statement_ || connection_->error) return false;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  // Nothing that was stored is larger than SQLite takes: a row that claims to be is damaged.
  const bool is_claim = code == SQLITE_TOOBIG && sqlite3_stmt_readonly(statement_.get()) != 0;
  if (code != SQLITE_DONE) connection_->fail_with(is_claim ? SQLITE_CORRUPT : code, sql_);
  return false;
}

void Query::run() {
  while (next()) {
  }
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Query::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

std::string Query::text(int column) const {
  // The pointer first: sqlite3_column_bytes may otherwise convert what it points to.
  const void* data = sqlite3_column_type(statement_.get(), column) == SQLITE_BLOB
                         ? sqlite3_column_blob(statement_.get(), column)
                         : sqlite3_column_text(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr) return {};
  return std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

std::optional<std::string> Query::optional_text(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return text(column);
}

std::optional<std::int64_t> Query::optional_integer(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return integer(column);
}

std::optional<double> Query::optional_real(int column) const {
  if (sqlite3_column_type(statement_.get(), column) == SQLITE_NULL) return std::nullopt;
  return real(column);
}

Result<Database> Database::open(const std::string& name, int flags, const std::string& shown) {
  auto connection = std::make_unique<Connection>();
  connection->file = shown.empty() ? name : shown;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &handle,
                                   flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  connection->handle.reset(handle);
  if (code != SQLITE_OK) return tl::unexpected(error_of(code, handle, connection->file));
  return Database(std::move(connection));
}

Query Database::prepare(std::string_view sql) {
  if (failed()) return Query(*connection_, std::string(sql), nullptr);
  if (const auto kept = connection_->statements.find(sql); kept != connection_->statements.end()) {
    auto node = connection_->statements.extract(kept);
    return Query(*connection_, std::move(node.key()), std::move(node.mapped()));
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) connection_->fail_with(code, sql);
  return Query(*connection_, std::string(sql), Prepared(statement));
}

void Database::script(const std::string& sql) {
  if (failed()) return;
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) connection_->fail_with(code, sql.substr(0, 60));
}

void Database::fail(Error error) {
  if (!connection_->error) connection_->error = std::move(error);
}

Result<void> Database::check() const {
  if (connection_->error) return tl::unexpected(*connection_->error);
  return {};
}

Result<void> Database::take_error() {
  auto result = check();
  connection_->error.reset();
  return result;
}

}  // namespace newsarc::store
