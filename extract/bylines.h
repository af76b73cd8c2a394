#pragma once
// Bylines: the authors of pages whose names are written with capitals, as JSON-LD, the line below
// the headline, elements that the markup calls the author's, and meta fields tell them. Private to
// extract/.

#include <string>
#include <utility>
#include <vector>

#include "extract/layout.h"
#include "extract/metadata.h"
#include "extract/trace.h"

namespace newsarc::extract {

struct BylineView {
  const Document& document;
  const Layout& layout;
  const Metadata& metadata;
  std::string_view host;
  std::pair<std::size_t, std::size_t> lines;  // that may say who wrote the article
  std::size_t first_text = 0;                 // the first line of the text
  Trace* trace = nullptr;
};

struct Bylines {
  std::vector<std::string> names;
  std::string rule;       // "" when there are none
  NodeId node = no_node;  // where they stand, when it is on the page
};

Bylines find_bylines(const BylineView& view);

}  // namespace newsarc::extract
