#include "extract/markup_ends.h"

#include <algorithm>

#include "core/ascii.h"

namespace newsarc::extract {

namespace {

constexpr auto none = std::string_view::npos;

// A script behind its "<!--" (HTML §13.2.5.18 ff.).
class EscapedScript {
 public:
  EscapedScript(std::string_view html, std::size_t at) : html_(html), at_(at) {}

  // At the script's end tag, or behind "-->"; at the page's size when neither comes.
  void run() {
    while (at_ < html_.size() && !is_over()) ++at_;
  }

  std::size_t at() const { return at_; }
  bool is_end_tag() const { return is_end_tag_; }

 private:
  bool is_over() {
    const char c = html_[at_];
    if (c == '>' && dashes_ >= 2) {
      ++at_;
      return true;
    }
    dashes_ = c == '-' ? dashes_ + 1 : 0;
    if (c != '<') return false;
    const bool is_end = is_ahead(html_, at_ + 1, "/") && is_tag(html_, at_ + 2, "script");
    is_end_tag_ = is_end && !holds_script_;
    if (is_end || is_tag(html_, at_ + 1, "script")) holds_script_ = !is_end;
    return is_end_tag_;
  }

  std::string_view html_;
  std::size_t at_;
  std::size_t dashes_ = 2;  // those of "<!--" count
  bool holds_script_ = false;
  bool is_end_tag_ = false;
};

std::size_t end_tag(std::string_view html, std::size_t at, std::string_view name) {
  while ((at = html.find("</", at)) != none && !is_tag(html, at + 2, name)) at += 2;
  return at;
}

std::size_t script_end(std::string_view html, std::size_t at) {
  std::size_t end = end_tag(html, at, "script");
  while (at < html.size()) {
    const std::size_t comment = html.substr(0, end).find("<!--", at);
    if (comment == none) return end;
    EscapedScript script(html, comment + 4);
    script.run();
    if (script.is_end_tag()) return script.at();
    at = script.at();
    if (end < at) end = end_tag(html, at, "script");
  }
  return none;
}

}  // namespace

bool is_ahead(std::string_view html, std::size_t at, std::string_view lower) {
  return at + lower.size() <= html.size() &&
         std::equal(lower.begin(), lower.end(), html.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char a, char b) { return a == to_lower(b); });
}

bool is_tag(std::string_view html, std::size_t at, std::string_view name) {
  constexpr std::string_view ends = " \t\n\r\f/>";
  const std::size_t end = at + name.size();
  return is_ahead(html, at, name) && end < html.size() && ends.find(html[end]) != none;
}

std::size_t comment_end(std::string_view html, std::size_t at) {
  if (is_ahead(html, at, ">")) return at + 1;
  if (is_ahead(html, at, "->")) return at + 2;
  while ((at = html.find("--", at)) != none) {
    at = html.find_first_not_of('-', at);
    if (at == none) break;
    if (html[at] == '>') return at + 1;
    if (is_ahead(html, at, "!>")) return at + 2;
  }
  return html.size();
}

std::size_t raw_text_end(std::string_view html, std::size_t at, std::string_view name) {
  return name == "script" ? script_end(html, at) : end_tag(html, at, name);
}

}  // namespace newsarc::extract
