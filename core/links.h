#pragma once
// Links: what a page points to; Hints: what other pages said of this one.

#include <optional>
#include <string>

#include "core/time.h"
#include "core/url.h"

namespace newsarc {

enum class LinkKind {
  article,     // looks like an article: what a list page is there for
  section,     // a category or list page of its own: navigation, breadcrumbs
  next_page,   // the same list, further on: pagination, by its label or a number
  other_page,  // the same list, back or at its other end
  feed,        // RSS or Atom, by <link rel=alternate> or by its look; a sitemap, by its index
  canonical,   // <link rel=canonical>: the page's own name for itself
  variant,     // the same article for other readers: <link rel=amphtml>, a page for telephones
  other,       // anything else that is http or https
};

std::string_view name(LinkKind kind);

struct Link {
  Url url;
  LinkKind kind = LinkKind::other;
  std::string text;            // anchor text or title, blanks collapsed, glosses removed
  std::optional<Stated> date;  // a date that stands beside the link on a list

  bool operator==(const Link&) const = default;
};

// What list pages said of an article before it was fetched. Kept in the archive (`link` rows), so
// that re-extraction sees what the crawl saw.
struct Hints {
  std::optional<std::string> title;
  std::optional<Stated> date;

  bool operator==(const Hints&) const = default;
};

}  // namespace newsarc
