#include "store/tables/run_figures.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "store/sqlite/json_text.h"
#include "store/tables/entrances.h"

namespace newsarc::store {
namespace {

// Whether a fetch brought a page, whole, where an article was expected: it is one, it was one, or a
// list said something of it as of an article.
constexpr std::string_view expected_pages =
    "FROM fetch f JOIN url u ON u.id = f.url_id WHERE f.crawl_id = ?1 AND u.site_id = ?2 AND "
    "f.status BETWEEN 200 AND 299 AND f.status <> 206 AND (f.kind = 'article' OR (f.kind IN "
    "('list', 'error_page', 'login', 'empty', 'unparsed') AND CASE WHEN u.first_crawl_id IS "
    "f.crawl_id THEN EXISTS(SELECT 1 FROM link l WHERE l.url_id = u.id) "
    "ELSE u.article_id IS NOT NULL END))";

// Pages of the run that were read as an article, and how: a page that was read anew later counts as
// it was read then.
constexpr std::string_view first_readings =
    "FROM fetch f JOIN url u ON u.id = f.url_id JOIN reading r ON r.id = (SELECT min(o.id) FROM "
    "reading o WHERE o.fetch_id = f.id) WHERE f.crawl_id = ?1 AND u.site_id = ?2";

void count_pages(Database& database, std::int64_t run, std::int64_t site_id, RunFigures& figures) {
  Query pages = database.query(
      "SELECT u.first_crawl_id IS f.crawl_id, sum(f.kind = 'article' AND NOT EXISTS(SELECT 1 FROM "
      "reading r JOIN text t ON t.id = r.text_id WHERE r.fetch_id = f.id AND t.body = '')), "
      "count(*) " +
          std::string(expected_pages) + " GROUP BY 1",
      run, site_id);
  while (pages.next()) {
    const bool is_new = pages.integer(0) != 0;
    figures.at(is_new ? Measure::new_pages : Measure::known_pages) = {pages.integer(1),
                                                                      pages.integer(2)};
  }
}

std::int64_t count_readings(Database& database, std::int64_t run, std::int64_t site_id) {
  return database.number("SELECT count(*) " + std::string(first_readings), run, site_id);
}

Figure kept_share(const Query& row, int column, std::int64_t of) {
  return {std::llround(row.real(column) * static_cast<double>(of)), of};
}

}  // namespace

RunFigures count_figures(Database& database, std::int64_t run, std::int64_t site_id) {
  RunFigures figures;
  figures.run = run;
  count_pages(database, run, site_id, figures);
  Query filled = database.query(
      "SELECT count(*), sum(r.title <> ''), sum(r.published IS NOT NULL), "
      "sum(r.authors <> '[]' OR EXISTS(SELECT 1 FROM credit c WHERE c.reading_id = r.id)) " +
          std::string(first_readings),
      run, site_id);
  if (!filled.next()) return figures;
  const std::int64_t of = filled.integer(0);
  figures.at(Measure::title) = {filled.integer(1), of};
  figures.at(Measure::published) = {filled.integer(2), of};
  figures.at(Measure::credits) = {filled.integer(3), of};
  const std::int64_t median = database.number(
      "SELECT (SELECT length(t.body) FROM text t WHERE t.id = r.text_id) AS length " +
          std::string(first_readings) + " ORDER BY length LIMIT 1 OFFSET ?3",
      run, site_id, of / 2);
  figures.at(Measure::length) = {median, of};
  return figures;
}

std::vector<RunFigures> earlier_figures(Database& database, std::int64_t run,
                                        std::int64_t site_id) {
  std::vector<RunFigures> runs;
  Query rows = database.query(
      "SELECT p.crawl_id, ifnull(p.profile_id, 0), p.fill_title, p.fill_published, p.fill_credits, "
      "p.median_body, p.warnings FROM crawl_site p JOIN crawl c ON c.id = p.crawl_id WHERE "
      "p.site_id = ? AND p.crawl_id < ? AND c.state = 'finished' AND c.command <> 'newsarc import' "
      "ORDER BY p.crawl_id DESC LIMIT ?",
      site_id, run, static_cast<std::int64_t>(runs_of_history));
  while (rows.next()) {
    RunFigures& figures = runs.emplace_back();
    figures.run = rows.integer(0);
    figures.profile = rows.integer(1);
    const std::int64_t of = count_readings(database, figures.run, site_id);
    figures.at(Measure::title) = kept_share(rows, 2, of);
    figures.at(Measure::published) = kept_share(rows, 3, of);
    figures.at(Measure::credits) = kept_share(rows, 4, of);
    figures.at(Measure::length) = {rows.integer(5), of};
    count_pages(database, figures.run, site_id, figures);
    figures.warnings = names_in(database, rows.text(6));
  }
  return runs;
}

namespace {

// How many readings of these runs each rule of a field stands behind, a share of all of them.
std::map<std::string, double> shares_of_rules(Database& database, std::int64_t site_id,
                                              std::span<const std::int64_t> runs,
                                              std::string_view field) {
  std::map<std::string, double> shares;
  double all = 0;
  for (const std::int64_t run : runs) {
    all += static_cast<double>(count_readings(database, run, site_id));
    Query rules = database.query(
        "SELECT e.rule, count(*) FROM (SELECT r.id AS id " + std::string(first_readings) +
            ") x JOIN evidence e ON e.reading_id = x.id WHERE e.field = ?3 OR (?3 = 'credits' AND "
            "e.field = 'bylines') GROUP BY e.rule",
        run, site_id, field);
    while (rules.next()) shares[rules.text(0)] += static_cast<double>(rules.integer(1));
  }
  for (auto& [rule, share] : shares) share /= all;
  return shares;
}

}  // namespace

std::optional<std::string> broken_rule(Database& database, std::int64_t site_id,
                                       const Drift& drift) {
  const auto field = evidence(drift.measure);
  const auto now = shares_of_rules(database, site_id, drift.runs_now, field);
  std::optional<std::string> broken;
  double most_lost = 0;
  for (const auto& [rule, before] : shares_of_rules(database, site_id, drift.runs_before, field)) {
    const auto still = now.find(rule);
    const double lost = before - (still == now.end() ? 0 : still->second);
    if (lost <= most_lost) continue;
    most_lost = lost;
    broken = rule;
  }
  return broken;
}

std::vector<std::string> drift_warnings(Database& database, std::int64_t run, std::int64_t site_id,
                                        std::int64_t profile_id) {
  std::vector<RunFigures> runs{count_figures(database, run, site_id)};
  runs.front().profile = profile_id;
  for (auto& earlier : earlier_figures(database, run, site_id)) runs.push_back(std::move(earlier));
  std::vector<std::string> warnings;
  for (const auto& drift : find_drifts(runs))
    warnings.push_back(warning_of(drift, broken_rule(database, site_id, drift)));
  std::ranges::move(entrance_warnings(database, run, site_id), std::back_inserter(warnings));
  return warnings;
}

}  // namespace newsarc::store
