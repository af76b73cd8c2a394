#include "dataset/gather.h"

#include <string>
#include <utility>
#include <variant>

#include "digest/digest.h"
#include "store/read/query.h"

namespace newsarc::dataset {
namespace {

// What a row holds is looked at only while it is asked.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Values = std::vector<Value>;

Value kept(const store::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return {};
}

Result<std::vector<Values>> rows_of(const std::filesystem::path& archive,
                                    std::optional<Instant> as_of, const std::string& sql) {
  std::vector<Values> rows;
  const store::RowSink sink{[](const std::vector<std::string>&) { return true; },
                            [&](const std::vector<store::Value>& row) {
                              auto& values = rows.emplace_back();
                              for (const auto& value : row) values.push_back(kept(value));
                              return true;
                            }};
  store::QueryOptions options;
  options.as_of = as_of;
  if (auto asked = store::run_query(archive, sql, options, sink); !asked)
    return tl::unexpected(std::move(asked).error());
  return rows;
}

std::int64_t number(const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

std::optional<std::string> text(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::nullopt : std::optional(*text);
}

// What changes whenever the archive does, as far as a dataset shows it.
const std::string state_sql =
    "SELECT (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM article), "
    "(SELECT count(*) FROM version), (SELECT count(*) FROM fetch), (SELECT count(*) FROM crawl), "
    "(SELECT max(finished) FROM crawls), (SELECT max(id) FROM reading), (SELECT count(*) FROM "
    "reading), (SELECT max(id) FROM version), (SELECT max(id) FROM state_event), (SELECT count(*) "
    "FROM tombstone), (SELECT sum(current_reading_id) FROM version)";

// Fetches are counted once for all sites: they are many.
const std::string sites_sql =
    "WITH of_fetches AS (SELECT u.site_id, count(*) AS fetches, min(f.at) AS first, max(f.at) AS "
    "last, sum(f.status IS NULL OR f.error IS NOT NULL) AS failed, sum(f.error LIKE "
    "'%(noarchive)%') AS noarchive, sum(f.status IS NULL AND (f.error LIKE '%robots.txt%' OR "
    "f.error "
    "LIKE '%scope%')) AS refused FROM fetch f JOIN url u ON u.id = f.url_id GROUP BY u.site_id), "
    "of_articles AS (SELECT site_id, count(*) AS articles, sum(state = 'gone') AS gone FROM "
    "article "
    "GROUP BY site_id), of_versions AS (SELECT a.site_id, count(*) AS versions FROM version v JOIN "
    "article a ON a.id = v.article_id GROUP BY a.site_id), of_runs AS (SELECT p.site_id, "
    "sum(c.command <> 'newsarc import') AS runs, sum(c.command = 'newsarc import') AS imports FROM "
    "crawl_site p JOIN crawl c ON c.id = p.crawl_id GROUP BY p.site_id) SELECT s.key, s.name, "
    "s.base_url, coalesce(articles, 0), coalesce(versions, 0), coalesce(gone, 0), coalesce(runs, "
    "0), "
    "coalesce(imports, 0), strftime('%Y-%m-%dT%H:%M:%SZ', first, 'unixepoch'), "
    "strftime('%Y-%m-%dT%H:%M:%SZ', last, 'unixepoch'), coalesce(fetches, 0), coalesce(failed, 0), "
    "coalesce(noarchive, 0), coalesce(refused, 0) FROM site s LEFT JOIN of_fetches ff ON "
    "ff.site_id "
    "= s.id LEFT JOIN of_articles aa ON aa.site_id = s.id LEFT JOIN of_versions vv ON vv.site_id = "
    "s.id LEFT JOIN of_runs rr ON rr.site_id = s.id ORDER BY s.key";

SiteFacts facts_of(const Values& row) {
  return {text(row[0]).value_or(""),
          text(row[1]).value_or(""),
          text(row[2]).value_or(""),
          number(row[3]),
          number(row[4]),
          number(row[5]),
          number(row[6]),
          number(row[7]),
          text(row[8]),
          text(row[9]),
          number(row[10]),
          number(row[11]),
          number(row[12]),
          number(row[13])};
}

}  // namespace

Result<ArchiveState> archive_state(const std::filesystem::path& archive,
                                   std::optional<Instant> as_of) {
  const auto rows = rows_of(archive, as_of, state_sql);
  if (!rows) return tl::unexpected(rows.error());
  const Values& row = rows->front();
  ArchiveState state{number(row[0]),
                     number(row[1]),
                     number(row[2]),
                     number(row[3]),
                     number(row[4]),
                     text(row[5]),
                     ""};
  std::string counted;
  for (const auto& value : row)
    counted += (text(value).value_or(std::to_string(number(value)))) + "\n";
  state.fingerprint = digest::hex(digest::sha256(counted));
  return state;
}

Result<std::vector<SiteFacts>> site_facts(const std::filesystem::path& archive,
                                          std::optional<Instant> as_of,
                                          const std::optional<std::string>& site) {
  const auto rows = rows_of(archive, as_of, sites_sql);
  if (!rows) return tl::unexpected(rows.error());
  std::vector<SiteFacts> all;
  for (const auto& row : *rows) {
    if (!site || text(row[0]) == site) all.push_back(facts_of(row));
  }
  return all;
}

}  // namespace newsarc::dataset
