#pragma once
// A page's tree as text, to compare what two parses made of one page.

#include <string>
#include <string_view>

#include "extract/parse.h"

namespace newsarc::extract {

inline std::string tree_in_words(std::string_view html) {
  const auto document = parse_html(html);
  if (!document) return document.error().what;
  std::string words;
  for (NodeId id = 0; id < document->size(); ++id) {
    words += std::to_string(id) + "-" + std::to_string((*document)[id].end) + " ";
    words += document->is_element(id) ? document->name(id) : document->text(id);
    for (const Attribute& each : document->attributes(id))
      words.append(" ").append(each.name).append("=").append(each.value);
    words += '\n';
  }
  return words;
}

// The same page, from which nothing is lifted, as it has a mark of its own.
inline std::string unlifted(std::string_view html) {
  return "<!--\U0010FEFF-->" + std::string(html);
}

}  // namespace newsarc::extract
