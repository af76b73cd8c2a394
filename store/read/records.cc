#include "store/read/records.h"

#include "store/sqlite/json_text.h"
#include "store/tables/readings.h"

namespace newsarc::store {
namespace {

constexpr std::string_view record_sql =
    "SELECT v.article_id, v.id, (SELECT count(*) FROM version w WHERE w.article_id = v.article_id "
    "AND (w.valid_from, w.id) <= (v.valid_from, v.id)), s.key, u.url, r.title, "
    "coalesce(f.title_simplified, r.title), r.published, r.published_date, r.modified, r.section, "
    "r.source, r.authors, r.lang, r.script, t.body, coalesce(st.body, t.body), v.valid_from, "
    "v.valid_to, v.change, v.chars_added, v.chars_removed, r.extractor, a.first_seen, a.last_seen, "
    "a.state, (SELECT count(*) FROM version w WHERE w.article_id = v.article_id), r.id "
    "FROM version v JOIN article a ON a.id = v.article_id JOIN site s ON s.id = a.site_id "
    "JOIN url u ON u.id = a.canonical_url_id JOIN reading r ON r.id = coalesce(?2, "
    "v.current_reading_id) JOIN text t ON t.id = r.text_id LEFT JOIN forms f ON f.reading_id = "
    "r.id "
    "LEFT JOIN text st ON st.id = f.simplified_text_id WHERE v.id = ?1";

std::string time_text(std::int64_t seconds) { return to_text(instant_of(seconds)); }

void read_text(Record& record, const Query& query) {
  record.title = query.text(5);
  record.title_simplified = query.text(6);
  record.published = query.optional_text(7);
  record.published_date = query.optional_text(8);
  record.modified = query.optional_text(9);
  record.section = query.optional_text(10);
  record.source = query.optional_text(11);
  record.language = query.text(13);
  record.script = query.text(14);
  record.body = query.text(15);
  record.body_simplified = query.text(16);
}

void read_history(Record& record, const Query& query) {
  record.valid_from = time_text(query.integer(17));
  if (const auto until = query.optional_integer(18)) record.valid_to = time_text(*until);
  record.change = query.text(19);
  record.chars_added = query.integer(20);
  record.chars_removed = query.integer(21);
  record.extractor = query.text(22);
  record.first_seen = time_text(query.integer(23));
  record.last_seen = time_text(query.integer(24));
  record.state = query.text(25);
  record.versions = static_cast<int>(query.integer(26));
}

}  // namespace

Result<Record> load_record(Database& database, std::int64_t version_id, std::int64_t as_read) {
  Query query = database.query(record_sql, version_id, reference(as_read));
  if (!query.next()) {
    if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
    return failure(Fault::not_found, "there is no such version", std::to_string(version_id));
  }
  Record record;
  record.article_id = query.integer(0);
  record.version_id = query.integer(1);
  record.version = static_cast<int>(query.integer(2));
  record.site = query.text(3);
  record.url = query.text(4);
  read_text(record, query);
  read_history(record, query);
  record.authors = names_in(database, query.text(12));
  const std::int64_t reading_id = query.integer(27);
  record.credits = load_credits(database, reading_id);
  record.evidence = load_evidence(database, reading_id);
  record.images = load_images(database, reading_id);
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return record;
}

Result<std::vector<Address>> load_addresses(Database& database, std::int64_t article_id) {
  std::vector<Address> addresses;
  Query query = database.query(
      "SELECT u.url, u.merged_by, u.id = a.canonical_url_id AS own FROM article a "
      "JOIN url u ON u.article_id = a.id WHERE a.id = ? ORDER BY own DESC, u.id",
      article_id);
  while (query.next()) addresses.push_back({query.text(0), query.text(1), query.integer(2) != 0});
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return addresses;
}

Result<std::vector<StoredReading>> load_stored_readings(Database& database,
                                                        std::int64_t version_id) {
  std::vector<StoredReading> readings;
  Query query = database.query(
      "SELECT r.id, r.extractor, f.at, r.id = v.current_reading_id FROM version v "
      "JOIN reading r ON r.fetch_id IN (SELECT fetch_id FROM reading WHERE id IN "
      "(v.first_reading_id, v.current_reading_id)) JOIN fetch f ON f.id = r.fetch_id "
      "WHERE v.id = ? ORDER BY r.id",
      version_id);
  while (query.next())
    readings.push_back(
        {query.integer(0), query.text(1), time_text(query.integer(2)), query.integer(3) != 0});
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return readings;
}

}  // namespace newsarc::store
