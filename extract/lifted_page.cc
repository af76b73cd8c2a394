#include "extract/lifted_page.h"

#include <algorithm>
#include <charconv>

#include "core/ascii.h"

namespace newsarc::extract {

namespace {

constexpr auto none = std::string_view::npos;

constexpr std::string_view mark = "\U0010FEFF";  // for private use

bool is_ahead(std::string_view html, std::size_t at, std::string_view lower) {
  return at + lower.size() <= html.size() &&
         std::equal(lower.begin(), lower.end(), html.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return a == to_lower(b); });
}

// <script> and <script src=x>, not <scripted>.
bool is_tag(std::string_view html, std::size_t at, std::string_view name) {
  constexpr std::string_view ends = " \t\n\r\f/>";
  const std::size_t end = at + name.size();
  return is_ahead(html, at, name) && end < html.size() && ends.find(html[end]) != none;
}

// Behind the '>' of the tag whose name begins at `at`.
std::size_t tag_end(std::string_view html, std::size_t at) {
  while ((at = html.find_first_of("\"'>", at)) != none && html[at] != '>') {
    at = html.find(html[at], at + 1);
    if (at == none) return none;
    ++at;
  }
  return at == none ? none : at + 1;
}

// HTML §13.2.5.11: raw text ends at an end tag of its own name.
std::size_t raw_end(std::string_view html, std::size_t at, std::string_view name) {
  while ((at = html.find("</", at)) != none && !is_tag(html, at + 2, name)) at += 2;
  return at;
}

// What reads alike whatever stands there: no "<!--", behind which scripts end in their own way, and
// nothing that gumbo takes for malformed: NUL and, by their last bytes, noncharacters.
bool is_plain(std::string_view content) {
  constexpr std::string_view others[] = {"<!--", std::string_view("\0", 1), "\xEF\xB7", "\xBF\xBE",
                                         "\xBF\xBF"};
  return std::none_of(std::begin(others), std::end(others),
                      [&](std::string_view other) { return content.find(other) != none; });
}

// CR LF and CR are LF (HTML §13.2.3.5).
std::string with_plain_newlines(std::string_view text) {
  std::string plain;
  for (std::size_t end; (end = text.find('\r')) != none; text.remove_prefix(end + 1)) {
    plain += text.substr(0, end);
    if (end + 1 == text.size() || text[end + 1] != '\n') plain += '\n';
  }
  return plain += text;
}

}  // namespace

LiftedPage::LiftedPage(std::string_view html) {
  if (html.find(mark) != none) return;
  html_.reserve(html.size());
  for (std::size_t at = 0; (at = html.find('<', at)) != none;) {
    ++at;
    // What a comment or a picture holds is no script of the page.
    const std::string_view closed = is_ahead(html, at, "!--") ? "-->"
                                    : is_tag(html, at, "svg") ? "</svg"
                                                              : "";
    if (!closed.empty()) {
      at = html.find(closed, at);
      continue;
    }
    const std::string_view name = is_tag(html, at, "script")  ? "script"
                                  : is_tag(html, at, "style") ? "style"
                                                              : "";
    if (name.empty()) continue;
    const std::size_t begin = tag_end(html, at);
    const std::size_t end = begin == none ? none : raw_end(html, begin, name);
    if (end == none) break;
    lift(html, begin, end);
    at = end;
  }
  html_ += html.substr(copied_);
}

void LiftedPage::lift(std::string_view html, std::size_t begin, std::size_t end) {
  constexpr std::size_t least = 64;  // bytes: less is not worth it
  const std::string_view content = html.substr(begin, end - begin);
  if (content.size() < least || !is_plain(content)) return;
  html_.append(html.substr(copied_, begin - copied_)).append(mark);
  html_ += std::to_string(contents_.size());
  contents_.push_back(content);
  copied_ = end;
}

std::optional<std::string> LiftedPage::put_back(std::string_view text) {
  if (!text.starts_with(mark)) return std::nullopt;
  text.remove_prefix(mark.size());
  std::size_t index = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), index);
  if (read.ptr != text.data() + text.size() || index >= contents_.size()) return std::nullopt;
  ++put_back_;
  return with_plain_newlines(contents_[index]);
}

}  // namespace newsarc::extract
