#include "warc/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "core/ascii.h"

namespace newsarc::warc {
namespace {

struct Line {
  std::string_view text;
  bool has_cr = false;
};

Line take_line(std::string_view& block) {
  const auto end = std::min(block.find('\n'), block.size());
  Line line{block.substr(0, end)};
  block.remove_prefix(std::min(end + 1, block.size()));
  line.has_cr = line.text.ends_with('\r');
  if (line.has_cr) line.text.remove_suffix(1);
  return line;
}

// What stands behind "WARC/", where it is a version of any kind.
std::optional<std::string_view> version_in(std::string_view line) {
  constexpr std::string_view mark = "WARC/";
  if (!line.starts_with(mark)) return std::nullopt;
  const auto version = trim_blanks(line.substr(mark.size()));
  const auto point = version.find('.');
  if (point == std::string_view::npos || !all_digits(version.substr(0, point)) ||
      !all_digits(version.substr(point + 1)))
    return std::nullopt;
  return version;
}

bool is_known_version(std::string_view version) {
  constexpr std::array<std::string_view, 4> known{"0.17", "0.18", "1.0", "1.1"};
  return std::ranges::find(known, version) != known.end();
}

// §4: a token, RFC 2616 §2.2.
bool is_field_name(std::string_view name) {
  constexpr std::string_view separators = "()<>@,;:\\\"/[]?={} \t";
  return !name.empty() && std::ranges::all_of(name, [&](char c) {
    return c > ' ' && c < 127 && separators.find(c) == std::string_view::npos;
  });
}

// How many bytes the UTF-8 sequence at the beginning has; 0 when it is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (byte(i) >> 6 != 2) return 0;
  }
  const bool is_overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
  const bool is_beyond = (lead == 0xed && byte(1) >= 0xa0) || (lead == 0xf4 && byte(1) >= 0x90);
  return is_overlong || is_beyond ? 0 : length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

// Reads the lines behind the version.
class FieldReader {
 public:
  FieldReader(std::vector<Field>& fields, std::vector<Finding>& findings)
      : fields_(fields), findings_(findings) {}

  void take(const Line& line) {
    if (!line.has_cr) has_bare_lf_ = true;
    if (line.text.empty()) return;
    if (ascii_blanks.find(line.text[0]) != std::string_view::npos)
      return go_on(trim_blanks(line.text));
    const auto colon = line.text.find(':');
    const auto name = trim_blanks(line.text.substr(0, colon));
    can_go_on_ = colon != std::string_view::npos && is_field_name(name);
    if (!can_go_on_) return tell(Kind::header_line, "no field: " + std::string(line.text));
    fields_.push_back({std::string(name), std::string(trim_blanks(line.text.substr(colon + 1)))});
  }

  void finish(std::string_view block) {
    if (has_bare_lf_) tell(Kind::bare_line_feed, "a line of the header ends without CR");
    if (!is_utf8(block)) tell(Kind::header_encoding, "the header is not UTF-8");
  }

 private:
  void go_on(std::string_view more) {
    if (!can_go_on_) return tell(Kind::header_line, "continues no field: " + std::string(more));
    auto& value = fields_.back().value;
    if (!value.empty() && !more.empty()) value += ' ';
    value += more;
  }
  void tell(Kind kind, std::string what) {
    constexpr std::size_t enough = 10;  // of a header's lapses
    if (findings_.size() < enough) findings_.push_back({kind, {}, {}, what.substr(0, 300)});
  }

  std::vector<Field>& fields_;
  std::vector<Finding>& findings_;
  bool can_go_on_ = false;
  bool has_bare_lf_ = false;
};

}  // namespace

std::optional<std::string_view> Record::field(std::string_view name) const {
  const auto found =
      std::ranges::find_if(fields, [&](const Field& one) { return same_letters(one.name, name); });
  if (found == fields.end()) return std::nullopt;
  return found->value;
}

std::string Record::type() const { return lower_case(field("WARC-Type").value_or("")); }

std::string Record::id() const {
  return std::string(without_brackets(field("WARC-Record-ID").value_or("")));
}

std::string Record::target_uri() const {
  const auto uri = field("WARC-Target-URI").value_or("");
  return std::string(uri.starts_with('<') ? without_brackets(uri) : uri);  // ">" may be its own
}

std::optional<Date> Record::date() const { return parse_date(field("WARC-Date").value_or("")); }

std::string_view without_brackets(std::string_view uri) {
  if (uri.starts_with('<')) uri.remove_prefix(1);
  if (uri.ends_with('>')) uri.remove_suffix(1);
  return uri;
}

std::optional<std::uint64_t> parse_number(std::string_view digits) {
  std::uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  if (!all_digits(digits)) return std::nullopt;
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  if (number > std::uint64_t{std::numeric_limits<std::int64_t>::max()}) return std::nullopt;
  return number;
}

std::optional<Record> parse_header(std::string_view block, std::vector<Finding>& findings) {
  std::string_view rest = block;
  const auto first = take_line(rest);
  const auto version = version_in(first.text);
  if (!version) return std::nullopt;
  Record record;
  record.version = *version;
  const bool is_exact = first.text == "WARC/" + record.version;
  if (!is_exact || !is_known_version(*version))
    findings.push_back({Kind::version_line, {}, {}, std::string(first.text.substr(0, 100))});
  FieldReader reader(record.fields, findings);
  reader.take({{}, first.has_cr});
  while (!rest.empty()) reader.take(take_line(rest));
  reader.finish(block);
  record.length = parse_number(record.field("Content-Length").value_or("")).value_or(0);
  return record;
}

}  // namespace newsarc::warc
