#include "extract/title.h"

#include <algorithm>
#include <array>
#include <vector>

#include "extract/title_claims.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::extract {

namespace {

struct Candidate {
  NodeId node = no_node;
  std::string text;
  std::string key;
  int score = 0;
  bool doubted = false;  // in a region of other things
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
  if (tag == Tag::h1) return true;
  const Region region = layout.region(id);
  if (is_page_furniture(region) && region != Region::header && region != Region::information) {
    return false;
  }
  return (tag >= Tag::h2 && tag <= Tag::h4) || names_title(document, id);
}

// How far a headline's key agrees with one of the page's other titles.
int agreement(std::string_view key, std::string_view other) {
  constexpr std::size_t telling = 6;  // bytes: two Han characters
  if (other.empty() || key.size() < telling) return 0;
  if (key == other) return 4;
  // What is left of a title behind its first words is the site's name; behind a kicker it is the
  // headline.
  if (other.starts_with(key)) return key.size() * 5 >= other.size() * 2 ? 3 : 1;
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
              const Hints& hints, const Url& url, NodeId container)
      : document_(document),
        layout_(layout),
        metadata_(metadata),
        hints_(hints),
        url_(url),
        container_(container),
        site_(metadata.field("og:site_name").value_or(metadata.data.publisher)),
        claims_(metadata, site_) {
    open_graph_ = std::string(metadata.field("og:title").value_or(""));
    text_begin_ = first_prose();
  }

  Title find() {
    collect();
    Title title;
    if (const Candidate* best = most_agreed()) {
      title = {best->text, rule(*best), best->node};
    } else if (const Candidate* only = only_h1()) {
      title = {only->text, "h1", only->node};
    }
    hear_claims(title);
    if (!title.text.empty()) return title;
    if (!metadata_.data.headline.empty() && metadata_.data.is_article) {
      return {metadata_.data.headline, "json-ld headline", no_node};
    }
    if (!open_graph_.empty()) return {without_site(open_graph_, site_), "og:title", no_node};
    if (!metadata_.title.empty()) return {without_site(metadata_.title, site_), "<title>", no_node};
    if (has_empty_h1_) return {"", "h1 is empty", no_node};
    if (hints_.title) return {*hints_.title, "list anchor", no_node};
    return {"", "none", no_node};
  }

  // After find(): what else could have been the title.
  void tell(Trace& trace) const {
    for (const Candidate& each : candidates_) {
      const bool asked = each.score > 0 && layout_.region(each.node) != Region::navigation;
      if (!asked && document_.tag(each.node) != Tag::h1) continue;
      trace.weigh("title", {each.text, asked ? rule(each) : "h1", each.node,
                            asked ? std::optional(weight(each)) : std::nullopt});
    }
    trace.weigh("title", {open_graph_, "og:title"});
    trace.weigh("title", {metadata_.data.headline, "json-ld headline"});
    trace.weigh("title", {metadata_.title, "<title>"});
    trace.weigh("title", {hints_.title.value_or(""), "list anchor"});
  }

 private:
  NodeId first_prose() const {
    const auto [first, last] = layout_.lines_in(container_);
    for (std::size_t i = first; i < last; ++i) {
      if (layout_.lines()[i].is_prose()) return layout_.lines()[i].first;
    }
    return document_[container_].end;
  }

  // Where sources agree on more or less than one element of the page says.
  void hear_claims(Title& title) const {
    if (!claims_.agreed()) return;
    const TitleClaims::Agreed& agreed = *claims_.agreed();
    const std::string key = bare_key(title.text);
    if (key == agreed.key) {
      // Three that agree letter by letter are as the newsroom wrote it; the page may be typeset.
      if (agreed.alike > 2) title.text = agreed.text;
      return;
    }
    if (!key.empty() && (claims_.votes(key) >= agreed.votes || !corrects(agreed, key, title.node)))
      return;
    title.text = agreed.text;
    title.rule = title.rule.empty() ? "titles for machines agree"
                                    : title.rule + ", as titles for machines agree";
  }

  // <h1>Kicker: Headline</h1> in a list of crumbs and the two apart in the article; an h1 that
  // holds a kicker or subtitle which no machine is told of, in an element of its own.
  bool corrects(const TitleClaims::Agreed& agreed, std::string_view key, NodeId node) const {
    const bool shown = std::any_of(candidates_.begin(), candidates_.end(), [&](const auto& each) {
      return document_.tag(each.node) == Tag::h1 && bare_key(each.text) == agreed.key;
    });
    // A source that tells the headline alone knows which part is the kicker.
    if (shown) {
      return claims_.votes(key) == 0 && (agreed.key.starts_with(key) || agreed.key.ends_with(key));
    }
    if (agreed.whole == 0 || agreed.key.size() >= key.size()) return false;
    const std::size_t rest = key.size() - agreed.key.size();
    if (key.ends_with(agreed.key)) return has_element(node, key.substr(0, rest));
    return key.starts_with(agreed.key) && has_element(node, key.substr(agreed.key.size()));
  }

  bool has_element(NodeId node, std::string_view key) const {
    if (node == no_node) return false;
    for (NodeId id = node + 1; id < document_[node].end; ++id) {
      if (document_.is_element(id) && bare_key(document_.plain_text(id)) == key) return true;
    }
    return false;
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
    if (candidate.key == site_key_ || points_home(node, candidate.text)) return;
    for (const std::string& key : keys_) candidate.score += agreement(candidate.key, key);
    const Region region = layout_.region(node);
    candidate.doubted =
        is_page_furniture(region) && region != Region::header && region != Region::information;
    // A class word may call anything a teaser; a machine's title tells which h1 is the headline.
    if (candidate.doubted && claims_.votes(bare_key(candidate.text)) == 0) return;
    candidates_.push_back(std::move(candidate));
  }

  // <h1><a href="/">Site</a></h1>
  bool points_home(NodeId node, std::string_view text) const {
    const NodeId link = document_.first(Tag::a, node);
    if (link == no_node || document_.plain_text(link) != text) return false;
    const auto target = url::resolve(document_.attribute_or_empty(link, "href"), url_);
    return target && target->path() == "/" && !target->query() && url_.path() != "/";
  }

  // <td><b>headline</b></td>: pages without headings still print theirs above the text.
  void add_line(const Line& line) {
    constexpr std::uint32_t shortest = 8;
    constexpr std::uint32_t longest = 200;
    if (line.first >= text_begin_ || line.weight < shortest || line.weight > longest) return;
    if (line.is_links() || is_page_furniture(layout_.region(line))) return;
    add(line.container, line.text);
  }

  int weight(const Candidate& candidate) const {
    int weight = candidate.score * 4;
    if (candidate.doubted) weight -= 40;  // asked when nothing else agrees
    if (document_.tag(candidate.node) == Tag::h1) weight += 3;
    if (is_heading(document_.tag(candidate.node))) weight += 1;
    if (candidate.node < text_begin_) weight += 4;
    return weight + static_cast<int>(std::min<std::size_t>(candidate.key.size() / 12, 6));
  }

  // Of two that agree alike, the one nearer above the text, then the longer.
  const Candidate* most_agreed() const {
    const Candidate* best = nullptr;
    int most = -100;
    for (const Candidate& each : candidates_) {
      if (each.score == 0 || layout_.region(each.node) == Region::navigation) continue;
      const int score = weight(each);
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
      if (document_.tag(each.node) != Tag::h1 || each.doubted) continue;
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
  const Url& url_;
  NodeId container_;
  NodeId text_begin_ = 0;
  std::string site_;
  TitleClaims claims_;
  std::string open_graph_;
  std::array<std::string, 4> keys_;
  std::string site_key_;
  std::vector<Candidate> candidates_;
  bool has_empty_h1_ = false;
};

}  // namespace

Title find_title(const Document& document, const Layout& layout, const Metadata& metadata,
                 const Hints& hints, const Url& url, NodeId container, Trace* trace) {
  TitleFinder finder(document, layout, metadata, hints, url, container);
  Title title = finder.find();
  if (trace != nullptr) finder.tell(*trace);
  return title;
}

}  // namespace newsarc::extract
