#pragma once
// JSON as text, as columns and SQL functions give it: strings and lists of them. Private to store/.

#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

void append_json_string(std::string& json, std::string_view text);  // with its quotes
std::string json_array(const std::vector<std::string>& names);
std::vector<std::string> names_in(Database& database, const std::string& json_array);

}  // namespace newsarc::store
