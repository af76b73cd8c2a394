#pragma once
// Content: what two readings of an article are compared by, so that script, space, gloss and width
// make no difference. Private to store/.

#include <optional>
#include <string>

#include "core/article.h"
#include "store/sqlite/sqlite.h"
#include "store/write/archive.h"

namespace newsarc::store {

struct Content {
  std::string title_key;
  std::string body_key;
  std::optional<std::string> published;  // as stated
  std::string credits_key;               // roles and names, in order; labels do not count

  bool operator==(const Content&) const = default;
};

Content content_of(const Article& article);
Content load_content(Database& database, std::int64_t reading_id);

// edit when the bodies differ, else title, else cosmetic, else none.
Change difference(const Content& before, const Content& after);

// Whether two pages are one article: same title, body and stated time.
bool agrees(const Content& one, const Content& other);

}  // namespace newsarc::store
