#include "extract/links.h"

#include <algorithm>
#include <unordered_map>

#include "core/ascii.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::extract {

namespace {

// Of two links to one page of a list, which tells more of it: 下一页, then 上一页, then a number.
bool tells_more(const Link& link, const Link& known) {
  if (link.kind == LinkKind::next_page)
    return known.kind != LinkKind::other_page || !all_digits(link.text);
  if (link.kind != LinkKind::other_page) return false;
  return known.kind != LinkKind::next_page || all_digits(known.text);
}

std::size_t weigh(std::string_view text) {
  std::size_t weight = 0;
  for (std::size_t at = 0; at < text.size();) {
    const text::CodePoint point = text::code_point_at(text, at);
    weight += text::is_cjk(point.value) ? 2 : (text::is_word(point.value) ? 1 : 0);
    at += point.length;
  }
  return weight;
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// /news/, /list/x/index_1.html, /channel/12
bool names_section(const Url& url) {
  const std::string_view name = last_part(url.path());
  if (name.empty()) return true;
  constexpr std::string_view stems[] = {"index",    "list", "channel", "column",
                                        "category", "node", "default"};
  return std::any_of(std::begin(stems), std::end(stems),
                     [&](std::string_view stem) { return name.starts_with(stem); });
}

// A number that counts articles, a date, or a title made into a path.
bool names_article(const Url& url) {
  if (date_in_path(url.path())) return true;
  std::string_view path = url.path();
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  const std::string_view name = last_part(path);
  const bool numbered = std::any_of(name.begin(), name.end(), is_digit);
  if (numbered && !name.starts_with("index") && !name.starts_with("list")) return true;
  if (std::count(name.begin(), name.end(), '-') >= 3) return true;
  const auto query = url.query();
  return query && query->find("id=") != std::string_view::npos &&
         std::any_of(query->begin(), query->end(), is_digit);
}

bool names_feed(const Url& url) {
  const std::string_view name = last_part(url.path());
  return name.ends_with(".rss") || name == "rss" || name == "rss.xml" || name == "atom.xml" ||
         name == "feed.xml" || name == "feed" || (name.empty() && url.path().ends_with("/feed/"));
}

// A media type is of either case, and may have parameters.
bool names_feed_type(std::string_view type) {
  const std::string folded = text::fold(type.substr(0, type.find(';')));
  const std::string_view essence = text::trim(folded);
  return essence == "application/rss+xml" || essence == "application/atom+xml" ||
         essence == "application/rdf+xml";
}

// Pictures, documents, programs: nothing a crawl of articles wants.
bool names_file(const Url& url) {
  const std::string_view name = last_part(url.path());
  constexpr std::string_view endings[] = {".jpg", ".jpeg", ".png", ".gif",  ".webp", ".svg", ".pdf",
                                          ".doc", ".docx", ".xls", ".xlsx", ".zip",  ".rar", ".mp3",
                                          ".mp4", ".apk",  ".exe", ".css",  ".js"};
  return std::any_of(std::begin(endings), std::end(endings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

class LinkFinder {
 public:
  LinkFinder(const Document& document, const Layout& layout, const Url& base,
             std::string_view charset, const LinkLabels& labels, const LinkRules& rules,
             Trace* trace)
      : document_(document),
        layout_(layout),
        base_(base),
        charset_(charset),
        labels_(labels),
        pager_(document, base, labels),
        rules_(rules),
        trace_(trace),
        chosen_(document.size(), LinkKind::other) {}

  std::vector<Link> find() {
    count_anchors();
    apply(rules_.section, LinkKind::section);
    apply(rules_.article, LinkKind::article);
    apply(rules_.next, LinkKind::next_page);
    for (NodeId id = 0; id < document_.size(); ++id) {
      const Tag tag = document_.tag(id);
      if (tag == Tag::a) add_anchor(id);
      if (tag == Tag::link) add_relation(id);
      if (rules_.next.empty()) add_control(id, tag);
    }
    return std::move(links_);
  }

 private:
  // anchors_[id]: <a> elements before node id, so that a subtree's count is a difference.
  void count_anchors() {
    anchors_.assign(document_.size() + 1, 0);
    for (NodeId id = 0; id < document_.size(); ++id) {
      anchors_[id + 1] = anchors_[id] + (document_.tag(id) == Tag::a ? 1 : 0);
    }
  }

  // A selector may choose the link itself or what stands around it.
  void apply(const std::vector<Selector>& selectors, LinkKind kind) {
    for (const Selector& selector : selectors) {
      NodeId done = 0;
      for (const NodeId found : selector.all(document_)) {
        for (NodeId id = std::max(found, done); id < document_[found].end; ++id) {
          if (document_.tag(id) == Tag::a) chosen_[id] = kind;
        }
        done = std::max(done, document_[found].end);
      }
    }
  }

  std::optional<Url> resolve(std::string_view reference) const {
    reference = text::trim(reference);
    if (reference.empty() || reference.front() == '#') return std::nullopt;
    auto url = url::resolve(reference, base_, charset_);
    if (!url) return std::nullopt;
    return *std::move(url);
  }

  void add(Link link) {
    const auto [place, fresh] = places_.emplace(link.url.without_fragment(), links_.size());
    if (fresh) {
      links_.push_back(std::move(link));
      return;
    }
    Link& known = links_[place->second];
    const bool tells = known.kind == LinkKind::other || tells_more(link, known);
    if (link.text.size() > known.text.size()) known.text = std::move(link.text);
    if (!known.date) known.date = link.date;
    // What one place calls an article is one, whatever a picture's link looks like.
    if (tells || (known.kind == LinkKind::section && link.kind == LinkKind::article && link.date)) {
      known.kind = link.kind;
    }
  }

  void add_relation(NodeId id) {
    const std::string relations = spaced_tokens(document_.attribute_or_empty(id, "rel"));
    const auto is = [&](std::string_view name) {
      return relations.find(name) != std::string::npos;
    };
    LinkKind kind;
    if (is(" canonical ")) {
      kind = LinkKind::canonical;
    } else if (is(" next ") || is(" prev ")) {
      kind = is(" next ") ? LinkKind::next_page : LinkKind::other_page;
    } else if (is(" alternate ") && names_feed_type(document_.attribute_or_empty(id, "type"))) {
      kind = LinkKind::feed;
    } else if (is(" amphtml ") || (is(" alternate ") && document_.attribute(id, "media"))) {
      kind = LinkKind::variant;
    } else if (is(" alternate ") && document_.attribute(id, "hreflang") && rules_.section.empty()) {
      kind = LinkKind::section;  // the same in another language
    } else {
      return;
    }
    auto url = resolve(document_.attribute_or_empty(id, "href"));
    if (!url) return;
    Link link{*std::move(url), kind, std::string(document_.attribute_or_empty(id, "title")),
              std::nullopt};
    if (kind == LinkKind::canonical || kind == LinkKind::variant) {
      links_.push_back(std::move(link));  // beside a plain link to the same page, not instead of it
    } else {
      add(std::move(link));
    }
  }

  void add_control(NodeId id, Tag tag) {
    if (tag == Tag::select) {
      for (Link& page : pager_.of_select(id, charset_)) add(std::move(page));
    } else if (tag == Tag::form) {
      if (auto page = pager_.of_form(id, charset_)) add(*std::move(page));
    }
  }

  void add_anchor(NodeId id) {
    const auto reference = document_.attribute(id, "href");
    if (!reference) return;
    auto url = resolve(*reference);
    if (!url) return;
    Link link;
    link.url = *std::move(url);
    link.text = anchor_text(id);
    link.date = date_beside(id);
    link.kind = kind_of(id, link);
    if (trace_ != nullptr) trace_->link(link.kind, id);
    add(std::move(link));
  }

  // The title attribute has in full what a list cuts short.
  std::string anchor_text(NodeId id) const {
    std::string shown = document_.plain_text(id);
    const std::string title = collapse(document_.attribute_or_empty(id, "title"));
    const bool cut = shown.ends_with("...") || shown.ends_with("…");
    if (shown.empty() || (cut && title.size() > shown.size())) shown = title;
    if (!shown.empty()) return shown;
    for (NodeId inside = id + 1; inside < document_[id].end; ++inside) {
      if (document_.tag(inside) != Tag::img) continue;
      return collapse(document_.attribute_or_empty(inside, "alt"));
    }
    return shown;
  }

  static bool holds_items(Tag tag) {
    return tag == Tag::body || tag == Tag::ul || tag == Tag::ol || tag == Tag::table ||
           tag == Tag::tbody || tag == Tag::main;
  }

  // The date that stands nearest around a link, inside its list item: an element with few nodes and
  // few other links.
  std::optional<Stated> date_beside(NodeId id) const {
    constexpr NodeId most_nodes = 60;
    constexpr std::uint32_t most_links = 3;
    NodeId item = document_[id].parent;
    for (int level = 0; level < 4 && item != no_node; ++level, item = document_[item].parent) {
      const NodeId end = document_[item].end;
      const Tag tag = document_.tag(item);
      if (end - item > most_nodes || anchors_[end] - anchors_[item] > most_links ||
          holds_items(tag))
        break;
      if (const auto date = date_outside_links(item)) return date;
      if (tag == Tag::li || tag == Tag::tr || tag == Tag::dl || tag == Tag::article) break;
    }
    return std::nullopt;
  }

  std::optional<Stated> date_outside_links(NodeId item) const {
    std::string beside;
    for (NodeId at = item; at < document_[item].end;) {
      if (document_.tag(at) == Tag::a) {
        at = document_[at].end;
        beside += ' ';
        continue;
      }
      if (document_.tag(at) == Tag::text) beside += document_.text(at);
      ++at;
    }
    constexpr std::size_t longest = 400;  // more is a paragraph, and its dates are the story's
    if (beside.size() > longest || beside.find_first_of("0123456789") == std::string::npos)
      return std::nullopt;
    const auto dates = find_dates(text::fold(beside));
    if (dates.empty()) return std::nullopt;
    return dates.front().when;
  }

  LinkKind kind_of(NodeId id, const Link& link) const {
    if (chosen_[id] != LinkKind::other) return chosen_[id];
    const std::string folded = link.text.size() < 60 ? text::fold(link.text) : link.text;
    const bool ruled_articles = !rules_.article.empty();
    const bool ruled_sections = !rules_.section.empty();
    if (names_feed(link.url)) return LinkKind::feed;
    if (names_file(link.url)) return LinkKind::other;
    if (rules_.next.empty()) {
      if (const auto kind = pager_.kind_of(id, link.url, folded)) return *kind;
    }
    if (is_article(id, link, folded)) return ruled_articles ? LinkKind::other : LinkKind::article;
    if (is_section(id, link)) return ruled_sections ? LinkKind::other : LinkKind::section;
    return LinkKind::other;
  }

  bool is_article(NodeId id, const Link& link, std::string_view folded) const {
    if (labels_.others.match(folded) > 0) return true;
    const Region region = layout_.region(id);
    if (region == Region::navigation || region == Region::footer || region == Region::share ||
        region == Region::form) {
      return false;
    }
    if (link.url.path() == "/" && !link.url.query()) return false;
    if (link.date) return true;
    constexpr std::size_t headline = 16;  // eight Han characters
    constexpr std::size_t word = 8;
    const std::size_t weight = weigh(link.text);
    if (names_article(link.url)) return weight >= word;
    if (names_section(link.url)) return false;
    return weight >= headline * 3 / 2 || (weight >= word && is_item_of_this_list(id, link.url));
  }

  // What a category page lists of its own folder: /sports/ has /sports/cup, whatever it is called.
  bool is_item_of_this_list(NodeId id, const Url& url) const {
    const std::string_view folder = base_.path().substr(0, base_.path().rfind('/') + 1);
    return folder.size() > 1 && url.host() == base_.host() && url.path().size() > folder.size() &&
           url.path().starts_with(folder) && has_items_beside(id);
  }

  bool has_items_beside(NodeId id) const {
    constexpr std::uint32_t fewest = 5;
    NodeId around = document_[id].parent;
    for (int level = 0; level < 4 && around != no_node;
         ++level, around = document_[around].parent) {
      if (holds_items(document_.tag(around)))
        return anchors_[document_[around].end] - anchors_[around] >= fewest;
    }
    return false;
  }

  bool is_section(NodeId id, const Link& link) const {
    if (link.url.host() != base_.host() || link.text.empty()) return false;
    constexpr std::size_t longest_name = 40;
    if (weigh(link.text) > longest_name) return false;
    const Region region = layout_.region(id);
    if (region == Region::share || region == Region::comments) return false;
    return names_section(link.url) || region == Region::navigation;
  }

  const Document& document_;
  const Layout& layout_;
  const Url& base_;
  std::string_view charset_;
  const LinkLabels& labels_;
  const Pager pager_;
  const LinkRules& rules_;
  Trace* trace_;
  std::vector<LinkKind> chosen_;  // by a profile's rules; other: not chosen
  std::vector<std::uint32_t> anchors_;
  std::vector<Link> links_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

Url base_of(const Document& document, const Url& url) {
  const NodeId base = document.first(Tag::base);
  if (base == no_node) return url;
  const auto reference = document.attribute(base, "href");
  if (!reference) return url;
  auto resolved = url::resolve(*reference, url);
  return resolved ? *std::move(resolved) : url;
}

std::vector<Link> find_links(const Document& document, const Layout& layout, const Url& base,
                             std::string_view charset, const LinkLabels& labels,
                             const LinkRules& rules, Trace* trace) {
  return LinkFinder(document, layout, base, charset, labels, rules, trace).find();
}

}  // namespace newsarc::extract
