#pragma once
// Standfirst: the paragraph that many papers set off between the headline and the text. It is part
// of what was written, but stands outside the text's element, often in the page's header. Private
// to extract/.

#include "extract/body.h"
#include "extract/metadata.h"

namespace newsarc::extract {

// Puts the lines between `title` and the text that are a standfirst before the body's. `title` is
// the headline's element, no_node where it is not known.
void add_standfirst(const Document& document, const Layout& layout, const Metadata& metadata,
                    NodeId title, Body& body);

}  // namespace newsarc::extract
