#include "crawler/markup.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/ascii.h"
#include "crawler/xml.h"
#include "text/utf8.h"

namespace newsarc::crawler {
namespace {

// HTML Standard §13.2.5.80, "numeric character reference end state"; 0: as it is.
constexpr std::array<char16_t, 32> windows_1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// What titles are dressed with, and the blocks that a whole description may hold.
constexpr std::array<std::string_view, 41> html_names = {
    "a",     "abbr", "b",    "bdi", "bdo", "big", "blockquote", "br",    "cite", "code",   "del",
    "div",   "em",   "font", "h1",  "h2",  "h3",  "h4",         "i",     "img",  "ins",    "li",
    "mark",  "nobr", "ol",   "p",   "q",   "s",   "script",     "small", "span", "strike", "strong",
    "style", "sub",  "sup",  "tt",  "u",   "ul",  "wbr",        "iframe"};

// Blocks part words; inline elements stand inside them.
constexpr std::array<std::string_view, 11> blocks = {"blockquote", "br", "div", "h1", "h2", "h3",
                                                     "h4",         "li", "ol",  "p",  "ul"};

std::optional<char32_t> numbered(std::string_view digits) {
  const bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, hexadecimal ? 16 : 10);
  if (digits.empty() || read.ptr != end || read.ec != std::errc()) return std::nullopt;
  const bool is_control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (is_control || is_surrogate || value > 0x10FFFF || (value & 0xFFFE) == 0xFFFE)
    return U'\uFFFD';
  if (value < 0x80 || value > 0x9F) return value;
  const char16_t meant = windows_1252[value - 0x80];
  return meant == 0 ? U'\uFFFD' : meant;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::ranges::find(names, name) != names.end();
}

// Takes the markup out of a text, from left to right, in time that grows with its length alone.
class MarkupReader {
 public:
  MarkupReader(std::string_view html, bool every_tag) : html_(html), every_tag_(every_tag) {}

  std::string read() {
    while (at_ < html_.size()) {
      take_text(std::min(html_.find_first_of("<&", at_), html_.size()));
      if (at_ == html_.size()) break;
      if (html_[at_] == '<' ? !take_markup() : !take_reference()) take_text(at_ + 1);
    }
    return text::collapse_blanks(text_);
  }

 private:
  void take_text(std::size_t end) {
    text_ += html_.substr(at_, end - at_);
    at_ = end;
  }

  bool take_reference() {
    const auto reference = reference_at(html_.substr(at_));
    if (!reference) return false;
    text::append(text_, reference->character);
    at_ += reference->length;
    return true;
  }

  bool take_markup() {
    if (next_end_ <= at_) next_end_ = html_.find('>', at_);
    if (next_end_ == std::string_view::npos) return false;
    if (html_.substr(at_).starts_with("<!--")) return take_comment();
    const bool is_end = html_[at_ + 1] == '/';
    const auto name = tag_name(at_ + (is_end ? 2 : 1));
    if (name.empty() || (!every_tag_ && !is_one_of(name, html_names))) return false;
    if (is_one_of(name, blocks)) text_ += ' ';
    at_ = next_end_ + 1;
    if (!is_end && (name == "script" || name == "style")) skip_content(name);
    return true;
  }

  bool take_comment() {
    const auto end = html_.find("-->", at_ + 4);
    at_ = end == std::string_view::npos ? html_.size() : end + 3;
    return true;
  }

  // In lower case; empty where no letter stands.
  std::string tag_name(std::size_t at) const {
    std::string name;
    for (; at < html_.size() &&
           (is_ascii_letter(html_[at]) || (!name.empty() && is_digit(html_[at])));
         ++at) {
      name += to_lower(html_[at]);
    }
    return name;
  }

  // Up to the end tag of an element whose content is no text; past all when there is none.
  void skip_content(std::string_view name) {
    do {
      at_ = std::min(html_.find("</", at_ + 1), html_.size());
    } while (at_ < html_.size() && tag_name(at_ + 2) != name);
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t next_end_ = 0;  // of a tag: the first '>' from at_ on, once it was looked for
  std::string text_;
  bool every_tag_;
};

}  // namespace

std::optional<Reference> reference_at(std::string_view text) {
  constexpr std::size_t longest = 32;  // with zeros that somebody put before the digits
  if (!text.starts_with('&')) return std::nullopt;
  const auto end = text.substr(0, longest).find(';');
  if (end == std::string_view::npos) return std::nullopt;
  const auto name = text.substr(1, end - 1);
  std::optional<char32_t> character;
  if (name.starts_with('#')) {
    character = numbered(name.substr(1));
  } else {
    character = name == "apos" ? U'\'' : html_entity(name);
  }
  if (!character) return std::nullopt;
  return Reference{*character, end + 1};
}

std::string text_of_html(std::string_view html) { return MarkupReader(html, true).read(); }
std::string text_of_title(std::string_view text) { return MarkupReader(text, false).read(); }

}  // namespace newsarc::crawler
