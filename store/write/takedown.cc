#include "store/write/takedown.h"

#include <algorithm>
#include <array>
#include <vector>

#include "store/sqlite/rows.h"
#include "store/tables/readings.h"
#include "store/write/repack.h"

namespace newsarc::store {
namespace {

constexpr Table tombstone_table{"tombstone", "id, url_id, at, why, versions", "id"};

template <class... Values>
std::vector<std::int64_t> ids_of(Database& database, std::string_view sql,
                                 const Values&... values) {
  std::vector<std::int64_t> ids;
  Query query = database.query(sql, values...);
  while (query.next()) ids.push_back(query.integer(0));
  return ids;
}

// Blobs that lean on this one: differences from it, and all that a dictionary with its bytes packs.
std::vector<Dependent> dependents_of(Database& database, std::int64_t blob_id) {
  std::vector<Dependent> dependents;
  Query query = database.query(
      "SELECT b.id, coalesce((SELECT u.site_id FROM fetch f JOIN url u ON u.id = f.url_id "
      "WHERE f.blob_id = b.id LIMIT 1), 0) FROM blob b WHERE b.base_id = ?1 UNION "
      "SELECT b.id, d.site_id FROM dict_source s JOIN dict d ON d.id = s.dict_id "
      "JOIN blob b ON b.dict_id = d.id WHERE s.blob_id = ?1 AND b.id <> ?1",
      blob_id);
  while (query.next()) dependents.push_back({query.integer(0), query.integer(1)});
  return dependents;
}

}  // namespace

bool is_taken_down(Database& database, std::int64_t url_id) {
  return database.number("SELECT 1 FROM tombstone WHERE url_id = ?", url_id) != 0;
}

bool is_taken_down_elsewhere(Database& database, const UrlRow& url,
                             const std::optional<std::string>& canonical_key) {
  if (database.number("SELECT EXISTS (SELECT 1 FROM tombstone)") == 0) return false;
  return database.number(
             "SELECT 1 FROM tombstone t JOIN url u ON u.id = t.url_id WHERE u.site_id = ?1 AND "
             "u.id IN (SELECT id FROM url WHERE loose_key = ?2 UNION ALL SELECT id FROM url WHERE "
             "url_key = ?3)",
             url.site_id, url.loose_key, canonical_key.value_or("")) != 0;
}

// What goes, by number, in temporary tables.
void Takedown::select(std::int64_t url_id) {
  database.script(
      "CREATE TEMP TABLE IF NOT EXISTS gone_url(id INTEGER PRIMARY KEY); "
      "CREATE TEMP TABLE IF NOT EXISTS gone_fetch(id INTEGER PRIMARY KEY); "
      "CREATE TEMP TABLE IF NOT EXISTS gone_reading(id INTEGER PRIMARY KEY); "
      "CREATE TEMP TABLE IF NOT EXISTS gone_article(id INTEGER PRIMARY KEY); "
      "DELETE FROM gone_article; DELETE FROM gone_url; DELETE FROM gone_fetch; "
      "DELETE FROM gone_reading");
  database.run(
      "INSERT INTO gone_url SELECT ?1 UNION SELECT o.id FROM url u JOIN url o "
      "ON o.article_id = u.article_id WHERE u.id = ?1",
      url_id);
  // What another article's version was read from is that one's.
  database.script(
      "INSERT INTO gone_article SELECT DISTINCT article_id FROM url WHERE id IN gone_url AND "
      "article_id IS NOT NULL; "
      "INSERT INTO gone_fetch SELECT id FROM fetch WHERE url_id IN gone_url OR "
      "final_url_id IN gone_url EXCEPT SELECT f.id FROM parting p JOIN fetch f ON p.url_id IN "
      "(f.url_id, f.final_url_id) AND f.id < p.fetch_id WHERE p.url_id IN gone_url UNION "
      "SELECT p.fetch_id FROM version_page p JOIN version v ON v.id = p.version_id WHERE "
      "v.article_id IN gone_article UNION SELECT f.id FROM parting p JOIN fetch f ON p.url_id IN "
      "(f.url_id, f.final_url_id) AND p.fetch_id = (SELECT min(q.fetch_id) FROM parting q WHERE "
      "q.url_id = p.url_id AND q.fetch_id > f.id) WHERE p.article_id IN gone_article; "
      "DELETE FROM gone_fetch WHERE id IN (SELECT r.fetch_id FROM version v JOIN reading r ON "
      "r.id IN (v.current_reading_id, v.first_reading_id) WHERE v.article_id NOT IN gone_article "
      "UNION SELECT p.fetch_id FROM version v JOIN version_page p ON p.version_id = v.id WHERE "
      "v.article_id NOT IN gone_article UNION SELECT r.fetch_id FROM article a JOIN reading r ON "
      "r.id = a.withheld_reading_id WHERE a.id NOT IN gone_article); "
      "INSERT OR IGNORE INTO gone_fetch SELECT id FROM fetch WHERE redirect_of IN gone_fetch; "
      "INSERT INTO gone_reading SELECT id FROM reading WHERE fetch_id IN gone_fetch");
}

void Takedown::remove_versions(Forgotten& forgotten) {
  keep_last_id(database, "version");
  Query versions = database.query(
      "SELECT v.id, v.current_reading_id FROM version v WHERE v.article_id IN "
      "gone_article");
  while (versions.next()) {
    index.remove(database, versions.integer(0), load_article(database, versions.integer(1)));
    ++forgotten.versions;
  }
  database.script(
      "UPDATE article SET current_version_id = NULL, withheld_reading_id = NULL "
      "WHERE id IN gone_article; "
      "DELETE FROM version_page WHERE version_id IN (SELECT id FROM version WHERE article_id IN "
      "gone_article); "
      "DELETE FROM version WHERE article_id IN gone_article; "
      "DELETE FROM state_event WHERE article_id IN gone_article");
  index.shrink(database);
}

void Takedown::remove_readings() {
  database.script(
      "CREATE TEMP TABLE IF NOT EXISTS gone_text(id INTEGER PRIMARY KEY); DELETE FROM gone_text; "
      "INSERT INTO gone_text SELECT text_id FROM reading WHERE id IN gone_reading UNION "
      "SELECT simplified_text_id FROM forms WHERE reading_id IN gone_reading AND "
      "simplified_text_id IS NOT NULL; "
      "DELETE FROM credit WHERE reading_id IN gone_reading; "
      "DELETE FROM image WHERE reading_id IN gone_reading; "
      "DELETE FROM evidence WHERE reading_id IN gone_reading; "
      "DELETE FROM forms WHERE reading_id IN gone_reading; "
      "DELETE FROM reading WHERE id IN gone_reading; "
      "DELETE FROM gone_text WHERE id IN (SELECT text_id FROM reading UNION ALL "
      "SELECT simplified_text_id FROM forms WHERE simplified_text_id IS NOT NULL); "
      "DELETE FROM text WHERE id IN gone_text; "
      "DELETE FROM link WHERE url_id IN gone_url OR from_fetch_id IN gone_fetch");
}

// A blob that no fetch has any more; what leans on it is packed otherwise first.
void Takedown::release(std::int64_t blob_id) {
  const auto dependents = dependents_of(database, blob_id);
  const auto dictionaries =
      ids_of(database, "SELECT dict_id FROM dict_source WHERE blob_id = ?", blob_id);
  pack_alone(database, blobs, dependents);
  for (const std::int64_t dictionary : dictionaries) {
    // The blob itself may be packed with the dictionary that it is.
    database.run("UPDATE blob SET dict_id = NULL WHERE id = ?", blob_id);
    database.run("DELETE FROM dict_source WHERE dict_id = ?", dictionary);
    database.run("DELETE FROM dict WHERE id = ?", dictionary);
  }
  database.run("DELETE FROM blob WHERE id = ?", blob_id);
  blobs.forget();
  pack_again(database, blobs, dependents, at);
}

void Takedown::remove_bytes(Forgotten& forgotten) {
  database.script(
      "CREATE TEMP TABLE IF NOT EXISTS gone_blob(id INTEGER PRIMARY KEY); DELETE FROM gone_blob; "
      "INSERT INTO gone_blob "
      "SELECT blob_id FROM fetch WHERE id IN gone_fetch AND blob_id IS NOT NULL UNION "
      "SELECT header_id FROM fetch WHERE id IN gone_fetch AND header_id IS NOT NULL UNION "
      "SELECT request_header_id FROM fetch WHERE id IN gone_fetch AND request_header_id IS NOT "
      "NULL");
  const auto fetches = ids_of(database, "SELECT id FROM gone_fetch");
  for (const std::int64_t id : fetches) {
    auto fetch = fetch_row(database, id);
    if (!fetch) continue;
    fetch->kind = "forgotten";
    fetch->request_header_id = fetch->header_id = fetch->blob_id = 0;
    save(database, *fetch);
  }
  // Headers have no index: one pass over all fetches, not one for each blob.
  database.script(
      "DELETE FROM gone_blob WHERE id IN (SELECT blob_id FROM fetch UNION ALL SELECT header_id "
      "FROM fetch UNION ALL SELECT request_header_id FROM fetch)");
  for (const std::int64_t id : ids_of(database, "SELECT id FROM gone_blob")) {
    forgotten.pages += database.number("SELECT kind = 'body' FROM blob WHERE id = ?", id);
    release(id);
  }
}

// Asked once more, a tombstone stays as it is, but for a new reason.
void Takedown::set_tombstone(std::int64_t url_id, std::int64_t versions) {
  Query there = database.query("SELECT id, at, versions FROM tombstone WHERE url_id = ?", url_id);
  if (!there.next()) {
    save_row(database, tombstone_table,
             std::array<Cell, 5>{next_id(database, "tombstone"), url_id, at, why, versions});
  } else if (!why.empty()) {
    save_row(
        database, tombstone_table,
        std::array<Cell, 5>{there.integer(0), url_id, there.integer(1), why, there.integer(2)});
  }
}

void Takedown::bury(Forgotten& forgotten) {
  for (const std::int64_t id : ids_of(database, "SELECT id FROM gone_url")) {
    auto url = url_row(database, id);
    if (!url) continue;
    forgotten.urls.push_back(url->url);
    UrlRow bare = *url;
    bare.article_id = 0;
    bare.merged_by = bare.etag = bare.last_modified = bare.canonical_key = std::nullopt;
    bare.failures = 0;
    update(database, *url, bare);
    set_tombstone(id, forgotten.versions);
  }
  keep_last_id(database, "article");
  database.script(
      "DELETE FROM parting WHERE article_id IN gone_article; "
      "DELETE FROM article WHERE id IN gone_article; "
      "DELETE FROM frontier WHERE url_id IN gone_url");
}

Forgotten Takedown::carry_out(std::int64_t url_id) {
  Forgotten forgotten;
  select(url_id);
  remove_versions(forgotten);
  remove_readings();
  remove_bytes(forgotten);
  bury(forgotten);
  return forgotten;
}

}  // namespace newsarc::store
