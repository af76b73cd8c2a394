#include "store/tables/runs.h"

#include <algorithm>
#include <array>

#include "core/version.h"
#include "digest/digest.h"
#include "store/sqlite/json_text.h"
#include "store/tables/run_figures.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

constexpr Table profile_table{"profile", "id, sha256, site_id, text", ""};
constexpr Table crawl_site_table{
    "crawl_site",
    "crawl_id, site_id, profile_id, seen, new, changed, same, gone, failed, pages, bytes, "
    "fill_title, fill_published, fill_body, fill_credits, median_body, warnings, summary",
    "crawl_id, site_id"};

std::string base_url_of(const Site& site) {
  if (site.start.empty()) return "";
  const auto first = url::parse(site.start.front());
  return first ? first->origin() + "/" : site.start.front();
}

// As columns: NULL where there was nothing to have it.
Cell share_of(const Figure& figure) {
  if (figure.of == 0) return {};
  return static_cast<double>(figure.had) / static_cast<double>(figure.of);
}

struct Fill {
  Cell title;
  Cell published;
  Cell body;
  Cell credits;
  Cell median_body;
};

Fill fill_of(const RunFigures& run) {
  const Figure& fresh = run.at(Measure::new_pages);
  const Figure& known = run.at(Measure::known_pages);
  const Figure& length = run.at(Measure::length);
  return {share_of(run.at(Measure::title)), share_of(run.at(Measure::published)),
          share_of({fresh.had + known.had, fresh.of + known.of}),
          share_of(run.at(Measure::credits)), length.of > 0 ? Cell(length.had) : Cell()};
}

CrawlSiteRow read_crawl_site(Database& database, Query& query) {
  CrawlSiteRow row;
  row.crawl_id = query.integer(0);
  row.site_id = query.integer(1);
  row.profile_id = query.integer(2);
  row.summary = {query.text(3),     query.integer(4),
                 query.integer(5),  query.integer(6),
                 query.integer(7),  query.integer(8),
                 query.integer(9),  query.integer(10),
                 query.integer(11), names_in(database, query.text(12))};
  row.line = query.optional_text(13);
  return row;
}

constexpr std::string_view crawl_site_columns =
    "SELECT p.crawl_id, p.site_id, p.profile_id, s.key, p.seen, p.new, p.changed, p.same, p.gone, "
    "p.failed, p.pages, p.bytes, p.warnings, p.summary FROM crawl_site p "
    "JOIN site s ON s.id = p.site_id WHERE p.crawl_id = ?";

}  // namespace

std::string_view name(RunState state) {
  switch (state) {
    case RunState::running:
      return "running";
    case RunState::finished:
      return "finished";
    case RunState::stopped:
      return "stopped";
    case RunState::interrupted:
      return "interrupted";
  }
  return "running";
}

SiteRow save_site(Database& database, const Site& site) {
  const auto known = site_row(database, site.key);
  SiteRow row = known.value_or(SiteRow{});
  if (!known) row.id = next_id(database, "site");
  row.key = site.key;
  row.name = site.title.empty() ? site.key : site.title;
  row.base_url = base_url_of(site);
  row.timezone = site.timezone;
  if (known != row) save(database, row);
  return row;
}

SiteRow ensure_site(Database& database, const std::string& key) {
  if (auto known = site_row(database, key)) return *std::move(known);
  return save_site(database, plain_site(key));
}

std::int64_t save_profile(Database& database, const Site& site, std::int64_t site_id) {
  if (site.text.empty()) return 0;
  const std::string hash = digest::sha256(site.text);
  const std::int64_t known = database.number(
      "SELECT id FROM profile WHERE site_id = ? AND sha256 = ?", site_id, Bytes{hash});
  if (known != 0) return known;
  const std::int64_t id = next_id(database, "profile");
  save_row(database, profile_table, std::array<Cell, 4>{id, Bytes{hash}, site_id, site.text});
  return id;
}

namespace {

// Longer ago is another night: lists have new articles, and articles have come due.
constexpr std::int64_t same_night = 12 * 60 * 60;

std::int64_t newest_run(Database& database, std::span<const SiteRow> sites) {
  std::int64_t newest = 0;
  for (const auto& site : sites) {
    newest = std::max(newest, database.number("SELECT max(p.crawl_id) FROM crawl_site p JOIN crawl "
                                              "c ON c.id = p.crawl_id WHERE p.site_id = ? AND "
                                              "c.command <> ?",
                                              site.id, import_command));
  }
  return newest;
}

std::vector<std::int64_t> sites_of(Database& database, std::int64_t run) {
  std::vector<std::int64_t> ids;
  Query query =
      database.query("SELECT site_id FROM crawl_site WHERE crawl_id = ? ORDER BY site_id", run);
  while (query.next()) ids.push_back(query.integer(0));
  return ids;
}

}  // namespace

std::optional<CrawlRow> unfinished_run(Database& database, std::span<const SiteRow> sites,
                                       std::int64_t now) {
  auto run = crawl_row(database, newest_run(database, sites));
  if (!run || run->state == name(RunState::finished) || run->started < now - same_night)
    return std::nullopt;
  std::vector<std::int64_t> wanted;
  for (const auto& site : sites) wanted.push_back(site.id);
  std::ranges::sort(wanted);
  if (sites_of(database, run->id) != wanted) return std::nullopt;
  return run;
}

void end_dead_runs(Database& database, std::int64_t but) {
  Query query = database.query("SELECT id FROM crawl WHERE state = ? AND id <> ?",
                               name(RunState::running), but);
  while (query.next()) {
    auto run = crawl_row(database, query.integer(0));
    if (!run) continue;
    run->state = name(RunState::interrupted);
    save(database, *run);
  }
}

CrawlRow add_run(Database& database, std::int64_t started, const std::string& command) {
  CrawlRow run{
      next_id(database, "crawl"), started, std::nullopt, std::string(name(RunState::running)),
      std::string(version()),     command};
  save(database, run);
  return run;
}

bool is_import(Database& database, std::int64_t run) {
  return database.number("SELECT command = ? FROM crawl WHERE id = ?", import_command, run) != 0;
}

CrawlSiteRow crawl_site_row(Database& database, std::int64_t run, const SiteRow& site) {
  Query query =
      database.query(std::string(crawl_site_columns) + " AND p.site_id = ?", run, site.id);
  if (query.next()) return read_crawl_site(database, query);
  CrawlSiteRow row;
  row.crawl_id = run;
  row.site_id = site.id;
  row.summary.site = site.key;
  return row;
}

std::vector<CrawlSiteRow> crawl_site_rows(Database& database, std::int64_t run) {
  std::vector<CrawlSiteRow> rows;
  Query query = database.query(std::string(crawl_site_columns) + " ORDER BY p.site_id", run);
  while (query.next()) rows.push_back(read_crawl_site(database, query));
  return rows;
}

void save(Database& database, const CrawlSiteRow& row) {
  const SiteSummary& summary = row.summary;
  const Fill fill = row.line ? fill_of(count_figures(database, row.crawl_id, row.site_id)) : Fill{};
  const std::string warnings = json_array(summary.warnings);
  save_row(
      database, crawl_site_table,
      std::array<Cell, 18>{row.crawl_id, row.site_id, reference(row.profile_id), summary.seen,
                           summary.fresh, summary.changed, summary.same, summary.gone,
                           summary.failed, summary.pages, summary.bytes, fill.title, fill.published,
                           fill.body, fill.credits, fill.median_body, warnings, cell(row.line)});
}

}  // namespace newsarc::store
