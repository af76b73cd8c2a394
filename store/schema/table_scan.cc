#include "store/schema/table_scan.h"

#include <algorithm>
#include <vector>

namespace newsarc::store {
namespace {

constexpr std::int64_t farthest = std::int64_t{1} << 61;  // no id of ours is beyond

enum class Probe { row, end, unreadable };

// Reads rows from one key on, and knows how to find the next one behind a hole.
class Scan {
 public:
  Scan(Database& database, const TableShape& table, const std::string& columns)
      : database_(database),
        select_("SELECT " + columns + " FROM " + table.name + " NOT INDEXED"),
        key_(table.columns.front()),
        order_(key_),
        is_composite_(table.key_columns > 1),
        is_numbered_(table.is_numbered) {
    for (std::size_t i = 1; i < table.key_columns; ++i) order_ += ", " + table.columns[i];
  }

  void run(const ScanSinks& sinks) {
    std::optional<std::int64_t> from;
    while (true) {
      const auto last = read_rows(from, sinks);
      const auto ended = database_.take_error();
      if (ended) return;
      if (is_final(ended.error())) return database_.fail(ended.error());
      if (!is_numbered_) return sinks.hole({0, std::nullopt, ended.error().what});
      const std::int64_t lost = last ? std::min(*last, farthest) + 1 : from.value_or(0);
      const auto next = first_readable(lost);
      const std::int64_t first = last && is_composite_ ? *last : lost;
      sinks.hole({first, next ? std::optional(*next - 1) : std::nullopt, ended.error().what});
      if (!next) return;
      from = next;
    }
  }

 private:
  Query rows_from(std::int64_t key, const char* limit) {
    return database_.query(select_ + " WHERE " + key_ + " >= ? ORDER BY " + order_ + limit, key);
  }

  // The key of the last row that could be read.
  std::optional<std::int64_t> read_rows(std::optional<std::int64_t> from, const ScanSinks& sinks) {
    std::optional<std::int64_t> last;
    std::vector<Cell> cells;
    Query query = from ? rows_from(*from, "") : database_.query(select_ + " ORDER BY " + order_);
    while (query.next()) {
      cells.clear();
      const int count = sqlite3_column_count(query.statement());
      for (int i = 0; i < count; ++i) cells.push_back(cell_in(query.statement(), i));
      last = std::max(query.integer(0), from.value_or(query.integer(0)));
      sinks.row(cells);
    }
    return last;
  }

  Probe probe(std::int64_t key, std::int64_t& found) {
    bool is_there = false;
    {
      Query query = rows_from(key, " LIMIT 1");
      is_there = query.next();
      if (is_there) found = std::max(key, query.integer(0));
    }
    if (!database_.take_error()) return Probe::unreadable;
    return is_there ? Probe::row : Probe::end;
  }

  // A damaged page hides a stretch of keys: in leaps over it, then back to its end.
  std::optional<std::int64_t> first_readable(std::int64_t from) {
    std::int64_t unreadable = from - 1;
    std::int64_t readable = 0;
    std::int64_t found = 0;
    for (std::int64_t leap = 0;; leap = leap * 2 + 1) {
      if (leap >= farthest || from >= farthest) return std::nullopt;
      readable = from + leap;
      if (probe(readable, found) != Probe::unreadable) break;
      unreadable = readable;
    }
    while (readable - unreadable > 1) {
      const std::int64_t middle = unreadable + (readable - unreadable) / 2;
      (probe(middle, found) == Probe::unreadable ? unreadable : readable) = middle;
    }
    return probe(readable, found) == Probe::row ? std::optional(found) : std::nullopt;
  }

  Database& database_;
  std::string select_;
  std::string key_;
  std::string order_;
  bool is_composite_;
  bool is_numbered_;
};

}  // namespace

Cell cell_in(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string_view(text,
                              static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return Bytes{std::string_view(
          bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)))};
    }
    default:
      return {};
  }
}

bool is_final(const Error& error) {
  return error.fault == Fault::interrupted || error.fault == Fault::limit ||
         error.fault == Fault::busy || is_full(error);
}

void scan_table(Database& database, const TableShape& table, const std::string& columns,
                const ScanSinks& sinks) {
  Scan(database, table, columns).run(sinks);
}

namespace {

constexpr int steps_between_looks = 100'000;

int look_for_interruption(void* flag) {
  return static_cast<const std::atomic<bool>*>(flag)->load() ? 1 : 0;
}

}  // namespace

void be_interruptible(Database& database, const std::atomic<bool>* flag) {
  if (flag == nullptr) return;
  sqlite3_progress_handler(database.handle(), steps_between_looks, look_for_interruption,
                           const_cast<std::atomic<bool>*>(flag));
}

}  // namespace newsarc::store
