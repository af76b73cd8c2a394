#include "text/meta_prescan.h"

#include <algorithm>
#include <cstddef>

#include "core/ascii.h"
#include "text/charset.h"

namespace newsarc::text {
namespace {

// The standard looks at 1,024 bytes; real pages put scripts before their <meta>.
constexpr std::size_t prescan_limit = 256 * 1024;

bool is_ascii_whitespace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool starts_with(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() &&
         std::ranges::equal(text.substr(0, lower_case.size()), lower_case, {}, to_lower);
}

std::size_t find_lower(std::string_view text, std::string_view lower_case, std::size_t from) {
  for (std::size_t at = from; at + lower_case.size() <= text.size(); ++at) {
    if (starts_with(text.substr(at), lower_case)) return at;
  }
  return std::string_view::npos;
}

struct Attribute {
  std::string name;   // lower case
  std::string value;  // lower case
};

class Cursor {
 public:
  Cursor(std::string_view bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  std::size_t position() const { return at_; }

  // "Get an attribute" of the same section; nothing at the tag's end.
  std::optional<Attribute> next_attribute() {
    while (!at_end() && (is_ascii_whitespace(now()) || now() == '/')) ++at_;
    if (at_end() || now() == '>') return std::nullopt;
    Attribute attribute;
    while (!at_end() && !is_ascii_whitespace(now()) && now() != '/' && now() != '>' &&
           (now() != '=' || attribute.name.empty())) {
      attribute.name.push_back(to_lower(bytes_[at_++]));
    }
    skip_spaces();
    if (at_end() || now() != '=') return attribute;
    ++at_;
    skip_spaces();
    read_value(attribute.value);
    return attribute;
  }

 private:
  bool at_end() const { return at_ >= bytes_.size(); }
  char now() const { return bytes_[at_]; }
  void skip_spaces() {
    while (!at_end() && is_ascii_whitespace(now())) ++at_;
  }
  void read_value(std::string& value) {
    if (at_end()) return;
    const char quote = now();
    if (quote == '"' || quote == '\'') {
      ++at_;
      while (!at_end() && now() != quote) value.push_back(to_lower(bytes_[at_++]));
      if (!at_end()) ++at_;
      return;
    }
    while (!at_end() && !is_ascii_whitespace(now()) && now() != '>')
      value.push_back(to_lower(bytes_[at_++]));
  }

  std::string_view bytes_;
  std::size_t at_;
};

// The HTML Standard's "extracting a character encoding from a meta element": text/html;charset=x
std::optional<std::string> charset_in_content(std::string_view content) {
  for (std::size_t at = 0; (at = find_lower(content, "charset", at)) != std::string_view::npos;) {
    at += 7;
    while (at < content.size() && is_ascii_whitespace(content[at])) ++at;
    if (at >= content.size() || content[at] != '=') continue;
    ++at;
    while (at < content.size() && is_ascii_whitespace(content[at])) ++at;
    if (at >= content.size()) return std::nullopt;
    const char quote = content[at];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = content.find(quote, at + 1);
      if (end == std::string_view::npos) return std::nullopt;
      return std::string(content.substr(at + 1, end - at - 1));
    }
    std::size_t end = at;
    while (end < content.size() && !is_ascii_whitespace(content[end]) && content[end] != ';') ++end;
    return std::string(content.substr(at, end - at));
  }
  return std::nullopt;
}

std::optional<std::string> usable(std::optional<std::string> label) {
  if (!label) return std::nullopt;
  auto charset = charset_from_label(*label);
  if (charset && charset->starts_with("utf-16")) charset = "utf-8";
  if (charset == "x-user-defined") charset = "windows-1252";
  return charset;
}

std::optional<std::string> charset_of_tag(Cursor& cursor) {
  std::optional<std::string> charset;
  std::optional<std::string> in_content;
  bool is_content_type = false;
  bool has_charset = false;
  while (const auto attribute = cursor.next_attribute()) {
    if (attribute->name == "http-equiv") is_content_type = attribute->value == "content-type";
    if (attribute->name == "content" && !in_content) {
      in_content = charset_in_content(attribute->value);
    }
    if (attribute->name == "charset" && !has_charset) {
      has_charset = true;
      charset = attribute->value;
    }
  }
  if (has_charset) return usable(charset);
  return is_content_type ? usable(in_content) : std::nullopt;
}

// <?xml version="1.0" encoding="gbk"?>, at the very start only.
std::optional<std::string> charset_of_xml_declaration(std::string_view bytes) {
  if (!starts_with(bytes, "<?xml")) return std::nullopt;
  const std::string_view declaration = bytes.substr(0, bytes.find('>'));
  std::size_t at = find_lower(declaration, "encoding", 0);
  if (at == std::string_view::npos) return std::nullopt;
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t end = declaration.find(declaration[at], at + 1);
  if (end == std::string_view::npos) return std::nullopt;
  return usable(std::string(declaration.substr(at + 1, end - at - 1)));
}

// Past the tag at `at`, attributes and all, so that a '>' inside a value does not end it.
std::size_t skip_tag(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && !is_ascii_whitespace(bytes[at]) && bytes[at] != '>') ++at;
  Cursor cursor(bytes, at);
  while (cursor.next_attribute()) {
  }
  return cursor.position();
}

}  // namespace

std::optional<std::string> charset_from_meta(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("<\0?\0x\0"sv)) return "utf-16le";  // step 2: an XML declaration in UTF-16
  if (bytes.starts_with("\0<\0?\0x"sv)) return "utf-16be";
  bytes = bytes.substr(0, prescan_limit);
  if (auto declared = charset_of_xml_declaration(bytes)) return declared;
  for (std::size_t at = 0; (at = bytes.find('<', at)) != std::string_view::npos;) {
    const std::string_view rest = bytes.substr(at);
    const bool is_end_tag = rest.size() > 2 && rest[1] == '/' && is_ascii_letter(rest[2]);
    if (starts_with(rest, "<!--")) {
      const std::size_t end = bytes.find("-->", at + 2);
      if (end == std::string_view::npos) return std::nullopt;
      at = end + 3;
    } else if (starts_with(rest, "<meta") && rest.size() > 5 &&
               (is_ascii_whitespace(rest[5]) || rest[5] == '/')) {
      Cursor cursor(bytes, at + 5);
      if (auto charset = charset_of_tag(cursor)) return charset;
      at = cursor.position();
    } else if (is_end_tag || (rest.size() > 1 && is_ascii_letter(rest[1]))) {
      at = skip_tag(bytes, at + 1);
    } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
      const std::size_t end = bytes.find('>', at + 1);
      if (end == std::string_view::npos) return std::nullopt;
      at = end;
    } else {
      ++at;
    }
  }
  return std::nullopt;
}

}  // namespace newsarc::text
