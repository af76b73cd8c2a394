#pragma once
// Absorbing: two articles that turn out to be one become one. A moved page is met at its new URL
// first, where a list names it, and is a new article there until its old URL is asked and leads to
// it. Private to store/; runs inside the caller's transaction.

#include <cstdint>

#include "store/sqlite/rows.h"
#include "store/sqlite/sqlite.h"
#include "store/tables/search_index.h"

namespace newsarc::store {

// Whether the article has never been anything but one text at one URL, and is not older than
// `older`: so that nothing is lost when it becomes part of that one.
bool may_be_absorbed(Database& database, const ArticleRow& article, const ArticleRow& older);

// The URLs of `younger` are those of `older` from now on, and what came from them is of it. The
// row of `younger` and that of its version go. Gives the crawl that had brought that version.
std::int64_t absorb(Database& database, SearchIndex& index, const ArticleRow& older,
                    const ArticleRow& younger);

}  // namespace newsarc::store
