#include "extract/title.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

struct Candidate {
  NodeId node = no_node;
  std::string text;
  std::string key;
  int score = 0;
};

bool names_title(const Document& document, NodeId id) {
  if (document.attribute_or_empty(id, "itemprop") == "headline") return true;
  std::string names(document.attribute_or_empty(id, "class"));
  names += ' ';
  names += document.attribute_or_empty(id, "id");
  for (char& c : names) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  constexpr std::string_view words[] = {"title", "headline", "biaoti", "tit", "bt"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return names.find(word) != std::string::npos; });
}

bool may_be_headline(const Document& document, const Layout& layout, NodeId id) {
  constexpr NodeId most_nodes = 40;  // a headline with a few inline elements, not a list of them
  const Tag tag = document.tag(id);
  if (tag <= Tag::other || tag == Tag::a || is_unread(tag) || layout.is_hidden(id)) return false;
  if (document[id].end - id > most_nodes) return false;
  const Region region = layout.region(id);
  if (is_page_furniture(region) && region != Region::header && region != Region::information) {
    return false;
  }
  return (tag >= Tag::h1 && tag <= Tag::h4) || names_title(document, id);
}

// How far a headline's key agrees with one of the page's other titles.
int agreement(std::string_view key, std::string_view other) {
  constexpr std::size_t telling = 6;  // bytes: two Han characters
  if (other.empty() || key.size() < telling) return 0;
  if (key == other) return 4;
  if (other.starts_with(key)) return 3;
  // og:title is cut at an ASCII quote by careless templates; list anchors end in an ellipsis.
  while (other.ends_with(".") || other.ends_with("…"))
    other.remove_suffix(other.ends_with(".") ? 1 : 3);
  if (other.size() >= telling && other.size() * 3 >= key.size() && key.starts_with(other)) return 3;
  if (other.find(key) != std::string_view::npos && key.size() * 2 >= other.size()) return 2;
  return 0;
}

class TitleFinder {
 public:
  TitleFinder(const Document& document, const Layout& layout, const Metadata& metadata,
              const Hints& hints, NodeId container)
      : document_(document),
        layout_(layout),
        metadata_(metadata),
        hints_(hints),
        container_(container) {
    site_ = std::string(metadata.field("og:site_name").value_or(""));
    if (site_.empty()) site_ = metadata.data.publisher;
    open_graph_ = std::string(metadata.field("og:title").value_or(""));
    text_begin_ = first_prose();
  }

  Title find() {
    collect();
    if (const Candidate* best = most_agreed()) {
      return {best->text, rule(*best), best->node};
    }
    if (const Candidate* only = only_h1()) return {only->text, "h1", only->node};
    if (!metadata_.data.headline.empty() && metadata_.data.is_article) {
      return {metadata_.data.headline, "json-ld headline", no_node};
    }
    if (!open_graph_.empty()) return {without_site(open_graph_, site_), "og:title", no_node};
    if (!metadata_.title.empty()) return {without_site(metadata_.title, site_), "<title>", no_node};
    if (has_empty_h1_) return {"", "h1 is empty", no_node};
    if (hints_.title) return {*hints_.title, "list anchor", no_node};
    return {"", "none", no_node};
  }

 private:
  NodeId first_prose() const {
    const auto [first, last] = layout_.lines_in(container_);
    for (std::size_t i = first; i < last; ++i) {
      if (layout_.lines()[i].is_prose()) return layout_.lines()[i].first;
    }
    return document_[container_].end;
  }

  void collect() {
    keys_ = {text::comparison_key(metadata_.title), text::comparison_key(open_graph_),
             text::comparison_key(metadata_.data.headline),
             text::comparison_key(hints_.title.value_or(""))};
    site_key_ = text::comparison_key(site_);
    for (NodeId id = 0; id < document_.size(); ++id) {
      if (!document_.is_element(id) || !may_be_headline(document_, layout_, id)) continue;
      add(id, document_.plain_text(id));
    }
    for (const Line& line : layout_.lines()) add_line(line);
  }

  void add(NodeId node, std::string text) {
    Candidate candidate;
    candidate.node = node;
    candidate.text = std::move(text);
    candidate.key = text::comparison_key(candidate.text);
    if (candidate.key.empty()) {
      has_empty_h1_ |= document_.tag(node) == Tag::h1;
      return;
    }
    if (candidate.key == site_key_) return;
    for (const std::string& key : keys_) candidate.score += agreement(candidate.key, key);
    candidates_.push_back(std::move(candidate));
  }

  // <td><b>headline</b></td>: pages without headings still print theirs above the text.
  void add_line(const Line& line) {
    constexpr std::uint32_t shortest = 8;
    constexpr std::uint32_t longest = 200;
    if (line.first >= text_begin_ || line.weight < shortest || line.weight > longest) return;
    if (line.is_links() || is_page_furniture(layout_.region(line))) return;
    add(line.container, line.text);
  }

  // Of two that agree alike, the one nearer above the text, then the longer.
  const Candidate* most_agreed() const {
    const Candidate* best = nullptr;
    int most = 0;
    for (const Candidate& each : candidates_) {
      if (each.score == 0) continue;
      int score = each.score * 4;
      if (document_.tag(each.node) == Tag::h1) score += 3;
      if (is_heading(document_.tag(each.node))) score += 1;
      if (each.node < text_begin_) score += 4;
      score += static_cast<int>(std::min<std::size_t>(each.key.size() / 12, 6));
      if (score > most) {
        most = score;
        best = &each;
      }
    }
    return best;
  }

  // A page's first h1 is its headline even when <title> says something else.
  const Candidate* only_h1() const {
    const std::string title_key = text::comparison_key(metadata_.title);
    const Candidate* found = nullptr;
    for (const Candidate& each : candidates_) {
      if (document_.tag(each.node) != Tag::h1) continue;
      if (title_key.size() > each.key.size() && title_key.ends_with(each.key)) continue;  // site
      if (each.node < text_begin_ || found == nullptr) found = &each;
    }
    return found;
  }

  std::string rule(const Candidate& candidate) const {
    std::string said(document_.name(candidate.node));
    said += " agrees with";
    const auto add = [&](std::string_view other, std::string_view name) {
      if (agreement(candidate.key, text::comparison_key(other)) == 0) return;
      said += ' ';
      said += name;
    };
    add(metadata_.title, "<title>");
    add(open_graph_, "og:title");
    add(metadata_.data.headline, "json-ld");
    add(hints_.title.value_or(""), "list anchor");
    return said;
  }

  const Document& document_;
  const Layout& layout_;
  const Metadata& metadata_;
  const Hints& hints_;
  NodeId container_;
  NodeId text_begin_ = 0;
  std::string site_;
  std::string open_graph_;
  std::array<std::string, 4> keys_;
  std::string site_key_;
  std::vector<Candidate> candidates_;
  bool has_empty_h1_ = false;
};

struct Separator {
  std::string_view text;
  bool sure;  // never part of a headline
};

// Longest first, so that " - " is not taken for "-".
constexpr Separator separators[] = {
    {" - ", true}, {" – ", true},  {" — ", true}, {" | ", true}, {" _ ", true}, {" » ", true},
    {" « ", true}, {" :: ", true}, {" · ", true}, {"｜", false}, {"|", false},  {"_", true},
    {"--", false}, {"—", false},   {"-", false},  {"丨", false},
};

bool looks_like_site(std::string_view segment, std::string_view site) {
  const std::string key = text::comparison_key(segment);
  if (key.empty()) return true;
  if (!site.empty() && key == text::comparison_key(site)) return true;
  constexpr std::string_view endings[] = {"网",   "網",   "报",   "報",     "频道", "頻道", "新闻",
                                          "新聞", "社区", "中心", "在线",   "政府", "日报", "日報",
                                          "资讯", "要闻", "财经", "客户端", "公司", "集团", "集團",
                                          "网站", "網站", "社區", "门户",   ".com", ".cn"};
  const std::string_view trimmed = text::trim(segment);
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return trimmed.ends_with(ending); });
}

}  // namespace

Title find_title(const Document& document, const Layout& layout, const Metadata& metadata,
                 const Hints& hints, NodeId container) {
  return TitleFinder(document, layout, metadata, hints, container).find();
}

std::string without_site(std::string_view title, std::string_view site) {
  for (int rounds = 0; rounds < 4; ++rounds) {
    std::size_t cut = std::string_view::npos;
    std::size_t width = 0;
    bool sure = false;
    for (const Separator& separator : separators) {
      const std::size_t at = title.rfind(separator.text);
      if (at == std::string_view::npos || (cut != std::string_view::npos && at <= cut)) continue;
      if (cut != std::string_view::npos && at < cut + width) continue;
      cut = at;
      width = separator.text.size();
      sure = separator.sure;
    }
    if (cut == std::string_view::npos || cut < 6) break;
    const std::string_view tail = title.substr(cut + width);
    const bool short_tail = tail.size() * 2 < title.size();
    if (!(sure && short_tail) && !looks_like_site(tail, site)) break;
    title = text::trim(title.substr(0, cut));
  }
  return std::string(title);
}

}  // namespace newsarc::extract
