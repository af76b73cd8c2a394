#include "http/header.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>

namespace newsarc::http {
namespace {

constexpr std::string_view blanks = " \t";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower, lower);
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// Takes the next line off the block, its line end left out; RFC 9112 §2.2 lets a bare LF end it.
std::string_view take_line(std::string_view& block) {
  const std::size_t end = std::min(block.find('\n'), block.size());
  std::string_view line = block.substr(0, end);
  block.remove_prefix(std::min(end + 1, block.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// RFC 9112 §5.2: a line that begins with a blank goes on with the field before it.
std::string take_value(std::string_view first, std::string_view& block) {
  std::string value(trim(first));
  while (!block.empty() && blanks.find(block[0]) != std::string_view::npos) {
    const std::string_view more = trim(take_line(block));
    if (!value.empty() && !more.empty()) value += ' ';
    value += more;
  }
  return value;
}

// RFC 9110 §5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  const auto is_token_char = [marks](char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') ||
           marks.find(c) != std::string_view::npos;
  };
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

// Takes a parameter's value, quoted or bare, and all up to and with the next ';'.
std::string take_parameter_value(std::string_view& rest) {
  std::string value;
  if (rest.starts_with('"')) {
    std::size_t i = 1;
    for (; i < rest.size() && rest[i] != '"'; ++i) {
      if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
      value += rest[i];
    }
    rest.remove_prefix(i);
  }
  const std::size_t end = std::min(rest.find(';'), rest.size());
  if (value.empty() && !rest.starts_with('"')) value = trim(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return value;
}

// The value of the first parameter of that name in "; name=value; name=value".
std::optional<std::string> parameter(std::string_view rest, std::string_view name) {
  while (!rest.empty()) {
    const std::size_t mark = rest.find_first_of("=;");
    if (mark == std::string_view::npos) return std::nullopt;
    const std::string_view found = trim(rest.substr(0, mark));
    const bool has_value = rest[mark] == '=';
    rest.remove_prefix(mark + 1);
    if (!has_value) continue;
    std::string value = take_parameter_value(rest);
    if (same_name(found, name)) return value;
  }
  return std::nullopt;
}

// A number of seconds, as far as it goes; a century stands for all that is longer.
std::optional<std::chrono::seconds> delay_seconds(std::string_view text) {
  constexpr std::chrono::seconds century = std::chrono::years(100);
  if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::int64_t count = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), count);
  if (end.ec != std::errc()) return century;
  return std::min(std::chrono::seconds(count), century);
}

}  // namespace

std::vector<std::string> fields(std::string_view header_block, std::string_view name) {
  std::vector<std::string> values;
  while (!header_block.empty()) {
    const std::string_view line = take_line(header_block);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string value = take_value(line.substr(colon + 1), header_block);
    if (same_name(trim(line.substr(0, colon)), name)) values.push_back(std::move(value));
  }
  return values;
}

std::optional<std::string> field(std::string_view header_block, std::string_view name) {
  auto values = fields(header_block, name);
  if (values.empty()) return std::nullopt;
  return std::move(values.front());
}

ContentType content_type(std::string_view header_block) {
  const auto value = field(header_block, "content-type");
  if (!value) return {};
  const std::size_t end = std::min(value->find(';'), value->size());
  const std::string_view essence = trim(std::string_view(*value).substr(0, end));
  const std::size_t slash = std::min(essence.find('/'), essence.size());
  if (!is_token(essence.substr(0, slash)) || slash == essence.size() ||
      !is_token(essence.substr(slash + 1))) {
    return {};
  }
  ContentType type;
  std::ranges::transform(essence, std::back_inserter(type.essence), lower);
  if (end < value->size()) {
    type.charset = parameter(std::string_view(*value).substr(end + 1), "charset");
  }
  return type;
}

std::optional<Instant> retry_after(std::string_view header_block, Instant now) {
  const auto value = field(header_block, "retry-after");
  if (!value) return std::nullopt;
  if (const auto delay = delay_seconds(*value)) return now + *delay;
  const auto date = parse_date(*value);
  return date && *date >= now ? date : std::nullopt;
}

}  // namespace newsarc::http
