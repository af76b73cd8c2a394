#pragma once
// Profile: a site's rules, compiled: selectors parsed, labels folded. Private to extract/.

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/site.h"
#include "extract/layout.h"
#include "extract/links.h"
#include "extract/select.h"

namespace newsarc::extract {

struct FieldFinder {
  std::vector<Selector> selectors;
  std::string near;  // folded; "" when the rule has none

  bool empty() const { return selectors.empty() && near.empty(); }
  // What the first selector that matches anything matches.
  std::vector<NodeId> nodes(const Document& document) const;
  // The value: the first node's text or the text behind the label; nothing when neither is there.
  std::optional<std::string> text(const Document& document, const Layout& layout) const;
};

struct Profile {
  FieldFinder title, published, body, credits, section, source;
  std::vector<Selector> remove;
  LinkRules links;
};

// Errors: config, when a selector cannot be understood; `where` is its place in the
// profile.
Result<Profile> compile_profile(const Site& site);

}  // namespace newsarc::extract
