#include "extract/script_dates.h"

#include <chrono>
#include <string_view>

#include "extract/dates.h"
#include "text/fold.h"

namespace newsarc::extract {

namespace {

constexpr std::string_view names[] = {
    "datePublished", "publishDate", "publish_date", "publishedAt",     "published_at",
    "pubtime",       "publishTime", "publish_time", "pubDate",         "publishedDate",
    "firstPublish",  "ct",          "createTime",   "publicationDate", "createdAt"};

bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// What is quoted behind `at`: ": \"2020-10-13\"", "\":\"2020…", " = '2020-10-13'".
std::string_view quoted_value(std::string_view script, std::size_t at) {
  constexpr std::string_view around = " \"'\\:=\t\n\r";
  constexpr std::size_t longest = 40;
  const std::size_t begin = script.find_first_not_of(around, at);
  if (begin == std::string_view::npos) return {};
  const std::string_view between = script.substr(at, begin - at);
  if (between.find_first_of(":=") == std::string_view::npos) return {};
  const std::size_t end = script.find_first_of("\"'\\,;}", begin);
  if (end == std::string_view::npos || end - begin > longest) return {};
  return script.substr(begin, end - begin);
}

std::optional<Stated> from_seconds(std::string_view value) {
  constexpr std::size_t digits = 10;  // since 2001
  if (value.size() != digits || value.front() != '1') return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : value) {
    if (c < '0' || c > '9') return std::nullopt;
    seconds = seconds * 10 + (c - '0');
  }
  return Stated{std::chrono::local_seconds(std::chrono::seconds(seconds)), Precision::second,
                std::chrono::minutes(0)};
}

std::optional<Stated> date_of(std::string_view value) {
  if (auto when = from_seconds(value)) return when;
  const auto dates = find_dates(text::fold(value));
  if (dates.empty() || dates.front().begin > 0) return std::nullopt;
  return dates.front().when;
}

// The values of one name; false when two of them are of different days.
bool agree(std::string_view script, std::string_view name, std::optional<Stated>& found) {
  for (std::size_t at = script.find(name); at != std::string_view::npos;
       at = script.find(name, at + name.size())) {
    const bool whole = at == 0 || !is_name_part(script[at - 1]);
    const std::size_t end = at + name.size();
    if (!whole || end >= script.size() || is_name_part(script[end])) continue;
    const auto when = date_of(quoted_value(script, end));
    if (!when) continue;
    const auto day = [](const Stated& each) {
      return std::chrono::floor<std::chrono::days>(each.time);
    };
    if (found && day(*found) != day(*when)) return false;
    if (!found) found = when;
  }
  return true;
}

}  // namespace

std::optional<Stated> date_in_scripts(const Document& document) {
  for (const std::string_view name : names) {
    std::optional<Stated> found;
    bool one_day = true;
    for (NodeId id = 0; id < document.size() && one_day; ++id) {
      if (document.tag(id) == Tag::data) one_day = agree(document.text(id), name, found);
    }
    if (found && one_day) return found;
  }
  return std::nullopt;
}

}  // namespace newsarc::extract
