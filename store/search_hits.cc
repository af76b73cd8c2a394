#include "store/search_hits.h"

#include "store/conditions.h"
#include "text/search.h"

namespace newsarc::store {
namespace {

constexpr std::size_t snippet_width = 100;  // characters: two lines of a terminal

// Every version is indexed; what is found is what the article says now.
constexpr std::string_view hits_from =
    " FROM search JOIN version v ON v.id = search.rowid "
    "JOIN article a ON a.id = v.article_id AND a.current_version_id = v.id "
    "JOIN site s ON s.id = a.site_id JOIN reading r ON r.id = v.current_reading_id";

constexpr std::string_view hit_sql =
    "SELECT a.id, u.url, s.key, r.title, r.published, t.body FROM version v "
    "JOIN article a ON a.id = v.article_id JOIN site s ON s.id = a.site_id "
    "JOIN url u ON u.id = a.canonical_url_id JOIN reading r ON r.id = v.current_reading_id "
    "JOIN text t ON t.id = r.text_id WHERE v.id = ?";

// A word of the title says more of an article than one of the body, an author's name likewise.
constexpr std::string_view order = " ORDER BY bm25(search, 8.0, 1.0, 4.0), v.id DESC LIMIT ?";

Conditions conditions_of(const std::string& expression, const SearchFilter& filter) {
  Conditions conditions;
  conditions.require("search MATCH ?", {expression});
  conditions.require_if(filter.site, "s.key = ?");
  conditions.require_if(filter.from, "r.published_date >= ?");
  conditions.require_if(filter.to, "r.published_date <= ?");
  conditions.require_if(filter.author,
                        "fold(?) IN (SELECT fold(value) FROM json_each(r.authors) UNION ALL "
                        "SELECT fold(name) FROM credit WHERE reading_id = r.id)");
  return conditions;
}

// The expression is the asker's: what FTS5 cannot understand is a usage error.
Result<void> asked(Database& database) {
  auto result = database.take_error();
  if (!result && result.error().fault == Fault::internal) {
    result.error().fault = Fault::usage;
    result.error().where = "search";
  }
  return result;
}

}  // namespace

Result<Found> search_hits(Database& database, const std::string& expression,
                          const std::string& query, const SearchFilter& filter) {
  const Conditions conditions = conditions_of(expression, filter);
  Found found;
  {
    Query count = database.query("SELECT count(*)" + std::string(hits_from) + conditions.sql());
    conditions.bind(count);
    if (count.next()) found.total = count.integer(0);
  }
  // Numbers are ranked, texts fetched for the few that are shown.
  Query ranked = database.query("SELECT v.id" + std::string(hits_from) + conditions.sql() +
                                std::string(order));
  ranked.bind(conditions.bind(ranked), filter.limit);
  while (ranked.next()) {
    Query hit = database.query(hit_sql, ranked.integer(0));
    if (!hit.next()) break;
    found.hits.push_back({hit.integer(0), hit.text(1), hit.text(2), hit.text(3),
                          hit.optional_text(4),
                          text::snippet(hit.text(5), query, snippet_width, filter.highlight_open,
                                        filter.highlight_close)});
  }
  if (auto result = asked(database); !result) return tl::unexpected(std::move(result).error());
  return found;
}

}  // namespace newsarc::store
