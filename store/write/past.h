#pragma once
// The past: a capture that was made before what the archive knows of its article. The article's
// chain of versions is derived anew from all its observations, its states with it. Private to
// store/.

#include <cstdint>
#include <optional>

#include "store/sqlite/rows.h"
#include "store/write/archive.h"
#include "store/write/versions.h"

namespace newsarc::store {

// Whether a page that came at this time is older than one that is known.
bool is_past(const ArticleRow& article, std::int64_t at);

// A reading of the article that must be made again before the capture can be put among them.
std::optional<Stale> stale_in_past(Database& database, const ArticleRow& article,
                                   const Capture& capture);

// Puts the page, whose fetch rows are written and whose URL is the article's, among the article's
// observations: versions are kept, moved, added or taken away, search index and `article` follow.
// The change is that of the version it made, none when it made none.
Change put_into_past(Database& database, ArticleRow& article, const Sighting& sighting);

}  // namespace newsarc::store
