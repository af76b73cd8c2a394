#include "http/header.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <utility>

#include "core/ascii.h"

namespace newsarc::http {
namespace {

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
  std::string value(trim_blanks(first));
  while (!block.empty() && ascii_blanks.find(block[0]) != std::string_view::npos) {
    const std::string_view more = trim_blanks(take_line(block));
    if (!value.empty() && !more.empty()) value += ' ';
    value += more;
  }
  return value;
}

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(ascii_blanks), rest.size()));
}

bool take(std::string_view& rest, char mark) {
  if (!rest.starts_with(mark)) return false;
  rest.remove_prefix(1);
  return true;
}

// RFC 9110 §5.6.4, its quotes taken off; one that is not closed goes to the end.
std::string take_quoted(std::string_view& rest) {
  std::string value;
  std::size_t i = 1;
  for (; i < rest.size() && rest[i] != '"'; ++i) {
    if (rest[i] == '\\' && i + 1 < rest.size()) ++i;
    value += rest[i];
  }
  rest.remove_prefix(std::min(i + 1, rest.size()));
  return value;
}

// What stands before the first of `ends`, blanks trimmed: quoted or bare.
std::string take_value_before(std::string_view& rest, std::string_view ends) {
  skip_blanks(rest);
  const bool quoted = rest.starts_with('"');
  std::string value;
  if (quoted) value = take_quoted(rest);
  const std::size_t end = std::min(rest.find_first_of(ends), rest.size());
  if (!quoted) value = trim_blanks(rest.substr(0, end));
  rest.remove_prefix(end);
  return value;
}

// The value of the first parameter of that name in "; name=value; name=value".
std::optional<std::string> parameter(std::string_view rest, std::string_view name) {
  while (!rest.empty()) {
    const std::size_t mark = rest.find_first_of("=;");
    if (mark == std::string_view::npos) return std::nullopt;
    const std::string_view found = trim_blanks(rest.substr(0, mark));
    const bool has_value = rest[mark] == '=';
    rest.remove_prefix(mark + 1);
    if (!has_value) continue;
    std::string value = take_value_before(rest, ";");
    take(rest, ';');
    if (same_letters(found, name)) return value;
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

// A name and its value out of a list: "name", "name=value", "name=\"value\"". Stops at `ends`.
std::pair<std::string, std::string> take_pair(std::string_view& rest, std::string_view ends) {
  const std::string stops = "=" + std::string(ends);
  const std::size_t end = std::min(rest.find_first_of(stops), rest.size());
  std::pair<std::string, std::string> pair(lower_case(trim_blanks(rest.substr(0, end))), "");
  rest.remove_prefix(end);
  if (take(rest, '=')) pair.second = take_value_before(rest, ends);
  return pair;
}

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
    all.push_back(lower_case(text.substr(0, text.find_first_of(ascii_blanks))));
    text.remove_prefix(all.back().size());
  }
  return all;
}

// RFC 8288 §3.3: of several rel parameters the first counts.
void take_parameters(std::string_view& rest, LinkValue& link, bool& anchored) {
  bool has_relations = false;
  for (skip_blanks(rest); take(rest, ';'); skip_blanks(rest)) {
    auto [name, value] = take_pair(rest, ";,");
    if (name == "rel") {
      if (!std::exchange(has_relations, true)) link.relations = words(value);
    } else if (name == "anchor") {
      anchored = true;
    } else if (!name.empty()) {
      link.parameters.emplace_back(std::move(name), std::move(value));
    }
  }
}

// RFC 8288 appendix B.2; what is no link is skipped up to the next comma.
void append_links(std::string_view rest, std::vector<LinkValue>& all) {
  for (; !rest.empty();
       rest.remove_prefix(std::min(rest.find(','), rest.size())), take(rest, ',')) {
    skip_blanks(rest);
    if (!rest.starts_with('<')) continue;
    const std::size_t end = rest.find('>');
    if (end == std::string_view::npos) return;  // nor does any link after it end
    LinkValue link;
    link.target = trim_blanks(rest.substr(1, end - 1));
    rest.remove_prefix(end + 1);
    bool anchored = false;
    take_parameters(rest, link, anchored);
    if (!anchored) all.push_back(std::move(link));
  }
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
    if (same_letters(trim_blanks(line.substr(0, colon)), name)) values.push_back(std::move(value));
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
  const std::string_view essence = trim_blanks(std::string_view(*value).substr(0, end));
  const std::size_t slash = std::min(essence.find('/'), essence.size());
  if (!is_token(essence.substr(0, slash)) || slash == essence.size() ||
      !is_token(essence.substr(slash + 1))) {
    return {};
  }
  ContentType type;
  type.essence = lower_case(essence);
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

std::vector<LinkValue> links(std::string_view header_block) {
  std::vector<LinkValue> all;
  for (const std::string& value : fields(header_block, "link")) append_links(value, all);
  return all;
}

CacheControl cache_control(std::string_view header_block) {
  CacheControl control;
  for (const std::string& value : fields(header_block, "cache-control")) {
    std::string_view rest = value;
    for (; !rest.empty(); take(rest, ',')) {
      const auto [name, argument] = take_pair(rest, ",");
      const auto age = name == "max-age" ? delay_seconds(argument) : std::nullopt;
      if (age) control.max_age = std::min(control.max_age.value_or(*age), *age);
      control.no_cache |= name == "no-cache";
      control.no_store |= name == "no-store";
    }
  }
  return control;
}

}  // namespace newsarc::http
