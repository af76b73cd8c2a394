#include "store/sqlite/rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <vector>

#include "digest/digest.h"

namespace newsarc::store {
namespace {

constexpr Table meta_table{"meta", "key, value", "key"};
constexpr Table site_table{"site", "id, key, name, base_url, timezone, lang", "id"};
constexpr Table url_table{"url",
                          "id, url, url_key, loose_key, canonical_key, site_id, article_id, "
                          "merged_by, etag, last_modified, first_crawl_id, failures",
                          ""};
constexpr Table article_table{"article",
                              "id, site_id, canonical_url_id, state, state_since, first_seen, "
                              "last_seen, last_ok, missing_since, next_check, checked_crawl_id, "
                              "current_version_id, withheld_reading_id, withheld_count",
                              "id"};
constexpr Table fetch_table{"fetch",
                            "id, crawl_id, url_id, kind, at, status, error, final_url_id, "
                            "redirect_of, http_version, ip, request_header_id, header_id, "
                            "blob_id, ms",
                            "id"};
constexpr Table version_table{"version",
                              "id, article_id, valid_from, valid_to, first_reading_id, "
                              "current_reading_id, change, chars_added, chars_removed",
                              "id"};
constexpr Table crawl_table{"crawl", "id, started, finished, state, tool_version, command", "id"};

void append_number(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(static_cast<unsigned char>(number >> shift));
}

struct Encoder {
  std::string& bytes;
  void operator()(std::monostate) const { bytes += 'n'; }
  void operator()(std::int64_t number) const {
    bytes += 'i';
    append_number(bytes, static_cast<std::uint64_t>(number));
  }
  void operator()(double number) const {
    bytes += 'r';
    append_number(bytes, std::bit_cast<std::uint64_t>(number));
  }
  void operator()(std::string_view text) const {
    bytes += 't';
    append_number(bytes, text.size());
    bytes += text;
  }
  void operator()(Bytes blob) const {
    bytes += 'b';
    append_number(bytes, blob.view.size());
    bytes += blob.view;
  }
};

std::vector<std::string_view> split_columns(std::string_view columns) {
  std::vector<std::string_view> names;
  while (!columns.empty()) {
    const std::size_t end = columns.find(", ");
    names.push_back(columns.substr(0, end));
    columns = end == std::string_view::npos ? std::string_view() : columns.substr(end + 2);
  }
  return names;
}

std::string insert_sql(const Table& table) {
  std::string sql = "INSERT INTO " + std::string(table.name) + "(" + std::string(table.columns) +
                    ", row_hash) VALUES(?";
  for (std::size_t i = 0; i < split_columns(table.columns).size(); ++i) sql += ", ?";
  return sql + ")";
}

std::string save_sql(const Table& table) {
  std::string sql = insert_sql(table);
  if (table.key.empty()) return sql;
  const auto names = split_columns(table.columns);
  sql += " ON CONFLICT(" + std::string(table.key) + ") DO UPDATE SET row_hash = excluded.row_hash";
  // The key stays out: setting it, even to itself, makes SQLite look through every child table.
  const auto keys = split_columns(table.key);
  for (const auto name : names) {
    if (std::ranges::find(keys, name) != keys.end()) continue;
    sql += ", " + std::string(name) + " = excluded." + std::string(name);
  }
  return sql;
}

// For rows that are changed: only what differs is set, so that indexes over the rest stay as they
// are (a third of the time of a visit otherwise).
void update_row(Database& database, const Table& table, std::span<const Cell> before,
                std::span<const Cell> after) {
  const auto names = split_columns(table.columns);
  std::string sql = "UPDATE " + std::string(table.name) + " SET row_hash = ?";
  std::vector<std::size_t> changed;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (before[i] == after[i]) continue;
    changed.push_back(i);
    sql += ", " + std::string(names[i]) + " = ?";
  }
  if (changed.empty()) return;
  const std::string hash = row_hash(after);
  Query query = database.query(sql + " WHERE id = ?");
  int position = 0;
  query.bind(++position, Bytes{hash});
  for (const std::size_t i : changed) query.bind(++position, after[i]);
  query.bind(++position, after.front());
  query.run();
}

}  // namespace

std::string encode(std::span<const Cell> cells) {
  std::string bytes;
  for (const auto& value : cells) std::visit(Encoder{bytes}, value);
  return bytes;
}

std::string row_hash(std::span<const Cell> cells) {
  return digest::sha256(encode(cells)).substr(0, 8);
}

namespace {

void run_with(Query query, std::span<const Cell> cells) {
  const std::string hash = row_hash(cells);
  int position = 0;
  for (const auto& value : cells) query.bind(++position, value);
  query.bind(++position, Bytes{hash});
  query.run();
}

}  // namespace

void save_row(Database& database, const Table& table, std::span<const Cell> cells) {
  run_with(database.kept_query(table.name, [&] { return save_sql(table); }), cells);
}

void add_row(Database& database, const Table& table, std::span<const Cell> cells) {
  const std::string name = "+" + std::string(table.name);
  run_with(database.kept_query(name, [&] { return insert_sql(table); }), cells);
}

std::int64_t next_id(Database& database, std::string_view table) {
  return database.number("SELECT max(id) FROM " + std::string(table)) + 1;
}

std::int64_t next_lasting_id(Database& database, std::string_view table) {
  const std::string name(table);
  return database.number("SELECT max(coalesce((SELECT max(id) FROM " + name +
                         "), 0), coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE key = "
                         "'last_" +
                         name + "'), 0))") +
         1;
}

void keep_last_id(Database& database, std::string_view table) {
  save_meta(database, "last_" + std::string(table),
            std::to_string(next_lasting_id(database, table) - 1));
}

std::optional<std::string> meta(Database& database, std::string_view key) {
  Query query = database.query("SELECT value FROM meta WHERE key = ?", key);
  if (!query.next()) return std::nullopt;
  return query.text(0);
}

void save_meta(Database& database, std::string_view key, const std::string& value) {
  save_row(database, meta_table, std::array<Cell, 2>{key, value});
}

void save(Database& database, const SiteRow& row) {
  save_row(
      database, site_table,
      std::array<Cell, 6>{row.id, row.key, row.name, row.base_url, row.timezone, cell(row.lang)});
}

namespace {

std::array<Cell, 12> cells_of(const UrlRow& row) {
  return {row.id,
          row.url,
          row.url_key,
          row.loose_key,
          cell(row.canonical_key),
          row.site_id,
          reference(row.article_id),
          cell(row.merged_by),
          cell(row.etag),
          cell(row.last_modified),
          reference(row.first_crawl_id),
          row.failures};
}

std::array<Cell, 14> cells_of(const ArticleRow& row) {
  return {row.id,
          row.site_id,
          row.canonical_url_id,
          row.state,
          row.state_since,
          row.first_seen,
          row.last_seen,
          row.last_ok,
          cell(row.missing_since),
          row.next_check,
          reference(row.checked_crawl_id),
          reference(row.current_version_id),
          reference(row.withheld_reading_id),
          row.withheld_count};
}

}  // namespace

void save(Database& database, const UrlRow& row) { save_row(database, url_table, cells_of(row)); }

void save(Database& database, const ArticleRow& row) {
  save_row(database, article_table, cells_of(row));
}

void add(Database& database, const ArticleRow& row) {
  add_row(database, article_table, cells_of(row));
}

void update(Database& database, const UrlRow& before, const UrlRow& after) {
  update_row(database, url_table, cells_of(before), cells_of(after));
}

void update(Database& database, const ArticleRow& before, const ArticleRow& after) {
  update_row(database, article_table, cells_of(before), cells_of(after));
}

namespace {

std::array<Cell, 15> cells_of(const FetchRow& row) {
  return {row.id,
          reference(row.crawl_id),
          row.url_id,
          row.kind,
          row.at,
          cell(row.status),
          cell(row.error),
          reference(row.final_url_id),
          reference(row.redirect_of),
          cell(row.http_version),
          cell(row.ip),
          reference(row.request_header_id),
          reference(row.header_id),
          reference(row.blob_id),
          cell(row.ms)};
}

std::array<Cell, 9> cells_of(const VersionRow& row) {
  return {row.id,
          row.article_id,
          row.valid_from,
          cell(row.valid_to),
          row.first_reading_id,
          row.current_reading_id,
          row.change,
          row.chars_added,
          row.chars_removed};
}

}  // namespace

void add(Database& database, const FetchRow& row) { add_row(database, fetch_table, cells_of(row)); }

void save(Database& database, const FetchRow& row) {
  save_row(database, fetch_table, cells_of(row));
}

void add(Database& database, const VersionRow& row) {
  add_row(database, version_table, cells_of(row));
}

void save(Database& database, const VersionRow& row) {
  save_row(database, version_table, cells_of(row));
}

void save(Database& database, const CrawlRow& row) {
  save_row(database, crawl_table,
           std::array<Cell, 6>{row.id, row.started, cell(row.finished), row.state, row.tool_version,
                               row.command});
}

std::optional<SiteRow> site_row(Database& database, std::string_view key) {
  Query query =
      database.query("SELECT id, key, name, base_url, timezone, lang FROM site WHERE key = ?", key);
  if (!query.next()) return std::nullopt;
  return SiteRow{query.integer(0), query.text(1), query.text(2),
                 query.text(3),    query.text(4), query.optional_text(5)};
}

namespace {

std::optional<UrlRow> read_url(Query query) {
  if (!query.next()) return std::nullopt;
  return UrlRow{query.integer(0),       query.text(1),          query.text(2),
                query.text(3),          query.optional_text(4), query.integer(5),
                query.integer(6),       query.optional_text(7), query.optional_text(8),
                query.optional_text(9), query.integer(10),      query.integer(11)};
}

std::string select(const Table& table, std::string_view condition) {
  return "SELECT " + std::string(table.columns) + " FROM " + std::string(table.name) + " WHERE " +
         std::string(condition);
}

}  // namespace

std::optional<UrlRow> url_row(Database& database, std::int64_t id) {
  return read_url(database.query(select(url_table, "id = ?"), id));
}

std::optional<UrlRow> url_row_by_key(Database& database, std::string_view url_key) {
  return read_url(database.query(select(url_table, "url_key = ?"), url_key));
}

std::optional<ArticleRow> article_row(Database& database, std::int64_t id) {
  Query query = database.query(select(article_table, "id = ?"), id);
  if (!query.next()) return std::nullopt;
  return ArticleRow{query.integer(0),  query.integer(1),  query.integer(2),
                    query.text(3),     query.integer(4),  query.integer(5),
                    query.integer(6),  query.integer(7),  query.optional_integer(8),
                    query.integer(9),  query.integer(10), query.integer(11),
                    query.integer(12), query.integer(13)};
}

std::optional<FetchRow> fetch_row(Database& database, std::int64_t id) {
  Query query = database.query(select(fetch_table, "id = ?"), id);
  if (!query.next()) return std::nullopt;
  return FetchRow{query.integer(0),       query.integer(1),        query.integer(2),
                  query.text(3),          query.integer(4),        query.optional_integer(5),
                  query.optional_text(6), query.integer(7),        query.integer(8),
                  query.optional_text(9), query.optional_text(10), query.integer(11),
                  query.integer(12),      query.integer(13),       query.optional_integer(14)};
}

std::optional<VersionRow> version_row(Database& database, std::int64_t id) {
  Query query = database.query(select(version_table, "id = ?"), id);
  if (!query.next()) return std::nullopt;
  return VersionRow{query.integer(0), query.integer(1), query.integer(2), query.optional_integer(3),
                    query.integer(4), query.integer(5), query.text(6),    query.integer(7),
                    query.integer(8)};
}

std::optional<CrawlRow> crawl_row(Database& database, std::int64_t id) {
  Query query = database.query(select(crawl_table, "id = ?"), id);
  if (!query.next()) return std::nullopt;
  return CrawlRow{query.integer(0), query.integer(1), query.optional_integer(2),
                  query.text(3),    query.text(4),    query.text(5)};
}

}  // namespace newsarc::store
