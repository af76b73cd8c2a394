#pragma once
// Metadata: what a page says of itself to machines: <title>, <meta>, JSON-LD. Claims, not truth:
// each field's reader weighs them against what stands on the page. Private to extract/.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/dom.h"
#include "extract/linked_data.h"

namespace newsarc::extract {

struct Metadata {
  std::string title;                                        // of <title>, blanks collapsed
  std::vector<std::pair<std::string, std::string>> fields;  // lower-case name or property, content
  LinkedData data;
  std::string language;
  bool noarchive = false;

  // The first that is there and not blank.
  std::optional<std::string_view> field(std::string_view name) const;
  // All that are there and not blank, in page order.
  std::vector<std::string_view> all(std::string_view name) const;
};

// `url` is the page's own, where it is known: JSON-LD may describe other pages as well.
Metadata read_metadata(const Document& document, std::string_view url = {});

}  // namespace newsarc::extract
