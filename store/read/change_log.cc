#include "store/read/change_log.h"

#include <algorithm>
#include <array>

#include "store/sqlite/conditions.h"

namespace newsarc::store {
namespace {

// Numbers alone are merged by time; what is told of each is read one by one, so that a log of any
// length takes no memory. Versions come by the index version_by_time; state events, few beside
// them, are sorted.
constexpr std::string_view of_versions =
    "SELECT v.valid_from, v.id, v.change, v.article_id, v.id, v.chars_added, v.chars_removed "
    "FROM version v";

constexpr std::string_view kind_of_state =
    "CASE WHEN e.to_state = 'live' AND e.from_state = 'gone' THEN 'restored' ELSE e.to_state END";

std::string of_states() {
  return " UNION ALL SELECT e.at, e.id, " + std::string(kind_of_state) +
         ", e.article_id, (SELECT w.id FROM version w WHERE w.article_id = e.article_id AND "
         "w.valid_from <= e.at ORDER BY w.valid_from DESC, w.id DESC LIMIT 1), 0, 0 "
         "FROM state_event e";
}

constexpr std::string_view newest_first = " ORDER BY 1 DESC, 2 DESC LIMIT ?";

constexpr std::string_view told_sql =
    "SELECT s.key, u.url, r.title, (SELECT count(*) FROM version w WHERE w.article_id = "
    "v.article_id AND (w.valid_from, w.id) <= (v.valid_from, v.id)) FROM article a "
    "JOIN site s ON s.id = a.site_id JOIN url u ON u.id = a.canonical_url_id "
    "LEFT JOIN version v ON v.id = ? LEFT JOIN reading r ON r.id = v.current_reading_id "
    "WHERE a.id = ?";

// How one arm of the union calls what is asked of both.
struct Arm {
  std::string kind;
  std::string at;
  std::string article;
  bool is_of_versions = false;
};

Conditions conditions_of(const LogFilter& filter, const Arm& arm) {
  constexpr std::array<std::string_view, 4> changes{"new", "edit", "title", "cosmetic"};
  Conditions conditions;
  std::vector<std::string> kinds;
  for (const auto& kind : filter.kinds) {
    const bool is_change = std::ranges::find(changes, kind) != changes.end();
    if (is_change == arm.is_of_versions) kinds.push_back(kind);
  }
  std::string list;
  for (std::size_t i = 0; i < kinds.size(); ++i) list += i == 0 ? "?" : ", ?";
  // Without any kind of its own an arm need not be walked.
  if (!filter.kinds.empty())
    conditions.require(kinds.empty() ? "0" : arm.kind + " IN (" + list + ")", kinds);
  if (filter.from) conditions.require(arm.at + " >= ?", {std::to_string(seconds_of(*filter.from))});
  if (filter.to) conditions.require(arm.at + " <= ?", {std::to_string(seconds_of(*filter.to))});
  conditions.require_if(filter.site,
                        "(SELECT s.key FROM article a JOIN site s ON s.id = a.site_id WHERE "
                        "a.id = " +
                            arm.article + ") = ?");
  return conditions;
}

}  // namespace

Result<void> walk_log(Database& database, const LogFilter& filter,
                      const std::function<bool(const LogEntry&)>& each) {
  const Conditions versions =
      conditions_of(filter, {"v.change", "v.valid_from", "v.article_id", true});
  const Conditions states =
      conditions_of(filter, {std::string(kind_of_state), "e.at", "e.article_id", false});
  Query entries = database.query(std::string(of_versions) + versions.sql() + of_states() +
                                 states.sql() + std::string(newest_first));
  entries.bind(states.bind(entries, versions.bind(entries)), filter.limit.value_or(-1));
  while (entries.next()) {
    LogEntry entry;
    entry.at = to_text(instant_of(entries.integer(0)));
    entry.kind = entries.text(2);
    entry.article_id = entries.integer(3);
    entry.chars_added = entries.integer(5);
    entry.chars_removed = entries.integer(6);
    Query told = database.query(told_sql, entries.integer(4), entry.article_id);
    if (!told.next()) continue;  // its article is missing: for verify to say
    entry.site = told.text(0);
    entry.url = told.text(1);
    entry.title = told.text(2);
    entry.version = static_cast<int>(told.integer(3));
    if (!each(entry)) break;
  }
  return database.take_error();
}

}  // namespace newsarc::store
