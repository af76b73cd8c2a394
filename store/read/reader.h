#pragma once
// Reader: an archive opened read-only, for commands that look. Opening and reading never create or
// change a file. Each Reader has its own connection; one thread at a time.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/article.h"
#include "core/capture.h"
#include "core/result.h"

namespace newsarc::store {

// One version of one article: a row of the views `articles` and `versions`, same names and order.
struct Record {
  std::int64_t article_id = 0;
  std::int64_t version_id = 0;
  int version = 0;  // 1, 2, …
  std::string site;
  std::string url;
  std::string title;
  std::string title_simplified;
  std::optional<std::string> published;  // as the page states it, RFC 3339 with its own precision
  std::optional<std::string> published_date;  // "2020-10-13"
  std::optional<std::string> modified;
  std::optional<std::string> section;
  std::optional<std::string> source;
  std::vector<std::string> authors;
  std::string language;
  std::string script;
  std::string body;
  std::string body_simplified;
  std::string valid_from;               // UTC, ends in Z
  std::optional<std::string> valid_to;  // nothing: the latest
  std::string change;                   // "new", "edit", "title", "cosmetic"
  std::int64_t chars_added = 0;
  std::int64_t chars_removed = 0;
  std::string extractor;
  std::string first_seen;
  std::string last_seen;
  std::string state;  // "live", "gone", "redirected", "blocked"
  int versions = 0;   // how many the article has
  std::vector<Credit> credits;
  std::vector<Evidence> evidence;
  std::vector<Image> images;
};

struct StateEvent {
  std::string at;
  std::string from;
  std::string to;
};

// An address under which an article is known.
struct Address {
  std::string url;
  std::string merged_by;  // why: "key", "redirect", "canonical", "loose"
  bool is_canonical = false;
};

// One parse of the bytes of a version.
struct StoredReading {
  std::int64_t id = 0;
  std::string extractor;
  std::string fetched_at;   // when those bytes came
  bool is_current = false;  // the one that is shown
};

// A change in the archive: a version, or an article's change of state.
struct LogEntry {
  std::string at;
  std::string kind;  // "new", "edit", "title", "cosmetic"; "gone", "restored", "redirected",
                     // "blocked", "live" (asked for again after one of the last two)
  std::int64_t article_id = 0;
  int version = 0;  // the one that began, or stood
  std::string site;
  std::string url;
  std::string title;
  std::int64_t chars_added = 0;
  std::int64_t chars_removed = 0;
};

struct LogFilter {
  std::optional<std::string> site;
  std::optional<Instant> from;     // inclusive
  std::optional<Instant> to;       // inclusive
  std::vector<std::string> kinds;  // none: all
  std::optional<std::int64_t> limit;
};

struct Hit {
  std::int64_t article_id = 0;
  std::string url;
  std::string site;
  std::string title;
  std::optional<std::string> published;
  std::string snippet;
};

enum class SearchOrder {
  relevance,  // most of what was asked for in the least text
  newest,     // by the published day, else the day first seen
};

struct SearchFilter {
  std::optional<std::string> site;
  std::optional<std::string> from;  // published_date, inclusive: "2020-10-01"
  std::optional<std::string> to;    // inclusive
  std::optional<std::string> author;
  bool changed = false;  // only articles whose text or title was edited
  bool gone = false;     // only articles that are gone
  SearchOrder order = SearchOrder::relevance;
  std::int64_t limit = 20;
  std::string highlight_open = "[";
  std::string highlight_close = "]";
};

struct Found {
  std::int64_t total = 0;
  bool is_exact = true;   // false: so many that not all were looked at, the total is at most that
  std::vector<Hit> hits;  // in the order asked for
};

enum class Facet { site, section, year, author, source };

// How many finds fall to each site, section, year of publication, author or source.
struct Facets {
  struct Count {
    std::optional<std::string> value;  // none: the page states none
    std::int64_t articles = 0;
    bool operator==(const Count&) const = default;
  };
  std::int64_t total = 0;     // articles found
  std::vector<Count> counts;  // most first
};

// A page that named one of an article's URLs.
struct Naming {
  std::string from_url;
  std::string from_kind;  // "list", "feed", "sitemap", "article"
  std::string text;       // "" where it said nothing
  std::string at;
};

struct RecordFilter {
  std::optional<std::string> site;
  std::optional<std::string> from;  // published_date, inclusive
  std::optional<std::string> to;
  bool all_versions = false;
  std::optional<std::string> query;  // SQL whose first column is an article_id: only those articles
  const std::atomic<bool>* interrupted = nullptr;  // ends the query
};

// A record without its text: what tells where an export puts it, and what it is like.
struct RecordKey {
  std::int64_t article_id = 0;
  std::int64_t version_id = 0;
  std::string site;
  std::optional<std::string> published_date;
  std::string language;
  std::int64_t text_id = 0;   // equal ones: the same body, byte by byte
  std::uint64_t simhash = 0;  // of the folded body; 0 for none
};

// One site's part of a run, as far as it has come.
struct RunSite {
  std::string site;
  std::int64_t pages = 0;  // answers of any kind
  std::int64_t seen = 0;   // articles visited: the five that follow
  std::int64_t fresh = 0;  // "new"
  std::int64_t changed = 0;
  std::int64_t same = 0;
  std::int64_t gone = 0;
  std::int64_t failed = 0;
  std::int64_t bytes = 0;
  std::int64_t waiting = 0;  // pages still to be asked for
};

struct RunRow {
  std::int64_t id = 0;
  std::string started;
  std::optional<std::string> finished;
  std::string state;  // as in table crawl; "broken_off": running, but no process is at it
  bool is_import = false;
  std::vector<RunSite> sites;
  std::vector<std::string> summaries;  // the summary line of each site, as the run printed it
};

struct SiteStatus {
  std::string site;
  std::int64_t articles = 0;
  std::int64_t addresses = 0;  // that they are known under
  std::int64_t versions = 0;
  std::int64_t gone = 0;
  std::int64_t waiting = 0;  // frontier rows of unfinished runs
  std::int64_t due = 0;      // articles whose next check has come
  std::optional<std::string> last_ok;
  // Of its last run that has ended:
  std::int64_t failed_last_run = 0;
  std::optional<double> fill_title;  // shares, as crawl_site has them
  std::optional<double> fill_published;
  std::optional<double> fill_body;
  std::optional<double> fill_credits;
  std::optional<std::int64_t> median_body;
  std::vector<std::string> warnings;  // what stands: drift, mass disappearance
};

// What has read the versions of a site.
struct ReadBy {
  std::string site;
  std::string extractor;
  std::int64_t versions = 0;
};

// A version whose reading is shown but not made by the wanted extractor.
struct Outdated {
  std::int64_t version_id = 0;
  std::int64_t reading_id = 0;
  std::string site;
};

struct StoredCapture;  // store/read/captures.h
struct CaptureTally;

class Reader {
 public:
  // With `as_of`, all that is read is as the archive stood then, by time of capture.
  // Errors: schema (none there, none at all, or a newer one), damaged, disk.
  static Result<Reader> open(const std::filesystem::path& file,
                             std::optional<Instant> as_of = std::nullopt);
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // An article id ("17") or one of an article's URLs. Error: not_found.
  Result<std::int64_t> find_article(const std::string& id_or_url) const;

  // The latest version; that of a number; the one valid at an instant. Error: not_found.
  Result<Record> latest(std::int64_t article_id) const;
  Result<Record> version(std::int64_t article_id, int number) const;
  Result<Record> version_at(std::int64_t article_id, Instant at) const;
  Result<std::vector<Record>> versions(std::int64_t article_id) const;  // oldest first
  Result<std::vector<StateEvent>> state_events(std::int64_t article_id) const;

  Result<Record> record(std::int64_t version_id) const;  // Error: not_found

  Result<std::vector<Address>> addresses(std::int64_t article_id) const;       // its own first
  Result<std::vector<Naming>> namings(std::int64_t article_id) const;          // oldest first
  Result<std::vector<StoredReading>> readings(std::int64_t version_id) const;  // oldest first

  // The stored page or pages a version was read from, bytes as received.
  Result<std::vector<Page>> pages(std::int64_t version_id) const;

  // `words` as a person typed them; what is found says them so. Of many finds (a thousand) the
  // texts of those to be shown are looked at and the total is what the index knows; with a limit of
  // 0 all are. Error: usage, without a word.
  Result<Found> search(const std::string& words, const SearchFilter& filter) const;

  // Versions that no search finds yet: a crawl that runs indexes them soon, and when one was killed
  // the next command that writes does.
  Result<std::int64_t> versions_not_indexed() const;

  // The same finds, counted. An author is one in either script; an article may have several.
  Result<Facets> count_finds(const std::string& words, const SearchFilter& filter,
                             Facet facet) const;

  // Every record once, by article_id, then version. Stops when `each` returns false.
  Result<void> for_each(const RecordFilter& filter,
                        const std::function<bool(const Record&)>& each) const;

  // The same without their texts.
  Result<void> for_each_key(const RecordFilter& filter,
                            const std::function<bool(const RecordKey&)>& each) const;

  // Every answer there is, in the order in which they came; of one site, or of the articles that a
  // filter by date or query leaves (`all_versions` means nothing here). Stops when `each` returns
  // false.
  Result<CaptureTally> for_each_capture(
      const RecordFilter& filter,
      const std::function<bool(const std::vector<StoredCapture>&)>& each) const;

  // Newest first. Stops when `each` returns false.
  Result<void> log(const LogFilter& filter, const std::function<bool(const LogEntry&)>& each) const;

  // Error: not_found, naming the sites there are.
  Result<void> require_site(const std::string& key) const;

  Result<std::vector<ReadBy>> read_by() const;

  // Every version, by article and time, of the sites that `extractors` names (site key : wanted
  // extractor) whose reading another extractor made. Stops when `each` returns false. No statement
  // is open while it runs: a writer is free to go on.
  Result<void> for_each_outdated(const std::map<std::string, std::string>& extractors,
                                 const std::function<bool(const Outdated&)>& each) const;

  Result<std::vector<RunRow>> runs(int limit) const;  // newest first
  Result<std::vector<SiteStatus>> sites(Instant now) const;

  // Hosts, by origin, that said (Retry-After) when to come back, and that moment; of later than
  // now.
  Result<std::map<std::string, Instant>> left_alone(Instant now) const;

 private:
  struct State;
  explicit Reader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::store
