#include "store/write/frontier_rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "store/tables/pages.h"
#include "store/write/takedown.h"
#include "store/write/twins.h"
#include "url/key.h"

namespace newsarc::store {
namespace {

constexpr Table link_table{"link", "id, url_id, from_fetch_id, text, stated_date", ""};

// Only an article may answer 304: an unchanged list would hide the links that failed last time.
bool may_be_unchanged(Purpose purpose) { return purpose == Purpose::revisit; }

bool is_asked_for_in(Database& database, std::int64_t run, const ArticleRow& article) {
  return article.checked_crawl_id == run ||
         database.number("SELECT 1 FROM frontier WHERE crawl_id = ? AND url_id = ?", run,
                         article.canonical_url_id) != 0;
}

// A known article is left to the revisit ladder; one that is gone may have come back. At another
// URL than its own it may live on, or have made room for another article. What a page names as a
// list is followed every night, an article or not: a category page may read as one.
bool is_left_to_ladder(Database& database, std::int64_t run, const UrlRow& url, Purpose purpose) {
  if (url.article_id == 0 || purpose != Purpose::article) return false;
  const auto article = article_row(database, url.article_id);
  if (!article || article->state == "gone") return false;
  if (article->canonical_url_id == url.id) return true;
  return !article->missing_since && !is_asked_for_in(database, run, *article);
}

void admit_selected(Database& database, std::int64_t run, std::int64_t site_id, Query query,
                    Purpose purpose) {
  while (query.next()) {
    const auto url = url_row(database, query.integer(0));
    if (!url) continue;
    Request request;
    request.purpose = purpose;
    admit(database, run, site_id, *url, request);
  }
}

}  // namespace

UrlRow ensure_url(Database& database, const Url& url, std::int64_t site_id, std::int64_t run) {
  const std::string key = url::archive_key(url);
  if (auto known = url_row_by_key(database, key)) return *std::move(known);
  UrlRow row;
  row.id = next_id(database, "url");
  row.url = url.without_fragment();
  row.url_key = key;
  row.loose_key = url::loose_key(url);
  row.site_id = site_id;
  row.first_crawl_id = run;
  save(database, row);
  return row;
}

std::optional<std::int64_t> admit(Database& database, std::int64_t run, std::int64_t site_id,
                                  const UrlRow& url, const Request& request) {
  if (is_taken_down(database, url.id)) return std::nullopt;
  Query query = database.query(
      "INSERT INTO frontier(crawl_id, site_id, url_id, purpose, depth, tries, if_new, not_before, "
      "state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT(crawl_id, url_id) DO NOTHING "
      "RETURNING id",
      run, site_id, url.id, name(request.purpose), request.depth, request.tries, request.if_new,
      request.not_before.time_since_epoch().count());
  std::optional<std::int64_t> id;
  while (query.next()) id = query.integer(0);
  return id;
}

FoundUrls ensure_found(Database& database, std::int64_t run, std::int64_t site_id,
                       const Request& from, std::span<const Request> found) {
  FoundUrls urls;
  const Twins twins(database, from, found);
  for (const auto& request : found) {
    auto known = url_row_by_key(database, url::archive_key(request.wanted));
    if (!known) known = twins.find(request.wanted);
    urls.rows.push_back(known ? *known : ensure_url(database, request.wanted, site_id, run));
    if (request.purpose != Purpose::article) continue;
    const bool is_new = urls.rows.back().first_crawl_id == run;
    urls.any_article = true;
    urls.any_new_to_run |= is_new;
    urls.all_new_to_run &= is_new;
    urls.any_new_to_visit |= !known;
  }
  return urls;
}

namespace {

// Whether a list is followed further. In its first pages what another list of this run brought
// counts as new; further on only what this page alone brought does, so that a list that repeats
// one page for ever ends.
bool goes_on(const Request& from, const FoundUrls& urls) {
  constexpr int first_pages = 10;
  return urls.any_new_to_visit || (urls.any_new_to_run && from.depth < first_pages);
}

bool is_of_list(Purpose purpose) {
  return purpose == Purpose::list || purpose == Purpose::next_page;
}

// /list/ and /list/index.html, http and https: of two lists with one loose key one will do.
bool is_listed_already(Database& database, std::int64_t run, const UrlRow& url) {
  return database.number(
             "SELECT 1 FROM url u CROSS JOIN frontier f ON f.crawl_id = ? AND f.url_id = u.id "
             "WHERE "
             "u.loose_key = ? AND f.purpose IN ('start', 'list', 'next_page') LIMIT 1",
             run, url.loose_key) != 0;
}

// A list far from the start page, or one whose articles others named before, may be one of
// endlessly many: its sections are taken on trust.
bool needs_trust(const Request& from, const FoundUrls& urls) {
  constexpr int first_levels = 2;
  return from.purpose == Purpose::list && !urls.any_new_to_visit &&
         (urls.any_article || from.depth >= first_levels);
}

// Sections a run may take on trust: the more articles a site has, the more it may have of lists.
// They are the ones in the frontier that are `if_new`.
std::int64_t room_for_trust(Database& database, std::int64_t run, std::int64_t site_id) {
  constexpr std::int64_t least = 100;
  const std::int64_t taken = database.number(
      "SELECT count(*) FROM frontier WHERE crawl_id = ? AND site_id = ? AND purpose = 'list' AND "
      "if_new",
      run, site_id);
  if (taken < least) return least - taken;
  const std::int64_t articles =
      database.number("SELECT count(*) FROM article WHERE site_id = ?", site_id);
  return std::max<std::int64_t>(0, least + articles / 10 - taken);
}

// A feed's page that came as a list in an earlier run, or gave no article again and again: a
// sitemap names sections and pictures, too, and pages that are no more.
bool is_known_to_be_none(Database& database, const UrlRow& url, std::int64_t run) {
  if (url.article_id != 0 || url.first_crawl_id == run) return false;
  Query runs = database.query(
      "SELECT count(DISTINCT crawl_id), max(status = 200 AND kind IN ('list', 'feed', 'sitemap')) "
      "FROM fetch "
      "WHERE url_id = ? AND crawl_id < ?",
      url.id, run);
  return runs.next() && (runs.integer(0) > patience || runs.integer(1) != 0);
}

// The links of a revisit are not followed: a due article that is named as a list is asked as one.
void give_way(Database& database, std::int64_t run, const UrlRow& url) {
  if (url.article_id == 0) return;
  database.run("DELETE FROM frontier WHERE crawl_id = ? AND url_id = ? AND purpose = ?", run,
               url.id, name(Purpose::revisit));
}

}  // namespace

namespace {

// What one visit's requests are judged by, one after the other.
class Admission {
 public:
  Admission(Database& database, std::int64_t run, std::int64_t site_id, const Request& from,
            const FoundUrls& urls)
      : database_(database), run_(run), site_id_(site_id), from_(from), urls_(urls) {}

  void take(const Request& found, const UrlRow& url) {
    if (found.if_new && !is_news_behind(found)) return;
    has_next_page_ |= found.purpose == Purpose::next_page;
    if (is_left_to_ladder(database_, run_, url, found.purpose)) return;
    if (from_.purpose == Purpose::feed && found.purpose == Purpose::article &&
        is_known_to_be_none(database_, url, run_))
      return;
    if (is_of_list(found.purpose) && is_listed_already(database_, run_, url)) return;
    Request request = found;
    if (found.purpose == Purpose::list && needs_trust(from_, urls_)) {
      if (!has_trust()) {
        ++admitted_.distrusted;
        return;
      }
      request.if_new = true;
    }
    if (found.purpose != Purpose::article) give_way(database_, run_, url);
    admit_as(std::move(request), url);
  }

  Admitted finish() && { return std::move(admitted_); }

 private:
  // Where all of a page is new, the next ones will be, too, and are asked for at once; else the
  // nearest has to show first whether they are.
  bool is_news_behind(const Request& found) const {
    if (!goes_on(from_, urls_)) return false;
    return found.purpose != Purpose::next_page || urls_.all_new_to_run || !has_next_page_;
  }

  // Counted once for a visit, and again where that much has been taken.
  bool has_trust() {
    if (!room_ || (*room_ == 0 && has_taken_)) {
      room_ = room_for_trust(database_, run_, site_id_);
      has_taken_ = false;
    }
    return *room_ > 0;
  }

  void admit_as(Request request, const UrlRow& url) {
    const auto id = admit(database_, run_, site_id_, url, request);
    if (!id) return;
    if (room_ && request.purpose == Purpose::list && request.if_new) {
      has_taken_ = true;
      --*room_;
    }
    request.id = *id;
    if (url::archive_key(request.wanted) != url.url_key) {
      if (auto twin = stored_url(url.url)) request.wanted = request.url = *std::move(twin);
    }
    if (request.hints == Hints{}) request.hints = hints_for(database_, url.id);
    admitted_.requests.push_back(std::move(request));
  }

  Database& database_;
  std::int64_t run_;
  std::int64_t site_id_;
  const Request& from_;
  const FoundUrls& urls_;
  bool has_next_page_ = false;
  std::optional<std::int64_t> room_;  // for lists on trust
  bool has_taken_ = false;
  Admitted admitted_;
};

}  // namespace

Admitted admit_found(Database& database, std::int64_t run, std::int64_t site_id,
                     const Request& from, std::span<const Request> found, const FoundUrls& urls) {
  Admission admission(database, run, site_id, from, urls);
  for (std::size_t i = 0; i < found.size(); ++i) admission.take(found[i], urls.rows[i]);
  return std::move(admission).finish();
}

void admit_known(Database& database, std::int64_t run, const SiteRow& site, Refresh refresh,
                 std::int64_t now) {
  // Lists among them: behind one that failed stand pages that nothing else leads to.
  admit_selected(database, run, site.id,
                 database.query("SELECT id FROM url WHERE site_id = ? AND article_id IS NULL AND "
                                "failures > 0 AND failures <= ? ORDER BY id",
                                site.id, patience),
                 Purpose::article);
  if (refresh == Refresh::none) return;
  admit_selected(database, run, site.id,
                 database.query("SELECT canonical_url_id FROM article WHERE site_id = ? AND (? OR "
                                "next_check <= ?) ORDER BY next_check, id",
                                site.id, refresh == Refresh::all, now),
                 Purpose::revisit);
  if (refresh != Refresh::all) return;
  // After the articles at their own URLs, so that it shows where one of these has parted.
  admit_selected(
      database, run, site.id,
      database.query("SELECT u.id FROM article a JOIN url u ON u.article_id = a.id WHERE "
                     "a.site_id = ? AND u.id <> a.canonical_url_id ORDER BY u.id",
                     site.id),
      Purpose::revisit);
}

void take_over_waiting(Database& database, std::int64_t run, std::int64_t site_id) {
  database.run(
      "UPDATE OR IGNORE frontier SET crawl_id = ?1, tries = 0, purpose = CASE purpose WHEN ?2 THEN "
      "?3 ELSE purpose END WHERE state = 'waiting' AND site_id = ?4 AND crawl_id <> ?1 AND purpose "
      "<> ?5",
      run, name(Purpose::article), name(Purpose::backlog), site_id, name(Purpose::start));
  database.run("DELETE FROM frontier WHERE site_id = ? AND crawl_id <> ?", site_id, run);
}

void settle(Database& database, const Request& request, std::optional<Instant> retry_at) {
  if (request.id == 0) return;
  if (retry_at)
    database.run("UPDATE frontier SET tries = ?, not_before = ? WHERE id = ?", request.tries + 1,
                 retry_at->time_since_epoch().count(), request.id);
  else
    database.run("UPDATE frontier SET state = 'done' WHERE id = ?", request.id);
}

namespace {

// A row of waiting_requests().
Result<Request> waiting_request(const Query& row) {
  auto url = stored_url(row.text(7));
  if (!url) return tl::unexpected(std::move(url).error());
  Request request;
  request.id = row.integer(0);
  request.site = row.text(1);
  request.wanted = request.url = *std::move(url);
  request.purpose = purpose_from_name(row.text(2)).value_or(Purpose::article);
  request.depth = static_cast<int>(row.integer(3));
  request.tries = static_cast<int>(row.integer(4));
  request.if_new = row.integer(5) != 0;
  request.not_before = Instant(Span(row.integer(6)));
  if (may_be_unchanged(request.purpose))
    request.validators = {row.optional_text(8), row.optional_text(9)};
  request.hints = hints_of(row.text(10), row.optional_text(11));
  return request;
}

}  // namespace

// One statement: three for each of a million rows would be three million steps.
Result<std::vector<Request>> waiting_requests(Database& database, std::int64_t run) {
  std::vector<Request> requests;
  requests.reserve(static_cast<std::size_t>(database.number(
      "SELECT count(*) FROM frontier WHERE crawl_id = ? AND state = 'waiting'", run)));
  Query query = database.query(
      "SELECT w.id, s.key, w.purpose, w.depth, w.tries, w.if_new, w.not_before, u.url, u.etag, "
      "u.last_modified, l.text, l.stated_date "
      "FROM frontier w JOIN site s ON s.id = w.site_id JOIN url u ON u.id = w.url_id "
      "LEFT JOIN link l ON l.id = (SELECT max(id) FROM link WHERE url_id = w.url_id) "
      "WHERE w.crawl_id = ? AND w.state = 'waiting' ORDER BY w.id",
      run);
  while (query.next()) {
    auto request = waiting_request(query);
    if (!request) return tl::unexpected(std::move(request).error());
    requests.push_back(*std::move(request));
  }
  if (auto read = database.check(); !read) return tl::unexpected(read.error());
  return requests;
}

namespace {

struct Said {
  std::string text;
  std::optional<std::string> date;
};

// One page may link to an article twice, by its title and by "more": the longest text counts.
std::map<std::string, Said> said_of_articles(std::span<const Link> links,
                                             const std::set<std::string>& found) {
  std::map<std::string, Said> said;
  for (const auto& link : links) {
    if (link.kind != LinkKind::article && link.kind != LinkKind::canonical) continue;
    std::string key = url::archive_key(link.url);
    if (link.kind == LinkKind::canonical && !found.contains(key)) continue;
    Said& one = said[std::move(key)];
    if (link.text.size() > one.text.size()) one.text = link.text;
    if (link.date && !one.date) one.date = to_text(*link.date);
  }
  return said;
}

bool is_said_already(Database& database, std::int64_t url_id, const Said& said) {
  if (said.text.empty() && !said.date)
    return database.number("SELECT 1 FROM link WHERE url_id = ?", url_id) != 0;
  return database.number("SELECT 1 FROM link WHERE url_id = ? AND text = ? AND stated_date IS ?",
                         url_id, said.text, cell(said.date)) != 0;
}

}  // namespace

void save_links(Database& database, std::int64_t fetch_id, std::span<const Link> links,
                std::span<const Request> found) {
  std::set<std::string> wanted;
  for (const auto& request : found) wanted.insert(url::archive_key(request.wanted));
  for (const auto& [key, said] : said_of_articles(links, wanted)) {
    const auto url = url_row_by_key(database, key);
    if (!url || (url->article_id == 0 && !wanted.contains(key))) continue;
    if (is_said_already(database, url->id, said)) continue;
    const std::int64_t id = next_id(database, "link");
    save_row(database, link_table,
             std::array<Cell, 5>{id, url->id, fetch_id, said.text, cell(said.date)});
  }
}

}  // namespace newsarc::store
