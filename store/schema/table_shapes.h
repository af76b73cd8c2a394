#pragma once
// The shape of the schema: what tables an archive has, their columns and what refers to what, as
// our own SQL makes them. What is read from a file can be held against it. Private to store/.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

struct Foreign {
  std::size_t column = 0;  // of TableShape::columns
  std::string parent;      // by its id
  bool required = false;   // NOT NULL
};

struct TableShape {
  std::string name;
  std::vector<std::string> columns;  // in table order; row_hash, the last, left out
  std::size_t key_columns = 1;       // how many of the first are the primary key
  bool is_numbered = true;           // the first of them is an integer
  std::vector<Foreign> references;

  std::string column_list() const;  // "id, url, …"
};

// A row of sqlite_schema.
struct SchemaEntry {
  std::string type;
  std::string name;
  std::string table;
  std::string sql;

  bool operator==(const SchemaEntry&) const = default;
};

struct SchemaShape {
  std::vector<TableShape> tables;  // those whose rows have a row_hash, parents mostly first
  std::vector<SchemaEntry> entries;

  const TableShape* find(std::string_view table) const;
};

Result<SchemaShape> schema_shape();

// What the file at hand says its schema is; rows of sqlite_stat (ANALYZE) left out.
std::vector<SchemaEntry> schema_entries(Database& database);

// Those of them that have none of our names: a user's own, or a stranger's. Indexes that SQLite
// made for them are left out.
std::vector<SchemaEntry> entries_beside(const SchemaShape& shape,
                                        const std::vector<SchemaEntry>& entries);
// Whether such a one changes nothing of ours: a view, another table, an index that forbids no row.
bool is_harmless(const SchemaEntry& entry);

}  // namespace newsarc::store
