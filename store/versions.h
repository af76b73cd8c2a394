#pragma once
// Versions: whether what a page says today is a new version of its article, by the rules of
// docs/archive.md. Private to store/.

#include <cstdint>
#include <span>
#include <vector>

#include "core/capture.h"
#include "store/archive.h"
#include "store/rows.h"

namespace newsarc::store {

// An article page as it was just stored.
struct Sighting {
  const Capture& capture;
  std::int64_t at = 0;
  std::vector<std::int64_t> fetch_ids;  // of its pages, in order
  bool same_bytes = false;              // as the pages of the latest version
};

// Whether these bodies are those the latest version was read from.
bool same_bytes(Database& database, const ArticleRow& article, std::span<const Page> pages);

// The reading that must be made again by today's extractor before the capture can be compared;
// 0 when none.
std::int64_t stale_reading(Database& database, const ArticleRow& article, const Capture& capture,
                           bool bytes_are_same);

// The article's first version.
Change add_first_version(Database& database, ArticleRow& article, const Sighting& sighting);

// Compares with the latest version, after reading that again where the capture brought it. Writes
// readings, the version if there is a new one, and the search index; changes `article`.
Change compare_with_latest(Database& database, ArticleRow& article, const Sighting& sighting);

int number_of_versions(Database& database, std::int64_t article_id);

}  // namespace newsarc::store
