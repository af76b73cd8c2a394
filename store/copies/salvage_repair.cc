#include "store/copies/salvage_repair.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/capture.h"
#include "store/sqlite/rows.h"
#include "store/tables/readings.h"
#include "store/tables/sightings.h"
#include "store/verify/inspection.h"
#include "store/verify/row_checks.h"
#include "store/write/versions.h"
#include "text/forms.h"

namespace newsarc::store {

void Losses::add(Damage damage, std::string_view table, std::int64_t rows) {
  ++report_.damages;
  rows_[std::string(table)] += rows;
  if (report_.damage.size() < most_named) report_.damage.push_back(std::move(damage));
}

void Losses::add(std::string what, std::string_view table, const std::string& row,
                 std::int64_t id) {
  Damage damage{std::move(what), row_name(table, row), std::nullopt, std::nullopt};
  if (!source_.failed()) add_place(source_, table, id, damage);
  add(std::move(damage), table, 1);
}

std::int64_t Losses::rows_of(const std::string& table) const {
  const auto found = rows_.find(table);
  return found == rows_.end() ? 0 : found->second;
}

bool drop_row(Database& database, const TableShape& table, const std::string& row) {
  const auto slash = row.find('/');
  std::string sql = "DELETE FROM " + table.name + " WHERE " + table.columns[0] + " = ?1";
  const bool has_second = slash != std::string::npos && table.key_columns > 1;
  if (has_second) sql += " AND " + table.columns[1] + " = ?2";
  Query query = database.query(sql);
  query.bind(1, std::string_view(row).substr(0, slash));
  if (has_second) query.bind(2, std::string_view(row).substr(slash + 1));
  query.run();
  return sqlite3_changes(database.handle()) > 0;
}

namespace {

// A row that was changed waits for its hash with an empty one.
struct Mending {
  const char* sql;  // what it finds nothing to change in, it leaves alone
};

constexpr std::array<Mending, 10> mendings_of_references{{
    {"UPDATE version SET first_reading_id = current_reading_id, row_hash = x'' WHERE NOT EXISTS "
     "(SELECT 1 FROM reading WHERE id = first_reading_id) AND EXISTS "
     "(SELECT 1 FROM reading WHERE id = current_reading_id)"},
    {"UPDATE version SET current_reading_id = first_reading_id, row_hash = x'' WHERE NOT EXISTS "
     "(SELECT 1 FROM reading WHERE id = current_reading_id) AND EXISTS "
     "(SELECT 1 FROM reading WHERE id = first_reading_id)"},
    {"UPDATE url SET article_id = NULL, merged_by = NULL, row_hash = x'' WHERE article_id IS NOT "
     "NULL AND NOT EXISTS (SELECT 1 FROM article WHERE id = article_id)"},
    {"UPDATE article AS a SET canonical_url_id = (SELECT min(id) FROM url WHERE article_id = "
     "a.id), row_hash = x'' WHERE NOT EXISTS (SELECT 1 FROM url WHERE id = canonical_url_id) AND "
     "EXISTS (SELECT 1 FROM url WHERE article_id = a.id)"},
    {"UPDATE article SET current_version_id = w.latest, withheld_reading_id = NULL, withheld_count "
     "= 0, row_hash = x'' FROM (SELECT a.id AS of, (SELECT v.id FROM version v WHERE v.article_id "
     "= "
     "a.id ORDER BY v.valid_from DESC, v.id DESC LIMIT 1) AS latest FROM article a) w WHERE w.of = "
     "article.id AND current_version_id IS NOT w.latest"},
    {"UPDATE article SET withheld_reading_id = NULL, withheld_count = 0, row_hash = x'' WHERE "
     "withheld_reading_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reading WHERE id = "
     "withheld_reading_id)"},
    {"UPDATE version SET valid_to = w.next, row_hash = x'' FROM (SELECT id AS of, lead(valid_from) "
     "OVER (PARTITION BY article_id ORDER BY valid_from, id) AS next FROM version) w WHERE "
     "w.of = version.id AND valid_to IS NOT w.next"},
    {"UPDATE version SET change = 'new', chars_removed = 0, chars_added = (SELECT length(r.title) "
     "+ length(t.body) FROM reading r JOIN text t ON t.id = r.text_id WHERE r.id = "
     "current_reading_id), row_hash = x'' WHERE change <> 'new' AND EXISTS (SELECT 1 FROM reading "
     "r JOIN text t ON t.id = r.text_id WHERE r.id = current_reading_id) AND NOT EXISTS (SELECT 1 "
     "FROM version b WHERE b.article_id = version.article_id AND (b.valid_from, b.id) < "
     "(version.valid_from, version.id))"},
    // A URL parted between the last page read for one article and the first read for the next.
    {"INSERT OR IGNORE INTO parting(url_id, fetch_id, article_id, row_hash) SELECT u.id, "
     "(SELECT min(g.id) FROM fetch g JOIN reading q ON q.fetch_id = g.id JOIN version w ON q.id IN "
     "(w.current_reading_id, w.first_reading_id) WHERE g.id > f.id AND w.article_id = u.article_id "
     "AND u.id IN (g.url_id, g.final_url_id)) AS fetch_id, v.article_id, x'' FROM version v JOIN "
     "reading r ON r.id IN (v.current_reading_id, v.first_reading_id) JOIN fetch f ON f.id = "
     "r.fetch_id JOIN url u ON u.id = coalesce(f.final_url_id, f.url_id) WHERE u.article_id IS NOT "
     "NULL AND u.article_id <> v.article_id AND NOT EXISTS (SELECT 1 FROM url o WHERE o.id = "
     "f.url_id AND o.article_id = v.article_id) AND NOT EXISTS (SELECT 1 FROM parting p WHERE "
     "p.url_id IN (f.url_id, f.final_url_id) AND f.id < p.fetch_id AND p.article_id = "
     "v.article_id) AND fetch_id IS NOT NULL"},
    {"DELETE FROM forms WHERE simplified_text_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM text "
     "WHERE id = simplified_text_id)"},
}};

// What the fetches that are left still bear out. Table sighting: pages that came, by article.
constexpr std::array<Mending, 7> mendings_of_times{{
    {"UPDATE article SET first_seen = (SELECT min(at) FROM sighting WHERE article_id = article.id "
     "AND is_whole), row_hash = x'' WHERE EXISTS (SELECT 1 FROM sighting WHERE article_id = "
     "article.id AND is_whole) AND NOT EXISTS (SELECT 1 FROM sighting WHERE article_id = "
     "article.id AND is_whole AND at = first_seen)"},
    {"UPDATE article SET last_ok = (SELECT max(at) FROM sighting WHERE article_id = article.id AND "
     "is_whole), row_hash = x'' WHERE EXISTS (SELECT 1 FROM sighting WHERE article_id = "
     "article.id AND is_whole) AND NOT EXISTS (SELECT 1 FROM sighting WHERE article_id = "
     "article.id AND is_whole AND at = last_ok)"},
    {"UPDATE article SET last_seen = (SELECT max(at) FROM sighting WHERE article_id = article.id), "
     "row_hash = x'' WHERE EXISTS (SELECT 1 FROM sighting WHERE article_id = article.id) AND NOT "
     "EXISTS (SELECT 1 FROM sighting WHERE article_id = article.id AND at = last_seen)"},
    {"UPDATE article SET missing_since = (SELECT min(f.at) FROM url u JOIN fetch f ON f.url_id = "
     "u.id WHERE u.article_id = article.id AND f.status IN (404, 410) AND f.at > last_seen), "
     "row_hash = x'' WHERE missing_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM url u JOIN "
     "fetch f ON f.url_id = u.id AND f.at = missing_since WHERE u.article_id = article.id AND "
     "f.status IN (404, 410))"},
    // What came after that answer is lost. A start page is never missing, as verify has it.
    {"UPDATE article SET missing_since = w.at, row_hash = x'' FROM (SELECT a.id AS of, min(f.at) "
     "AS at FROM article a JOIN url u ON u.id = a.canonical_url_id JOIN fetch f ON f.url_id = u.id "
     "AND f.at > a.last_seen AND f.status IN (404, 410) AND f.redirect_of IS NULL WHERE "
     "a.missing_since IS NULL AND EXISTS (SELECT 1 FROM profile WHERE site_id = a.site_id) AND NOT "
     "EXISTS (SELECT 1 FROM profile p WHERE p.site_id = a.site_id AND instr(p.text, u.url) > 0) "
     "GROUP BY a.id) w WHERE w.of = article.id"},
    {"UPDATE article SET state = coalesce((SELECT CASE to_state WHEN 'gone' THEN from_state ELSE "
     "to_state END FROM state_event e WHERE "
     "e.article_id = article.id ORDER BY e.id DESC LIMIT 1), 'live'), state_since = first_seen, "
     "row_hash = x'' WHERE state = 'gone' AND missing_since IS NULL"},
    {"UPDATE article SET state_since = (SELECT e.at FROM state_event e WHERE e.article_id = "
     "article.id ORDER BY e.id DESC LIMIT 1), row_hash = x'' WHERE state = (SELECT e.to_state FROM "
     "state_event e WHERE e.article_id = article.id ORDER BY e.id DESC LIMIT 1) AND state_since <> "
     "(SELECT e.at FROM state_event e WHERE e.article_id = article.id ORDER BY e.id DESC LIMIT 1)"},
}};

std::string make_sightings() {
  return "DROP TABLE IF EXISTS temp.sighting; CREATE TEMP TABLE sighting AS SELECT " +
         article_of_sighting() +
         " AS article_id, f.at AS at, f.status <> 304 AS is_whole FROM fetch f JOIN url u ON u.id "
         "= "
         "f.url_id LEFT JOIN url landed ON landed.id = f.final_url_id WHERE f.status BETWEEN 200 "
         "AND "
         "299 OR f.status = 304; "
         "CREATE INDEX temp.sighting_by_article ON sighting(article_id, at)";
}

// The article's row tells its last state and since when, also when the event is lost.
constexpr const char* join_last_state =
    "INSERT INTO state_event(id, article_id, at, from_state, to_state, fetch_id, row_hash) "
    "SELECT (SELECT coalesce(max(id), 0) FROM state_event) + row_number() OVER (ORDER BY a.id), "
    "a.id, a.state_since, a.last, a.state, NULL, x'' FROM (SELECT id, state, state_since, "
    "coalesce((SELECT e.to_state FROM state_event e WHERE e.article_id = article.id ORDER BY e.id "
    "DESC LIMIT 1), 'live') AS last FROM article) a WHERE a.state <> a.last";

class Repair {
 public:
  Repair(Database& database, const SchemaShape& shape, Losses& losses)
      : database_(database), shape_(shape), losses_(losses) {}

  void run() {
    do {
      has_changed_ = false;
      for (const auto& mending : mendings_of_references) mend(mending.sql);
      for (const auto& table : shape_.tables) hold_references(table);
      drop("article", "NOT EXISTS (SELECT 1 FROM version v WHERE v.article_id = t.id)",
           "no version of it is left");
      if (!has_changed_) mend_states();
    } while (has_changed_ && !database_.failed());
    number_pages();
    derive_forms();
    for (const auto& table : shape_.tables) hash(table);
  }

 private:
  void mend(const char* sql) {
    const int before = sqlite3_total_changes(database_.handle());
    database_.run(sql);
    has_changed_ = has_changed_ || sqlite3_total_changes(database_.handle()) != before;
  }

  void drop(std::string_view name, const std::string& condition, const std::string& why) {
    const TableShape& table = *shape_.find(name);
    std::vector<std::pair<std::string, std::int64_t>> rows;
    {
      std::string columns = table.columns[0];
      if (table.key_columns > 1) columns += ", " + table.columns[1];
      Query query =
          database_.query("SELECT " + columns + " FROM " + table.name + " t WHERE " + condition);
      while (query.next())
        rows.emplace_back(
            table.key_columns > 1 ? query.text(0) + "/" + query.text(1) : query.text(0),
            query.integer(0));
    }
    for (const auto& [row, id] : rows) {
      drop_row(database_, table, row);
      losses_.add(why, table.name, row, id);
    }
    has_changed_ = has_changed_ || !rows.empty();
  }

  // What a row cannot do without, beside what the schema says: its packed bytes stand on these, or
  // it would say something else without them.
  static bool is_needed(const TableShape& table, const Foreign& reference) {
    const std::string& column = table.columns[reference.column];
    return reference.required || reference.column < table.key_columns || table.name == "blob" ||
           column == "final_url_id" || column == "redirect_of";
  }

  void hold_references(const TableShape& table) {
    for (const auto& reference : table.references) {
      const std::string& column = table.columns[reference.column];
      const std::string is_lost = column + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM " +
                                  reference.parent + " parent WHERE parent.id = t." + column + ")";
      if (is_needed(table, reference))
        drop(table.name, "t." + is_lost,
             "its row of table " + reference.parent + " (" + column + ") is lost");
      else
        mend(("UPDATE " + table.name + " AS t SET " + column + " = NULL, row_hash = x'' WHERE t." +
              is_lost)
                 .c_str());
    }
  }

  void mend_states() {
    database_.script(make_sightings());
    for (const auto& mending : mendings_of_times) mend(mending.sql);
    drop("state_event",
         "t.id IN (SELECT min(id) FROM (SELECT id, article_id, from_state, lag(to_state, 1, "
         "'live') OVER (PARTITION BY article_id ORDER BY id) AS before FROM state_event) WHERE "
         "from_state IS NOT before GROUP BY article_id)",
         "the event before it is lost");
    drop("state_event",
         "t.to_state = 'gone' AND t.id = (SELECT max(id) FROM state_event WHERE article_id = "
         "t.article_id) AND EXISTS (SELECT 1 FROM article a WHERE a.id = t.article_id AND "
         "a.missing_since IS NULL AND a.state = t.from_state AND a.state_since = a.first_seen)",
         "no answer that bears it out is left");
    if (!has_changed_) mend(join_last_state);
  }

  // The page a version was read from is its first; those behind a lost one move up.
  void number_pages() {
    std::vector<std::pair<std::int64_t, std::int64_t>> broken;  // version, fetch of its reading
    {
      Query query = database_.query(
          "SELECT v.id, r.fetch_id FROM version v JOIN reading r ON r.id = v.current_reading_id "
          "LEFT JOIN version_page p ON p.version_id = v.id GROUP BY v.id HAVING "
          "count(p.position) = 0 OR min(p.position) <> 1 OR max(p.position) <> count(p.position) "
          "OR max(CASE WHEN p.position = 1 THEN p.fetch_id <> r.fetch_id END)");
      while (query.next()) broken.emplace_back(query.integer(0), query.integer(1));
    }
    for (const auto& [version, fetch] : broken)
      set_pages(database_, version, pages(version, fetch));
  }

  std::vector<std::int64_t> pages(std::int64_t version, std::int64_t first) {
    std::vector<std::int64_t> pages{first};
    Query query = database_.query(
        "SELECT position, fetch_id FROM version_page WHERE version_id = ? ORDER BY position",
        version);
    while (query.next()) {
      const bool is_of_other_reading = query.integer(0) == 1 && query.integer(1) != first;
      if (is_of_other_reading) break;
      if (query.integer(1) != first) pages.push_back(query.integer(1));
    }
    return pages;
  }

  void derive_forms() {
    std::vector<std::int64_t> readings;
    {
      Query query = database_.query(
          "SELECT id FROM reading r WHERE NOT EXISTS (SELECT 1 FROM forms WHERE reading_id = "
          "r.id)");
      while (query.next()) readings.push_back(query.integer(0));
    }
    for (const auto id : readings)
      save_forms(database_, id, Reading{}, text::derive_forms(load_article(database_, id)));
  }

  void hash(const TableShape& table) {
    std::vector<std::pair<std::vector<std::string>, std::string>> rows;  // keys, hashes
    {
      Query query = database_.query("SELECT " + table.column_list() + " FROM " + table.name +
                                    " WHERE row_hash = x''");
      std::vector<Cell> cells;
      while (query.next()) {
        cells.clear();
        for (int i = 0; i < static_cast<int>(table.columns.size()); ++i)
          cells.push_back(cell_in(query.statement(), i));
        const std::string hash = row_hash(cells);
        std::vector<std::string> key;
        for (int i = 0; i < static_cast<int>(table.key_columns); ++i) key.push_back(query.text(i));
        rows.emplace_back(std::move(key), hash);
      }
    }
    std::string sql = "UPDATE " + table.name + " SET row_hash = ?";
    for (std::size_t i = 0; i < table.key_columns; ++i)
      sql += (i > 0 ? " AND " : " WHERE ") + table.columns[i] + " = ?";
    for (const auto& [key, hash] : rows) {
      Query query = database_.query(sql);
      query.bind(1, Bytes{hash});
      for (std::size_t i = 0; i < key.size(); ++i)
        query.bind(static_cast<int>(i) + 2, std::string_view(key[i]));
      query.run();
    }
  }

  Database& database_;
  const SchemaShape& shape_;
  Losses& losses_;
  bool has_changed_ = false;
};

}  // namespace

void repair(Database& database, const SchemaShape& shape, Losses& losses) {
  Repair(database, shape, losses).run();
}

}  // namespace newsarc::store
