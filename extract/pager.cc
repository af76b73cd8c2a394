#include "extract/pager.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "core/ascii.h"
#include "extract/parts.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::extract {

namespace {

// What pagers put around words; folding leaves some of them as they are.
constexpr std::u32string_view ornaments = U" <>[]()|.·«»‹›←→⟵⟶⇐⇒↑↓▲▼▶►▸◀◄◂❮❯〈〉《》【】…　";

bool is_ornament(char32_t c) {
  return c < 0x3400 && ornaments.find(c) != std::u32string_view::npos;
}

std::string_view without_leading_ornaments(std::string_view text) {
  while (!text.empty()) {
    const auto point = text::code_point_at(text, 0);
    if (!is_ornament(point.value)) break;
    text.remove_prefix(point.length);
  }
  return text;
}

std::string_view without_trailing_ornaments(std::string_view text) {
  while (!text.empty()) {
    const auto point = text::code_point_before(text, text.size());
    if (!is_ornament(point.value)) break;
    text.remove_suffix(point.length);
  }
  return text;
}

// "/list/page/12/" and "/list/page/13/" are "/list/page/#/"; what stands in parentheses is a
// session: /(S(lit3py55t21z5v55))/.
std::string folder_with_numbers_masked(const Url& url) {
  std::string masked;
  int parentheses = 0;
  for (const char c : url.path().substr(0, url.path().rfind('/') + 1)) {
    parentheses += c == '(' ? 1 : 0;
    parentheses -= c == ')' ? 1 : 0;
    if (parentheses > 0) continue;
    if (!is_digit(c))
      masked += c;
    else if (!masked.ends_with('#'))
      masked += '#';
  }
  return masked;
}

bool names_front(const Url& url) {
  constexpr std::array<std::string_view, 4> fronts = {"/", "/index.html", "/index.htm",
                                                      "/index.php"};
  return std::ranges::find(fronts, url.path()) != fronts.end() && !url.query();
}

NodeId table_around(const Document& document, NodeId cell) {
  NodeId at = document[cell].parent;
  for (int level = 0; level < 4 && at != no_node; ++level, at = document[at].parent) {
    if (document.tag(at) == Tag::table) return at;
  }
  return no_node;
}

bool holds_day(const Document& document, NodeId cell) {
  constexpr NodeId most_nodes = 8;
  if (document.tag(cell) != Tag::td || document[cell].end - cell > most_nodes) return false;
  const std::string text = document.plain_text(cell);
  return text.size() <= 2 && all_digits(text);
}

// Tables of the days of a month: its numbers are no pages. February has 28.
std::vector<NodeId> calendars_of(const Document& document) {
  std::map<NodeId, int> days;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (holds_day(document, id)) ++days[table_around(document, id)];
  }
  std::vector<NodeId> calendars;
  for (const auto& [table, count] : days)
    if (table != no_node && count >= 28) calendars.push_back(table);
  return calendars;
}

std::string first_number(std::string_view text) {
  const auto begin = std::ranges::find_if(text, is_digit);
  return {begin, std::find_if_not(begin, text.end(), is_digit)};
}

// A value may be the address of a page, not only its number.
bool looks_like_address(std::string_view value) {
  return value.find_first_of("/?.") != std::string_view::npos;
}

// Values that stand in a query as they are.
bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'z') || c == '_' || c == '-' ||
           c == '.';
  });
}

bool is_type(const Document& document, NodeId id, std::string_view type) {
  return lower_case(document.attribute_or_empty(id, "type")) == type;
}

}  // namespace

LinkLabels::LinkLabels()
    : forward{"下一页",
              "下页",
              "后一页",
              "后页",
              "往后",
              "next",
              "next page",
              "next posts",
              "older",
              "older posts",
              "older entries",
              "older articles",
              "older stories",
              "»",
              "›",
              ">",
              ">>",
              "→",
              "▶",
              "►",
              "weiter",
              "nächste",
              "nächste seite",
              "ältere beiträge",
              "suivant",
              "suivante",
              "page suivante",
              "articles plus anciens",
              "siguiente",
              "página siguiente",
              "entradas antiguas",
              "successiva",
              "avanti",
              "próxima",
              "próximo",
              "próxima página",
              "volgende",
              "nästa",
              "neste",
              "næste",
              "następna",
              "další",
              "sonraki",
              "следующая",
              "вперед",
              "далее",
              "次へ",
              "次のページ",
              "다음",
              "다음 페이지"},
      more{"加载更多",      "查看更多",        "点击加载更多",  "点击查看更多", "显示更多",
           "更多新闻",      "load more",       "show more",     "view more",    "see more",
           "more posts",    "more articles",   "more stories",  "more news",    "mehr laden",
           "mehr anzeigen", "weitere artikel", "weitere laden", "charger plus", "voir plus",
           "afficher plus", "plus d'articles", "cargar más",    "ver más",      "mostrar más",
           "carica altri",  "mostra altro",    "carregar mais", "ver mais",     "meer laden",
           "ladda fler",    "показать еще",    "загрузить еще", "もっと見る",   "더보기"},
      sideways{"上一页",
               "上页",
               "前一页",
               "前页",
               "尾页",
               "末页",
               "最后一页",
               "最后页",
               "newer",
               "newer posts",
               "newer entries",
               "previous",
               "previous page",
               "prev",
               "last",
               "last page",
               "«",
               "‹",
               "<",
               "<<",
               "←",
               "◀",
               "◄",
               "zurück",
               "vorherige",
               "précédent",
               "précédente",
               "anterior",
               "次の前",
               "前へ",
               "이전"},
      first{"首页", "第一页", "first", "first page", "第1页"},
      others{"下一篇", "上一篇", "下一条", "上一条", "下一则", "上一则"} {}

std::string_view bare_label(std::string_view folded) {
  const std::string_view bare = without_trailing_ornaments(without_leading_ornaments(folded));
  return bare.empty() ? folded : bare;
}

bool says(const Labels& labels, std::string_view folded) {
  if (labels.equals(folded)) return true;
  const std::string_view bare = bare_label(folded);
  return bare.size() < folded.size() && labels.equals(bare);
}

std::string spaced_tokens(std::string_view tokens) {
  return " " + text::fold(collapse(tokens)) + " ";
}

Pager::Pager(const Document& document, const Url& base, const LinkLabels& labels)
    : document_(document), base_(base), labels_(labels), calendars_(calendars_of(document)) {}

std::optional<LinkKind> Pager::kind_of(NodeId anchor, const Url& url,
                                       std::string_view folded) const {
  if (const auto relation = document_.attribute(anchor, "rel")) {
    const std::string tokens = spaced_tokens(*relation);
    if (tokens.find(" next ") != std::string::npos) return LinkKind::next_page;
    if (tokens.find(" prev ") != std::string::npos) return LinkKind::other_page;
  }
  if (const auto kind = kind_by_label(url, folded)) return kind;
  constexpr std::size_t longest_number = 5;
  const std::string_view number = bare_label(folded);
  const bool counts = all_digits(number) && number.size() <= longest_number && near_page(url) &&
                      has_number_beside(anchor) && !stands_in_calendar(anchor);
  return counts ? std::optional(LinkKind::next_page) : std::nullopt;
}

std::optional<LinkKind> Pager::kind_by_label(const Url& url, std::string_view folded) const {
  if (says(labels_.more, folded) && are_pages_of_one(base_, url)) return LinkKind::next_page;
  if (!names_page(folded) || !near_page(url)) return std::nullopt;
  if (names_front(url)) return std::nullopt;  // 首页 of the navigation
  if (says(labels_.forward, folded)) return LinkKind::next_page;
  return says(labels_.first, folded) ? LinkKind::other : LinkKind::other_page;
}

bool Pager::names_page(std::string_view folded) const {
  return says(labels_.forward, folded) || says(labels_.sideways, folded) ||
         says(labels_.first, folded);
}

// Pages of one list stand side by side, or one below the other.
bool Pager::near_page(const Url& url) const {
  if (url.host() != base_.host()) return false;
  const std::string here = folder_with_numbers_masked(base_);
  const std::string there = folder_with_numbers_masked(url);
  return there.starts_with(here) || here.starts_with(there);
}

// A lone number may be an issue of a paper or a comment count; page numbers come together.
bool Pager::has_number_beside(NodeId id) const {
  NodeId around = document_[id].parent;
  for (int level = 0; level < 3 && around != no_node; ++level, around = document_[around].parent) {
    constexpr NodeId most_nodes = 400;
    if (document_[around].end - around > most_nodes) return false;
    for (NodeId at = around; at < document_[around].end; ++at) {
      if (document_.tag(at) != Tag::a || at == id) continue;
      const std::string text = document_.plain_text(at);
      if (all_digits(text) || names_page(text::fold(text))) return true;
    }
  }
  return false;
}

bool Pager::stands_in_calendar(NodeId id) const {
  const auto after = std::ranges::upper_bound(calendars_, id);
  return std::any_of(calendars_.begin(), after,
                     [&](NodeId table) { return document_.contains(table, id); });
}

std::vector<Link> Pager::of_select(NodeId select, std::string_view charset) const {
  std::vector<Link> pages;
  for (NodeId id = select; id < document_[select].end; ++id) {
    if (document_.tag(id) != Tag::option) continue;
    const auto value = document_.attribute_or_empty(id, "value");
    const std::string number = first_number(document_.plain_text(id));
    if (number.empty() || !looks_like_address(value)) continue;
    auto url = url::resolve(value, base_, charset);
    if (!url || !are_pages_of_one(base_, *url)) continue;
    pages.push_back({*std::move(url), LinkKind::next_page, number, std::nullopt});
  }
  return pages;
}

bool Pager::says_on(NodeId button) const {
  if (document_.tag(button) == Tag::input && !is_type(document_, button, "submit")) return false;
  const std::string text = document_.tag(button) == Tag::input
                               ? std::string(document_.attribute_or_empty(button, "value"))
                               : document_.plain_text(button);
  return says(labels_.forward, text::fold(collapse(text)));
}

std::optional<Link> Pager::of_form(NodeId form, std::string_view charset) const {
  if (lower_case(document_.attribute_or_empty(form, "method")) == "post") return std::nullopt;
  std::string query;
  bool goes_on = false;
  for (NodeId id = form + 1; id < document_[form].end; ++id) {
    const Tag tag = document_.tag(id);
    if (tag == Tag::select || tag == Tag::textarea) return std::nullopt;
    if (tag != Tag::input && tag != Tag::button) continue;
    const auto name = document_.attribute_or_empty(id, "name");
    const auto value = document_.attribute_or_empty(id, "value");
    const bool is_hidden = is_type(document_, id, "hidden");
    if (!is_hidden && !says_on(id)) return std::nullopt;  // a search, or another way to go
    goes_on |= !is_hidden;
    if (name.empty()) continue;
    if (!is_plain(name) || !is_plain(value)) return std::nullopt;
    query.append(query.empty() ? "?" : "&").append(name).append("=").append(value);
  }
  if (!goes_on || query.empty()) return std::nullopt;
  auto action = url::resolve(document_.attribute_or_empty(form, "action"), base_, charset);
  auto url = action ? url::resolve(query, *action, charset) : std::move(action);
  if (!url || !near_page(*url)) return std::nullopt;
  return Link{*std::move(url), LinkKind::next_page, "", std::nullopt};
}

}  // namespace newsarc::extract
