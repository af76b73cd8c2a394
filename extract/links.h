#pragma once
// Links: where a page points to, and what for. Private to extract/.

#include <string>
#include <string_view>
#include <vector>

#include "core/links.h"
#include "core/url.h"
#include "extract/dates.h"
#include "extract/layout.h"
#include "extract/pager.h"
#include "extract/select.h"
#include "extract/trace.h"

namespace newsarc::extract {

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
