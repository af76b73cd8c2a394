#pragma once
// Table scan: every row of a table that can still be read. Where SQLite finds the file damaged, the
// scan goes round and says which rows it left out. Private to store/.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "store/schema/table_shapes.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

using Cells = std::span<const Cell>;  // views into SQLite's memory, good until the next row

// Rows that cannot be read, by the first column of their key.
struct Hole {
  std::int64_t first = 0;
  std::optional<std::int64_t> last;  // nothing: to the end
  std::string why;                   // in SQLite's words
};

struct ScanSinks {
  std::function<void(Cells)> row;
  std::function<void(const Hole&)> hole;
};

// Rows by their key, with the columns asked for ("id, url"), the first of the key first. Only an
// interruption or a lack of memory ends it early; that error sticks.
void scan_table(Database& database, const TableShape& table, const std::string& columns,
                const ScanSinks& sinks);

// A value as it is stored: a number, a text, a BLOB, or nothing.
Cell cell_in(sqlite3_stmt* statement, int column);

// Work on the connection ends soon after the flag is set, with Fault::interrupted. The flag, which
// may be none, outlives the connection.
void be_interruptible(Database& database, const std::atomic<bool>* flag);

// Whether this error ends all work, as damage does not.
bool is_final(const Error& error);

}  // namespace newsarc::store
