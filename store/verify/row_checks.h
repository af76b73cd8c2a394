#pragma once
// Row checks: whether one row is what was written, by its own columns alone. Private to store/.

#include <optional>
#include <string>

#include "store/schema/table_scan.h"
#include "store/schema/table_shapes.h"

namespace newsarc::store {

// What is wrong with a row that was read with all its columns and row_hash; nothing when it is
// whole. `keys_are_todays`: keys of URLs were made by today's rules and can be made again.
std::optional<std::string> fault_in(const TableShape& table, Cells row, bool keys_are_todays);

std::string key_text(const TableShape& table, Cells row);  // "17", "17/2", "fold_version"
std::int64_t number_in(const Cell& cell);                  // 0 when it is none
std::string_view text_in(const Cell& cell);                // bytes of a BLOB too

// Whether the URL keys of the archive were made by today's rules.
bool has_todays_keys(Database& database);

}  // namespace newsarc::store
