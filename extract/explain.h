#pragma once
// Explanation: a Reading together with what it was chosen from: for each field the value that was
// taken, the other places where one could come from, and where each stands on the page; for the
// links, what encloses those of a kind. Made on request alone (Extractor::explain): reading a page
// without it pays nothing.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"

namespace newsarc::extract {

// One place that a field's value could come from.
struct Candidate {
  std::string value;  // as text; of a body its first words
  std::string rule;   // in the words of Evidence
  std::string path;   // "div#main > h1.title": CSS for it; "" when it is no element's
  // Of what was chosen, and of what says the same: a short selector that should hold on other pages
  // of the template; "" when there is none.
  std::string selector;
  std::optional<int> score =
      std::nullopt;  // of those that were weighed against each other: more is better

  bool operator==(const Candidate&) const = default;
};

// Whether another candidate would have given what was chosen: of a body, whose candidates are told
// by their first words and an ellipsis, whether it has those words.
bool says_same(const Candidate& chosen, const Candidate& other);

struct FieldExplanation {
  std::string field;                // "title", "published", … as in Evidence
  std::optional<Candidate> chosen;  // nothing when the field has no value
  std::vector<Candidate> others;    // best first, those without a score last; no copy of the chosen

  bool operator==(const FieldExplanation&) const = default;
};

// What encloses most of the links of one kind.
struct LinkGroup {
  LinkKind kind = LinkKind::other;
  std::size_t links = 0;  // inside, of this kind
  std::string selector;   // of the links: "ul.list a"

  bool operator==(const LinkGroup&) const = default;
};

struct Explanation {
  Reading reading;                       // as Extractor::read gives it
  PageKind kind = PageKind::empty;       // what the page was taken for, whatever the caller assumed
  std::string why;                       // that kind
  std::vector<FieldExplanation> fields;  // none of a page that cannot be parsed
  std::vector<LinkGroup> link_groups;    // articles, sections, next pages, where there are any

  bool operator==(const Explanation&) const = default;
};

}  // namespace newsarc::extract
