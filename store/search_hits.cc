#include "store/search_hits.h"

#include "store/conditions.h"
#include "text/matcher.h"
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

std::string_view order_by(SearchOrder order) {
  // A word of the title says more of an article than one of the body, an author's name likewise.
  if (order == SearchOrder::relevance) return " ORDER BY bm25(search, 8.0, 1.0, 4.0), v.id DESC";
  return " ORDER BY coalesce(r.published_date, date(a.first_seen, 'unixepoch')) DESC, "
         "r.published DESC, v.id DESC";
}

// Names are compared without the dots between the parts of foreign ones, as the index has them.
std::string name_key(const std::string& expression) {
  std::string key = "fold(" + expression + ")";
  for (const auto* dot : {"·", "・", "‧", "•"}) key = "replace(" + key + ", '" + dot + "', '')";
  return key;
}

// Where the index cannot tell, the text is asked, behind all that is cheaper to ask.
Result<Conditions> conditions_of(const std::string& query, const SearchFilter& filter) {
  const auto expression = text::candidate_expression(query);
  if (!expression) return tl::unexpected(expression.error());
  Conditions conditions;
  conditions.require("search MATCH ?", {*expression});
  if (text::Matcher(query).is_needed())
    conditions.require(
        "matches_query(?, r.title, (SELECT body FROM text WHERE id = r.text_id), r.authors)",
        {query});
  conditions.require_if(filter.site, "s.key = ?");
  conditions.require_if(filter.from, "r.published_date >= ?");
  conditions.require_if(filter.to, "r.published_date <= ?");
  conditions.require_if(filter.author, name_key("?") + " IN (SELECT " + name_key("value") +
                                           " FROM json_each(r.authors) UNION ALL SELECT " +
                                           name_key("name") +
                                           " FROM credit WHERE reading_id = r.id)");
  if (filter.gone) conditions.require("a.state = 'gone'");
  if (filter.changed)
    conditions.require(
        "EXISTS (SELECT 1 FROM version w WHERE w.article_id = a.id AND w.change IN ('edit', "
        "'title'))");
  return conditions;
}

// What json_each() cannot read are the authors of a reading.
Result<void> asked(Database& database) {
  auto result = database.take_error();
  if (!result && result.error().what == "malformed JSON")
    return failure(Fault::damaged, "the authors of a reading are no JSON; newsarc verify names it",
                   "table reading");
  return result;
}

std::int64_t total_of(Database& database, const Conditions& conditions) {
  Query count = database.query("SELECT count(*)" + std::string(hits_from) + conditions.sql());
  conditions.bind(count);
  return count.next() ? count.integer(0) : 0;
}

// What is counted by, and what must be joined for it.
struct Grouping {
  std::string_view value;
  std::string_view key;
  std::string_view join;
};

Grouping grouping_of(Facet facet) {
  switch (facet) {
    case Facet::site:
      return {"s.key", "s.key", ""};
    case Facet::year:
      return {"substr(r.published_date, 1, 4)", "1", ""};
    case Facet::author:
      return {"min(name.value)", "fold(name.value)", " JOIN json_each(r.authors) name"};
  }
  return {};
}

}  // namespace

Result<Facets> count_hits(Database& database, const std::string& words, const SearchFilter& filter,
                          Facet facet) {
  const auto conditions = conditions_of(words, filter);
  if (!conditions) return tl::unexpected(conditions.error());
  const auto [value, key, join] = grouping_of(facet);
  Facets facets;
  facets.total = total_of(database, *conditions);
  std::string sql = "SELECT ";
  sql.append(value).append(", count(DISTINCT a.id)").append(hits_from).append(join);
  sql.append(conditions->sql()).append(" GROUP BY ").append(key);
  Query query = database.query(sql + " ORDER BY 2 DESC, 1 LIMIT ?");
  query.bind(conditions->bind(query), filter.limit);
  while (query.next()) facets.counts.push_back({query.optional_text(0), query.integer(1)});
  if (auto result = asked(database); !result) return tl::unexpected(result.error());
  return facets;
}

Result<Found> search_hits(Database& database, const std::string& words,
                          const SearchFilter& filter) {
  const auto conditions = conditions_of(words, filter);
  if (!conditions) return tl::unexpected(conditions.error());
  // All are counted in the pass that orders them; texts are fetched for the few that are shown.
  Found found;
  std::vector<std::int64_t> shown;
  Query versions = database.query("SELECT v.id" + std::string(hits_from) + conditions->sql() +
                                  std::string(order_by(filter.order)));
  conditions->bind(versions);
  for (; versions.next(); ++found.total)
    if (found.total < filter.limit) shown.push_back(versions.integer(0));
  for (const auto version_id : shown) {
    Query hit = database.query(hit_sql, version_id);
    if (!hit.next()) continue;  // damaged: a part of it is missing
    found.hits.push_back({hit.integer(0), hit.text(1), hit.text(2), hit.text(3),
                          hit.optional_text(4),
                          text::snippet(hit.text(5), words, snippet_width, filter.highlight_open,
                                        filter.highlight_close)});
  }
  if (auto result = asked(database); !result) return tl::unexpected(result.error());
  return found;
}

}  // namespace newsarc::store
