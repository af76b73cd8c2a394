#include "cli/sql_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <set>

namespace newsarc::cli {
namespace {

constexpr std::array keywords{
    "all",          "and",       "as",     "asc",      "between",   "by",     "case",   "cast",
    "collate",      "cross",     "desc",   "distinct", "else",      "end",    "escape", "except",
    "exists",       "explain",   "filter", "from",     "glob",      "group",  "having", "in",
    "inner",        "intersect", "is",     "join",     "left",      "like",   "limit",  "match",
    "materialized", "natural",   "not",    "null",     "offset",    "on",     "or",     "order",
    "over",         "partition", "query",  "plan",     "recursive", "regexp", "select", "then",
    "union",        "using",     "values", "when",     "where",     "window", "with"};

// Tables of a stranger's file have any names; what is no plain one is not offered.
bool is_plain(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || byte == '_' || std::isalnum(byte) != 0;
  });
}

std::vector<std::string> first_column(const Asking& asking, const std::string& sql) {
  std::vector<std::string> texts;
  const store::RowSink sink{[](const auto&) { return true; },
                            [&](const std::vector<store::Value>& row) {
                              const auto* text = std::get_if<std::string_view>(&row.front());
                              if (text != nullptr && is_plain(*text)) texts.emplace_back(*text);
                              return true;
                            }};
  store::QueryOptions options;
  options.timeout = std::chrono::seconds(1);
  options.as_of = asking.options.as_of;
  // A name that cannot be found is one that is not completed.
  static_cast<void>(store::run_query(asking.archive, sql, options, sink));
  return texts;
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }

bool begins_with(std::string_view name, std::string_view word) {
  return name.size() >= word.size() &&
         std::equal(word.begin(), word.end(), name.begin(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

}  // namespace

SqlNames::SqlNames(const Asking& asking) {
  names_ = first_column(asking,
                        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') "
                        "AND name NOT LIKE 'search\\_%' ESCAPE '\\'");
  const auto columns = first_column(
      asking,
      "SELECT DISTINCT c.name FROM sqlite_schema s JOIN pragma_table_info(s.name) c "
      "WHERE s.type IN ('table', 'view') AND s.name NOT LIKE 'search\\_%' ESCAPE '\\'");
  names_.insert(names_.end(), columns.begin(), columns.end());
  words_ = first_column(asking, "SELECT DISTINCT name FROM pragma_function_list");
  words_.insert(words_.end(), keywords.begin(), keywords.end());
}

std::vector<std::string> SqlNames::completions(std::string_view word) const {
  std::set<std::string> found;
  for (const auto& name : names_)
    if (begins_with(name, word)) found.insert(name);
  const bool is_large = !word.empty() && std::isupper(static_cast<unsigned char>(word[0])) != 0;
  for (auto name : words_) {
    if (!begins_with(name, word)) continue;
    if (is_large) std::ranges::transform(name, name.begin(), upper);
    found.insert(std::move(name));
  }
  return {found.begin(), found.end()};
}

}  // namespace newsarc::cli
