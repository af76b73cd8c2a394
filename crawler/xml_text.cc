#include "crawler/xml_text.h"

#include <algorithm>
#include <cstring>

#include "crawler/markup.h"
#include "text/utf8.h"

namespace newsarc::crawler {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t piece = 16 << 10;  // text is made so many bytes at a time

// Past these, libxml2 gives up or takes time that grows with the square; no feed comes near. What
// is over them is left out, the text inside is kept.
constexpr std::size_t deepest = 200;          // open elements
constexpr std::size_t most_attributes = 64;   // of an element
constexpr std::size_t most_namespaces = 256;  // declared in the document
constexpr std::size_t most_names = 1000;      // of elements and attributes, each counted once
constexpr std::size_t longest_name = 100;     // bytes
constexpr std::size_t longest_value = std::size_t{64} << 10;

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool continues_name(char c) {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

// Names of feeds are ASCII; "a", "a:b". Nothing where none begins.
std::string_view name_at(std::string_view text) {
  const auto end = std::ranges::find_if_not(text, continues_name);
  const auto name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  const auto colon = name.find(':');
  const bool local =
      colon == std::string_view::npos || (colon + 1 < name.size() && begins_name(name[colon + 1]) &&
                                          name.find(':', colon + 1) == std::string_view::npos);
  return !name.empty() && begins_name(name[0]) && local ? name : std::string_view();
}

// XML 1.0 §2.2: no C0 but tab and line ends.
bool is_forbidden(char c) { return static_cast<unsigned char>(c) < 0x20 && !is_blank(c); }

// … and neither U+FFFE nor U+FFFF.
bool is_forbidden_at(std::string_view text, std::size_t at) {
  const auto bytes = text.substr(at, 3);
  return is_forbidden(text[at]) || bytes == "\xEF\xBF\xBE" || bytes == "\xEF\xBF\xBF";
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
}

// Where the tag ends that `text` begins with: at its '>', or at a '<', which no tag may hold: it is
// broken then; or nowhere.
std::size_t end_of_tag(std::string_view text) {
  char quote = 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '<' || (c == '>' && quote == 0)) return at;
    if (quote != 0 ? c == quote : c == '"' || c == '\'') quote = quote != 0 ? '\0' : c;
  }
  return text.size();
}

// The value behind an attribute's '=', quoted or, as HTML lets it, bare.
std::string_view take_value(std::string_view& tag) {
  const char quote = tag.empty() ? '\0' : tag[0];
  if (quote != '"' && quote != '\'') {
    const auto value = tag.substr(0, tag.find_first_of(blanks));
    tag.remove_prefix(value.size());
    return value;
  }
  const auto value = tag.substr(1, tag.find(quote, 1) - 1);
  tag.remove_prefix(std::min(value.size() + 2, tag.size()));
  return value;
}

}  // namespace

std::size_t XmlText::read(char* room, std::size_t size) {
  if (read_ == made_.size()) {
    made_.clear();
    read_ = 0;
    while (made_.empty() && (!rest_.empty() || !cdata_.empty())) step();
  }
  const std::size_t length = std::min(size, made_.size() - read_);
  std::memcpy(room, made_.data() + read_, length);
  read_ += length;
  return length;
}

void XmlText::step() {
  if (!cdata_.empty()) {
    const auto some = cdata_.substr(0, piece);
    append_text(some);
    cdata_.remove_prefix(some.size());
  } else if (rest_[0] == '<') {
    take_markup();
  } else {
    take_text();
  }
}

void XmlText::take_text() {
  const auto some = rest_.substr(0, piece);
  const std::size_t length = std::min(some.find_first_of("<&"), some.size());
  if (begun_) append_text(rest_.substr(0, length));
  rest_.remove_prefix(length);
  if (!rest_.starts_with('&')) return;
  if (begun_) return append_reference(rest_);
  rest_.remove_prefix(1);
}

void XmlText::take_markup() {
  constexpr std::string_view cdata = "<![CDATA[";
  if (rest_.starts_with(cdata)) {
    const auto end = rest_.find("]]>");
    // A section that the file's end cuts has lost nobody knows what.
    if (end != std::string_view::npos) cdata_ = rest_.substr(cdata.size(), end - cdata.size());
    return skip_past("]]>");
  }
  if (rest_.starts_with("<!--")) return skip_past("-->");
  if (rest_.starts_with("<?")) return skip_past("?>");
  if (rest_.starts_with("<!")) return skip_declaration();
  if (rest_.starts_with("</")) return take_end_tag();
  if (!name_at(rest_.substr(1)).empty()) return take_start_tag();
  if (begun_) made_ += "&lt;";
  rest_.remove_prefix(1);
}

void XmlText::take_start_tag() {
  const std::size_t end = end_of_tag(rest_);
  const bool broken = end == rest_.size() || rest_[end] == '<';
  std::string_view tag = rest_.substr(1, end - 1);
  rest_.remove_prefix(broken ? end : end + 1);
  const auto name = name_at(tag);
  if (broken || open_.size() >= deepest || !may_use(name)) return;
  tag.remove_prefix(name.size());
  const bool closes_itself = tag.ends_with('/');
  if (closes_itself) tag.remove_suffix(1);
  begun_ = true;
  made_ += '<';
  made_ += name;
  append_attributes(tag);
  made_ += closes_itself ? "/>" : ">";
  if (!closes_itself) open_.push_back(name);
}

void XmlText::append_attributes(std::string_view tag) {
  for (std::size_t count = 0; !tag.empty() && count < most_attributes;) {
    const auto name = name_at(tag);
    tag.remove_prefix(std::max<std::size_t>(name.size(), 1));
    if (name.empty()) continue;
    skip_blanks(tag);
    if (!tag.starts_with('=')) continue;  // as HTML's "defer": nothing that feeds have
    tag.remove_prefix(1);
    skip_blanks(tag);
    const auto value = take_value(tag);
    if (value.size() > longest_value || !may_use(name)) continue;
    if (name.starts_with("xmlns") && ++namespaces_ > most_namespaces) continue;
    append_attribute(name, value);
    ++count;
  }
}

bool XmlText::may_use(std::string_view name) {
  if (name.size() > longest_name) return false;
  if (names_.size() < most_names) names_.insert(name);
  return names_.contains(name);
}

void XmlText::append_attribute(std::string_view name, std::string_view value) {
  made_ += ' ';
  made_ += name;
  made_ += "=\"";
  while (!value.empty()) {
    const std::size_t length = std::min(value.find('&'), value.size());
    append_text(value.substr(0, length));
    value.remove_prefix(length);
    if (!value.empty()) append_reference(value);
  }
  made_ += '"';
}

void XmlText::take_end_tag() {
  const std::size_t end = std::min(rest_.find_first_of("<>", 1), rest_.size());
  const auto name = name_at(rest_.substr(2, end - 2));
  if (end == rest_.size()) return rest_.remove_prefix(end);  // cut: it may have been a longer name
  rest_.remove_prefix(rest_[end] == '<' ? end : end + 1);
  const auto found = std::find(open_.rbegin(), open_.rend(), name);
  if (found != open_.rend()) close(static_cast<std::size_t>(open_.rend() - found) - 1);
}

// Ends the innermost elements until `depth` are open.
void XmlText::close(std::size_t depth) {
  for (; open_.size() > depth; open_.pop_back()) {
    made_ += "</";
    made_ += open_.back();
    made_ += '>';
  }
}

void XmlText::skip_past(std::string_view mark) {
  const std::size_t at = rest_.find(mark);
  rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + mark.size());
}

// A DOCTYPE may hold declarations in brackets, and in quotes whatever it likes.
void XmlText::skip_declaration() {
  char quote = 0;
  std::size_t depth = 0;
  std::size_t at = 2;
  for (; at < rest_.size(); ++at) {
    const char c = rest_[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '[') {
      ++depth;
    } else if (c == ']' && depth > 0) {
      --depth;
    } else if (c == '>' && depth == 0) {
      break;
    }
  }
  rest_.remove_prefix(std::min(at + 1, rest_.size()));
}

void XmlText::append_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '<') {
      made_ += "&lt;";
    } else if (c == '>') {
      made_ += "&gt;";
    } else if (c == '&') {
      made_ += "&amp;";
    } else if (c == '"') {
      made_ += "&quot;";
    } else if (!is_forbidden_at(text, at)) {
      made_ += c;
    } else if (c == '\xEF') {
      at += 2;
    }
  }
}

void XmlText::append_reference(std::string_view& text) {
  const auto reference = reference_at(text);
  text.remove_prefix(reference ? reference->length : 1);
  if (!reference) {
    made_ += "&amp;";
  } else if (reference->character >= 0x80) {
    text::append(made_, reference->character);
  } else {
    made_ += "&#" + std::to_string(static_cast<unsigned>(reference->character)) + ';';
  }
}

}  // namespace newsarc::crawler
