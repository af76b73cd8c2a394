#include "extract/lifted_page.h"

#include <algorithm>
#include <utility>

#include "core/ascii.h"
#include "extract/markup_ends.h"
#include "extract/tag_attributes.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

constexpr auto none = std::string_view::npos;

// The marks are characters for private use, one a piece.
constexpr char32_t first_mark = 0x100000;
constexpr std::size_t most_marks = 0xF000;
constexpr char mark_lead = '\xF4';  // first byte of all of them

// Those of which gumbo compares the attributes: only three alike are open at a time.
bool is_formatting(std::string_view html, std::size_t at) {
  constexpr std::string_view names[] = {"b", "big",   "code",   "em",     "font", "i", "nobr",
                                        "s", "small", "strike", "strong", "tt",   "u"};
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view name) { return is_tag(html, at, name); });
}

std::size_t behind(std::string_view html, std::size_t at, std::string_view end) {
  at = html.find(end, at);
  return at == none ? none : at + end.size();
}

// Nothing that gumbo takes for malformed: NUL and, by their last bytes, noncharacters.
bool is_plain(std::string_view content) {
  constexpr std::string_view others[] = {std::string_view("\0", 1), "\xEF\xB7", "\xBF\xBE",
                                         "\xBF\xBF"};
  return std::none_of(std::begin(others), std::end(others),
                      [&](std::string_view other) { return content.find(other) != none; });
}

// &#x100000; has six digits.
bool refers_to_high_character(std::string_view html) {
  constexpr std::size_t most_digits = 5;
  for (std::size_t at = 0; (at = html.find("&#", at)) != none;) {
    at += 2;
    if (at < html.size() && to_lower(html[at]) == 'x') ++at;
    std::size_t digits = 0;
    for (; at < html.size() && hex_value(html[at]) >= 0; ++at) ++digits;
    if (digits > most_digits) return true;
  }
  return false;
}

bool has_own_marks(std::string_view html) {
  return html.find(mark_lead) != none || refers_to_high_character(html);
}

// CR LF and CR are LF (HTML §13.2.3.5).
void append_with_plain_newlines(std::string& plain, std::string_view text) {
  for (std::size_t end; (end = text.find('\r')) != none; text.remove_prefix(end + 1)) {
    plain += text.substr(0, end);
    if (end + 1 == text.size() || text[end + 1] != '\n') plain += '\n';
  }
  plain += text;
}

}  // namespace

LiftedPage::LiftedPage(std::string_view html) : page_(html) {
  if (has_own_marks(html)) return;
  plain_ = is_plain(html);
  html_.reserve(html.size());
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t begin = at;
    at = std::min(html.find('<', at), html.size());
    lift_texts(begin, at);
    if (++at >= html.size()) break;
    // What a comment or a picture holds is neither script nor text of the page.
    if (is_ahead(html, at, "!--"))
      at = comment_end(html, at + 3);
    else if (is_tag(html, at, "svg"))
      at = html.find("</svg", at);
    else if (html[at] == '!' || html[at] == '?' || html[at] == '/')
      at = behind(html, at, ">");
    else if (is_ascii_letter(html[at]))
      at = lift_element(at);
  }
  html_ += html.substr(copied_);
}

// Behind the tag, and behind the content of a script or a style.
std::size_t LiftedPage::lift_element(std::size_t name_begin) {
  const std::size_t begin = lift_values(name_begin);
  const std::string_view name = is_tag(page_, name_begin, "script")  ? "script"
                                : is_tag(page_, name_begin, "style") ? "style"
                                                                     : "";
  if (name.empty()) return begin;
  constexpr std::size_t least = 64;  // bytes: less is not worth it
  const std::size_t end = raw_text_end(page_, begin, name);
  if (end == none) return none;
  // In a script a comment says where it ends: a mark would not.
  const bool is_simple = name != "script" || page_.substr(begin, end - begin).find("<!--") == none;
  if (is_simple && end - begin >= least) lift(begin, end, Kind::data);
  return end;
}

// Gives what is behind the tag.
std::size_t LiftedPage::lift_values(std::size_t name_begin) {
  constexpr std::size_t least = 24;  // bytes: more than any that the parse looks at
  const auto is_end = [](char c) { return c == '>' || c == '/' || is_ascii_whitespace(c); };
  const auto* const name_end = std::find_if(page_.begin() + name_begin, page_.end(), is_end);
  TagAttributes attributes(page_, static_cast<std::size_t>(name_end - page_.begin()));
  while (const auto value = attributes.next()) {
    const std::size_t size = value->end - value->begin;
    if (size < least || !value->is_quoted || is_formatting(page_, name_begin)) continue;
    if (page_.substr(value->begin, size).find('&') == none)
      lift(value->begin, value->end, Kind::value);
  }
  return attributes.end();
}

// Between references: what &nbsp; becomes is left to gumbo.
void LiftedPage::lift_texts(std::size_t begin, std::size_t end) {
  const std::string_view all = page_.substr(0, end);
  for (std::size_t reference; (reference = all.find('&', begin)) != none;) {
    lift_text(begin, reference);
    begin = all.find(';', reference);
    if (begin == none) return;
    ++begin;
  }
  lift_text(begin, end);
}

// Blanks at its ends stay: where a text may not stand, they may.
void LiftedPage::lift_text(std::size_t begin, std::size_t end) {
  constexpr std::size_t least = 16;  // bytes: less is not worth it
  while (begin < end && is_ascii_whitespace(page_[begin])) ++begin;
  while (begin < end && is_ascii_whitespace(page_[end - 1])) --end;
  if (end - begin < least) return;
  // The end of a CDATA section is the only mark-up that a text without '<' can hold.
  if (page_.substr(begin, end - begin).find("]]>") == none) lift(begin, end, Kind::text);
}

void LiftedPage::lift(std::size_t begin, std::size_t end, Kind kind) {
  const std::string_view content = page_.substr(begin, end - begin);
  if (pieces_.size() == most_marks || (!plain_ && !is_plain(content))) return;
  html_.append(page_.substr(copied_, begin - copied_));
  text::append(html_, first_mark + static_cast<char32_t>(pieces_.size()));
  pieces_.push_back({content, kind});
  copied_ = end;
}

const LiftedPage::Piece* LiftedPage::take(char32_t mark, Kind kind) {
  const std::size_t index = mark - first_mark;
  if (mark < first_mark || index >= pieces_.size() || pieces_[index].kind != kind)
    return sound_ = false, nullptr;
  Piece& piece = pieces_[index];
  // gumbo's arena bounds what clones hold: nothing does here.
  given_ += piece.content.size();
  if (given_ > 2 * page_.size()) return sound_ = false, nullptr;
  const bool again = std::exchange(piece.put_back, true);
  put_back_ += again ? 0 : 1;
  sound_ &= !again || kind == Kind::value;
  return &piece;
}

const LiftedPage::Piece* LiftedPage::take_all(std::string_view text, Kind kind) {
  if (text.empty() || text.front() != mark_lead) return nullptr;
  const auto mark = text::code_point_at(text, 0);
  return mark.length == text.size() ? take(mark.value, kind) : nullptr;
}

std::optional<std::string> LiftedPage::content_of(const Piece* piece) {
  if (piece == nullptr) return std::nullopt;
  std::string content;
  append_with_plain_newlines(content, piece->content);
  return content;
}

void LiftedPage::look_at_name(std::string_view name) { sound_ &= name.find(mark_lead) == none; }

std::optional<std::string> LiftedPage::put_back_data(std::string_view data) {
  return content_of(take_all(data, Kind::data));
}

std::optional<std::string> LiftedPage::put_back_value(std::string_view value) {
  return content_of(take_all(value, Kind::value));
}

std::optional<std::string> LiftedPage::put_back_text(std::string_view text) {
  std::size_t at = text.find(mark_lead);
  if (at == none) return std::nullopt;
  std::string whole;
  for (; at != none; at = text.find(mark_lead)) {
    const auto mark = text::code_point_at(text, at);
    const Piece* const piece = take(mark.value, Kind::text);
    whole += text.substr(0, at);
    if (piece != nullptr) append_with_plain_newlines(whole, piece->content);
    text.remove_prefix(at + mark.length);
  }
  return whole += text;
}

}  // namespace newsarc::extract
