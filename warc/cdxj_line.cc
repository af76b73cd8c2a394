#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "warc/cdxj.h"
#include "warc/record.h"

namespace newsarc::warc {
namespace {

using Json = nlohmann::json;

tl::unexpected<Error> wrong(std::string what) { return failure(Fault::parse, std::move(what)); }

std::string_view word(std::string_view& line) {
  const auto blank = std::min(line.find(' '), line.size());
  const auto first = line.substr(0, blank);
  line.remove_prefix(std::min(blank + 1, line.size()));
  return first;
}

// "20201013052526": as WARC-Date has it, without its signs.
std::optional<Instant> time_of(std::string_view digits) {
  if (digits.size() != 14 ||
      !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  std::string text(digits.substr(0, 4));
  constexpr std::string_view marks = "--T::";
  for (std::size_t i = 0; i < marks.size(); ++i)
    text.append(1, marks[i]).append(digits.substr(4 + 2 * i, 2));
  const auto date = parse_date(text + "Z");
  return date ? std::optional(date->instant()) : std::nullopt;
}

std::string text_of(const Json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return "";
  return member->is_string() ? member->get<std::string>() : member->dump();
}

std::optional<std::uint64_t> number_of(const Json& object, const char* name) {
  return parse_number(text_of(object, name));
}

Result<IndexEntry> entry_of(const Json& object) {
  IndexEntry entry;
  entry.url = text_of(object, "url");
  entry.mime = text_of(object, "mime");
  entry.digest = text_of(object, "digest");
  entry.filename = text_of(object, "filename");
  if (const auto status = number_of(object, "status"); status && *status < 1000)
    entry.status = static_cast<int>(*status);
  const auto offset = number_of(object, "offset");
  const auto length = number_of(object, "length");
  if (!offset) return wrong("has no offset");
  if (!length) return wrong("has no length");
  if (entry.filename.empty()) return wrong("has no filename");
  if (entry.url.empty()) return wrong("has no url");
  entry.offset = *offset;
  entry.length = *length;
  return entry;
}

}  // namespace

Result<IndexLine> parse_cdxj_line(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  IndexLine parsed;
  parsed.key = word(line);
  if (parsed.key.empty()) return wrong("has no key");
  const auto time = time_of(word(line));
  if (!time) return wrong("has no time of 14 digits behind its key");
  const auto object = Json::parse(line, nullptr, false);
  if (!object.is_object()) return wrong("has no JSON object behind its time");
  auto entry = entry_of(object);
  if (!entry) return tl::unexpected(std::move(entry).error());
  parsed.entry = *std::move(entry);
  parsed.entry.time = *time;
  return parsed;
}

}  // namespace newsarc::warc
