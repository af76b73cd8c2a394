#include "store/write/twins.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "store/tables/pages.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

// 64 bits in hexadecimal, and longer than a date with its time.
constexpr std::size_t shortest_token = 16;
// One link may be that of a single page.
constexpr std::size_t fewest_links = 2;
// URLs with one loose key, or one beginning, are few; a trap may make many.
constexpr std::int64_t most_compared = 20;

bool is_token(std::string_view value) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto may_stand_in_one = [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  return value.size() >= shortest_token && std::ranges::all_of(value, may_stand_in_one) &&
         std::ranges::any_of(value, is_digit);
}

// Calls `see` with the name and value of each parameter.
template <class See>
void each_parameter(const Url& url, See see) {
  std::string_view query = url.query().value_or(std::string_view());
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), parameter.size() + 1));
    const std::size_t mark = parameter.find('=');
    if (mark != std::string_view::npos) see(parameter.substr(0, mark), parameter.substr(mark + 1));
  }
}

struct Values {
  std::set<std::string> values;
  std::size_t links = 0;
};

std::map<std::string, Values> values_of(std::span<const Request> found) {
  std::map<std::string, Values> values;
  for (const auto& request : found) {
    each_parameter(request.wanted, [&](std::string_view name, std::string_view value) {
      Values& seen = values[std::string(name)];
      constexpr std::size_t most = 2;  // more tell nothing
      if (seen.values.size() < most) seen.values.emplace(value);
      ++seen.links;
    });
  }
  return values;
}

}  // namespace

std::set<std::string> session_parameters(const Request& from, std::span<const Request> found) {
  std::set<std::string> own;
  for (const Url* url : {&from.url, &from.wanted}) {
    each_parameter(*url, [&](std::string_view name, std::string_view value) {
      own.insert(std::string(name) + '=' + std::string(value));
    });
  }
  std::set<std::string> names;
  for (const auto& [name, seen] : values_of(found)) {
    const std::string& value = *seen.values.begin();
    if (seen.values.size() == 1 && seen.links >= fewest_links && is_token(value) &&
        !own.contains(name + '=' + value))
      names.insert(name);
  }
  return names;
}

Twins::Twins(Database& database, const Request& from, std::span<const Request> found)
    : database_(database), tokens_(session_parameters(from, found)) {}

std::optional<UrlRow> Twins::find(const Url& url) const {
  if (auto twin = find_by_path(url)) return twin;
  if (tokens_.empty()) return std::nullopt;
  const std::string key = url::archive_key(url);
  for (const auto& name : tokens_) {
    if (auto twin = find_by_parameter(key, name)) return twin;
  }
  return std::nullopt;
}

std::optional<UrlRow> Twins::find_by_path(const Url& url) const {
  const auto bare = url::key_without_session(url);
  if (!bare) return std::nullopt;
  Query alike = database_.query("SELECT id FROM url WHERE loose_key = ? ORDER BY id LIMIT ?",
                                url::loose_key(url), most_compared);
  while (alike.next()) {
    auto row = url_row(database_, alike.integer(0));
    if (!row) continue;
    const auto known = stored_url(row->url);
    if (known && url::key_without_session(*known) == bare) return row;
  }
  return std::nullopt;
}

// The same key up to the parameter's value, and the same rest behind it.
std::optional<UrlRow> Twins::find_by_parameter(const std::string& key,
                                               std::string_view name) const {
  const std::string named = std::string(name) + '=';
  std::size_t at = key.find('?' + named);
  if (at == std::string::npos) at = key.find('&' + named);
  if (at == std::string::npos) return std::nullopt;
  const std::string head = key.substr(0, at + 1 + named.size());
  const std::string_view rest =
      std::string_view(key).substr(std::min(key.find('&', head.size()), key.size()));
  std::string behind = head;
  ++behind.back();
  Query alike =
      database_.query("SELECT id, url_key FROM url WHERE url_key >= ? AND url_key < ? LIMIT ?",
                      head, behind, most_compared);
  while (alike.next()) {
    const std::string other = alike.text(1);
    std::string_view value = std::string_view(other).substr(head.size());
    if (!value.ends_with(rest)) continue;
    value.remove_suffix(rest.size());
    if (is_token(value)) return url_row(database_, alike.integer(0));
  }
  return std::nullopt;
}

}  // namespace newsarc::store
