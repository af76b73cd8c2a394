#include "store/write/archive.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "core/version.h"
#include "store/blobs/blobs.h"
#include "store/file/lock.h"
#include "store/schema/schema.h"
#include "store/tables/run_figures.h"
#include "store/tables/runs.h"
#include "store/tables/search_index.h"
#include "store/tables/states.h"
#include "store/tables/summary.h"
#include "store/write/cuts.h"
#include "store/write/frontier_rows.h"
#include "store/write/repack.h"
#include "store/write/rereadings.h"
#include "store/write/takedown.h"
#include "store/write/visits.h"
#include "url/key.h"

namespace newsarc::store {

struct Archive::State {
  Lock lock;  // outlives the connection
  std::string command;
  Database database;
  BlobWriter blobs;
  SearchIndex index;
  std::map<std::string, Site> sites;  // of the run, by key

  State(Lock held, std::string what_for, Database opened)
      : lock(std::move(held)), command(std::move(what_for)), database(std::move(opened)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  void add_site(const Site& site);  // of an import
};

namespace {

namespace fs = std::filesystem;

// A reader may hold the file for the moment of a checkpoint; writers are kept out by the lock.
constexpr int busy_milliseconds = 10'000;

Result<void> check_place(const fs::path& file, bool create) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    return failure(Fault::disk, "this is a directory; an archive is a file", file.string());
  if (fs::exists(file, ignored) && !fs::is_regular_file(file, ignored))
    return failure(Fault::schema, "this is no regular file, and no newsarc archive", file.string());
  if (fs::exists(file, ignored)) {
    if (fs::hard_link_count(file, ignored) == 1) return {};
    return failure(Fault::disk,
                   "the archive has more than one name (hard links); writers by two names destroy "
                   "it: make a copy with newsarc backup, and write to that",
                   file.string());
  }
  if (!create) return failure(Fault::schema, "there is no archive here", file.string());
  const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::is_directory(parent, ignored))
    return failure(Fault::disk, "the directory of the archive does not exist; make it first",
                   file.string());
  return {};
}

// Pages of the write-ahead log at which they go into the file. A crawl writes the same few dozen
// pages in every commit: at SQLite's own 1,000 it is a tenth slower.
constexpr int checkpoint_pages = 4000;

// What must be set before the first table, and before every use.
void configure(Database& database, bool is_new) {
  if (is_new) database.script("PRAGMA page_size = " + std::to_string(page_size));
  database.script(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
      "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = " +
      std::to_string(checkpoint_pages));
  // The schema has none: one that is there is a stranger's.
  sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
}

Result<void> prepare(Database& database, const std::string& name) {
  sqlite3_busy_timeout(database.handle(), busy_milliseconds);
  const bool is_new = is_blank_database(database);
  if (!is_new || database.failed()) {
    if (auto checked = check_schema(database, name); !checked) return checked;
  }
  configure(database, is_new);
  if (is_new) {
    if (auto created = create_schema(database, version()); !created) return created;
  }
  if (auto migrated = migrate(database, migrations()); !migrated) return migrated;
  return check_index(database);
}

// Rolls back what a failed transaction began, and gives its error.
tl::unexpected<Error> give_up(Database& database) {
  auto error = database.take_error();
  sqlite3_exec(database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  return tl::unexpected(error ? Error{} : std::move(error).error());
}

}  // namespace

// At the end the file stands alone: no -wal, no -shm, so that reading it creates none.
Archive::State::~State() {
  sqlite3_busy_timeout(database.handle(), 0);
  static_cast<void>(database.take_error());
  static_cast<void>(index.catch_up(database));
  static_cast<void>(database.take_error());
  sqlite3_exec(database.handle(), "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
  sqlite3_exec(database.handle(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
}

void Archive::State::add_site(const Site& site) {
  const SiteRow row = save_site(database, site);
  static_cast<void>(save_profile(database, site, row.id));
  sites.insert_or_assign(site.key, site);
}

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(const fs::path& file, const Opening& opening) {
  if (auto place = check_place(file, opening.create); !place)
    return tl::unexpected(std::move(place).error());
  auto lock = Lock::acquire(file, opening.command);
  if (!lock) return tl::unexpected(std::move(lock).error());
  const int flags = SQLITE_OPEN_READWRITE | (opening.create ? SQLITE_OPEN_CREATE : 0);
  auto database = Database::open(file.string(), flags);
  if (!database) return tl::unexpected(std::move(database).error());
  if (auto prepared = prepare(*database, file.string()); !prepared)
    return tl::unexpected(std::move(prepared).error());
  auto state = std::make_unique<State>(*std::move(lock), opening.command, *std::move(database));
  if (auto indexed = state->index.catch_up(state->database); !indexed)
    return tl::unexpected(std::move(indexed).error());
  return Archive(std::move(state));
}

namespace {

void admit_seeds(Database& database, std::int64_t run, std::span<const Request> seeds) {
  for (const auto& seed : seeds) {
    const SiteRow site = ensure_site(database, seed.site);
    admit(database, run, site.id, ensure_url(database, seed.wanted, site.id, run), seed);
  }
}

}  // namespace

Result<Run> Archive::begin_run(std::span<const Site> sites, std::span<const Request> seeds,
                               Refresh refresh, Instant now) {
  Database& database = state_->database;
  database.script("BEGIN IMMEDIATE");
  state_->sites.clear();
  std::vector<SiteRow> rows;
  for (const auto& site : sites) {
    rows.push_back(save_site(database, site));
    state_->sites.insert_or_assign(site.key, site);
  }
  const auto unfinished = unfinished_run(database, rows, seconds_of(now));
  CrawlRow run = unfinished ? *unfinished : add_run(database, seconds_of(now), state_->command);
  run.state = name(RunState::running);
  run.finished.reset();
  save(database, run);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CrawlSiteRow part = crawl_site_row(database, run.id, rows[i]);
    part.profile_id = save_profile(database, sites[i], rows[i].id);
    save(database, part);
  }
  admit_seeds(database, run.id, seeds);  // a profile may have new ones since the run began
  for (const auto& site : rows) {
    if (!unfinished || refresh == Refresh::all)
      admit_known(database, run.id, site, refresh, seconds_of(now));
    if (!unfinished) take_over_waiting(database, run.id, site.id);
  }
  end_dead_runs(database, run.id);
  auto waiting = waiting_requests(database, run.id);
  if (!waiting) database.fail(waiting.error());
  database.script("COMMIT");
  if (database.failed()) return give_up(database);
  return Run{run.id, unfinished.has_value(), *std::move(waiting)};
}

Result<std::int64_t> Archive::begin_import(std::span<const Site> sites, Instant now) {
  Database& database = state_->database;
  database.script("BEGIN IMMEDIATE");
  state_->sites.clear();
  for (const auto& site : sites) state_->add_site(site);
  const CrawlRow run = add_run(database, seconds_of(now), std::string(import_command));
  end_dead_runs(database, run.id);
  database.script("COMMIT");
  if (database.failed()) return give_up(database);
  return run.id;
}

Result<void> Archive::join_import(const Site& site) {
  Database& database = state_->database;
  database.script("BEGIN IMMEDIATE");
  state_->add_site(site);
  database.script("COMMIT");
  if (database.failed()) return give_up(database);
  return {};
}

Result<std::vector<PutResult>> Archive::put(std::int64_t run, std::span<const Visit> visits) {
  Database& database = state_->database;
  if (state_->index.is_due()) {
    if (auto indexed = state_->index.catch_up(database); !indexed) return give_up(database);
  }
  Group group{database, state_->blobs, state_->index, run, is_import(database, run), state_->sites};
  std::vector<PutResult> results;
  database.script("BEGIN IMMEDIATE");
  expect_blobs(group, visits);
  for (const auto& visit : visits) {
    if (database.failed()) break;
    results.push_back(put_visit(group, visit));
  }
  for (const auto& [site_id, tally] : group.tallies) save(database, tally);
  state_->blobs.let_go();
  database.script("COMMIT");
  if (!database.failed()) return results;
  state_->blobs.forget();
  state_->index.forget();
  return give_up(database);
}

Result<void> Archive::take_readings(std::span<const NewReading> readings) {
  Database& database = state_->database;
  database.script("BEGIN IMMEDIATE");
  for (const auto& reading : readings) take_reading(database, state_->index, reading);
  database.script("COMMIT");
  if (!database.failed()) return {};
  state_->index.forget();
  return give_up(database);
}

namespace {

// The line and the warnings that an earlier end of the same run left are replaced: it goes on
// counting.
void end_site(Database& database, const CrawlRow& run, CrawlSiteRow& part, RunState state,
              Span took, const std::string& note) {
  auto& warnings = part.summary.warnings;
  std::erase_if(warnings, [](const auto& warning) { return !tells_of_cuts(warning); });
  const auto cuts = std::exchange(warnings, {});
  if (run.command != import_command) {
    if (state == RunState::finished) warnings = mark_gone(database, run, part.site_id).warnings;
    std::ranges::move(drift_warnings(database, run.id, part.site_id, part.profile_id),
                      std::back_inserter(warnings));
  }
  std::ranges::copy(cuts, std::back_inserter(warnings));
  part.line = summary_line(part.summary, took, run.id, note);
  save(database, part);
}

}  // namespace

Result<std::vector<SiteSummary>> Archive::end_run(std::int64_t run, RunState state, Instant now,
                                                  std::optional<Span> took,
                                                  const std::string& note) {
  Database& database = state_->database;
  database.script("BEGIN IMMEDIATE");
  auto row = crawl_row(database, run);
  if (!row) {
    database.fail({Fault::internal, "no such run: " + std::to_string(run), "table crawl"});
    return give_up(database);
  }
  row->state = name(state);
  if (state == RunState::finished) row->finished = seconds_of(now);
  save(database, *row);
  std::vector<SiteSummary> summaries;
  for (auto& part : crawl_site_rows(database, run)) {
    end_site(database, *row, part, state, took.value_or(now - instant_of(row->started)), note);
    summaries.push_back(part.summary);
  }
  if (state == RunState::finished) database.run("DELETE FROM frontier WHERE crawl_id = ?", run);
  database.script("COMMIT");
  if (database.failed()) return give_up(database);
  return summaries;
}

Result<Repacked> Archive::repack(Instant now, const std::function<bool(Repacked)>& progress) {
  Database& database = state_->database;
  state_->blobs.forget();
  auto repacked = repack_blobs(database, seconds_of(now), progress);
  if (!repacked) return give_up(database);
  if (repacked->done == repacked->total) database.script("VACUUM");
  if (database.failed()) return give_up(database);
  return repacked;
}

Result<std::int64_t> Archive::reindex() {
  Database& database = state_->database;
  state_->index.forget();
  static_cast<void>(empty_index(database));
  static_cast<void>(state_->index.catch_up(database));
  tidy_index(database);
  if (database.failed()) return give_up(database);
  return database.number("SELECT count(*) FROM version");
}

namespace {

// Nothing of it may stay in free pages or in old segments of the index either.
Result<void> clear_freed_pages(Database& database, const Url& url) {
  tidy_index(database);
  database.script("VACUUM");
  const bool is_held = database.number("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
  if (auto cleared = database.take_error(); !cleared)
    return failure(cleared.error().fault,
                   "it is taken down, but its bytes are in the file still, as they could not be "
                   "cleared (" +
                       cleared.error().what + "); mend that, and run newsarc forget again",
                   url.href());
  if (!is_held) return {};
  return failure(Fault::busy,
                 "it is taken down, but its bytes stay in the file as long as another program "
                 "reads the archive; end that one, and run newsarc forget again",
                 url.href());
}

}  // namespace

Result<Forgotten> Archive::forget(const Url& url, const std::string& why, Instant now) {
  Database& database = state_->database;
  const auto row = url_row_by_key(database, url::archive_key(url));
  if (auto read = database.take_error(); !read) return tl::unexpected(std::move(read).error());
  if (!row) return failure(Fault::not_found, "nothing was fetched at this URL", url.href());
  database.script("PRAGMA secure_delete = ON; BEGIN IMMEDIATE");
  Takedown takedown{database, state_->blobs, state_->index, why, seconds_of(now)};
  Forgotten forgotten = takedown.carry_out(row->id);
  database.script("COMMIT");
  state_->blobs.forget();
  if (database.failed()) {
    state_->index.forget();
    return give_up(database);
  }
  if (auto cleared = clear_freed_pages(database, url); !cleared)
    return tl::unexpected(std::move(cleared).error());
  return forgotten;
}

Result<std::vector<SiteSummary>> Archive::summaries(std::int64_t run) const {
  std::vector<SiteSummary> summaries;
  for (const auto& part : crawl_site_rows(state_->database, run)) summaries.push_back(part.summary);
  if (auto read = state_->database.take_error(); !read) return tl::unexpected(read.error());
  return summaries;
}

}  // namespace newsarc::store
