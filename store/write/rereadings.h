#pragma once
// Rereadings: stored pages as another extractor than the one of their time reads them. They are
// asked for before unlike readings would be compared, and taken in bulk by a re-extraction. Never
// an edit: versions and their dates stay. Private to store/.

#include <optional>

#include "store/sqlite/rows.h"
#include "store/tables/search_index.h"
#include "store/write/archive.h"

namespace newsarc::store {

// The pages of the latest version, where it must be read again before the capture can be compared
// with it. Pages that are damaged are left to verify; then the stored reading has to do.
std::optional<Stale> stale_for(Database& database, const ArticleRow& article,
                               const Capture& capture, bool bytes_are_same);

// What a version that shows another reading changed, and the version after it, is judged by what is
// shown, where one extractor made both sides.
void judge_anew(Database& database, VersionRow& version);

// A version shows what its page says to another extractor, and is judged anew.
void take_reading(Database& database, SearchIndex& index, const NewReading& reading);

}  // namespace newsarc::store
