#include "core/toml_table.h"

#include <algorithm>
#include <numeric>

namespace newsarc {
namespace {

std::string place(const std::string& file, const toml::source_position& at) {
  return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

// Levenshtein's distance.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

// The known key most like `key`, unless none is like it at all.
std::optional<std::string> nearest(const std::set<std::string>& known, std::string_view key) {
  std::optional<std::string> best;
  std::size_t distance = std::max<std::size_t>(2, key.size() / 2) + 1;
  for (const auto& each : known) {
    const auto apart = edit_distance(each, key);
    if (apart >= distance) continue;
    distance = apart;
    best = each;
  }
  return best;
}

// toml++ 3.3 bounds how deep values nest but not how many parts a key has, and takes nested tables
// down by recursion: at 100,000 parts, as in a.a.a…, that is the end of the stack. With 256 levels
// of values this leaves 4,096 tables in each other.
constexpr std::size_t most_parts = 16;

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// Behind the text in quotes that begins at `at`, or behind its line where it has no end.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool has_lines = text.substr(at, 3) == std::string(3, quote);
  const std::string end(has_lines ? 3 : 1, quote);
  for (at += end.size(); at < text.size(); ++at) {
    if (text[at] == '\\' && quote == '"') {
      ++at;
    } else if (text.substr(at, end.size()) == end) {
      at += end.size();
      while (has_lines && at < text.size() && text[at] == quote) ++at;
      return at;
    } else if (text[at] == '\n' && !has_lines) {
      return at;
    }
  }
  return text.size();
}

std::size_t end_of_part(std::string_view text, std::size_t at) {
  if (!is_of_word(text[at])) return end_of_quoted(text, at);
  while (at < text.size() && is_of_word(text[at])) ++at;
  return at;
}

// Where a key has one part too many. A number or a text that is no key is a part without a second.
std::optional<std::size_t> overlong_key(std::string_view text) {
  std::size_t parts = 0;
  bool behind_dot = false;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_of_word(c) || c == '"' || c == '\'') {
      parts = behind_dot ? parts + 1 : 1;
      if (parts > most_parts) return at;
      at = end_of_part(text, at);
    } else if (c == '#') {
      at = std::min(text.find('\n', at), text.size());
    } else {
      ++at;
    }
    if (c != ' ' && c != '\t') behind_dot = c == '.';
  }
  return std::nullopt;
}

toml::source_position position_of(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto lines = static_cast<toml::source_index>(std::ranges::count(before, '\n'));
  const auto column = at - (before.rfind('\n') + 1);  // npos + 1 is 0
  return {lines + 1, static_cast<toml::source_index>(column) + 1};
}

}  // namespace

void TomlNotes::report(const toml::source_position& at, std::string what) {
  if (!problem) problem = Error{Fault::config, std::move(what), newsarc::place(file, at)};
}

void TomlNotes::remember(const std::string& key, const std::string& text, const toml::node& node) {
  places.try_emplace({key, text}, newsarc::place(file, node.source().begin));
}

TomlTable::TomlTable(const toml::table& table, std::string name, TomlNotes& notes)
    : table_(table), name_(std::move(name)), notes_(notes) {}

const toml::node* TomlTable::any(const std::string& key) {
  known_.insert(key);
  return table_.get(key);
}

std::string TomlTable::place() const { return newsarc::place(notes_.file, table_.source().begin); }

std::string TomlTable::place(const std::string& key) const {
  const auto* node = table_.get(key);
  return node == nullptr ? place() : newsarc::place(notes_.file, node->source().begin);
}

void TomlTable::report(const std::string& key, std::string what) {
  const auto* node = table_.get(key);
  notes_.report(node != nullptr ? node->source().begin : table_.source().begin, std::move(what));
}

std::optional<std::string> TomlTable::text(const std::string& key) {
  const auto* node = any(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_string()) {
    notes_.remember(key, value->get(), *node);
    return value->get();
  }
  report(key, "\"" + key + "\" must be a string");
  return std::nullopt;
}

std::optional<std::int64_t> TomlTable::integer(const std::string& key, std::int64_t least,
                                               std::int64_t most) {
  const auto* node = any(key);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value != nullptr && value->get() >= least && value->get() <= most) return value->get();
  report(key, "\"" + key + "\" must be a whole number from " + std::to_string(least) + " to " +
                  std::to_string(most));
  return std::nullopt;
}

std::vector<std::string> TomlTable::texts(const std::string& key) {
  const auto* node = any(key);
  std::vector<std::string> values;
  if (node == nullptr) return values;
  const auto take = [&](const toml::node& each) {
    const auto* value = each.as_string();
    if (value == nullptr) return;
    notes_.remember(key, value->get(), each);
    values.push_back(value->get());
  };
  take(*node);
  if (!values.empty()) return values;
  if (const auto* array = node->as_array()) {
    for (const auto& each : *array) take(each);
    if (values.size() == array->size()) return values;
  }
  report(key, "\"" + key + "\" must be a string or an array of strings");
  return values;
}

const toml::table* TomlTable::table(const std::string& key) {
  const auto* node = any(key);
  if (node == nullptr) return nullptr;
  if (const auto* value = node->as_table()) return value;
  report(key, "\"" + key + "\" must be a table: write it as [" + key + "]");
  return nullptr;
}

std::vector<const toml::table*> TomlTable::tables(const std::string& key) {
  const auto* node = any(key);
  std::vector<const toml::table*> values;
  if (node == nullptr) return values;
  if (const auto* array = node->as_array()) {
    for (const auto& each : *array) {
      if (const auto* value = each.as_table()) values.push_back(value);
    }
    if (values.size() == array->size()) return values;
  }
  report(key, "\"" + key + "\" must be a list of tables: write it as [[" + key + "]]");
  return values;
}

void TomlTable::finish() {
  for (const auto& [key, node] : table_) {
    const std::string name(key.str());
    if (known_.contains(name)) continue;
    std::string what = "unknown key \"" + name + "\"";
    if (!name_.empty()) what += " in [" + name_ + "]";
    if (const auto meant = nearest(known_, name)) what += "; did you mean \"" + *meant + "\"?";
    notes_.report(key.source().begin, std::move(what));
  }
}

Result<toml::table> parse_toml(std::string_view text, std::string_view name) {
  if (const auto at = overlong_key(text))
    return failure(Fault::config, "a key has more than 16 parts",
                   place(std::string(name), position_of(text, *at)));
  auto parsed = toml::parse(text, name);
  if (parsed) return std::move(parsed).table();
  const auto& error = parsed.error();
  return failure(Fault::config, std::string(error.description()),
                 place(std::string(name), error.source().begin));
}

}  // namespace newsarc
