#include "extract/bylines.h"

#include <algorithm>
#include <utility>

#include "core/ascii.h"
#include "extract/author_names.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

constexpr std::string_view author_fields[] = {"author",
                                              "article:author",
                                              "og:article:author",
                                              "og:author",
                                              "parsely-author",
                                              "dc.creator",
                                              "sailthru.author",
                                              "byl",
                                              "dcterms.creator",
                                              "article.author",
                                              "article-author",
                                              "cxenseparse:author",
                                              "citation_author",
                                              "authors",
                                              "creator"};

// WordPress tells cards of other sites: twitter:label1 "Written by", twitter:data1 the name.
constexpr std::string_view written_by[] = {
    "written by", "verfasst von", "geschrieben von", "écrit par",  "rédigé par", "escrito por",
    "scritto da", "por",          "geschreven door", "skrevet av", "skriven av", "autor"};

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

// /author/jane-roe: in a folder of authors.
bool leads_to_author(std::string_view href) {
  constexpr std::string_view folders[] = {"author", "authors", "autor",     "autoren", "auteur",
                                          "autore", "writers", "redakteur", "autores"};
  std::size_t begin = href.find('/');
  for (std::size_t end; begin != std::string_view::npos; begin = end) {
    end = href.find('/', ++begin);
    if (end == std::string_view::npos) return false;
    const std::string_view folder = href.substr(begin, end - begin);
    const auto is_it = [&](std::string_view each) { return same_letters(each, folder); };
    if (std::ranges::any_of(folders, is_it)) return true;
  }
  return false;
}

class BylineFinder {
 public:
  explicit BylineFinder(const BylineView& view) : view_(view) {
    const auto& lines = view.layout.lines();
    const auto [first, last] = view.lines;
    if (first >= last) return;
    begin_ = lines[first].first;
    end_ = lines[last - 1].last;
    text_ = view.first_text < lines.size() ? lines[view.first_text].first : end_;
  }

  // Each way to the names, whether it was needed or not.
  void tell(Trace& trace) const {
    const auto weigh = [&](const std::vector<std::string>& names, std::string_view rule) {
      std::string listed;
      for (const std::string& name : names) listed += (listed.empty() ? "" : ", ") + name;
      trace.weigh("bylines", {std::move(listed), std::string(rule)});
    };
    weigh(linked_data(), "json-ld author");
    weigh(visible_lines(), "byline");
    weigh(elements(NameForm::any), "element of the author");
    const auto [names, rule] = fields(NameForm::any);
    weigh(names, rule);
    weigh(beside_date(), "name beside the date");
  }

  Bylines find() {
    if (take(linked_data(), "json-ld author")) return found_;
    if (take(visible_lines(), "byline")) return found_;
    if (take(elements(NameForm::full), "element of the author")) return found_;
    if (take(fields(NameForm::full))) return found_;
    if (take(elements(NameForm::any), "element of the author")) return found_;
    if (take(pen_names(), "json-ld author")) return found_;
    if (take(fields(NameForm::any))) return found_;
    if (take(beside_date(), "name beside the date")) return found_;
    take_outlet();
    return found_;
  }

 private:
  // Notes where they stand.
  std::vector<std::string> at(NodeId node, std::vector<std::string> names) const {
    node_ = node;
    return names;
  }

  bool take(std::vector<std::string> names, std::string_view rule) {
    std::erase_if(names, [&](const std::string& name) {
      return text::printable(name) != name || is_outlet(name) || is_chinese(name);
    });
    if (names.empty()) {
      node_ = no_node;
      return false;
    }
    found_.names = std::move(names);
    found_.rule = rule;
    found_.node = std::exchange(node_, no_node);
    return true;
  }

  bool take(std::pair<std::vector<std::string>, std::string> told) {
    return take(std::move(told.first), told.second);
  }

  // What the site calls itself is nobody's name.
  bool is_outlet(std::string_view name) const {
    const auto site = view_.metadata.field("og:site_name").value_or("");
    if (is_same_name(name, site) || is_same_name(name, view_.metadata.data.publisher)) return true;
    std::string_view host = view_.host;
    if (host.starts_with("www.")) host.remove_prefix(4);
    return is_same_name(name, host) || is_same_name(name, host.substr(0, host.rfind('.')));
  }

  // {"name": "A and B"} of a careless template is two; a name in any script is believed, a handle
  // waits for a better one.
  std::vector<std::string> linked_data() const {
    std::vector<std::string> names;
    for (const std::string& each : view_.metadata.data.authors) {
      auto parts = author_names(each, NameForm::full);
      if (parts.empty() && !is_handle(each)) parts = {each};
      for (std::string& name : parts) {
        if (std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(std::move(name));
      }
    }
    return names;
  }

  // jane.roe, jroe7
  static bool is_handle(std::string_view name) {
    return name.find(' ') == std::string_view::npos && !name.empty() &&
           static_cast<unsigned char>(name.front()) < 0x80 &&
           !(name.front() >= 'A' && name.front() <= 'Z');
  }

  std::vector<std::string> pen_names() const { return view_.metadata.data.authors; }

  // An outlet or a blog that signs as a whole is the author when nobody else is.
  void take_outlet() {
    found_.names = pen_names();
    std::erase_if(found_.names,
                  [](const std::string& name) { return text::printable(name) != name; });
    found_.rule = found_.names.empty() ? "" : "json-ld author";
  }

  // Chinese pages tell their writers by credits; what their markup calls the author is the outlet,
  // an editor or a label.
  bool is_chinese(std::string_view name) const {
    const std::string_view language = view_.metadata.language;
    if (language.starts_with("ja") || language.starts_with("ko")) return false;
    for (std::size_t at = 0; at < name.size();) {
      const text::CodePoint point = text::code_point_at(name, at);
      if (text::is_han(point.value)) return true;
      at += point.length;
    }
    return false;
  }

  std::vector<std::string> beside_date() const {
    const auto [first, last] = view_.lines;
    for (std::size_t i = first; i < std::min(last, view_.first_text); ++i) {
      const Line& line = view_.layout.lines()[i];
      if (is_page_furniture(view_.layout.region(line)) || line.is_links()) continue;
      if (auto names = name_beside_date(line.text); !names.empty()) return at(line.first, names);
    }
    return {};
  }

  std::vector<std::string> visible_lines() const {
    constexpr std::size_t into_text = 2;
    const auto [first, last] = view_.lines;
    const std::size_t end = std::min(last, view_.first_text + into_text);
    for (std::size_t i = first; i < end; ++i) {
      const Line& line = view_.layout.lines()[i];
      if (view_.layout.region(line) == Region::comments) continue;
      if (view_.layout.region(line) == Region::caption) continue;
      if (auto names = names_in_byline(line.text); !names.empty()) return at(line.first, names);
    }
    return {};
  }

  std::pair<std::vector<std::string>, std::string> fields(NameForm form) const {
    for (const std::string_view field : author_fields) {
      std::vector<std::string> names;
      for (const std::string_view content : view_.metadata.all(field)) {
        for (std::string& name : author_names(content, form)) {
          if (std::find(names.begin(), names.end(), name) == names.end() && !is_outlet(name))
            names.push_back(std::move(name));
        }
      }
      if (!names.empty()) return {std::move(names), "meta " + std::string(field)};
    }
    const auto label = view_.metadata.field("twitter:label1");
    const auto data = view_.metadata.field("twitter:data1");
    if (!label || !data) return {};
    const std::string folded = text::fold(*label);
    if (std::find(std::begin(written_by), std::end(written_by), folded) == std::end(written_by))
      return {};
    return {author_names(*data, form), "meta twitter:data1"};
  }

  // Above the text the first that names somebody; below it only one that nobody else contests.
  std::vector<std::string> elements(NameForm form) const {
    std::vector<std::string> below;
    for (NodeId id = begin_; id < end_ && id < view_.document.size(); ++id) {
      if (!view_.document.is_element(id) || !is_authors(id)) continue;
      const Region region = view_.layout.region(id);
      if (region == Region::comments || region == Region::navigation || region == Region::footer)
        continue;
      auto names = names_of(id, form);
      std::erase_if(names, [&](const std::string& name) { return is_outlet(name); });
      if (names.empty()) continue;
      if (id < text_) return at(id, names);
      if (!below.empty() && below != names) return {};
      below = at(id, names);
    }
    return below;
  }

  // rel=author, itemprop=author, class="byline", <a href="/author/jane-roe">.
  bool is_authors(NodeId id) const {
    const Document& document = view_.document;
    constexpr NodeId most_nodes = 40;
    if (document[id].end - id > most_nodes || view_.layout.is_hidden(id)) return false;
    if (document.tag(id) == Tag::a) {
      if (document.attribute_or_empty(id, "rel").find("author") != std::string_view::npos)
        return true;
      if (leads_to_author(document.attribute_or_empty(id, "href"))) return true;
    }
    if (document.attribute_or_empty(id, "itemprop") == "author") return true;
    const std::string_view names = document.attribute_or_empty(id, "class");
    if (names.empty()) return false;
    const std::string folded = lower_case(names);
    if (has_any(folded, {"comment", "avatar", "image", "photo", "authority", "social", "follow"}))
      return false;
    return has_any(folded, {"author", "byline", "autor", "auteur", "verfasser"});
  }

  // Its texts one by one, <span>Jane Roe</span> <span>John Doe</span>, else as a whole.
  std::vector<std::string> names_of(NodeId id, NameForm form) const {
    constexpr std::size_t longest = 200;
    const std::string whole = view_.document.plain_text(id);
    if (whole.size() > longest) return {};
    std::vector<std::string> names;
    for (NodeId node = id; node < view_.document[id].end; ++node) {
      if (view_.document.tag(node) != Tag::text) continue;
      for (std::string& name : author_names(collapse(view_.document.text(node)), NameForm::full)) {
        if (std::find(names.begin(), names.end(), name) == names.end())
          names.push_back(std::move(name));
      }
    }
    return names.empty() ? author_names(whole, form) : names;
  }

  const BylineView& view_;
  NodeId begin_ = 0;
  NodeId text_ = 0;
  NodeId end_ = 0;
  Bylines found_;
  mutable NodeId node_ = no_node;  // of the names that were found last
};

}  // namespace

Bylines find_bylines(const BylineView& view) {
  BylineFinder finder(view);
  Bylines found = finder.find();
  if (view.trace != nullptr) finder.tell(*view.trace);
  return found;
}

}  // namespace newsarc::extract
