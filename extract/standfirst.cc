#include "extract/standfirst.h"

#include <algorithm>
#include <array>
#include <string>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

// Words of class names, in the languages of the papers that use them; parts of words as well.
constexpr std::string_view marks[] = {
    "standfirst", "lede",      "leadtext",  "lead-text", "article-lead", "article__lead",
    "subtitle",   "sub-title", "subhead",   "summary",   "intro",        "excerpt",
    "chapeau",    "sommario",  "occhiello", "vorspann",  "abstract",     "entradilla",
    "bajada",     "ingress",   "manchet",   "perex",     "teasertext"};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

class StandfirstFinder {
 public:
  StandfirstFinder(const Document& document, const Layout& layout, const Metadata& metadata,
                   const Body& body)
      : document_(document),
        layout_(layout),
        text_begin_(layout.lines()[body.lines.front()].first) {
    for (const char* name : {"description", "og:description", "twitter:description"}) {
      if (const auto field = metadata.field(name)) add_description(*field);
    }
    constexpr std::size_t looked_at = 3;  // pages repeat the standfirst as their first paragraph
    for (std::size_t i = 0; i < std::min(looked_at, body.lines.size()); ++i) {
      known_.push_back(text::comparison_key(layout.lines()[body.lines[i]].text));
    }
  }

  bool is_standfirst(const Line& line) {
    constexpr std::uint32_t shortest = 30;
    if (line.weight < shortest || line.linked * 4 > line.weight || !may_stand_in(line))
      return false;
    if (!is_sentence(line)) return false;
    const bool stands_alone = is_running_text(line) || is_marked(line);
    if (!stands_alone && descriptions_.empty()) return false;
    std::string key = text::comparison_key(line.text);
    if (!stands_alone && !is_described(key)) return false;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) return false;
    known_.push_back(std::move(key));
    return true;
  }

 private:
  // Scripts without blanks print names, dates and second headlines at that length as well.
  static bool is_sentence(const Line& line) {
    if (line.text.ends_with("。") || line.text.ends_with(".")) return true;
    for (std::size_t at = 0; at < line.text.size();) {
      const text::CodePoint point = text::code_point_at(line.text, at);
      if (text::is_cjk(point.value)) return false;
      at += point.length;
    }
    return true;
  }

  // Nothing but the article is told in sentences between its headline and its text.
  bool is_running_text(const Line& line) const {
    constexpr std::uint32_t shortest = 80;
    return line.is_prose() && line.weight >= shortest && layout_.region(line) == Region::content;
  }

  void add_description(std::string_view text) {
    // Cut ones end "…" or "...": what stands before is the standfirst's beginning.
    while (!text.empty() && text.back() == '.') text.remove_suffix(1);
    if (text.ends_with("…")) text.remove_suffix(std::string_view("…").size());
    constexpr std::size_t shortest = 24;
    std::string key = text::comparison_key(text);
    if (key.size() >= shortest) descriptions_.push_back(std::move(key));
  }

  bool is_described(const std::string& key) const {
    return std::any_of(descriptions_.begin(), descriptions_.end(), [&](const std::string& said) {
      return said.starts_with(key) || key.starts_with(said);
    });
  }

  bool may_stand_in(const Line& line) const {
    switch (layout_.region(line)) {
      case Region::content:
      case Region::header:
      case Region::information:
      case Region::related:  // class="article-teaser"
        return true;
      default:
        return false;
    }
  }

  // An element says so that does not hold the text as well.
  bool is_marked(const Line& line) const {
    if (layout_.region(line) == Region::related) return false;
    constexpr int levels = 4;
    NodeId id = line.container;
    for (int level = 0; level < levels && id != no_node; ++level, id = document_[id].parent) {
      if (document_.contains(id, text_begin_)) return false;
      const std::string names = lower(document_.attribute_or_empty(id, "class"));
      if (std::any_of(std::begin(marks), std::end(marks), [&](std::string_view mark) {
            return names.find(mark) != std::string::npos;
          })) {
        return true;
      }
    }
    return false;
  }

  const Document& document_;
  const Layout& layout_;
  NodeId text_begin_;
  std::vector<std::string> descriptions_;
  std::vector<std::string> known_;
};

}  // namespace

void add_standfirst(const Document& document, const Layout& layout, const Metadata& metadata,
                    NodeId title, Body& body) {
  if (body.lines.empty()) return;
  constexpr std::size_t furthest = 40;  // lines: share bars and pictures stand between
  const std::size_t end = body.lines.front();
  std::size_t begin = end > furthest ? end - furthest : 0;
  if (title != no_node) begin = std::max(begin, layout.lines_in(title).second);
  StandfirstFinder finder(document, layout, metadata, body);
  std::vector<std::size_t> found;
  for (std::size_t i = begin; i < end; ++i) {
    const Line& line = layout.lines()[i];
    if (!finder.is_standfirst(line)) continue;
    found.push_back(i);
    if (line.is_prose()) body.prose += line.weight;
  }
  body.before_text = found.size();
  body.lines.insert(body.lines.begin(), found.begin(), found.end());
}

}  // namespace newsarc::extract
