#pragma once
// Salvage repair: an archive that has lost rows is made one that holds together. Private to store/.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "store/copies/salvage.h"
#include "store/schema/table_shapes.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// What was lost, with the URL and version it belonged to as the damaged archive tells them.
class Losses {
 public:
  Losses(Database& source, SalvageReport& report) : source_(source), report_(report) {}

  // A row, by its key in words and the first column of it.
  void add(std::string what, std::string_view table, const std::string& row, std::int64_t id);
  // A stretch of rows, or something else.
  void add(Damage damage, std::string_view table, std::int64_t rows);

  std::int64_t rows_of(const std::string& table) const;

 private:
  Database& source_;
  SalvageReport& report_;
  std::map<std::string, std::int64_t, std::less<>> rows_;
};

// To a fixed point: nothing refers to a row that is not there, each version ends where the next
// begins, states follow their events, and every row has its hash. Errors stick to `database`.
void repair(Database& database, const SchemaShape& shape, Losses& losses);

// Removes a row by its key, or all that share the first column of it ("17/2", "17").
bool drop_row(Database& database, const TableShape& table, const std::string& row);

}  // namespace newsarc::store
