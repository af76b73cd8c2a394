#include "store/schema/table_shapes.h"

#include <algorithm>

#include "store/schema/schema.h"

namespace newsarc::store {
namespace {

TableShape shape_of(Database& database, const std::string& table) {
  TableShape shape;
  shape.name = table;
  std::vector<bool> required;
  Query columns =
      database.query("SELECT name, \"notnull\", pk, type FROM pragma_table_info(?)", table);
  shape.key_columns = 0;
  while (columns.next()) {
    if (shape.columns.empty()) shape.is_numbered = columns.text(3) == "INTEGER";
    shape.columns.push_back(columns.text(0));
    required.push_back(columns.integer(1) != 0);
    if (columns.integer(2) != 0) ++shape.key_columns;
  }
  shape.columns.pop_back();  // row_hash
  Query keys = database.query("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)", table);
  while (keys.next()) {
    const auto at = std::ranges::find(shape.columns, keys.text(0)) - shape.columns.begin();
    const auto column = static_cast<std::size_t>(at);
    shape.references.push_back({column, keys.text(1), required[column]});
  }
  return shape;
}

}  // namespace

std::string TableShape::column_list() const {
  std::string list;
  for (const auto& column : columns) list += (list.empty() ? "" : ", ") + column;
  return list;
}

const TableShape* SchemaShape::find(std::string_view table) const {
  const auto found = std::ranges::find(tables, table, &TableShape::name);
  return found == tables.end() ? nullptr : &*found;
}

std::vector<SchemaEntry> schema_entries(Database& database) {
  std::vector<SchemaEntry> entries;
  Query query = database.query(
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_stat*'");
  while (query.next())
    entries.push_back({query.text(0), query.text(1), query.text(2), query.text(3)});
  return entries;
}

std::vector<SchemaEntry> entries_beside(const SchemaShape& shape,
                                        const std::vector<SchemaEntry>& entries) {
  std::vector<SchemaEntry> beside;
  for (const auto& entry : entries) {
    const auto& ours = shape.entries;
    if (!entry.sql.empty() && std::ranges::find(ours, entry.name, &SchemaEntry::name) == ours.end())
      beside.push_back(entry);
  }
  return beside;
}

bool is_harmless(const SchemaEntry& entry) {
  return entry.type == "view" || entry.type == "table" || entry.sql.starts_with("CREATE INDEX ");
}

Result<SchemaShape> schema_shape() {
  auto database = Database::open(":memory:", SQLITE_OPEN_READWRITE);
  if (!database) return tl::unexpected(std::move(database).error());
  if (auto made = create_schema(*database, ""); !made) return tl::unexpected(made.error());
  SchemaShape shape;
  shape.entries = schema_entries(*database);
  for (const auto& entry : shape.entries) {
    const bool is_content = entry.type == "table" && entry.sql.find("row_hash") < entry.sql.size();
    if (is_content) shape.tables.push_back(shape_of(*database, entry.name));
  }
  if (auto read = database->check(); !read) return tl::unexpected(read.error());
  return shape;
}

}  // namespace newsarc::store
