#pragma once
// The search index: an FTS5 table without content of its own, one row a version. A row can be
// taken out only with the very terms that went in, so they are made again from the stored text.
// Private to store/.

#include <cstdint>

#include "core/article.h"
#include "core/capture.h"
#include "store/sqlite.h"

namespace newsarc::store {

void index_version(Database& database, std::int64_t version_id, const Forms& forms);

// Takes out what `indexed` (the article as it was stored) had put in.
void unindex_version(Database& database, std::int64_t version_id, const Article& indexed);

// Builds the whole index again when it was folded by other tables than today's.
Result<void> refresh_index(Database& database);

}  // namespace newsarc::store
