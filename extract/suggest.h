#pragma once
// Suggestions: rules that a profile could have, learnt from pages that were explained. Each has
// been tried: by it every one of the pages reads as it does without.

#include <span>
#include <string>
#include <vector>

#include "core/page.h"
#include "core/site.h"
#include "extract/explain.h"
#include "extract/extract.h"

namespace newsarc::extract {

struct Explained {
  Page page;
  Explanation explanation;
};

struct Suggestion {
  std::string table;  // "extract" or "follow"
  std::string key;    // "title", "article"
  std::string selector;
  std::string why;
  bool doubted = false;  // the heuristics had doubts; else the rule would only be steadier

  bool operator==(const Suggestion&) const = default;
};

// For title, published and body of articles of one site that `site`, whose rules they were read by,
// leaves to the heuristics. `options` are those they were read with.
std::vector<Suggestion> suggest_fields(const Site& site, std::span<const Explained> articles,
                                       Options options = {});

// For the links of a list page.
std::vector<Suggestion> suggest_links(const Site& site, const Explained& list);

}  // namespace newsarc::extract
