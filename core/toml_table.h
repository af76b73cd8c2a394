#pragma once
// A strict look at one TOML table: each key that is asked for is known, each that is left over is
// an error with file:line:column and the nearest known key. Errors stick: the first one counts.
// Private to core.

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace newsarc {

// Collects the first error of a document; shared by its tables.
struct TomlProblems {
  std::string file;  // what errors call it
  std::optional<Error> first;

  void report(const toml::source_position& at, std::string what);
};

class TomlTable {
 public:
  // `name` is the table's own, for messages; "" for the document.
  TomlTable(const toml::table& table, std::string name, TomlProblems& problems);

  // The value, if the key is there and of that type; another type is reported.
  std::optional<std::string> text(const std::string& key);
  std::optional<std::int64_t> integer(const std::string& key, std::int64_t least,
                                      std::int64_t most);
  std::vector<std::string> texts(const std::string& key);  // one string, or an array of them
  const toml::table* table(const std::string& key);
  std::vector<const toml::table*> tables(const std::string& key);  // [[key]]
  const toml::node* any(const std::string& key);

  void report(const std::string& key, std::string what);  // at the key's place

  // Reports the first key nobody asked for. To be called when all were.
  void finish();

 private:
  const toml::table& table_;
  std::string name_;
  TomlProblems& problems_;
  std::set<std::string> known_;
};

Result<toml::table> parse_toml(std::string_view text, std::string_view name);

}  // namespace newsarc
