#include "bench/made_archive.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "store/schema/schema.h"
#include "store/tables/search_index.h"

namespace newsarc::bench {
namespace {

using store::Bytes;
using store::Database;

void must(const Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "%s: %s\n", result.error().where.c_str(), result.error().what.c_str());
  std::abort();
}

// A few write much and most little, as in a newspaper. No query for Han finds them.
std::string author_of(int number) {
  return "Reporter " + std::to_string(number % made_authors * (number % 7) / 7);
}

// In 64 bits: of a million articles the product has 33.
std::string word_of(const char* kind, int number, std::size_t many) {
  return kind + words()[short_words + static_cast<std::size_t>(number) * 7919 % many];
}

void put_article(Database& database, int number, const Text& text) {
  const std::string name = std::to_string(number);
  database.run(
      "INSERT INTO url SELECT ?1, 'http://b.example/' || ?1, 'http://b.example/' || "
      "?1, 'b/' || ?1, NULL, ?2, ?1, 'key', NULL, NULL, 1, 0, x''",
      number, 1 + number % made_sites);
  database.run("INSERT INTO text VALUES(?, ?, ?, x'')", number, Bytes{name}, text.body);
  database.run(
      "INSERT INTO reading SELECT ?1, ?1, 'bench', ?2, date(1e9 + ?1 * 3600, 'unixepoch'), "
      "date(1e9 + ?1 * 3600, 'unixepoch'), NULL, ?3, ?4, json_array(?5), 'zh', NULL, '', ?1, "
      "randomblob(32), 'utf-8', '', 0, 0, x''",
      number, text.title, word_of("报", number, made_sources), word_of("版", number, made_sections),
      author_of(number));
  database.run("INSERT INTO version VALUES(?1, ?1, ?1, NULL, ?1, ?1, 'new', 0, 0, x'')", number);
  database.run(
      "INSERT INTO article VALUES(?1, ?2, ?1, 'live', 0, ?1, ?1, ?1, NULL, 0, "
      "NULL, ?1, NULL, 0, x'')",
      number, 1 + number % made_sites);
}

}  // namespace

Database open_made_archive(const std::filesystem::path& file) {
  auto opened = Database::open(file.string(), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!opened) must(tl::unexpected(opened.error()));
  Database database = *std::move(opened);
  database.script("PRAGMA page_size = " + std::to_string(store::page_size));
  must(create_schema(database, "bench"));
  must(check_index(database));
  // As Archive sets them.
  database.script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; "
      "PRAGMA wal_autocheckpoint = 4000");
  for (int site = 1; site <= made_sites; ++site)
    database.run(
        "INSERT INTO site SELECT ?1, 'bench' || ?1, 'b', 'http://b.example/', "
        "'Asia/Shanghai', 'zh', x''",
        site);
  must(database.check());
  return database;
}

void put_articles(Database& database, int first, const std::vector<Text>& texts) {
  database.script("BEGIN");
  for (std::size_t i = 0; i < texts.size(); ++i)
    put_article(database, first + static_cast<int>(i), texts[i]);
  database.script("COMMIT");
  must(database.check());
}

}  // namespace newsarc::bench
