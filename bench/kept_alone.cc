#include "bench/kept_alone.h"

#include <zstd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include "store/sqlite/sqlite.h"
#include "store/sqlite/sqlite_api.h"

namespace newsarc::bench {

std::size_t pack_alone(std::span<const std::string_view> pages) {
  constexpr int quick_level = 1;
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     &ZSTD_freeCCtx);
  const std::unique_ptr<ZSTD_CDict, decltype(&ZSTD_freeCDict)> dictionary(
      ZSTD_createCDict(pages.front().data(), pages.front().size(), quick_level), &ZSTD_freeCDict);
  const auto longest = std::ranges::max(pages, {}, &std::string_view::size).size();
  std::string space(ZSTD_compressBound(longest), '\0');
  std::size_t packed = 0;
  for (const std::string_view page : pages)
    packed += ZSTD_compress_usingCDict(context.get(), space.data(), space.size(), page.data(),
                                       page.size(), dictionary.get());
  return packed;
}

void index_alone(std::span<const Forms* const> all, const std::filesystem::path& file) {
  constexpr std::size_t batch = 250;
  auto database = store::Database::open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!database) std::abort();
  database->script(
      "PRAGMA page_size = 16384; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
      "PRAGMA cache_size = -32768; CREATE VIRTUAL TABLE search USING fts5(title, body, author, "
      "content = '', tokenize = \"unicode61 remove_diacritics 0\")");
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % batch == 0) database->script(i == 0 ? "BEGIN" : "COMMIT; BEGIN");
    database->run("INSERT INTO search(title, body, author) VALUES(?, ?, ?)", all[i]->title_terms,
                  all[i]->body_terms, all[i]->author_terms);
  }
  database->script("COMMIT");
  if (!database->check()) std::abort();
}

}  // namespace newsarc::bench
