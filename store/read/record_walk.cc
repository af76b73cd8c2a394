#include "store/read/record_walk.h"

#include <utility>

#include "store/read/query.h"
#include "store/read/records.h"
#include "store/sqlite/conditions.h"

namespace newsarc::store {
namespace {

using Articles = std::optional<std::set<std::int64_t>>;

Conditions conditions_of(const RecordFilter& filter) {
  Conditions conditions;
  if (!filter.all_versions) conditions.require("v.id = a.current_version_id");
  conditions.require_if(filter.site, "s.key = ?");
  conditions.require_if(filter.from, "r.published_date >= ?");
  conditions.require_if(filter.to, "r.published_date <= ?");
  return conditions;
}

constexpr std::string_view from_versions =
    " FROM version v JOIN article a ON a.id = v.article_id JOIN site s ON s.id = a.site_id JOIN "
    "reading r ON r.id = v.current_reading_id";
constexpr std::string_view in_order = " ORDER BY a.id, v.valid_from, v.id";

}  // namespace

Result<Articles> articles_of(const Walked& archive, const RecordFilter& filter) {
  if (!filter.query) return Articles();
  std::set<std::int64_t> articles;
  bool has_columns = false;
  bool are_numbers = true;
  const RowSink sink{[&](const std::vector<std::string>&) { return has_columns = true; },
                     [&](const std::vector<Value>& row) {
                       const auto* id = std::get_if<std::int64_t>(&row.front());
                       are_numbers = id != nullptr;
                       if (are_numbers) articles.insert(*id);
                       return are_numbers;
                     }};
  QueryOptions options;
  options.as_of = archive.as_of;
  options.interrupted = filter.interrupted;
  if (auto asked = run_query(archive.file, *filter.query, options, sink); !asked)
    return tl::unexpected(asked.error());
  if (!has_columns)
    return failure(Fault::usage, "the query that chooses articles is empty", *filter.query);
  if (!are_numbers)
    return failure(Fault::usage, "the first column of the query must be an article_id",
                   *filter.query);
  return Articles(std::move(articles));
}

// Numbers first, texts one by one: sorting texts would take memory.
Result<void> walk_records(const Walked& archive, const RecordFilter& filter,
                          const std::function<bool(const Record&)>& each) {
  const auto articles = articles_of(archive, filter);
  if (!articles) return tl::unexpected(articles.error());
  const auto conditions = conditions_of(filter);
  Query numbers = archive.database.query("SELECT a.id, v.id" + std::string(from_versions) +
                                         conditions.sql() + std::string(in_order));
  conditions.bind(numbers);
  while (numbers.next()) {
    if (*articles && !(*articles)->contains(numbers.integer(0))) continue;
    const auto record = load_record(archive.database, numbers.integer(1));
    if (!record) return tl::unexpected(record.error());
    if (!each(*record)) break;
  }
  return archive.database.take_error();
}

Result<void> walk_keys(const Walked& archive, const RecordFilter& filter,
                       const std::function<bool(const RecordKey&)>& each) {
  const auto articles = articles_of(archive, filter);
  if (!articles) return tl::unexpected(articles.error());
  const auto conditions = conditions_of(filter);
  Query keys = archive.database.query(
      "SELECT a.id, v.id, s.key, r.published_date, r.lang, r.text_id, coalesce(f.simhash, 0)" +
      std::string(from_versions) + " LEFT JOIN forms f ON f.reading_id = r.id" + conditions.sql() +
      std::string(in_order));
  conditions.bind(keys);
  while (keys.next()) {
    if (*articles && !(*articles)->contains(keys.integer(0))) continue;
    const RecordKey key{keys.integer(0),
                        keys.integer(1),
                        keys.text(2),
                        keys.optional_text(3),
                        keys.text(4),
                        keys.integer(5),
                        static_cast<std::uint64_t>(keys.integer(6))};
    if (!each(key)) break;
  }
  return archive.database.take_error();
}

}  // namespace newsarc::store
