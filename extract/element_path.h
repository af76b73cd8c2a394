#pragma once
// Element paths: where an element stands, in the CSS that profiles use. Private to extract/.

#include <string>

#include "extract/dom.h"

namespace newsarc::extract {

// From the nearest ancestor with an id of its own down, "div#main > h1.title": as a Selector, its
// first match is the element. `id` may be a text node: its element is meant.
std::string element_path(const Document& document, NodeId id);

// A short selector that matches the element and nothing else, and names nothing that looks numbered
// or generated, so that it should hold on other pages of the template; "" when there is none.
std::string steady_selector(const Document& document, NodeId id);

}  // namespace newsarc::extract
