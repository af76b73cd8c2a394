#pragma once
// Links: where a page points to, and what for. Private to extract/.

#include <string>
#include <string_view>
#include <vector>

#include "core/links.h"
#include "core/url.h"
#include "extract/dates.h"
#include "extract/labels.h"
#include "extract/layout.h"
#include "extract/select.h"
#include "extract/trace.h"

namespace newsarc::extract {

// Of the links between the pages of a list or of an article.
struct LinkLabels {
  Labels forward{"下一页", "下页",        "后一页",        "后页",    "next",     "next page",
                 "older",  "older posts", "older entries", "»",       "›",        ">",
                 ">>",     "weiter",      "nächste",       "suivant", "siguiente"};
  Labels sideways{
      "上一页", "上页",  "前一页",      "首页",     "尾页",          "末页", "第一页", "最后一页",
      "最后页", "newer", "newer posts", "previous", "previous page", "prev", "last",   "first",
      "«",      "‹",     "<",           "<<"};
  Labels others{"下一篇", "上一篇", "下一条", "上一条", "下一则", "上一则"};

  bool name_page(std::string_view folded) const {
    return forward.equals(folded) || sideways.equals(folded);
  }
};

// What a profile says of links; empty lists leave the kind to the heuristics.
struct LinkRules {
  std::vector<Selector> section, article, next;
};

// All http and https links, each URL once, in page order; `base` is base_of the page;
// `trace` may be null.
std::vector<Link> find_links(const Document& document, const Layout& layout, const Url& base,
                             std::string_view charset, const LinkLabels& labels,
                             const LinkRules& rules, Trace* trace = nullptr);

// <base href>, else `url`.
Url base_of(const Document& document, const Url& url);

}  // namespace newsarc::extract
