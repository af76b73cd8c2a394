#include "store/tables/entrances.h"

#include <set>
#include <string_view>

#include "store/tables/drift.h"
#include "store/tables/summary.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

// A list that never named so many at once may well be empty for a night.
constexpr std::int64_t fewest_named = 5;
// What is left of a page that has lost its list: a link or two of its furniture.
constexpr std::int64_t most_left = 3;
constexpr std::int64_t of_ten = 10;  // and a tenth of what it named at most

constexpr std::string_view names = "the page names ";  // what lost_links() says begins so
constexpr std::size_t pages_told = 3;

bool is_entrance(const Request& request) {
  return request.purpose == Purpose::start || request.purpose == Purpose::list;
}

// An address that was looked at in an earlier run and was no article is none of the page's
// articles; what is met first in this run may be one.
bool may_be_article(Database& database, std::int64_t run, const std::string& key) {
  const auto url = url_row_by_key(database, key);
  return !url || url->article_id != 0 || url->first_crawl_id == run || url->failures > 0;
}

// Counted as far as it matters.
std::int64_t count_named(Database& database, std::int64_t run, const std::vector<Link>& links) {
  std::set<std::string> named;
  for (const auto& link : links) {
    if (static_cast<std::int64_t>(named.size()) > most_left) break;
    if (link.kind != LinkKind::article) continue;
    auto key = url::archive_key(link.url);
    if (may_be_article(database, run, key)) named.insert(std::move(key));
  }
  return static_cast<std::int64_t>(named.size());
}

struct Best {
  std::int64_t run = 0;
  std::int64_t named = 0;
};

// The run in which the page named most articles that no list had named before.
Best best_of(Database& database, std::int64_t page_id, std::int64_t run) {
  Query query = database.query(
      "SELECT f.crawl_id, count(DISTINCT l.url_id) AS named FROM fetch f CROSS JOIN link l ON "
      "l.from_fetch_id = f.id WHERE f.url_id = ? AND f.crawl_id < ? GROUP BY f.crawl_id ORDER BY "
      "named DESC, f.crawl_id DESC LIMIT 1",
      page_id, run);
  return query.next() ? Best{query.integer(0), query.integer(1)} : Best{};
}

std::string in_best(const Best& best) {
  return "in run " + std::to_string(best.run) + " it named " + std::to_string(best.named);
}

}  // namespace

std::optional<std::string> lost_links(Database& database, std::int64_t run, const UrlRow& page,
                                      const Capture& capture) {
  const Page& first = capture.pages.front();
  if (!is_entrance(first.request) || first.status < 200 || first.status > 299) return std::nullopt;
  if (page.first_crawl_id == run) return std::nullopt;
  const std::int64_t named = count_named(database, run, capture.reading.links);
  if (named > most_left) return std::nullopt;
  const Best best = best_of(database, page.id, run);
  if (best.named < fewest_named || named * of_ten > best.named) return std::nullopt;
  const std::string left = named == 0 ? "no article any more" : std::to_string(named) + " left";
  return std::string(names) + left + ", " + in_best(best);
}

namespace {

// Whether fetch `f` brought a start page or list that is none any more.
constexpr std::string_view is_lost =
    "(ifnull(f.error, '') LIKE 'the page names %' OR f.kind IN ('empty', 'login', 'error_page', "
    "'unparsed'))";

struct LostList {
  std::int64_t url_id = 0;
  std::string url;
  bool is_start = false;
  std::string kind;
  std::string error;
};

// Of the run; the newest fetch of each. `+crawl_id`: looked for among the fetches of the page, not
// among all of the run, which SQLite takes for as few.
std::vector<LostList> lost_lists(Database& database, std::int64_t run, std::int64_t site_id) {
  std::vector<LostList> lists;
  Query query = database.query(
      "SELECT u.id, u.url, w.purpose = 'start', f.kind, ifnull(f.error, '') FROM frontier w JOIN "
      "url u ON u.id = w.url_id JOIN fetch f ON f.id = (SELECT max(id) FROM fetch WHERE "
      "url_id = w.url_id AND +crawl_id = w.crawl_id AND redirect_of IS NULL) WHERE w.crawl_id = ? "
      "AND w.site_id = ? AND (w.purpose = 'start' OR (w.purpose = 'list' AND u.article_id IS "
      "NULL)) AND f.status BETWEEN 200 AND 299 AND " +
          std::string(is_lost) + " ORDER BY w.id",
      run, site_id);
  while (query.next())
    lists.push_back(
        {query.integer(0), query.text(1), query.integer(2) != 0, query.text(3), query.text(4)});
  return lists;
}

// What finished runs before this one had from the page.
std::int64_t earlier_runs(Database& database, const LostList& list, std::int64_t run,
                          std::string_view what, std::int64_t after) {
  return database.number(
      "SELECT " + std::string(what) +
          " FROM fetch f JOIN crawl c ON c.id = f.crawl_id WHERE f.url_id = ? AND f.crawl_id < ? "
          "AND f.crawl_id > ? AND c.state = 'finished' AND f.redirect_of IS NULL AND f.status "
          "BETWEEN 200 AND 299",
      list.url_id, run, after);
}

// Nothing for one that never was a list, nor after as many runs as make any figure the new normal.
std::optional<std::string> warning_of(Database& database, const LostList& list, std::int64_t run) {
  const std::string last_good =
      "max(CASE WHEN NOT " + std::string(is_lost) + " THEN f.crawl_id END)";
  const std::int64_t good = earlier_runs(database, list, run, last_good, 0);
  if (good == 0) return std::nullopt;
  const Best best = best_of(database, list.url_id, run);
  if (best.named < fewest_named) return std::nullopt;
  const std::int64_t lost = earlier_runs(database, list, run, "count(DISTINCT f.crawl_id)", good);
  if (lost >= static_cast<std::int64_t>(runs_compared)) return std::nullopt;
  const std::string said = list.error.starts_with(names)
                               ? list.error.substr(std::string_view("the page ").size())
                               : "names no article any more (" + list.kind + "), " + in_best(best);
  return std::string(list.is_start ? "the start page " : "the list ") + list.url + " " + said +
         "; run " + std::to_string(good) + " was the last good one";
}

void add_lost_lists(Database& database, std::int64_t run, std::int64_t site_id,
                    std::vector<std::string>& warnings) {
  std::size_t more = 0;
  for (const auto& list : lost_lists(database, run, site_id)) {
    auto warning = warning_of(database, list, run);
    if (!warning) continue;
    if (warnings.size() < pages_told)
      warnings.push_back(std::string(drift_of) + "links: " + *std::move(warning));
    else
      ++more;
  }
  if (more > 0)
    warnings.push_back(std::string(drift_of) + "links: so with " + std::to_string(more) +
                       " lists more");
}

// How the run's last try at a page ended; nothing when it came.
std::optional<std::string> fault_of(Database& database, std::int64_t run, std::int64_t url_id) {
  Query query = database.query(
      "SELECT status, error FROM fetch WHERE url_id = ? AND +crawl_id = ? AND redirect_of IS NULL "
      "ORDER BY id DESC LIMIT 1",
      url_id, run);
  if (!query.next()) return "it was not asked for";
  const std::int64_t status = query.integer(0);
  if ((status >= 200 && status <= 299) || status == 304) return std::nullopt;
  return status == 0 ? query.text(1) : "status " + std::to_string(status);
}

// What kept robots.txt from coming would keep the page, too: it says more than "no rules".
std::string cause_of(Database& database, std::int64_t run, const std::string& href,
                     std::string fault) {
  if (!fault.starts_with("robots.txt of ")) return fault;
  const auto page = url::parse(href);
  const auto robots = page ? url::parse(page->origin() + "/robots.txt") : page;
  const auto row = robots ? url_row_by_key(database, url::archive_key(*robots)) : std::nullopt;
  const auto cause = row ? fault_of(database, run, row->id) : std::nullopt;
  return cause ? "robots.txt could not be had: " + *cause : fault;
}

struct StartPage {
  std::int64_t url_id = 0;
  std::string url;
};

// Nothing while one of them waits.
std::vector<StartPage> start_pages(Database& database, std::int64_t run, std::int64_t site_id) {
  std::vector<StartPage> pages;
  Query query = database.query(
      "SELECT u.id, u.url, w.state FROM frontier w JOIN url u ON u.id = w.url_id WHERE "
      "w.crawl_id = ? AND w.site_id = ? AND w.purpose = 'start' ORDER BY w.id",
      run, site_id);
  while (query.next()) {
    if (query.text(2) == "waiting") return {};
    pages.push_back({query.integer(0), query.text(1)});
  }
  return pages;
}

std::optional<std::string> no_start_page(Database& database, std::int64_t run,
                                         std::int64_t site_id) {
  const auto pages = start_pages(database, run, site_id);
  std::string told;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    auto fault = fault_of(database, run, pages[i].url_id);
    if (!fault) return std::nullopt;
    if (i >= pages_told) continue;
    told += (i == 0 ? ": " : "; ") + pages[i].url + ": " +
            cause_of(database, run, pages[i].url, *std::move(fault));
  }
  if (pages.empty()) return std::nullopt;
  if (pages.size() > pages_told)
    told += "; and " + std::to_string(pages.size() - pages_told) + " more";
  return std::string(unreachable) + told;
}

}  // namespace

std::vector<std::string> entrance_warnings(Database& database, std::int64_t run,
                                           std::int64_t site_id) {
  std::vector<std::string> warnings;
  add_lost_lists(database, run, site_id, warnings);
  if (auto none = no_start_page(database, run, site_id)) warnings.push_back(*std::move(none));
  return warnings;
}

}  // namespace newsarc::store
