#include "store/read/search_hits.h"

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "store/sqlite/conditions.h"
#include "text/fold.h"
#include "text/matcher.h"
#include "text/search.h"

namespace newsarc::store {
namespace {

constexpr std::size_t snippet_width = 100;  // characters: two lines of a terminal

// From so many on, the texts of those that are shown are looked at, not those of all.
constexpr std::size_t many = 1000;

// Every version is indexed; what is found is what the article says now.
constexpr std::string_view hits_from =
    " FROM search JOIN version v ON v.id = search.rowid "
    "JOIN article a ON a.id = v.article_id AND a.current_version_id = v.id "
    "JOIN site s ON s.id = a.site_id JOIN reading r ON r.id = v.current_reading_id";

// The same where nothing of the other tables is asked: one look-up a find instead of four.
constexpr std::string_view bare_hits_from = " FROM search JOIN version v ON v.id = search.rowid";

constexpr std::string_view hit_sql =
    "SELECT a.id, u.url, s.key, r.title, r.published, t.body, r.authors FROM version v "
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

void require(Conditions& conditions, const SearchFilter& filter) {
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
}

bool asks_for_more(const SearchFilter& filter) {
  return filter.site || filter.from || filter.to || filter.author || filter.gone || filter.changed;
}

// What the index and the filter find: candidates, where the index cannot tell.
Result<Conditions> candidates_of(const std::string& query, const SearchFilter& filter) {
  const auto expression = text::candidate_expression(query);
  if (!expression) return tl::unexpected(expression.error());
  Conditions conditions;
  conditions.require("search MATCH ?", {*expression});
  require(conditions, filter);
  return conditions;
}

// Those of which the texts say so too, asked behind all that is cheaper to ask.
Result<Conditions> conditions_of(const std::string& query, const SearchFilter& filter) {
  auto conditions = candidates_of(query, filter);
  if (conditions && text::Matcher(query).is_needed())
    conditions->require(
        "matches_query(?, r.title, (SELECT body FROM text WHERE id = r.text_id), r.authors)",
        {query});
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
  std::string_view join;
};

Grouping grouping_of(Facet facet) {
  switch (facet) {
    case Facet::site:
      return {"s.key", ""};
    case Facet::section:
      return {"r.section", ""};
    case Facet::year:
      return {"substr(r.published_date, 1, 4)", ""};
    case Facet::source:
      return {"r.source", ""};
    case Facet::author:
      return {"name.value", " LEFT JOIN json_each(r.authors) name"};
  }
  return {};
}

// Counts of finds by a value, as they come: those of one article behind one another.
class Tally {
 public:
  explicit Tally(Facet facet) : facet_(facet) {}

  void add(std::int64_t article, const std::optional<std::string>& value) {
    if (article != last_article_) ++facets_.total;
    last_article_ = article;
    if (facet_ == Facet::author && !value) return;  // an article without one counts for none
    // A name is one in either script.
    const auto key = value && facet_ == Facet::author ? text::fold(*value) : value;
    auto [found, is_new] = groups_.try_emplace(key, Group{{value, 0}, -1});
    auto& [count, article_counted] = found->second;
    if (article_counted == article) return;
    article_counted = article;
    ++count.articles;
    count.value = std::min(count.value, value);
  }

  Facets finish(std::int64_t limit) {
    for (auto& [key, group] : groups_) facets_.counts.push_back(std::move(group.count));
    std::ranges::sort(facets_.counts, [](const Facets::Count& a, const Facets::Count& b) {
      return std::tie(b.articles, a.value) < std::tie(a.articles, b.value);
    });
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(limit, 0));
    if (facets_.counts.size() > most) facets_.counts.resize(most);
    return std::move(facets_);
  }

 private:
  struct Group {
    Facets::Count count;
    std::int64_t article = -1;  // the last that was counted
  };

  Facet facet_;
  Facets facets_;
  std::map<std::optional<std::string>, Group> groups_;
  std::int64_t last_article_ = -1;
};

struct Candidate {
  std::int64_t reading_id = 0;
  std::int64_t version_id = 0;
};

// "FROM … WHERE …" of the candidates.
std::string from_where(const Conditions& conditions, bool is_bare) {
  std::string sql(is_bare ? bare_hits_from : hits_from);
  sql += conditions.sql();
  // A version that nothing follows is the one its article shows.
  if (is_bare) sql += " AND v.valid_to IS NULL";
  return sql;
}

// All of them, by reading.
std::vector<Candidate> candidates(Database& database, const Conditions& conditions, bool is_bare) {
  std::vector<Candidate> found;
  Query query =
      database.query("SELECT v.current_reading_id, v.id" + from_where(conditions, is_bare));
  conditions.bind(query);
  while (query.next()) found.push_back({query.integer(0), query.integer(1)});
  std::ranges::sort(found, {}, &Candidate::reading_id);
  return found;
}

// Versions in an order, as SQLite sorts them.
std::vector<std::int64_t> sorted_by_sql(Database& database, const Conditions& conditions,
                                        SearchOrder order, bool is_bare) {
  std::vector<std::int64_t> versions;
  Query query = database.query("SELECT v.id" + from_where(conditions, is_bare) +
                               std::string(order_by(order)));
  conditions.bind(query);
  while (query.next()) versions.push_back(query.integer(0));
  return versions;
}

// The finds that are to be shown, as they are come upon in their order.
class Showing {
 public:
  Showing(Database& database, const std::string& words, const SearchFilter& filter)
      : database_(database), words_(words), filter_(filter), matcher_(words) {}

  bool is_full() const { return static_cast<std::int64_t>(hits_.size()) >= filter_.limit; }
  bool is_sure_of_all() const { return !matcher_.is_needed(); }
  std::int64_t rejected() const { return rejected_; }
  std::vector<Hit> take() { return std::move(hits_); }

  // Shown, if its text says what was asked for and there is room.
  void consider(std::int64_t version_id) {
    Query row = database_.query(hit_sql, version_id);
    if (!row.next()) return;  // damaged: a part of it is missing
    const auto title = row.text(3);
    const auto body = row.text(5);
    if (matcher_.is_needed() && !matcher_.matches({title, body, row.text(6)})) {
      ++rejected_;
    } else if (is_full()) {
      return;
    } else {
      hits_.push_back({row.integer(0), row.text(1), row.text(2), title, row.optional_text(4),
                       text::snippet(body, words_, snippet_width, filter_.highlight_open,
                                     filter_.highlight_close)});
    }
  }

 private:
  Database& database_;
  const std::string& words_;
  const SearchFilter& filter_;
  text::Matcher matcher_;
  std::vector<Hit> hits_;
  std::int64_t rejected_ = 0;
};

// Many candidates, newest first: along the index of dates, from the last day on, so that the rows
// of those that are not shown are never read.
class NewestFirst {
 public:
  NewestFirst(Database& database, const std::vector<Candidate>& all, Showing& showing)
      : database_(database), all_(all), showing_(showing) {}

  void run() {
    find_undated();
    Query dated = database_.query(
        "SELECT id, published_date FROM reading WHERE published_date IS NOT NULL "
        "ORDER BY published_date DESC");
    std::string day;
    while (!showing_.is_full() && dated.next()) {
      const auto showing_it = find(dated.integer(0));
      if (showing_it.empty()) continue;
      if (auto next = dated.text(1); next != day) {
        day = std::move(next);
        show_later_than(day);
      }
      for (const auto& candidate : showing_it) days_[day].push_back(candidate.version_id);
    }
    show_later_than("");
  }

 private:
  // Those that show this reading: of two articles that a page was taken for in turn both may.
  std::span<const Candidate> find(std::int64_t reading_id) const {
    const auto first = std::ranges::lower_bound(all_, reading_id, {}, &Candidate::reading_id);
    return {first,
            std::ranges::upper_bound(first, all_.end(), reading_id, {}, &Candidate::reading_id)};
  }

  // They stand by the day they were first seen.
  void find_undated() {
    Query undated = database_.query("SELECT id FROM reading WHERE published_date IS NULL");
    while (undated.next()) {
      for (const auto& candidate : find(undated.integer(0))) {
        Query seen = database_.query(
            "SELECT date(a.first_seen, 'unixepoch') FROM version v JOIN article a ON a.id = "
            "v.article_id WHERE v.id = ?",
            candidate.version_id);
        if (seen.next()) days_[seen.text(0)].push_back(candidate.version_id);
      }
    }
  }

  void show_later_than(const std::string& day) {
    while (!days_.empty() && days_.begin()->first > day && !showing_.is_full()) {
      show(days_.begin()->second);
      days_.erase(days_.begin());
    }
  }

  // Of one day: by the hour, where one is stated, the newer version first.
  void show(const std::vector<std::int64_t>& versions) {
    std::vector<std::pair<std::string, std::int64_t>> order;
    for (const auto version : versions) {
      Query published = database_.query(
          "SELECT r.published FROM version v JOIN reading r ON r.id = v.current_reading_id WHERE "
          "v.id = ?",
          version);
      if (published.next()) order.emplace_back(published.text(0), version);
    }
    std::ranges::sort(order, std::greater());
    for (const auto& [published, version] : order)
      if (!showing_.is_full()) showing_.consider(version);
  }

  Database& database_;
  const std::vector<Candidate>& all_;
  Showing& showing_;
  std::map<std::string, std::vector<std::int64_t>, std::greater<>> days_;
};

// Of many: as many as are to be shown.
Found found_of_many(Database& database, const Conditions& conditions, const SearchFilter& filter,
                    Showing& showing) {
  const bool is_bare = !asks_for_more(filter);
  std::size_t all = 0;
  if (filter.order == SearchOrder::newest) {
    const auto found = candidates(database, conditions, is_bare);
    all = found.size();
    NewestFirst(database, found, showing).run();
  } else {
    const auto versions = sorted_by_sql(database, conditions, filter.order, is_bare);
    all = versions.size();
    for (const auto version : versions) {
      if (showing.is_full()) break;
      showing.consider(version);
    }
  }
  const auto total = static_cast<std::int64_t>(all) - showing.rejected();
  return {total, showing.is_sure_of_all(), showing.take()};
}

// Of few: all are looked at.
Found found_of_few(Database& database, const Conditions& conditions, SearchOrder order,
                   Showing& showing) {
  const auto versions = sorted_by_sql(database, conditions, order, false);
  for (const auto version : versions)
    if (!showing.is_full() || !showing.is_sure_of_all()) showing.consider(version);
  const auto total = static_cast<std::int64_t>(versions.size()) - showing.rejected();
  return {total, true, showing.take()};
}

// Whether the index knows of more than are all looked at.
bool are_many(Database& database, const Conditions& conditions, bool is_bare) {
  Query query = database.query("SELECT 1" + from_where(conditions, is_bare) + " LIMIT ?");
  query.bind(conditions.bind(query), std::int64_t{many + 1});
  std::size_t seen = 0;
  while (query.next()) ++seen;
  return seen > many;
}

}  // namespace

Result<Facets> count_hits(Database& database, const std::string& words, const SearchFilter& filter,
                          Facet facet) {
  const auto conditions = conditions_of(words, filter);
  if (!conditions) return tl::unexpected(conditions.error());
  const auto [value, join] = grouping_of(facet);
  std::string sql = "SELECT a.id, ";
  sql.append(value).append(hits_from).append(join).append(conditions->sql());
  Query query = database.query(sql);
  conditions->bind(query);
  Tally tally(facet);
  while (query.next()) tally.add(query.integer(0), query.optional_text(1));
  if (auto result = asked(database); !result) return tl::unexpected(result.error());
  return tally.finish(filter.limit);
}

Result<Found> search_hits(Database& database, const std::string& words,
                          const SearchFilter& filter) {
  const auto conditions = candidates_of(words, filter);
  if (!conditions) return tl::unexpected(conditions.error());
  Found found;
  if (filter.limit <= 0) {
    found.total = total_of(database, *conditions_of(words, filter));
  } else {
    Showing showing(database, words, filter);
    found = are_many(database, *conditions, !asks_for_more(filter))
                ? found_of_many(database, *conditions, filter, showing)
                : found_of_few(database, *conditions, filter.order, showing);
  }
  if (auto result = asked(database); !result) return tl::unexpected(result.error());
  return found;
}

}  // namespace newsarc::store
