#include "store/read/reader.h"

#include <charconv>
#include <limits>
#include <utility>

#include "store/file/lock.h"
#include "store/file/read_only.h"
#include "store/read/capture_walk.h"
#include "store/read/change_log.h"
#include "store/read/outdated.h"
#include "store/read/query_functions.h"
#include "store/read/record_walk.h"
#include "store/read/records.h"
#include "store/read/search_hits.h"
#include "store/sqlite/json_text.h"
#include "store/tables/left_alone.h"
#include "store/tables/pages.h"
#include "store/tables/runs.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::store {

struct Reader::State {
  std::filesystem::path file;
  std::optional<Instant> as_of;
  Database database;
};

namespace {

std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc() || stopped != end) return std::nullopt;
  return number;
}

// The version a query names, as a Record; `what` is the error's clause when there is none.
template <class... Values>
Result<Record> record_at(Database& database, const std::string& what, const std::string& where,
                         std::string_view sql, const Values&... values) {
  const std::int64_t version_id = database.number(sql, values...);
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  if (version_id == 0) return failure(Fault::not_found, what, where);
  return load_record(database, version_id);
}

std::string name_of(std::int64_t article_id) { return "article " + std::to_string(article_id); }

}  // namespace

Reader::Reader(std::unique_ptr<State> state) : state_(std::move(state)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::open(const std::filesystem::path& file, std::optional<Instant> as_of) {
  auto database = open_read_only(file, as_of);
  if (!database) return tl::unexpected(std::move(database).error());
  register_functions(*database);
  if (auto ready = database->take_error(); !ready) return tl::unexpected(ready.error());
  return Reader(std::make_unique<State>(State{file, as_of, *std::move(database)}));
}

Result<std::int64_t> Reader::find_article(const std::string& id_or_url) const {
  Database& database = state_->database;
  std::int64_t found = 0;
  if (const auto id = number_in(id_or_url)) {
    found = database.number("SELECT id FROM article WHERE id = ?", *id);
  } else if (const auto parsed = url::parse(id_or_url)) {
    found = database.number(
        "SELECT a.id FROM url u JOIN article a ON a.id = u.article_id WHERE u.url_key = ?",
        url::archive_key(*parsed));
  }
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  if (found != 0) return found;
  const std::string when = state_->as_of ? " that was known at " + to_text(*state_->as_of) : "";
  return failure(Fault::not_found, "no article" + when + " has this number or URL", id_or_url);
}

Result<Record> Reader::latest(std::int64_t article_id) const {
  return record_at(state_->database, "there is no such article", name_of(article_id),
                   "SELECT current_version_id FROM article WHERE id = ?", article_id);
}

Result<Record> Reader::version(std::int64_t article_id, int number) const {
  if (number < 1)
    return failure(Fault::not_found, "versions are counted from 1", name_of(article_id));
  return record_at(state_->database, "the article has no version " + std::to_string(number),
                   name_of(article_id),
                   "SELECT id FROM version WHERE article_id = ? ORDER BY valid_from, id "
                   "LIMIT 1 OFFSET ?",
                   article_id, number - 1);
}

Result<Record> Reader::version_at(std::int64_t article_id, Instant at) const {
  return record_at(state_->database, "the article was not known at " + to_text(at),
                   name_of(article_id),
                   "SELECT id FROM version WHERE article_id = ? AND valid_from <= ? "
                   "ORDER BY valid_from DESC, id DESC LIMIT 1",
                   article_id, seconds_of(at));
}

Result<std::vector<Record>> Reader::versions(std::int64_t article_id) const {
  std::vector<Record> records;
  Query query = state_->database.query(
      "SELECT id FROM version WHERE article_id = ? ORDER BY valid_from, id", article_id);
  while (query.next()) {
    auto record = load_record(state_->database, query.integer(0));
    if (!record) return tl::unexpected(std::move(record).error());
    records.push_back(*std::move(record));
  }
  if (auto read = state_->database.take_error(); !read) return tl::unexpected(read.error());
  if (records.empty())
    return failure(Fault::not_found, "there is no such article", name_of(article_id));
  return records;
}

Result<std::vector<StateEvent>> Reader::state_events(std::int64_t article_id) const {
  std::vector<StateEvent> events;
  Query query = state_->database.query(
      "SELECT at, from_state, to_state FROM state_event WHERE article_id = ? ORDER BY id",
      article_id);
  while (query.next())
    events.push_back({to_text(instant_of(query.integer(0))), query.text(1), query.text(2)});
  if (auto read = state_->database.take_error(); !read) return tl::unexpected(read.error());
  return events;
}

Result<Record> Reader::record(std::int64_t version_id) const {
  return load_record(state_->database, version_id);
}

Result<std::vector<ReadBy>> Reader::read_by() const { return extractors_in_use(state_->database); }

Result<void> Reader::for_each_outdated(const std::map<std::string, std::string>& extractors,
                                       const std::function<bool(const Outdated&)>& each) const {
  return outdated_versions(state_->database, extractors, each);
}

Result<std::vector<Page>> Reader::pages(std::int64_t version_id) const {
  auto pages = load_version_pages(state_->database, version_id);
  if (auto read = state_->database.take_error(); !read) return tl::unexpected(read.error());
  if (pages && pages->empty())
    return failure(Fault::not_found, "no page is stored for version " + std::to_string(version_id),
                   "table version_page");
  return pages;
}

Result<Found> Reader::search(const std::string& words, const SearchFilter& filter) const {
  return search_hits(state_->database, words, filter);
}

Result<std::int64_t> Reader::versions_not_indexed() const {
  Database& database = state_->database;
  Query query = database.query(
      "SELECT count(*) FROM meta m JOIN version v ON v.id > CAST(m.value AS INTEGER) "
      "WHERE m.key = 'indexed_version'");
  const std::int64_t count = query.next() ? query.integer(0) : 0;
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return count;
}

Result<Facets> Reader::count_finds(const std::string& words, const SearchFilter& filter,
                                   Facet facet) const {
  return count_hits(state_->database, words, filter, facet);
}

Result<std::vector<Address>> Reader::addresses(std::int64_t article_id) const {
  return load_addresses(state_->database, article_id);
}

Result<std::vector<Naming>> Reader::namings(std::int64_t article_id) const {
  Database& database = state_->database;
  std::vector<Naming> namings;
  Query query = database.query(
      "SELECT from_url, from_kind, text, at FROM links WHERE article_id = ? ORDER BY fetch_id",
      article_id);
  while (query.next())
    namings.push_back({query.text(0), query.text(1), query.text(2), query.text(3)});
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return namings;
}

Result<std::vector<StoredReading>> Reader::readings(std::int64_t version_id) const {
  return load_stored_readings(state_->database, version_id);
}

Result<void> Reader::log(const LogFilter& filter,
                         const std::function<bool(const LogEntry&)>& each) const {
  return walk_log(state_->database, filter, each);
}

Result<void> Reader::require_site(const std::string& key) const {
  Database& database = state_->database;
  std::string others;
  Query sites = database.query("SELECT key FROM site ORDER BY key");
  while (sites.next()) {
    if (sites.text(0) == key) return {};
    others += (others.empty() ? "" : ", ") + sites.text(0);
  }
  if (auto read = database.take_error(); !read) return read;
  return failure(Fault::not_found,
                 others.empty() ? "the archive has no site yet"
                                : "the archive has no site of this name; it has " + others,
                 key);
}

Result<void> Reader::for_each(const RecordFilter& filter,
                              const std::function<bool(const Record&)>& each) const {
  return walk_records({state_->database, state_->file, state_->as_of}, filter, each);
}

Result<void> Reader::for_each_key(const RecordFilter& filter,
                                  const std::function<bool(const RecordKey&)>& each) const {
  return walk_keys({state_->database, state_->file, state_->as_of}, filter, each);
}

Result<CaptureTally> Reader::for_each_capture(
    const RecordFilter& filter,
    const std::function<bool(const std::vector<StoredCapture>&)>& each) const {
  auto asked = articles_of({state_->database, state_->file, state_->as_of}, filter);
  if (!asked) return tl::unexpected(std::move(asked).error());
  CaptureChoice choice{filter.site, *std::move(asked)};
  if (filter.query || filter.from || filter.to)
    choice.articles = articles_published(state_->database, filter, choice.articles);
  return walk_captures(state_->database, choice, each);
}

namespace {

std::vector<RunSite> sites_of_run(Database& database, std::int64_t run) {
  std::vector<RunSite> sites;
  Query rows = database.query(
      "SELECT s.key, p.pages, p.seen, p.new, p.changed, p.same, p.gone, p.failed, p.bytes, "
      "(SELECT count(*) FROM frontier w WHERE w.crawl_id = p.crawl_id AND w.site_id = p.site_id "
      "AND w.state = 'waiting') FROM crawl_site p JOIN site s ON s.id = p.site_id WHERE "
      "p.crawl_id = ? ORDER BY p.site_id",
      run);
  while (rows.next())
    sites.push_back({rows.text(0), rows.integer(1), rows.integer(2), rows.integer(3),
                     rows.integer(4), rows.integer(5), rows.integer(6), rows.integer(7),
                     rows.integer(8), rows.integer(9)});
  return sites;
}

std::vector<std::string> summaries_of_run(Database& database, std::int64_t run) {
  std::vector<std::string> summaries;
  Query lines = database.query(
      "SELECT summary FROM crawl_site WHERE crawl_id = ? AND summary IS NOT NULL ORDER BY site_id",
      run);
  while (lines.next()) summaries.push_back(lines.text(0));
  return summaries;
}

// Runs that are being written, among those whose rows say so: a killed one says so for ever.
class RunsUnderWay {
 public:
  explicit RunsUnderWay(std::filesystem::path file)
      : file_(std::move(file)), holder_(Lock::holder(file_)) {}

  // Newest first: a writer has one run, its newest. It may have begun since the first look.
  bool has(const std::string& command) {
    if (!holder_) holder_ = Lock::holder(file_);
    return !found_ && (found_ = holder_ && holder_->command == command);
  }

 private:
  std::filesystem::path file_;
  std::optional<Lock::Holder> holder_;
  bool found_ = false;
};

}  // namespace

Result<std::vector<RunRow>> Reader::runs(int limit) const {
  Database& database = state_->database;
  std::vector<RunRow> runs;
  RunsUnderWay under_way(state_->file);
  Query query = database.query(
      "SELECT id, started, finished, state, command FROM crawl ORDER BY id DESC LIMIT ?", limit);
  while (query.next()) {
    RunRow run;
    run.id = query.integer(0);
    run.started = to_text(instant_of(query.integer(1)));
    if (const auto finished = query.optional_integer(2))
      run.finished = to_text(instant_of(*finished));
    run.state = query.text(3);
    run.is_import = query.text(4) == import_command;
    if (run.state == "running" && !state_->as_of && !under_way.has(query.text(4)))
      run.state = "broken_off";
    run.sites = sites_of_run(database, run.id);
    run.summaries = summaries_of_run(database, run.id);
    runs.push_back(std::move(run));
  }
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return runs;
}

namespace {

// How the site's last crawl that ended left it.
void add_last_run(Database& database, std::int64_t site_id, SiteStatus& status) {
  Query last = database.query(
      "SELECT p.failed, p.fill_title, p.fill_published, p.fill_body, p.fill_credits, "
      "p.median_body, p.warnings FROM crawl_site p JOIN crawl c ON c.id = p.crawl_id WHERE "
      "p.site_id = ? AND p.summary IS NOT NULL AND c.command <> 'newsarc import' "
      "ORDER BY p.crawl_id DESC LIMIT 1",
      site_id);
  if (!last.next()) return;
  status.failed_last_run = last.integer(0);
  status.fill_title = last.optional_real(1);
  status.fill_published = last.optional_real(2);
  status.fill_body = last.optional_real(3);
  status.fill_credits = last.optional_real(4);
  status.median_body = last.optional_integer(5);
  status.warnings = names_in(database, last.text(6));
}

}  // namespace

Result<std::vector<SiteStatus>> Reader::sites(Instant now) const {
  std::vector<SiteStatus> sites;
  Query query = state_->database.query(
      "SELECT s.key, "
      "(SELECT count(*) FROM article a WHERE a.site_id = s.id), "
      "(SELECT count(*) FROM version v JOIN article a ON a.id = v.article_id "
      "  WHERE a.site_id = s.id), "
      "(SELECT count(*) FROM article a WHERE a.site_id = s.id AND a.state = 'gone'), "
      "(SELECT count(*) FROM frontier w JOIN crawl c ON c.id = w.crawl_id "
      "  WHERE w.site_id = s.id AND w.state = 'waiting' AND c.state <> 'finished'), "
      "(SELECT count(*) FROM article a WHERE a.site_id = s.id AND a.next_check <= ?), "
      "(SELECT max(a.last_ok) FROM article a WHERE a.site_id = s.id), s.id, "
      "(SELECT count(*) FROM article a JOIN url u ON u.article_id = a.id WHERE a.site_id = s.id) "
      "FROM site s ORDER BY s.id",
      seconds_of(now));
  while (query.next()) {
    SiteStatus status;
    status.site = query.text(0);
    status.articles = query.integer(1);
    status.versions = query.integer(2);
    status.gone = query.integer(3);
    status.waiting = query.integer(4);
    status.due = query.integer(5);
    status.addresses = query.integer(8);
    if (const auto last = query.optional_integer(6)) status.last_ok = to_text(instant_of(*last));
    add_last_run(state_->database, query.integer(7), status);
    sites.push_back(std::move(status));
  }
  if (auto read = state_->database.take_error(); !read) return tl::unexpected(read.error());
  return sites;
}

Result<std::map<std::string, Instant>> Reader::left_alone(Instant now) const {
  auto hosts = hosts_left_alone(state_->database, now);
  if (auto read = state_->database.take_error(); !read) return tl::unexpected(read.error());
  return hosts;
}

}  // namespace newsarc::store
