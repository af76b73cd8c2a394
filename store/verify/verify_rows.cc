// Every row by itself, and whether what it refers to is there.

#include <array>
#include <map>

#include "store/verify/inspection.h"
#include "store/verify/row_checks.h"

namespace newsarc::store {
namespace {

using Present = std::map<std::string, IdSet, std::less<>>;  // ids by table

void check_table(Inspection& inspection, const TableShape& table, Present& present,
                 std::int64_t& count) {
  const bool keys_are_todays = has_todays_keys(inspection.database());
  inspection.settle("table meta");
  IdSet& ids = present[table.name];
  const auto look = [&](Cells row) {
    ++count;
    const std::int64_t id = number_in(row.front());
    ids.insert(id);
    if (auto fault = fault_in(table, row, keys_are_todays))
      inspection.row_damaged(*std::move(fault), table.name, key_text(table, row), id);
  };
  scan_table(inspection.database(), table, table.column_list() + ", row_hash",
             {look, [&](const Hole& hole) {
                inspection.damaged(unread_rows(inspection.database(), table.name, hole));
              }});
}

// A table's references alone, so that the bytes of blobs are not read once more. What cannot be
// read was reported by check_table().
void check_references(Inspection& inspection, const TableShape& table, const Present& present) {
  if (table.references.empty()) return;
  std::string columns;
  for (std::size_t i = 0; i < table.key_columns; ++i)
    columns += (i > 0 ? ", " : "") + table.columns[i];
  for (const auto& reference : table.references) columns += ", " + table.columns[reference.column];
  const auto look = [&](Cells row) {
    for (std::size_t i = 0; i < table.references.size(); ++i) {
      const auto& reference = table.references[i];
      const Cell& value = row[table.key_columns + i];
      if (value.index() == 0 || !inspection.is_readable(reference.parent)) continue;
      if (present.find(reference.parent)->second.contains(number_in(value))) continue;
      inspection.row_damaged(table.columns[reference.column] + " refers to row " +
                                 std::to_string(number_in(value)) + " of table " +
                                 reference.parent + ", which is not there",
                             table.name, key_text(table, row), number_in(row.front()));
    }
  };
  scan_table(inspection.database(), table, columns, {look, [](const Hole&) {}});
}

// The crawl's memory has no hashes; what it names must be there.
void check_frontier(Inspection& inspection) {
  if (!inspection.is_readable("frontier")) return;
  inspection.each(
      "SELECT w.id FROM frontier w WHERE NOT EXISTS (SELECT 1 FROM crawl WHERE id = w.crawl_id) OR "
      "NOT EXISTS (SELECT 1 FROM site WHERE id = w.site_id) OR "
      "NOT EXISTS (SELECT 1 FROM url WHERE id = w.url_id)",
      "table frontier", [&](const Query& row) {
        inspection.damaged("refers to a row that is not there",
                           row_name("frontier", std::to_string(row.integer(0))));
      });
}

}  // namespace

void check_rows(Inspection& inspection) {
  Present present;
  std::int64_t count = 0;
  for (const auto& table : inspection.shape().tables) {
    present[table.name];
    if (!inspection.is_readable(table.name)) continue;
    inspection.step("rows of table " + table.name);
    check_table(inspection, table, present, count);
    if (inspection.database().failed()) return;
  }
  inspection.checked("rows", count);
  inspection.step("references");
  for (const auto& table : inspection.shape().tables) {
    if (inspection.is_readable(table.name)) check_references(inspection, table, present);
    if (inspection.database().failed()) return;
  }
  check_frontier(inspection);
}

}  // namespace newsarc::store
