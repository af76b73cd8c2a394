#include "store/write/past_states.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <vector>

#include "store/tables/sightings.h"
#include "store/tables/states.h"

namespace newsarc::store {
namespace {

struct Event {
  std::int64_t at = 0;
  std::string from;
  std::string to;
  std::int64_t fetch_id = 0;
};

struct Miss {
  std::int64_t at = 0;
  std::int64_t fetch_id = 0;
};

constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

std::vector<Event> events_of(Database& database, std::int64_t article_id) {
  std::vector<Event> events;
  Query query = database.query(
      "SELECT at, from_state, to_state, fetch_id FROM state_event WHERE article_id = ? "
      "ORDER BY at, id",
      article_id);
  while (query.next())
    events.push_back({query.integer(0), query.text(1), query.text(2), query.integer(3)});
  return events;
}

// Ids are in the order of time: the views rely on it.
void rewrite(Database& database, ArticleRow& article, const std::vector<Event>& events) {
  database.run("DELETE FROM state_event WHERE article_id = ?", article.id);
  article.state = events.empty() ? "live" : events.front().from;
  for (const auto& event : events) set_state(database, article, event.to, event.at, event.fetch_id);
  if (events.empty()) article.state_since = article.first_seen;
}

// The article's own URL answered 404 or 410: the first time after `at`, 0 when never.
std::int64_t first_miss(Database& database, const ArticleRow& article, std::int64_t at) {
  return database.number(
      "SELECT at FROM fetch WHERE url_id = ? AND status IN (404, 410) AND redirect_of IS NULL AND "
      "at > ? ORDER BY at LIMIT 1",
      article.canonical_url_id, at);
}

// When its page came next, or the server said that it was not modified.
std::int64_t next_seen(Database& database, const ArticleRow& article, std::int64_t at) {
  const std::int64_t found = database.number(
      "SELECT f.at FROM url u JOIN fetch f ON f.url_id = u.id LEFT JOIN url landed ON landed.id = "
      "f.final_url_id WHERE u.id IN (SELECT id FROM url WHERE article_id = ?1 UNION SELECT url_id "
      "FROM parting WHERE article_id = ?1) AND f.at > ?2 AND " +
          is_sighting() + " AND " + article_of_sighting() + " = ?1 ORDER BY f.at LIMIT 1",
      article.id, at);
  return found == 0 ? never : found;
}

// The first answer that tells it gone between two times: two finished runs, far enough apart, and
// not the whole site at once.
std::optional<Miss> confirmed_miss(Database& database, const ArticleRow& article,
                                   std::int64_t after, std::int64_t before) {
  Query query = database.query(
      "SELECT g.at, g.id FROM fetch f JOIN crawl c ON c.id = f.crawl_id JOIN fetch g ON g.url_id = "
      "f.url_id JOIN crawl d ON d.id = g.crawl_id WHERE f.url_id = ? AND f.status IN (404, 410) "
      "AND g.status IN (404, 410) AND f.redirect_of IS NULL AND g.redirect_of IS NULL AND "
      "c.state = 'finished' AND d.state = 'finished' AND c.command <> 'newsarc import' AND "
      "d.command <> 'newsarc import' AND c.id <> d.id AND f.at > ? AND g.at < ? "
      "AND g.at - f.at >= ? AND NOT EXISTS(SELECT 1 FROM crawl_site p WHERE p.crawl_id = d.id AND "
      "p.site_id = ? AND p.warnings LIKE '%vanished at once%') ORDER BY g.at, g.id LIMIT 1",
      article.canonical_url_id, after, before, gone_distance, article.site_id);
  if (!query.next()) return std::nullopt;
  return Miss{query.integer(0), query.integer(1)};
}

using Place = std::vector<Event>::iterator;

// The absence that the page contradicts: one that lasts at this time, or begins before the page
// came next.
Place absence_at(std::vector<Event>& events, std::int64_t at, std::int64_t until) {
  const auto later = std::ranges::upper_bound(events, at, {}, &Event::at);
  if (later != events.begin() && std::prev(later)->to == "gone") return std::prev(later);
  return std::find_if(later, events.end(),
                      [&](const Event& e) { return e.to == "gone" && e.at < until; });
}

void interrupt_absence(Database& database, ArticleRow& article, std::int64_t at,
                       std::int64_t fetch_id) {
  auto events = events_of(database, article.id);
  const std::int64_t until = next_seen(database, article, at);
  auto gone = absence_at(events, at, until);
  if (gone == events.end()) return;
  const auto again = confirmed_miss(database, article, at, until);
  if (again && gone->at > at && again->at <= gone->at) return;  // it was told by later answers
  if (gone->at <= at) {
    gone = events.insert(std::next(gone), {at, "gone", "live", fetch_id});
    if (again)
      events.insert(std::next(gone), {again->at, "live", "gone", again->fetch_id});
    else if (std::next(gone) != events.end() && std::next(gone)->to == "live")
      events.erase(std::next(gone));
  } else if (again) {
    gone->at = again->at;
    gone->fetch_id = again->fetch_id;
  } else {
    gone = events.erase(gone);
    if (gone != events.end() && gone->to == "live") events.erase(gone);
  }
  rewrite(database, article, events);
}

}  // namespace

void recall_misses(Database& database, ArticleRow& article) {
  const std::int64_t missed = first_miss(database, article, article.last_seen);
  if (missed == 0) return;
  article.missing_since = missed;
  if (const auto gone = confirmed_miss(database, article, article.last_seen, never))
    set_state(database, article, "gone", gone->at, gone->fetch_id);
}

bool is_state_past(Database& database, const ArticleRow& article, std::int64_t at) {
  return at < article.last_seen || at < article.state_since ||
         first_miss(database, article, at) != 0;
}

void saw_in_past(Database& database, ArticleRow& article, std::int64_t at, std::int64_t fetch_id) {
  article.first_seen = std::min(article.first_seen, at);
  interrupt_absence(database, article, at, fetch_id);
  if (article.missing_since && *article.missing_since <= at) {
    const std::int64_t next = first_miss(database, article, at);
    article.missing_since = next == 0 ? std::nullopt : std::optional(next);
  }
  article.last_seen = std::max(article.last_seen, at);
  article.last_ok = std::max(article.last_ok, at);
}

}  // namespace newsarc::store
