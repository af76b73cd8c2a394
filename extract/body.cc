#include "extract/body.h"

#include <algorithm>

#include "extract/author_names.h"
#include "extract/dates.h"
#include "extract/person_names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

// Elements that hold one paragraph: what is looked for is the element around them.
bool holds_one_paragraph(Tag tag) {
  return tag == Tag::p || tag == Tag::li || tag == Tag::blockquote || tag == Tag::pre ||
         is_heading(tag) || tag == Tag::ul || tag == Tag::ol || tag == Tag::figure ||
         tag == Tag::figcaption || tag == Tag::center;
}

NodeId host_of(const Document& document, const Line& line) {
  NodeId id = line.container;
  while (holds_one_paragraph(document.tag(id)) && document[id].parent != no_node) {
    id = document[id].parent;
  }
  return id;
}

// The beginning of an element's prose and an ellipsis, to know it by.
std::string first_words(const Layout& layout, NodeId id) {
  constexpr std::size_t longest = 90;  // bytes: thirty Han characters
  const auto [first, last] = layout.lines_in(id);
  for (std::size_t i = first; i < last; ++i) {
    const Line& line = layout.lines()[i];
    if (!line.is_prose()) continue;
    return std::string(head(line.text, longest)) + "…";
  }
  return {};
}

// Prose counts for the element around it, and for those further out less and less.
NodeId densest(const Document& document, const Layout& layout, Trace* trace) {
  std::vector<double> scores(document.size());
  for (const Line& line : layout.lines()) {
    if (!line.is_prose() || is_page_furniture(layout.region(line))) continue;
    constexpr double shares[] = {1.0, 0.5, 0.25, 0.12};
    NodeId id = host_of(document, line);
    for (const double share : shares) {
      if (id == no_node) break;
      scores[id] += share * line.weight;
      id = document[id].parent;
    }
  }
  NodeId best = 0;
  double most = 0;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (scores[id] == 0) continue;
    const double links = layout.weight(id) == 0 ? 0
                                                : static_cast<double>(layout.linked(id)) /
                                                      static_cast<double>(layout.weight(id));
    const double score = scores[id] * (1 - links);
    if (trace != nullptr)
      trace->weigh(
          "body", {first_words(layout, id), "prose in <" + std::string(document.name(id)) + ">", id,
                   static_cast<int>(score)});
    if (score > most) {
      most = score;
      best = id;
    }
  }
  return best;
}

// The element that says it is the article's text, whole: not "article-body-wrapper".
bool declares_body(const Document& document, NodeId id) {
  if (document.attribute_or_empty(id, "itemprop") == "articleBody") return true;
  constexpr std::string_view names[] = {"articlebody", "articlecontent", "entrycontent",
                                        "postcontent", "storybody"};
  std::string name;
  for (const char c : document.attribute_or_empty(id, "class")) {
    if (c == '-' || c == '_') continue;
    if (c != ' ') {
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (std::find(std::begin(names), std::end(names), name) != std::end(names)) {
      return true;
    } else {
      name.clear();
    }
  }
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Calendars, results and lists of entrants have no sentences: a page of them has its prose in a
// box elsewhere, and only the markup knows its text.
NodeId declared_body(const Document& document, const Layout& layout, NodeId densest) {
  constexpr std::uint64_t story = 160;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (!document.is_element(id) || !declares_body(document, id)) continue;
    if (document.contains(id, densest) || document.contains(densest, id)) return no_node;
    if (layout.weight(id) >= story && layout.linked(id) * 3 < layout.weight(id)) return id;
  }
  return no_node;
}

}  // namespace

NodeId find_container(const Document& document, const Layout& layout, Trace* trace) {
  NodeId chosen = densest(document, layout, trace);
  constexpr std::uint64_t little_prose = 400;
  if (layout.prose(chosen) < little_prose) {
    const NodeId declared = declared_body(document, layout, chosen);
    if (declared != no_node) return declared;
  }
  if (chosen == 0) return 0;
  // Articles cut into many boxes: go outwards while what is gained is running text, not links.
  for (NodeId id = document[chosen].parent; id != no_node; id = document[id].parent) {
    const std::uint64_t gained = layout.prose(id) - layout.prose(chosen);
    const std::uint64_t weight = layout.weight(id) - layout.weight(chosen);
    const std::uint64_t linked = layout.linked(id) - layout.linked(chosen);
    if (gained * 10 < layout.prose(chosen) || gained * 2 < weight || linked * 4 > weight) continue;
    chosen = id;
  }
  return chosen;
}

namespace {

// Han characters, neither kana nor hangul among them.
bool is_chinese(std::string_view utf8) {
  bool han = false;
  for (std::size_t at = 0; at < utf8.size();) {
    const text::CodePoint point = text::code_point_at(utf8, at);
    at += point.length;
    if (text::is_han(point.value)) {
      han = true;
    } else if (text::is_cjk(point.value)) {
      return false;
    }
  }
  return han;
}

// "Home" has the weight of two Han characters and none of them.
bool has_cjk(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const text::CodePoint point = text::code_point_at(utf8, at);
    if (text::is_cjk(point.value)) return true;
    at += point.length;
  }
  return false;
}

class LineFilter {
 public:
  LineFilter(const Document& document, const Layout& layout, const LineLabels& labels,
             const TimeLabels& times, const Headline& headline)
      : document_(document),
        layout_(layout),
        labels_(labels),
        times_(times),
        headline_(headline.node),
        title_(text::comparison_key(headline.text)) {}

  Body read(NodeId container) {
    const auto [first, last] = layout_.lines_in(container);
    with_captions_ = !find_edges(first, last);
    if (with_captions_) find_edges(first, last);
    Body body;
    NodeId host = no_node;  // around the last paragraph
    bool in_box = false;
    for (std::size_t i = first; i < last; ++i) {
      const Line& line = layout_.lines()[i];
      const std::string folded = fold_short(line);
      if (is_label(labels_.comments, line, folded) && body.prose * 2 >= prose_) break;
      if (is_label(labels_.after, line, folded)) {
        in_box = body.prose * 2 >= prose_;
        continue;
      }
      // "Read also" may stand amid the text: it goes on where sentences stand beside the others.
      if (in_box && !(line.is_prose() && host_of(document_, line) == host)) continue;
      if (!is_text(i, line, folded)) continue;
      body.lines.push_back(i);
      if (!line.is_prose()) continue;
      body.prose += line.weight;
      host = host_of(document_, line);
      in_box = false;
    }
    return body;
  }

 private:
  static constexpr std::uint32_t short_weight = 120;

  static std::string fold_short(const Line& line) {
    return line.weight <= short_weight ? text::fold(line.text) : std::string();
  }

  // False when that is too little prose for an article.
  bool find_edges(std::size_t first, std::size_t last) {
    constexpr std::uint64_t story = 160;
    first_prose_ = last;
    last_prose_ = first;
    prose_ = 0;
    for (std::size_t i = first; i < last; ++i) {
      const Line& line = layout_.lines()[i];
      if (!line.is_prose() || !stands_in_text(line)) continue;
      if (prose_ == 0 && is_bar(line)) continue;
      first_prose_ = std::min(first_prose_, i);
      last_prose_ = i;
      prose_ += line.weight;
    }
    return prose_ >= story;
  }

  // What a picture shows is told by its caption and not by the text, but where captions are all
  // that there is. Chinese pages print captions as paragraphs, the fewest of them marked: the mark
  // alone may not decide there.
  bool stands_in_text(const Line& line) const {
    const Region region = layout_.region(line);
    if (region != Region::caption) return !is_page_furniture(region);
    return with_captions_ || is_chinese(line.text);
  }

  static bool is_label(const Labels& labels, const Line& line, std::string_view folded) {
    constexpr std::uint32_t room = 30;  // for "推荐阅读 more >>"
    return !folded.empty() && line.weight <= room && labels.match(folded) > 0;
  }

  // Printed for machines and printers.
  static bool is_address(const Line& line) {
    return line.text.starts_with("http://") || line.text.starts_with("https://");
  }

  bool is_text(std::size_t index, const Line& line, std::string_view folded) const {
    if (!stands_in_text(line) || line.is_links() || is_address(line)) return false;
    if (folded.empty()) return true;
    if (line.weight == 0 && folded.size() < 4) return false;
    std::string_view opened = folded;
    while (!opened.empty() && (opened.front() == '(' || opened.front() == '['))
      opened.remove_prefix(1);
    if (opened.starts_with("【")) opened.remove_prefix(std::string_view("【").size());
    if (labels_.furniture.match(opened) > 0 || labels_.buttons.equals(folded)) return false;
    if (repeats_title(line)) return false;
    if (index < first_prose_ || index > last_prose_) return is_edge_text(index, line, folded);
    return true;
  }

  // Whole, or one of its lines: <h1>Old bridge<br>to close</h1>.
  bool repeats_title(const Line& line) const {
    if (title_.empty()) return false;
    const std::string key = text::comparison_key(line.text);
    if (key == title_) return true;
    const bool inside = headline_ != no_node && document_.contains(headline_, line.first);
    return inside && !key.empty() && title_.find(key) != std::string::npos;
  }

  // Who wrote it and when, with commas like a sentence's: "By Jane Roe and John Doe, Political
  // Editor", "Published on Friday, 5 July".
  bool is_bar(const Line& line) const {
    if (line.weight > short_weight) return false;
    const char last = line.text.empty() ? '.' : line.text.back();
    if (last == '.' || last == '!' || last == '?') return false;
    if (!names_in_byline(line.text).empty() || tells_job(line.text)) return true;
    const std::string folded = text::fold(line.text);
    const auto dates = find_dates(folded);
    if (dates.empty()) return false;
    const auto [label, begin] =
        times_.label_of(std::string_view(folded).substr(0, dates.front().begin));
    return begin == 0 && (label == DateLabel::published || label == DateLabel::modified);
  }

  // Before the first and after the last sentence stand date bars, bylines and buttons as well.
  bool is_edge_text(std::size_t index, const Line& line, std::string_view folded) const {
    if (line.linked * 4 > line.weight) return false;
    // 2005-04-05 06:40更新 来源：… is the date bar; a day alone may be the speech's own.
    const auto dates = find_dates(folded);
    if (!dates.empty()) {
      const DateLabel label = times_.label_of(folded.substr(0, dates.front().begin)).label;
      if (dates.front().when.precision != Precision::day) return is_of_event(label, index);
      if (label == DateLabel::published || label == DateLabel::modified) return false;
    }
    if (index < first_prose_ && is_bar(line)) return false;
    const bool dense = line.weight >= 2 * text::count_code_points(line.text) * 6 / 10;
    if (dense && has_cjk(line.text)) return true;
    const Tag tag = document_.tag(line.container);
    if (tag == Tag::li && index > last_prose_ && line.linked == 0) return true;
    return is_heading(tag) || folded.size() > 40;
  }

  // 演出时间：2024年8月1日 19:30 is what the text tells, and so is a bare 时间 behind it or behind
  // the date bar.
  bool is_of_event(DateLabel label, std::size_t index) const {
    if (label != DateLabel::bare) return label == DateLabel::unknown;
    return index > last_prose_ || has_bar_above(index);
  }

  bool has_bar_above(std::size_t index) const {
    constexpr std::size_t farthest = 3;
    for (std::size_t k = 1; k <= std::min(farthest, index); ++k) {
      const Line& line = layout_.lines()[index - k];
      if (line.weight <= short_weight && !find_dates(text::fold(line.text)).empty()) return true;
    }
    return false;
  }

  const Document& document_;
  const Layout& layout_;
  const LineLabels& labels_;
  const TimeLabels& times_;
  NodeId headline_;
  std::string title_;
  std::size_t first_prose_ = 0;
  std::size_t last_prose_ = 0;
  std::uint64_t prose_ = 0;
  bool with_captions_ = false;
};

}  // namespace

Body read_body(const Document& document, const Layout& layout, NodeId container,
               const LineLabels& labels, const TimeLabels& times, const Headline& headline) {
  return LineFilter(document, layout, labels, times, headline).read(container);
}

Body read_chosen_body(const Layout& layout, const std::vector<NodeId>& chosen,
                      const LineLabels& labels) {
  Body body;
  std::size_t next = 0;
  for (const NodeId id : chosen) {
    const auto [first, last] = layout.lines_in(id);
    for (std::size_t i = std::max(first, next); i < last; ++i) {
      const Line& line = layout.lines()[i];
      next = i + 1;
      if (line.is_links() || labels.furniture.match(text::fold(line.text)) > 0) continue;
      body.lines.push_back(i);
      if (line.is_prose()) body.prose += line.weight;
    }
  }
  return body;
}

std::vector<std::string> paragraphs(const Layout& layout, const Body& body) {
  std::vector<std::string> texts;
  for (const std::size_t i : body.lines) texts.push_back(layout.lines()[i].text);
  return texts;
}

}  // namespace newsarc::extract
