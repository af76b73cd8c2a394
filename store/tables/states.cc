#include "store/tables/states.h"

#include <algorithm>
#include <array>

#include "text/zone.h"

namespace newsarc::store {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::seconds;

constexpr Table state_event_table{"state_event",
                                  "id, article_id, at, from_state, to_state, fetch_id", ""};

// ARCHIVE: a mass disappearance is one of the site, not of its articles.
constexpr std::int64_t mass_checked = 20;
// Of fewer, all of these may be missing for good; but it is said.
constexpr std::int64_t few_checked = 3;
// Articles that are gone, redirected or blocked are looked at again this often.
constexpr std::int64_t absent_interval = seconds(hours(7 * 24)).count();
constexpr std::int64_t plain_interval = seconds(hours(24)).count();  // of a site without a ladder

std::int64_t count_seconds(Span span) { return duration_cast<seconds>(span).count(); }

// The stated time of the current reading as an instant in the site's zone.
std::optional<std::int64_t> stated_instant(Database& database, const ArticleRow& article,
                                           const Site& site) {
  Query query = database.query(
      "SELECT r.published FROM version v JOIN reading r ON r.id = v.current_reading_id "
      "WHERE v.id = ?",
      article.current_version_id);
  if (!query.next()) return std::nullopt;
  const auto text = query.optional_text(0);
  const auto stated = text ? stated_from_text(*text) : std::nullopt;
  if (!stated) return std::nullopt;
  const auto zone =
      text::zone_offset(site.timezone, stated->time).value_or(std::chrono::minutes(0));
  return seconds_of(to_instant(*stated, zone));
}

// The later of the stated time and the newest version after the first, else first_seen. A page may
// claim any date; it cannot have been published after it was seen.
std::int64_t last_change(Database& database, const ArticleRow& article, const Site& site) {
  const auto stated = stated_instant(database, article, site);
  const std::int64_t edited =
      database.number("SELECT valid_from FROM version WHERE id = ? AND change <> 'new'",
                      article.current_version_id);
  if (!stated && edited == 0) return article.first_seen;
  return std::max(stated ? std::min(*stated, article.first_seen) : 0, edited);
}

}  // namespace

void set_state(Database& database, ArticleRow& article, std::string_view state, std::int64_t at,
               std::int64_t fetch_id) {
  if (article.state == state) return;
  const std::int64_t id = next_id(database, "state_event");
  save_row(database, state_event_table,
           std::array<Cell, 6>{id, article.id, at, article.state, state, reference(fetch_id)});
  article.state = state;
  article.state_since = at;
}

bool is_away(const ArticleRow& article) {
  return article.state != "live" || article.missing_since.has_value();
}

bool saw(Database& database, ArticleRow& article, std::int64_t at, std::int64_t fetch_id) {
  const bool was_gone = article.state == "gone";
  set_state(database, article, "live", at, fetch_id);
  article.last_seen = std::max(article.last_seen, at);
  article.missing_since.reset();
  return was_gone;
}

void missed(ArticleRow& article, std::int64_t at) {
  if (!article.missing_since) article.missing_since = at;
  article.next_check = at + (article.state == "live" ? gone_distance : absent_interval);
}

std::int64_t next_check(Database& database, const ArticleRow& article, const Site& site,
                        std::int64_t now) {
  if (article.state != "live") return now + absent_interval;
  if (site.ladder.empty()) return now + plain_interval;
  const std::int64_t age = now - last_change(database, article, site);
  for (const auto& rung : site.ladder) {
    if (age < count_seconds(rung.age)) return now + count_seconds(rung.every);
  }
  return now + count_seconds(site.ladder.back().every);
}

namespace {

struct Vanished {
  std::int64_t article_id = 0;
  std::int64_t missing_since = 0;
  std::int64_t fetch_id = 0;
  std::int64_t at = 0;
};

// Articles whose own URL answered 404 or 410 in this run, and the fetch that said so.
std::vector<Vanished> vanished_in(Database& database, const CrawlRow& run, std::int64_t site_id) {
  std::vector<Vanished> vanished;
  Query query = database.query(
      "SELECT a.id, a.missing_since, max(f.id), f.at FROM article a JOIN fetch f ON "
      "f.url_id = a.canonical_url_id AND f.crawl_id = ?1 WHERE a.checked_crawl_id = ?1 AND "
      "a.site_id = ?2 AND a.missing_since IS NOT NULL AND a.state <> 'gone' AND f.status IN "
      "(404, 410) AND f.redirect_of IS NULL GROUP BY a.id",
      run.id, site_id);
  while (query.next())
    vanished.push_back({query.integer(0), query.integer(1), query.integer(2), query.integer(3)});
  return vanished;
}

// Whether another finished run had the same answer long enough before.
bool is_confirmed(Database& database, const CrawlRow& run, const Vanished& one) {
  return database.number(
             "SELECT 1 FROM article a JOIN fetch f ON f.url_id = a.canonical_url_id JOIN crawl c "
             "ON c.id = f.crawl_id WHERE a.id = ? AND f.status IN (404, 410) AND f.redirect_of IS "
             "NULL AND f.crawl_id <> ? AND c.state = 'finished' AND c.command <> 'newsarc import' "
             "AND "
             "f.at BETWEEN ? AND ? LIMIT 1",
             one.article_id, run.id, one.missing_since, one.at - gone_distance) != 0;
}

}  // namespace

Disappearances mark_gone(Database& database, const CrawlRow& run, std::int64_t site_id) {
  Disappearances result;
  const auto vanished = vanished_in(database, run, site_id);
  const std::int64_t checked = database.number(
      "SELECT count(*) FROM article WHERE checked_crawl_id = ? AND site_id = ? AND state <> 'gone' "
      "AND first_seen < ?",
      run.id, site_id, run.started);
  const auto missing = static_cast<std::int64_t>(vanished.size());
  if (checked >= mass_checked && missing * 2 > checked) {
    result.warnings.push_back(std::to_string(missing) + " of " + std::to_string(checked) +
                              " articles vanished at once; none is marked gone");
    return result;
  }
  if (checked >= few_checked && missing == checked)
    result.warnings.push_back("all " + std::to_string(checked) +
                              " known articles that were asked for are missing (404 or 410)");
  for (const auto& one : vanished) {
    auto article = article_row(database, one.article_id);
    if (!article || !is_confirmed(database, run, one)) continue;
    set_state(database, *article, "gone", one.at, one.fetch_id);
    article->next_check = one.at + absent_interval;
    save(database, *article);
  }
  return result;
}

}  // namespace newsarc::store
