#pragma once
// Versions: whether what a page says today is a new version of its article, by the rules of
// docs/archive.md. Private to store/.

#include <cstdint>
#include <span>
#include <vector>

#include "core/capture.h"
#include "store/sqlite/rows.h"
#include "store/tables/search_index.h"
#include "store/write/archive.h"
#include "store/write/content.h"
#include "text/diff.h"

namespace newsarc::store {

// An article page as it was just stored.
struct Sighting {
  const Capture& capture;
  SearchIndex& index;
  std::int64_t at = 0;
  std::vector<std::int64_t> fetch_ids;  // of its pages, in order
  bool same_bytes = false;              // as the pages of the latest version
};

// As the capture brings them, else made of its article.
Forms forms_of(const Capture& capture);

// Whether these bodies are those the latest version was read from.
bool same_bytes(Database& database, const ArticleRow& article, std::span<const Page> pages);

// What the capture brings of a stored reading that was to be made again; nullptr when it does not.
const Reread* reread_of(const Capture& capture, std::int64_t reading_id);

// The reading that must be made again by today's extractor before the capture can be compared;
// 0 when none.
std::int64_t stale_reading(Database& database, const ArticleRow& article, const Capture& capture,
                           bool bytes_are_same);

// What the article said before its latest version, newest first: as far back as texts are looked
// for that come again.
std::vector<Content> earlier_contents(Database& database, const ArticleRow& article);

// The article's first version.
Change add_first_version(Database& database, ArticleRow& article, const Sighting& sighting);

// Compares with the latest version, after reading that again where the capture brought it. Writes
// readings, the version if there is a new one, and the search index; changes `article`.
Change compare_with_latest(Database& database, ArticleRow& article, const Sighting& sighting);

// The pages that a version's current reading was read from.
void set_pages(Database& database, std::int64_t version_id,
               std::span<const std::int64_t> fetch_ids);

// A version as another reading has it, and so in the search index; its dates stay.
void show_reading(Database& database, SearchIndex& index, VersionRow& version,
                  std::int64_t reading_id, const Forms& forms);

// Between two readings, over the simplified texts: that a page changed its script as well is no
// edit.
text::DiffSize size_of_change(Database& database, std::int64_t before, std::int64_t after);

std::int64_t length_of(const Article& article);  // characters of title and body

int number_of_versions(Database& database, std::int64_t article_id);

}  // namespace newsarc::store
