#include "store/read/outdated.h"

namespace newsarc::store {
namespace {

// Versions looked at by one statement: enough to make its start cheap.
constexpr std::int64_t page_of_versions = 1024;

// Where a version stands among all.
struct Place {
  std::int64_t article_id = 0;
  std::int64_t valid_from = 0;
  std::int64_t version_id = 0;
};

struct Batch {
  std::vector<Outdated> versions;
  std::int64_t seen = 0;
};

Batch batch_after(Database& database, const std::map<std::string, std::string>& extractors,
                  Place& place) {
  Batch batch;
  Query query = database.query(
      "SELECT v.article_id, v.valid_from, v.id, v.current_reading_id, s.key, r.extractor "
      "FROM version v JOIN article a ON a.id = v.article_id JOIN site s ON s.id = a.site_id "
      "JOIN reading r ON r.id = v.current_reading_id "
      "WHERE (v.article_id, v.valid_from, v.id) > (?, ?, ?) "
      "ORDER BY v.article_id, v.valid_from, v.id LIMIT ?",
      place.article_id, place.valid_from, place.version_id, page_of_versions);
  while (query.next()) {
    ++batch.seen;
    place = {query.integer(0), query.integer(1), query.integer(2)};
    const auto wanted = extractors.find(query.text(4));
    if (wanted == extractors.end() || wanted->second == query.text(5)) continue;
    batch.versions.push_back({query.integer(2), query.integer(3), query.text(4)});
  }
  return batch;
}

}  // namespace

Result<std::vector<ReadBy>> extractors_in_use(Database& database) {
  std::vector<ReadBy> found;
  Query query = database.query(
      "SELECT s.key, r.extractor, count(*) FROM version v JOIN article a ON a.id = v.article_id "
      "JOIN site s ON s.id = a.site_id JOIN reading r ON r.id = v.current_reading_id "
      "GROUP BY s.key, r.extractor ORDER BY s.key, r.extractor");
  while (query.next()) found.push_back({query.text(0), query.text(1), query.integer(2)});
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return found;
}

Result<void> outdated_versions(Database& database,
                               const std::map<std::string, std::string>& extractors,
                               const std::function<bool(const Outdated&)>& each) {
  Place place;
  while (true) {
    const Batch batch = batch_after(database, extractors, place);
    if (auto read = database.take_error(); !read) return read;
    for (const auto& version : batch.versions) {
      if (!each(version)) return {};
    }
    if (batch.seen < page_of_versions) return {};
  }
}

}  // namespace newsarc::store
