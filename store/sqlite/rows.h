#pragma once
// Rows: the content tables as plain structs, and the one function that binds a row and its
// row_hash. A reference that is 0 stands for NULL. Private to store/.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// Columns in table order, row_hash (always the last) left out. `key`: the columns that a second
// save of the row is known by; "" where rows are only ever added.
struct Table {
  std::string_view name;
  std::string_view columns;
  std::string_view key;
};

// What hashes are made over: each cell as a type letter (n, i, r, t, b), then for numbers eight
// bytes little-endian, for text and BLOBs their length likewise and their bytes.
std::string encode(std::span<const Cell> cells);
// The first eight bytes of SHA-256 over encode().
std::string row_hash(std::span<const Cell> cells);

void save_row(Database& database, const Table& table, std::span<const Cell> cells);
// A row that is not there yet, said to be so: an INSERT that may turn into an UPDATE makes SQLite
// keep a journal for the statement, which takes longer than the row.
void add_row(Database& database, const Table& table, std::span<const Cell> cells);

// An id that the table has not used for its newest row.
std::int64_t next_id(Database& database, std::string_view table);
// An id that no row ever had: those of articles and versions stand in people's notes and queries.
std::int64_t next_lasting_id(Database& database, std::string_view table);
// Before rows go from such a table.
void keep_last_id(Database& database, std::string_view table);

std::optional<std::string> meta(Database& database, std::string_view key);
void save_meta(Database& database, std::string_view key, const std::string& value);

struct SiteRow {
  std::int64_t id = 0;
  std::string key;
  std::string name;
  std::string base_url;
  std::string timezone;
  std::optional<std::string> lang;
  bool operator==(const SiteRow&) const = default;
};

struct UrlRow {
  std::int64_t id = 0;
  std::string url;
  std::string url_key;
  std::string loose_key;
  std::optional<std::string> canonical_key;  // what its page last named as rel=canonical
  std::int64_t site_id = 0;
  std::int64_t article_id = 0;
  std::optional<std::string> merged_by;  // why it stands for that article
  std::optional<std::string> etag;
  std::optional<std::string> last_modified;
  std::int64_t first_crawl_id = 0;
  std::int64_t failures = 0;  // runs in a row that ended in a failure worth another try
  bool operator==(const UrlRow&) const = default;
};

struct ArticleRow {
  std::int64_t id = 0;
  std::int64_t site_id = 0;
  std::int64_t canonical_url_id = 0;
  std::string state = "live";
  std::int64_t state_since = 0;
  std::int64_t first_seen = 0;
  std::int64_t last_seen = 0;                 // its page came, or 304
  std::int64_t last_ok = 0;                   // its page came whole
  std::optional<std::int64_t> missing_since;  // the first 404 or 410 since
  std::int64_t next_check = 0;
  std::int64_t checked_crawl_id = 0;
  std::int64_t current_version_id = 0;
  std::int64_t withheld_reading_id = 0;  // a text that flaps, not listed
  std::int64_t withheld_count = 0;
  bool operator==(const ArticleRow&) const = default;
};

struct FetchRow {
  std::int64_t id = 0;
  std::int64_t crawl_id = 0;
  std::int64_t url_id = 0;
  std::string kind;
  std::int64_t at = 0;
  std::optional<std::int64_t> status;
  std::optional<std::string> error;
  std::int64_t final_url_id = 0;
  std::int64_t redirect_of = 0;
  std::optional<std::string> http_version;
  std::optional<std::string> ip;
  std::int64_t request_header_id = 0;
  std::int64_t header_id = 0;
  std::int64_t blob_id = 0;
  std::optional<std::int64_t> ms;
};

struct VersionRow {
  std::int64_t id = 0;
  std::int64_t article_id = 0;
  std::int64_t valid_from = 0;
  std::optional<std::int64_t> valid_to;
  std::int64_t first_reading_id = 0;
  std::int64_t current_reading_id = 0;
  std::string change;
  std::int64_t chars_added = 0;
  std::int64_t chars_removed = 0;
};

struct CrawlRow {
  std::int64_t id = 0;
  std::int64_t started = 0;
  std::optional<std::int64_t> finished;
  std::string state;
  std::string tool_version;
  std::string command;
};

void add(Database& database, const ArticleRow& row);
void add(Database& database, const FetchRow& row);
void add(Database& database, const VersionRow& row);
void save(Database& database, const SiteRow& row);
void save(Database& database, const UrlRow& row);
void save(Database& database, const ArticleRow& row);
void save(Database& database, const FetchRow& row);
void save(Database& database, const VersionRow& row);
void save(Database& database, const CrawlRow& row);

// Sets what differs.
void update(Database& database, const UrlRow& before, const UrlRow& after);
void update(Database& database, const ArticleRow& before, const ArticleRow& after);

std::optional<SiteRow> site_row(Database& database, std::string_view key);
std::optional<UrlRow> url_row(Database& database, std::int64_t id);
std::optional<UrlRow> url_row_by_key(Database& database, std::string_view url_key);
std::optional<ArticleRow> article_row(Database& database, std::int64_t id);
std::optional<FetchRow> fetch_row(Database& database, std::int64_t id);
std::optional<VersionRow> version_row(Database& database, std::int64_t id);
std::optional<CrawlRow> crawl_row(Database& database, std::int64_t id);

}  // namespace newsarc::store
