#include "store/verify/row_checks.h"

#include <algorithm>

#include "digest/digest.h"
#include "store/sqlite/rows.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

const Cell& column(const TableShape& table, Cells row, std::string_view name) {
  const auto found = std::ranges::find(table.columns, name);
  return row[static_cast<std::size_t>(found - table.columns.begin())];
}

std::optional<std::string> fault_in_keys(const TableShape& table, Cells row) {
  const auto url = url::parse(text_in(column(table, row, "url")));
  if (!url) return "it is no URL: " + url.error().what;
  if (url::archive_key(*url) != text_in(column(table, row, "url_key")))
    return "its key is not that of the URL";
  if (url::loose_key(*url) != text_in(column(table, row, "loose_key")))
    return "its loose key is not that of the URL";
  return std::nullopt;
}

std::optional<std::string> fault_in_hash(const TableShape& table, Cells row,
                                         std::string_view content) {
  if (digest::sha256(text_in(column(table, row, content))) == text_in(column(table, row, "sha256")))
    return std::nullopt;
  return "its " + std::string(content) + " does not have its SHA-256";
}

}  // namespace

std::int64_t number_in(const Cell& cell) {
  const auto* number = std::get_if<std::int64_t>(&cell);
  return number != nullptr ? *number : 0;
}

std::string_view text_in(const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return *text;
  const auto* bytes = std::get_if<Bytes>(&cell);
  return bytes != nullptr ? bytes->view : std::string_view();
}

std::string key_text(const TableShape& table, Cells row) {
  std::string key;
  for (std::size_t i = 0; i < table.key_columns; ++i) {
    if (i > 0) key += '/';
    const auto* number = std::get_if<std::int64_t>(&row[i]);
    key += number != nullptr ? std::to_string(*number) : std::string(text_in(row[i]));
  }
  return key;
}

std::optional<std::string> fault_in(const TableShape& table, Cells row, bool keys_are_todays) {
  const Cells content = row.first(row.size() - 1);
  const auto* hash = std::get_if<Bytes>(&row.back());
  if (hash == nullptr || hash->view != row_hash(content))
    return "the row does not have its hash: a column was changed";
  if (table.name == "text") return fault_in_hash(table, row, "body");
  if (table.name == "profile") return fault_in_hash(table, row, "text");
  if (table.name == "url" && keys_are_todays) return fault_in_keys(table, row);
  return std::nullopt;
}

bool has_todays_keys(Database& database) {
  return meta(database, "url_key_version") == std::to_string(url::key_version());
}

}  // namespace newsarc::store
