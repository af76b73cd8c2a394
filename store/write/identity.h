#pragma once
// Identity: which article a page is. One article may be known under many URLs; beyond the archive
// key, URLs are merged only when their content agrees, and part when it no longer does. Private to
// store/.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "core/capture.h"
#include "store/sqlite/rows.h"
#include "store/write/archive.h"
#include "store/write/fetches.h"

namespace newsarc::store {

struct Identity {
  std::int64_t article_id = 0;    // 0: a new article
  std::string merged_by = "key";  // why the URL it came from stands for that article
  bool is_canonical = false;      // the URL it came from is the article's own from now on
  bool is_aside = false;          // the article's own URL tells what it says now, this one does not
  std::int64_t displaced = 0;     // another article, whose own URL led here
  std::int64_t parted_from = 0;   // the article that the URL it came from stood for until now
  std::int64_t absorbed = 0;      // another article, which turns out to be this one at a new URL
};

// The key of what the page names as its original.
std::optional<std::string> canonical_key_of(const Reading& reading);

// Reads only. The capture must hold an article. Stale: an article it may be was read by another
// extractor.
std::variant<Identity, Stale> identify(Database& database, std::int64_t site_id, const Place& place,
                                       const Capture& capture);

// Whether the article may be what its host sends for any address: it is unlike all that `known` has
// said of late, or new and without a time and credits, with a text that the archive has already, or
// where another article's URL leads to. `capture` must hold what the latest version of `known` was
// to be read again for, if it was.
bool is_doubtful(Database& database, const Identity& identity,
                 const std::optional<ArticleRow>& known, const Capture& capture);

// Remembers that this fetch is the first from its URL that is not of that article.
void save_parting(Database& database, std::int64_t url_id, std::int64_t fetch_id,
                  std::int64_t article_id);

}  // namespace newsarc::store
