#include "extract/prescan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/ascii.h"
#include "extract/markup_ends.h"
#include "extract/tag_attributes.h"

namespace newsarc::extract {

namespace {

template <std::size_t N>
bool among(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// HTML §13.1.2: elements without end tags, and those whose content is text up to their end tag.
constexpr std::array<std::string_view, 16> void_names = {
    "br",  "img",   "input", "meta",  "link",   "hr",  "area",   "base",
    "col", "embed", "param", "track", "source", "wbr", "keygen", "frame"};
constexpr std::array<std::string_view, 8> raw_names = {"script", "style",  "textarea", "title",
                                                       "xmp",    "iframe", "noembed",  "noframes"};
// A start tag of one closes an open one before it (HTML §13.1.2.4), unless a container of the
// second list stands between.
constexpr std::array<std::string_view, 12> implied_names = {
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup"};
constexpr std::array<std::string_view, 9> scope_names = {
    "table", "ul", "ol", "dl", "select", "div", "object", "button", "template"};
constexpr std::array<std::string_view, 6> fence_names = {"table",  "td",     "th",
                                                         "object", "button", "template"};

bool closes(std::string_view start, std::string_view open) {
  if (start == open) return true;
  if (start == "dt" || start == "dd") return open == "dt" || open == "dd";
  if (start == "td" || start == "th") return open == "td" || open == "th";
  if (start == "tr") return open == "td" || open == "th" || open == "tr";
  return (start == "tbody" || start == "thead" || start == "tfoot") &&
         (open == "td" || open == "th" || open == "tr" || open == "tbody" || open == "thead" ||
          open == "tfoot");
}

class Prescan {
 public:
  explicit Prescan(std::string_view html) : html_(html) {}

  std::optional<std::string> run() {
    while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
      if (++at_ >= html_.size()) break;
      if (is_ascii_letter(html_[at_])) {
        start_tag();
      } else if (html_[at_] == '/' && at_ + 1 < html_.size() && is_ascii_letter(html_[at_ + 1])) {
        ++at_;
        end_tag();
      } else if (html_.compare(at_, 3, "!--") == 0) {
        at_ = comment_end(html_, at_ + 3);
      } else if (html_[at_] == '!' || html_[at_] == '?' || html_[at_] == '/') {
        skip_past_tag();
      }
      if (tags_ > most_tags) return "more than " + std::to_string(most_tags) + " tags";
      if (open_.size() > most_depth) return too_deep();
      if (widest_ > most_attributes) {
        return "a tag with more than " + std::to_string(most_attributes) + " attributes";
      }
    }
    return std::nullopt;
  }

 private:
  void skip_past_tag() { at_ = std::min(html_.find('>', at_), html_.size()); }

  std::string_view read_name() {
    constexpr std::size_t longest = 32;  // of the names this file knows, with room
    name_.clear();
    while (at_ < html_.size() && html_[at_] != '>' && html_[at_] != '/' &&
           !is_ascii_whitespace(html_[at_])) {
      if (name_.size() < longest) name_ += to_lower(html_[at_]);
      ++at_;
    }
    return name_;
  }

  // Leaves at_ behind '>'.
  void skip_attributes() {
    TagAttributes attributes(html_, at_);
    std::size_t count = 0;
    while (attributes.next()) ++count;
    widest_ = std::max(widest_, count);
    at_ = attributes.end();
  }

  void start_tag() {
    ++tags_;
    const std::string name(read_name());
    skip_attributes();
    if (among(name, void_names)) return;
    if (among(name, raw_names)) return skip_raw(name);
    if (among(name, implied_names)) close_implied(name);
    open_.push_back(name);
  }

  // Behind the end tag, which may have attributes as well.
  void skip_raw(std::string_view name) {
    at_ = raw_text_end(html_, at_, name);
    if (at_ == std::string_view::npos) {
      at_ = html_.size();
    } else {
      at_ += name.size() + 2;
      skip_attributes();
    }
  }

  void close_implied(std::string_view name) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (closes(name, open_[i])) {
        open_.resize(i);
        // A <tr> closes the cell and the row it stands in.
        if (name != "tr" && name[0] != 't') return;
        continue;
      }
      if (among(std::string_view(open_[i]), scope_names)) return;
    }
  }

  void end_tag() {
    ++tags_;
    const std::string name(read_name());
    skip_attributes();
    const bool structural = name == "table" || name == "tr" || name == "tbody";
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) {
        open_.resize(i);
        return;
      }
      if (!structural && among(std::string_view(open_[i]), fence_names)) return;
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t tags_ = 0;
  std::size_t widest_ = 0;
  std::string name_;
  std::vector<std::string> open_;
};

}  // namespace

std::string too_deep() { return "nested deeper than " + std::to_string(most_depth); }

std::optional<std::string> over_limits(std::string_view html) { return Prescan(html).run(); }

}  // namespace newsarc::extract
