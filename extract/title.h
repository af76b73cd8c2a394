#pragma once
// Title: the headline that stands on the page, found by its agreement with <title>, og:title,
// JSON-LD and the anchor text of list pages. Private to extract/.

#include <optional>
#include <string>

#include "core/links.h"
#include "core/url.h"
#include "extract/layout.h"
#include "extract/metadata.h"
#include "extract/trace.h"

namespace newsarc::extract {

struct Title {
  std::string text;  // may be empty: some articles have none
  std::string rule;
  NodeId node = no_node;  // where it stands, when it stands on the page
};

// `trace` may be null.
Title find_title(const Document& document, const Layout& layout, const Metadata& metadata,
                 const Hints& hints, const Url& url, NodeId container, Trace* trace = nullptr);

}  // namespace newsarc::extract
