// What must hold between rows, where no foreign key says so: chains of versions, states as fetches
// and events tell them, depth of differences, tombstones. Each rule is SQL that finds the rows that
// break it; docs/archive.md has the rules in words. A rule may never find a row that the archive's
// own code wrote.

#include <array>
#include <span>

#include "store/tables/sightings.h"
#include "store/verify/inspection.h"

namespace newsarc::store {
namespace {

struct Rule {
  std::string_view table;   // whose ids the SQL gives
  std::string_view broken;  // what is then wrong
  std::string_view sql;
};

constexpr std::array<Rule, 13> rules_of_versions{{
    {"article", "it has no version",
     "SELECT id FROM article a WHERE current_version_id IS NULL OR NOT EXISTS "
     "(SELECT 1 FROM version v WHERE v.article_id = a.id)"},
    {"article", "its current version is not its latest",
     "SELECT a.id FROM article a WHERE a.current_version_id IS NOT (SELECT v.id FROM version v "
     "WHERE v.article_id = a.id ORDER BY v.valid_from DESC, v.id DESC LIMIT 1)"},
    {"article", "its own URL stands for another article",
     "SELECT a.id FROM article a JOIN url u ON u.id = a.canonical_url_id "
     "WHERE u.article_id IS NOT a.id"},
    {"version", "it does not end where the next version begins",
     "SELECT id FROM (SELECT id, valid_to, lead(valid_from) OVER (PARTITION BY article_id ORDER BY "
     "valid_from, id) AS next FROM version) WHERE valid_to IS NOT next"},
    {"version", "only the first version of an article is new",
     "SELECT id FROM (SELECT id, change, row_number() OVER (PARTITION BY article_id ORDER BY "
     "valid_from, id) AS number FROM version) WHERE (number = 1) <> (change = 'new')"},
    {"version", "its reading is of a page of another article",
     "SELECT v.id FROM version v JOIN reading r ON r.id IN (v.current_reading_id, "
     "v.first_reading_id) JOIN fetch f ON f.id = r.fetch_id JOIN url u ON u.id = f.url_id "
     "LEFT JOIN url landed ON landed.id = f.final_url_id "
     "WHERE u.article_id IS NOT v.article_id AND landed.article_id IS NOT v.article_id "
     "AND NOT EXISTS (SELECT 1 FROM parting p WHERE "
     "p.url_id IN (f.url_id, f.final_url_id) AND f.id < p.fetch_id AND p.article_id = "
     "v.article_id)"},
    {"version", "its pages are not numbered from 1 on",
     "SELECT v.id FROM version v LEFT JOIN version_page p ON p.version_id = v.id GROUP BY v.id "
     "HAVING count(p.position) = 0 OR min(p.position) <> 1 OR max(p.position) <> "
     "count(p.position)"},
    {"version", "its first page is not the one its reading was read from",
     "SELECT v.id FROM version v JOIN reading r ON r.id = v.current_reading_id JOIN version_page p "
     "ON p.version_id = v.id AND p.position = 1 WHERE p.fetch_id <> r.fetch_id"},
    {"reading", "nothing is derived from it: its row in forms is missing",
     "SELECT r.id FROM reading r LEFT JOIN forms f ON f.reading_id = r.id "
     "WHERE f.reading_id IS NULL"},
    {"reading", "its date is not that of the stated time",
     "SELECT id FROM reading WHERE published_date IS NOT substr(published, 1, 10)"},
    {"credit", "credits of its reading are missing: they are not numbered from 1 on",
     "SELECT reading_id FROM credit GROUP BY reading_id "
     "HAVING min(position) <> 1 OR max(position) <> count(*)"},
    {"image", "images of its reading are missing: they are not numbered from 1 on",
     "SELECT reading_id FROM image GROUP BY reading_id "
     "HAVING min(position) <> 1 OR max(position) <> count(*)"},
    {"evidence", "evidence of its reading is missing: it is not numbered from 1 on",
     "SELECT reading_id FROM evidence GROUP BY reading_id "
     "HAVING min(position) <> 1 OR max(position) <> count(*)"},
}};

constexpr std::array<Rule, 6> rules_of_files{{
    {"blob", "it is a difference from a blob that is a difference itself",
     "SELECT b.id FROM blob b JOIN blob base ON base.id = b.base_id WHERE base.base_id IS NOT "
     "NULL"},
    {"blob", "its codec does not go with its dictionary and base",
     "SELECT id FROM blob WHERE (codec = 'zstd+prefix') <> (base_id IS NOT NULL) "
     "OR (codec = 'zstd+dict') <> (dict_id IS NOT NULL)"},
    {"crawl", "it is finished without an end, or has an end without being finished",
     "SELECT id FROM crawl WHERE (state = 'finished') <> (finished IS NOT NULL)"},
    {"crawl", "it is finished and has pages waiting",
     "SELECT DISTINCT c.id FROM frontier w JOIN crawl c ON c.id = w.crawl_id "
     "WHERE c.state = 'finished'"},
    {"tombstone", "the address was taken down and stands for an article still",
     "SELECT t.id FROM tombstone t JOIN url u ON u.id = t.url_id WHERE u.article_id IS NOT NULL"},
    // Pages of it that another article stands on are that one's.
    {"tombstone", "the address was taken down and bytes or text of it are left",
     "SELECT DISTINCT t.id FROM tombstone t JOIN fetch f ON f.url_id = t.url_id WHERE "
     "(f.blob_id IS NOT NULL OR EXISTS (SELECT 1 FROM reading r WHERE r.fetch_id = f.id)) AND "
     "NOT EXISTS (SELECT 1 FROM parting p WHERE p.url_id = t.url_id AND f.id < p.fetch_id) AND "
     "f.id NOT IN (SELECT fetch_id FROM version_page UNION ALL SELECT q.fetch_id FROM version v "
     "JOIN reading q ON q.id IN (v.current_reading_id, v.first_reading_id) UNION ALL SELECT "
     "q.fetch_id FROM article a JOIN reading q ON q.id = a.withheld_reading_id)"},
}};

constexpr std::array<Rule, 13> rules_of_states{{
    {"state_event", "it begins in another state than the event before it left",
     "SELECT id FROM (SELECT id, from_state, lag(to_state, 1, 'live') OVER (PARTITION BY "
     "article_id "
     "ORDER BY id) AS before FROM state_event) WHERE from_state IS NOT before"},
    {"article", "its state is not the one its last event led to",
     "SELECT a.id FROM article a WHERE a.state IS NOT coalesce((SELECT e.to_state FROM state_event "
     "e WHERE e.article_id = a.id ORDER BY e.id DESC LIMIT 1), 'live')"},
    {"article", "its state did not begin with its last event",
     "SELECT a.id FROM article a JOIN state_event e ON e.id = (SELECT max(id) FROM state_event "
     "WHERE article_id = a.id) WHERE a.state_since <> e.at"},
    {"state_event", "it is not of the time of its fetch",
     "SELECT e.id FROM state_event e JOIN fetch f ON f.id = e.fetch_id WHERE e.at <> f.at"},
    {"state_event", "its fetch is of another article",
     "SELECT e.id FROM state_event e JOIN fetch f ON f.id = e.fetch_id JOIN url u ON "
     "u.id = f.url_id LEFT JOIN url landed ON landed.id = f.final_url_id "
     "WHERE u.article_id IS NOT e.article_id AND landed.article_id IS NOT e.article_id "
     "AND NOT EXISTS (SELECT 1 FROM parting p WHERE "
     "p.url_id IN (f.url_id, f.final_url_id) AND f.id < p.fetch_id AND p.article_id = "
     "e.article_id)"},
    {"state_event", "its fetch does not bear it out",
     "SELECT e.id FROM state_event e JOIN fetch f ON f.id = e.fetch_id LEFT JOIN url landed ON "
     "landed.id = f.final_url_id WHERE NOT CASE e.to_state "
     "WHEN 'live' THEN ifnull(f.status, 0) BETWEEN 200 AND 299 OR f.status IS 304 "
     "WHEN 'gone' THEN f.status IN (404, 410) AND f.status IS NOT NULL "
     "WHEN 'redirected' THEN ifnull(f.status, 0) BETWEEN 200 AND 299 AND landed.article_id IS NOT "
     "e.article_id WHEN 'blocked' THEN f.status IS NULL AND f.error IS NOT NULL ELSE 0 END"},
    {"state_event", "no other finished crawl had found it gone at least six hours before",
     "SELECT e.id FROM state_event e JOIN fetch f ON f.id = e.fetch_id WHERE e.to_state = 'gone' "
     "AND NOT EXISTS (SELECT 1 FROM fetch g JOIN crawl c ON c.id = g.crawl_id WHERE "
     "g.url_id = f.url_id AND g.status IN (404, 410) AND g.redirect_of IS NULL AND "
     "g.crawl_id <> f.crawl_id AND c.state = 'finished' AND c.command <> 'newsarc import' AND "
     "g.at <= f.at - 21600)"},
    {"state_event", "its crawl saw most of the site vanish, and marked it gone all the same",
     "SELECT e.id FROM state_event e JOIN fetch f ON f.id = e.fetch_id JOIN article a ON "
     "a.id = e.article_id JOIN crawl_site p ON p.crawl_id = f.crawl_id AND p.site_id = a.site_id "
     "WHERE e.to_state = 'gone' AND p.warnings LIKE '%articles vanished at once%'"},
    {"article", "it is gone, but no time is kept at which it was missing first",
     "SELECT id FROM article WHERE state = 'gone' AND missing_since IS NULL"},
    {"article", "no answer 404 or 410 is of the time at which it was missing first",
     "SELECT a.id FROM article a WHERE a.missing_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
     "url u JOIN fetch f ON f.url_id = u.id AND f.at = a.missing_since WHERE u.article_id = a.id "
     "AND f.status IN (404, 410))"},
    {"article", "it was last seen before it was seen first",
     "SELECT id FROM article WHERE first_seen > last_ok OR last_ok > last_seen"},
    {"article", "two finished crawls found it gone, and its state does not say so",
     "SELECT DISTINCT a.id FROM article a JOIN fetch f ON f.url_id = a.canonical_url_id AND "
     "f.at >= a.missing_since AND f.status IN (404, 410) AND f.redirect_of IS NULL "
     "JOIN crawl c ON c.id = f.crawl_id AND c.state = 'finished' AND "
     "c.command <> 'newsarc import' JOIN crawl_site p ON p.crawl_id = c.id AND p.site_id = "
     "a.site_id "
     "WHERE a.state <> 'gone' AND p.warnings NOT LIKE '%articles vanished at once%' AND EXISTS "
     "(SELECT 1 FROM fetch g JOIN crawl d ON d.id = g.crawl_id WHERE g.url_id = f.url_id AND "
     "g.at BETWEEN a.missing_since AND f.at - 21600 AND g.status IN (404, 410) AND "
     "g.redirect_of IS NULL AND g.crawl_id <> f.crawl_id AND d.command <> 'newsarc import' AND "
     "d.finished <= c.finished)"},
    // A start page may answer 404 and be an article's all the same, which says nothing of that.
    {"article", "it answered 404 or 410 last, and is not kept as missing",
     "SELECT DISTINCT a.id FROM article a JOIN url u ON u.id = a.canonical_url_id JOIN fetch f ON "
     "f.url_id = u.id AND f.at > a.last_seen AND f.status IN (404, 410) AND f.redirect_of IS NULL "
     "WHERE a.missing_since IS NULL AND EXISTS (SELECT 1 FROM profile WHERE site_id = a.site_id) "
     "AND NOT EXISTS (SELECT 1 FROM profile p WHERE p.site_id = a.site_id AND "
     "instr(p.text, u.url) > 0)"},
}};

void check(Inspection& inspection, std::span<const Rule> rules) {
  for (const auto& rule : rules) {
    const bool goes_on = inspection.each(
        std::string(rule.sql), "table " + std::string(rule.table), [&](const Query& row) {
          inspection.row_damaged(std::string(rule.broken), rule.table, row.integer(0));
        });
    if (!goes_on) return;
  }
}

// Articles whose times a page was of: one pass over all fetches, as they may have come by another
// URL that redirects to one of the article's.
struct Seen {
  IdSet first;
  IdSet whole;
  IdSet last;
};

bool find_sightings(Inspection& inspection, Seen& seen) {
  return inspection.each(
      "SELECT a.id, f.at, f.status, a.first_seen, a.last_ok, a.last_seen FROM fetch f "
      "JOIN url u ON u.id = f.url_id LEFT JOIN url landed ON landed.id = f.final_url_id "
      "JOIN article a ON a.id = " +
          article_of_sighting() + " WHERE f.status BETWEEN 200 AND 299 OR f.status = 304",
      "table fetch", [&](const Query& row) {
        const std::int64_t at = row.integer(1);
        const bool is_whole = row.integer(2) != 304;
        if (is_whole && at == row.integer(3)) seen.first.insert(row.integer(0));
        if (is_whole && at == row.integer(4)) seen.whole.insert(row.integer(0));
        if (at == row.integer(5)) seen.last.insert(row.integer(0));
      });
}

void check_sightings(Inspection& inspection) {
  Seen seen;
  if (!find_sightings(inspection, seen)) return;
  inspection.each("SELECT id FROM article", "table article", [&](const Query& row) {
    const std::int64_t id = row.integer(0);
    if (!seen.first.contains(id))
      inspection.row_damaged("no page came at the time it was seen first", "article", id);
    if (!seen.whole.contains(id))
      inspection.row_damaged("no page came at the time its page came whole last", "article", id);
    if (!seen.last.contains(id))
      inspection.row_damaged("nothing came at the time it was seen last", "article", id);
  });
}

}  // namespace

void check_rules(Inspection& inspection) {
  inspection.step("chains of versions");
  check(inspection, rules_of_versions);
  check(inspection, rules_of_files);
  inspection.step("states");
  check(inspection, rules_of_states);
  check_sightings(inspection);
  inspection.checked("articles", inspection.database().number("SELECT count(*) FROM article"));
  inspection.checked("versions", inspection.database().number("SELECT count(*) FROM version"));
  inspection.settle("table article");
}

}  // namespace newsarc::store
