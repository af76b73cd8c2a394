#include "store/sqlite/json_text.h"

namespace newsarc::store {

void append_json_string(std::string& json, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  json += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (byte < 0x20) {
      json += "\\u00";
      json += digits[byte >> 4];
      json += digits[byte & 15];
    } else {
      json += c;
    }
  }
  json += '"';
}

std::string json_array(const std::vector<std::string>& names) {
  std::string json = "[";
  for (const auto& name : names) {
    if (json.size() > 1) json += ',';
    append_json_string(json, name);
  }
  return json + "]";
}

std::vector<std::string> names_in(Database& database, const std::string& json_array) {
  std::vector<std::string> names;
  if (!database.failed() && database.number("SELECT json_valid(?)", json_array) == 0)
    database.fail({Fault::damaged, "a list of names is no JSON; newsarc verify names the row", ""});
  Query query = database.query("SELECT value FROM json_each(?) ORDER BY id", json_array);
  while (query.next()) names.push_back(query.text(0));
  return names;
}

}  // namespace newsarc::store
