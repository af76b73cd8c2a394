#pragma once
// Metadata: what a page says of itself to machines: <title>, <meta>, JSON-LD. Claims, not truth:
// each field's reader weighs them against what stands on the page. Private to extract/.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/dom.h"

namespace newsarc::extract {

// The article that JSON-LD describes, as far as it does.
struct LinkedData {
  std::string headline;
  std::string published;
  std::string modified;
  std::string section;
  std::string publisher;
  std::vector<std::string> authors;
  std::vector<std::pair<std::string, std::string>> persons;  // @id and name, of any in the graph
  std::vector<std::string> author_ids;                       // authors told by their @id alone
  bool is_article = false;
};

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

Metadata read_metadata(const Document& document);

}  // namespace newsarc::extract
