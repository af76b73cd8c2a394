#include "extract/layout.h"

#include <algorithm>

#include "text/gloss.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

bool is_stop(char32_t c) {
  switch (c) {
    case U',':
    case U'.':
    case U';':
    case U'!':
    case U'?':
    case U'，':
    case U'。':
    case U'、':
    case U'；':
    case U'！':
    case U'？':
    case U'…':
    case U'।':
    case U'،':
    case U'؛':
    case U'؟':
    case U'۔':
    case U'։':
    case U'።':
    case U'។':
    case U'။':
      return true;
    default:
      return false;
  }
}

// Vowel signs of India and of the lands east of it are no letters to Unicode, and yet no symbols.
bool is_vowel_sign(char32_t c) {
  return ((c >= 0x0900 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF)) && !is_stop(c);
}

bool hides(const Document& document, NodeId id) {
  if (document.attribute(id, "hidden")) return true;
  const auto style = document.attribute(id, "style");
  if (!style) return false;
  std::string compact;
  for (const char c : *style) {
    if (c != ' ') compact += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return compact.find("display:none") != std::string::npos;
}

// A row of data, not of layout: nothing in it but cells of inline text.
bool is_flat_row(const Document& document, NodeId row) {
  for (NodeId id = row + 1; id < document[row].end; ++id) {
    const Tag tag = document.tag(id);
    if (is_block(tag) && tag != Tag::td && tag != Tag::th) return false;
  }
  return true;
}

// Reads the lines of a document in one pass. A line ends where a block begins or ends, at <br>,
// and inside <pre> at an empty line or an indent.
class LineReader {
 public:
  LineReader(const Document& document, const std::vector<bool>& hidden)
      : document_(document), hidden_(hidden) {}

  std::vector<Line> read() {
    for (NodeId id = 0; id < document_.size();) {
      leave(id);
      const Tag tag = document_.tag(id);
      if (hidden_[id] || is_unread(tag)) {
        id = document_[id].end;
        continue;
      }
      if (tag == Tag::text) {
        add(id);
      } else if (tag == Tag::br || is_line_block(id)) {
        flush();
        enter(id);
      } else if (tag == Tag::td || tag == Tag::th) {
        blank();
      } else if (tag == Tag::a && document_.attribute(id, "href")) {
        link_end_ = std::max(link_end_, document_[id].end);
      }
      ++id;
    }
    flush();
    return std::move(lines_);
  }

 private:
  bool is_line_block(NodeId id) {
    const Tag tag = document_.tag(id);
    if (!is_block(tag)) return false;
    if ((tag == Tag::td || tag == Tag::th) && id < row_end_) return false;
    if (tag == Tag::tr && is_flat_row(document_, id)) row_end_ = document_[id].end;
    return true;
  }

  void enter(NodeId id) {
    if (document_[id].end > id + 1) open_.push_back(id);
    if (document_.tag(id) == Tag::pre) pre_end_ = std::max(pre_end_, document_[id].end);
  }

  void leave(NodeId id) {
    while (!open_.empty() && document_[open_.back()].end <= id) {
      flush();
      open_.pop_back();
    }
  }

  void blank() {
    if (!text_.empty()) text_ += ' ';
  }

  void begin(NodeId id) {
    if (!text_.empty()) return;
    line_ = Line();
    line_.first = id;
    line_.container = open_.empty() ? 0 : open_.back();
  }

  void add(NodeId id) {
    std::string_view rest = document_.text(id);
    if (id < pre_end_) {
      std::size_t cut;
      while ((cut = break_in(rest)) != std::string_view::npos) {
        add(id, rest.substr(0, cut));
        flush();
        rest.remove_prefix(cut + 1);
      }
    }
    add(id, rest);
  }

  // Where preformatted text begins a new paragraph: at a line break before an empty or indented
  // line.
  static std::size_t break_in(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
      const std::string_view next = text.substr(at + 1);
      if (next.starts_with("\n") || next.starts_with("\r") || next.starts_with("  ") ||
          next.starts_with("\t") || next.starts_with("\u3000")) {
        return at;
      }
    }
    return std::string_view::npos;
  }

  void add(NodeId id, std::string_view piece) {
    if (text_.empty() && text::trim(piece).empty()) return;
    begin(id);
    const bool in_link = id < link_end_;
    for (std::size_t at = 0; at < piece.size();) {
      const text::CodePoint point = text::code_point_at(piece, at);
      if (const std::uint32_t weight = weigh(point.value)) {
        line_.weight += weight;
        if (in_link) line_.linked += weight;
      } else if (!text::is_blank(point.value) && !is_vowel_sign(point.value)) {
        ++line_.symbols;
        if (is_stop(point.value) && !in_link) ++line_.stops;
      }
      at += point.length;
    }
    text_ += piece;
    line_.last = id;
  }

  static std::uint32_t weigh(char32_t c) {
    if (c < 0x80) {
      const bool word =
          (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
      return word ? 1 : 0;
    }
    if (text::is_cjk(c)) return 2;
    return text::is_word(c) ? 1 : 0;
  }

  void flush() {
    if (text_.empty()) return;
    line_.text = collapse(text_);
    text_.clear();
    if (!line_.text.empty()) lines_.push_back(std::move(line_));
  }

  const Document& document_;
  const std::vector<bool>& hidden_;
  std::vector<Line> lines_;
  std::vector<NodeId> open_;
  std::string text_;
  Line line_;
  NodeId link_end_ = 0;
  NodeId pre_end_ = 0;
  NodeId row_end_ = 0;
};

}  // namespace

Layout::Layout(const Document& document, const std::vector<NodeId>& removed, bool drop_glosses)
    : document_(document), hidden_(document.size()), regions_(document.size()) {
  find_hidden(removed);
  lines_ = LineReader(document_, hidden_).read();
  if (drop_glosses) {
    // A gloss that spans inline tags was not seen inside their text nodes.
    for (Line& line : lines_) {
      auto unglossed = text::drop_glosses(line.text);
      glosses_ += unglossed.removed.size();
      line.text = std::move(unglossed.text);
    }
  }
  sum();
  find_regions();
}

void Layout::find_hidden(const std::vector<NodeId>& removed) {
  for (const NodeId id : removed) hidden_[id] = true;
  for (NodeId id = 0; id < document_.size(); ++id) {
    const NodeId parent = document_[id].parent;
    if (parent != no_node && hidden_[parent]) {
      hidden_[id] = true;
    } else if (document_.is_element(id) && hides(document_, id)) {
      hidden_[id] = true;
    }
  }
}

// A mark is not believed when nearly all of the page's prose stands inside it: class="has-sidebar"
// on a wrapper, <form> around an ASP.NET page, "paywall" around the text that it guards. Comments
// and footers are always what they say.
void Layout::find_regions() {
  const std::uint64_t all = prose_.back();
  std::vector<NodeId> doubted;
  constexpr int most_doubts = 4;
  for (int round = 0; round <= most_doubts; ++round) {
    const NodeId heaviest = mark_regions(doubted);
    sum();
    if (prose_.back() * 4 >= all || heaviest == no_node) return;
    doubted.push_back(heaviest);
  }
}

// Marked stretches inherit downwards. Gives the marked element with the most prose that may be
// doubted.
NodeId Layout::mark_regions(const std::vector<NodeId>& doubted) {
  NodeId heaviest = no_node;
  std::uint64_t most = 0;
  for (NodeId id = 0; id < document_.size(); ++id) {
    const NodeId parent = document_[id].parent;
    const Region inherited = parent == no_node ? Region::content : regions_[parent];
    regions_[id] = inherited;
    // Navigation inside a header is navigation; nothing inside comments is anything else.
    const bool refinable = !is_page_furniture(inherited) || inherited == Region::header ||
                           inherited == Region::information;
    if (!refinable || !document_.is_element(id)) continue;
    const Region own = own_region(document_, id);
    if (own == Region::content || (is_page_furniture(inherited) && !is_page_furniture(own)))
      continue;
    if (is_doubted(id, own, doubted) || (own == Region::related && is_running_text(id))) continue;
    regions_[id] = own;
    if (!is_page_furniture(own) || own == Region::footer || own == Region::comments) continue;
    if (const std::uint64_t inside = all_prose(id); inside > most) {
      most = inside;
      heaviest = id;
    }
  }
  return heaviest;
}

// Its own mark is, or it repeats the mark of a doubted element around it and holds most of what
// that one does: right-rail, right-rail__main, right-rail__main-container.
bool Layout::is_doubted(NodeId id, Region own, const std::vector<NodeId>& doubted) const {
  return std::any_of(doubted.begin(), doubted.end(), [&](NodeId each) {
    if (each == id) return true;
    return document_.contains(each, id) && own_region(document_, each) == own &&
           all_prose(id) * 2 >= all_prose(each);
  });
}

// Lists of other articles are links. class="teaser-content" may also be the text's beginning.
bool Layout::is_running_text(NodeId id) const {
  constexpr std::uint64_t few_words = 240;
  if (all_prose(id) < few_words) return false;
  const auto [first, last] = lines_in(id);
  const std::uint64_t linked = all_linked_[last] - all_linked_[first];
  return linked * 10 < all_weight_[last] - all_weight_[first];
}

void Layout::sum() {
  for (auto* sums : {&prose_, &weight_, &linked_, &all_prose_, &all_weight_, &all_linked_}) {
    sums->assign(1, 0);
  }
  for (const Line& line : lines_) {
    const bool content = !is_page_furniture(region(line));
    const std::uint64_t prose = line.is_prose() ? line.weight : 0;
    prose_.push_back(prose_.back() + (content ? prose : 0));
    all_prose_.push_back(all_prose_.back() + prose);
    all_weight_.push_back(all_weight_.back() + line.weight);
    all_linked_.push_back(all_linked_.back() + line.linked);
    weight_.push_back(weight_.back() + (content ? line.weight : 0));
    linked_.push_back(linked_.back() + (content ? line.linked : 0));
  }
}

std::pair<std::size_t, std::size_t> Layout::lines_in(NodeId id) const {
  const auto begins_before = [](const Line& line, NodeId node) { return line.first < node; };
  const auto first = std::lower_bound(lines_.begin(), lines_.end(), id, begins_before);
  const auto last = std::lower_bound(first, lines_.end(), document_[id].end, begins_before);
  return {static_cast<std::size_t>(first - lines_.begin()),
          static_cast<std::size_t>(last - lines_.begin())};
}

std::uint64_t Layout::prose(NodeId id) const {
  const auto [first, last] = lines_in(id);
  return prose_[last] - prose_[first];
}

std::uint64_t Layout::all_prose(NodeId id) const {
  const auto [first, last] = lines_in(id);
  return all_prose_[last] - all_prose_[first];
}

std::uint64_t Layout::weight(NodeId id) const {
  const auto [first, last] = lines_in(id);
  return weight_[last] - weight_[first];
}

std::uint64_t Layout::linked(NodeId id) const {
  const auto [first, last] = lines_in(id);
  return linked_[last] - linked_[first];
}

}  // namespace newsarc::extract
