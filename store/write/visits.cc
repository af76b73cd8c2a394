#include "store/write/visits.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "store/tables/entrances.h"
#include "store/tables/states.h"
#include "store/write/absorb.h"
#include "store/write/addresses.h"
#include "store/write/cuts.h"
#include "store/write/fetches.h"
#include "store/write/frontier_rows.h"
#include "store/write/identity.h"
#include "store/write/past.h"
#include "store/write/past_states.h"
#include "store/write/rereadings.h"
#include "store/write/takedown.h"
#include "store/write/tally.h"
#include "store/write/versions.h"
#include "store/write/visit_outcome.h"
#include "store/write/writing.h"
#include "url/key.h"

namespace newsarc::store {
namespace {

Site profile_of(const Group& group, const std::string& key) {
  const auto known = group.sites.find(key);
  return known == group.sites.end() ? plain_site(key) : known->second;
}

// The known article that was asked for at its own address.
std::optional<ArticleRow> asked_article(const Writing& writing) {
  const UrlRow& wanted = writing.place.wanted;
  if (wanted.article_id == 0) return std::nullopt;
  auto article = article_row(writing.database(), wanted.article_id);
  if (article && article->canonical_url_id != wanted.id) article.reset();
  return article;
}

// By the ladder, not in the next run; a visit of the past has no say in it.
void ask_by_ladder(const Writing& writing, ArticleRow& article, std::int64_t at) {
  if (at < article.last_seen) return;
  article.next_check =
      next_check(writing.database(), article, profile_of(writing.group, writing.site.key), at);
}

void tell_cuts(Writing& writing, std::int64_t distrusted) {
  if (writing.visit.cut == Cut{} && distrusted == 0) return;
  const Site site = profile_of(writing.group, writing.site.key);
  count_cuts(writing.summary().warnings, writing.visit.cut, distrusted, site.fetch);
}

// What every visit ends with, whatever came of it.
void finish(Writing& writing, std::span<const Link> links) {
  Database& database = writing.database();
  count_answers(writing);
  save(database, writing.before, writing.place);
  const auto& found = writing.visit.found;
  const std::int64_t run = writing.group.run;
  const auto urls = ensure_found(database, run, writing.site.id, writing.request, found);
  // First what the page said of its links: the requests made of them carry it.
  if (!links.empty()) save_links(database, writing.stored.fetch_id, links, found);
  auto admitted = admit_found(database, run, writing.site.id, writing.request, found, urls);
  writing.stored.admitted = std::move(admitted.requests);
  tell_cuts(writing, admitted.distrusted);
  settle(database, writing.request, writing.visit.retry_at);
}

ArticleRow new_article(const Writing& writing, std::int64_t at) {
  ArticleRow article;
  article.id = next_lasting_id(writing.database(), "article");
  article.site_id = writing.site.id;
  article.canonical_url_id = writing.place.landed.id;
  article.state_since = article.first_seen = article.last_seen = article.last_ok = at;
  return article;
}

// Its own URL leads to another article now.
void displace(Writing& writing, std::int64_t article_id, std::int64_t at) {
  auto article = article_row(writing.database(), article_id);
  if (!article) return;
  if (article->state != "gone")  // only its own page ends that
    set_state(writing.database(), *article, "redirected", at, writing.stored.fetch_id);
  ask_by_ladder(writing, *article, at);
  save(writing.database(), *article);
}

void learn_language(Writing& writing, const Capture& capture) {
  if (writing.site.lang || !capture.forms || capture.forms->language.empty()) return;
  writing.site.lang = capture.forms->language;
  save(writing.database(), writing.site);
}

Sighting save_pages(Writing& writing, const Capture& capture, const Remark& remark) {
  Sighting sighting{
      capture, writing.group.index, seconds_of(capture.pages.front().fetched_at), {}, false};
  for (const auto& page : capture.pages) {
    const bool is_first = sighting.fetch_ids.empty();
    const Place place =
        is_first ? writing.place
                 : place_of(writing.database(), page.request, writing.site.id, writing.group.run);
    sighting.fetch_ids.push_back(
        save_fetch(writing.writer(), place, page, remark, writing.site.id));
  }
  writing.stored.fetch_id = sighting.fetch_ids.front();
  return sighting;
}

// What is known of later times stays: where the article is, when to ask again, its validators.
void put_past_article(Writing& writing, const Capture& capture, const Identity& identity,
                      ArticleRow article, const Sighting& sighting) {
  Database& database = writing.database();
  Stored& stored = writing.stored;
  const ArticleRow before = article;
  stored.change = is_past(article, sighting.at) ? put_into_past(database, article, sighting)
                                                : compare_with_latest(database, article, sighting);
  saw_in_past(database, article, sighting.at, stored.fetch_id);
  stored.article_id = article.id;
  count(writing, stored.change == Change::none ? &SiteSummary::same : &SiteSummary::changed,
        &article);
  update(database, before, article);
  drop_outdated_validators(database, writing.place, before, article);
  if (identity.parted_from != 0)
    save_parting(database, writing.place.landed.id, stored.fetch_id, identity.parted_from);
  if (writing.place.landed.article_id == 0 || identity.parted_from != 0)
    remember_address(writing.place, capture, article.id, identity);
  stored.version = number_of_versions(database, article.id);
}

void absorb(Writing& writing, const ArticleRow& older, std::int64_t absorbed) {
  const auto younger = article_row(writing.database(), absorbed);
  if (!younger) return;
  const std::int64_t brought_by = absorb(writing.database(), writing.group.index, older, *younger);
  writing.place.landed.article_id = older.id;
  take_back_count(writing, *younger, brought_by);
}

void put_article(Writing& writing, const Capture& capture, const Identity& identity,
                 std::optional<ArticleRow> known, bool bytes_are_same) {
  Database& database = writing.database();
  if (known && identity.absorbed != 0) absorb(writing, *known, identity.absorbed);
  Sighting sighting = save_pages(writing, capture, {"article", std::nullopt});
  sighting.same_bytes = bytes_are_same;
  if (known && is_state_past(database, *known, sighting.at))
    return put_past_article(writing, capture, identity, *std::move(known), sighting);
  const ArticleRow before = known ? *known : new_article(writing, sighting.at);
  // Before its version: for a version without its article SQLite looks through all articles.
  if (!known) add(database, before);
  ArticleRow article = before;
  const bool was_away = is_away(article);
  Stored& stored = writing.stored;
  if (!known)
    stored.change = add_first_version(database, article, sighting);
  else if (!identity.is_aside)
    stored.change = compare_with_latest(database, article, sighting);
  stored.restored = saw(database, article, sighting.at, stored.fetch_id);
  article.last_ok = std::max(article.last_ok, sighting.at);
  // Another URL gives what its own gives no more: from now on that is its own.
  if (identity.is_canonical || was_away) article.canonical_url_id = writing.place.landed.id;
  if (!known) recall_misses(database, article);
  ask_by_ladder(writing, article, sighting.at);
  stored.article_id = article.id;
  count(writing,
        !known                          ? &SiteSummary::fresh
        : stored.change == Change::none ? &SiteSummary::same
                                        : &SiteSummary::changed,
        &article);
  update(database, before, article);
  if (identity.parted_from != 0)
    save_parting(database, writing.place.landed.id, stored.fetch_id, identity.parted_from);
  if (known) drop_outdated_validators(database, writing.place, before, article);
  const bool says_latest = bytes_are_same || (!identity.is_aside && article.withheld_count == 0);
  // "Not modified" says nothing of an article's later pages.
  says_latest&& capture.pages.size() == 1
      ? remember_validators(writing.place.landed, capture.pages.front())
      : drop_validators(writing.place.landed);
  remember_address(writing.place, capture, article.id, identity);
  if (article.canonical_url_id == writing.place.landed.id)
    remember_variants(database, capture, writing.place.landed, writing.group.run);
  learn_language(writing, capture);
  stored.version = number_of_versions(database, article.id);
  if (identity.displaced != 0) displace(writing, identity.displaced, sighting.at);
}

// How often in a row it failed to come. What others could not have once says nothing of today.
void set_failures(Writing& writing, std::int64_t number) {
  if (writing.group.is_import) return;
  UrlRow& wanted = writing.place.wanted;
  wanted.failures = number;
  if (writing.place.landed.id == wanted.id) writing.place.landed.failures = number;
}

void put_unchanged(Writing& writing, const Capture& capture) {
  const std::int64_t at = seconds_of(capture.pages.front().fetched_at);
  auto article = article_row(writing.database(), writing.place.landed.article_id);
  Remark remark{"article", std::nullopt};
  if (!article) remark.error = "304 for a page the archive does not have";
  save_pages(writing, capture, remark);
  if (!article) {
    if (writing.is_settled()) count(writing, &SiteSummary::failed, nullptr);
    return;
  }
  if (!is_state_past(writing.database(), *article, at)) {
    if (is_away(*article)) article->canonical_url_id = writing.place.landed.id;
    writing.stored.restored = saw(writing.database(), *article, at, writing.stored.fetch_id);
    article->withheld_count = 0;  // it says what the latest version says
    ask_by_ladder(writing, *article, at);
  }
  set_failures(writing, 0);
  count(writing, &SiteSummary::same, &*article);
  save(writing.database(), *article);
  writing.stored.article_id = article->id;
  writing.stored.version = number_of_versions(writing.database(), article->id);
}

// A settled visit that brought nothing: counted, and asked again in the next run where that may
// help and has not failed to for too long.
void count_failure(Writing& writing, bool may_pass, std::int64_t at) {
  if (!writing.is_settled()) return;
  const Purpose purpose = writing.request.purpose;
  if (purpose != Purpose::start)
    set_failures(writing, may_pass ? writing.place.wanted.failures + 1 : 0);
  auto article = asked_article(writing);
  count(writing, &SiteSummary::failed, article ? &*article : nullptr);
  if (!article) return;
  if (!may_pass || writing.place.wanted.failures > patience) ask_by_ladder(writing, *article, at);
  save(writing.database(), *article);
}

void put_vanished(Writing& writing, const Capture& capture, const Remark& remark) {
  save_pages(writing, capture, remark);
  const std::int64_t at = seconds_of(capture.pages.front().fetched_at);
  auto article = asked_article(writing);
  if (!article) return count_failure(writing, false, at);
  if (at >= article->last_seen) missed(*article, at);
  set_failures(writing, 0);
  count(writing, &SiteSummary::gone, &*article);
  save(writing.database(), *article);
  writing.stored.article_id = article->id;
  writing.stored.version = number_of_versions(writing.database(), article->id);
}

void put_other(Writing& writing, const Capture& capture, Outcome outcome) {
  Remark remark{std::string(name(capture.reading.kind)), error_of(capture, outcome),
                !capture.reading.noarchive};
  if (!remark.error)
    remark.error = lost_links(writing.database(), writing.group.run, writing.place.wanted, capture);
  if (outcome == Outcome::vanished) return put_vanished(writing, capture, remark);
  save_pages(writing, capture, remark);
  const std::int64_t at = seconds_of(capture.pages.front().fetched_at);
  if (outcome == Outcome::failed)
    return count_failure(writing, may_pass(capture.pages.front().status), at);
  set_failures(writing, 0);
  auto article = asked_article(writing);
  if (!article) return;
  ask_by_ladder(writing, *article, at);
  save(writing.database(), *article);
}

// It came by a way that led there: the visit is settled, nothing of the page is kept. An article
// whose own URL leads to an answer 404 there is missing all the same.
PutResult put_taken_down(Writing& writing, const Capture& capture) {
  const Remark remark{"forgotten", "this page was taken down from the archive", false};
  if (outcome_of(capture) == Outcome::vanished && asked_article(writing))
    put_vanished(writing, capture, remark);
  else
    save_pages(writing, capture, remark);
  finish(writing, {});
  return std::move(writing.stored);
}

// The other links of an article are no list's.
std::vector<Link> originals_of(const Reading& reading) {
  std::vector<Link> links;
  std::ranges::copy_if(reading.links, std::back_inserter(links),
                       [](const Link& link) { return link.kind == LinkKind::canonical; });
  return links;
}

PutResult put_capture(Writing& writing, const Capture& capture) {
  Database& database = writing.database();
  const auto& [wanted, landed] = writing.place;
  if (is_taken_down(database, wanted.id) || is_taken_down(database, landed.id) ||
      (landed.article_id == 0 &&
       is_taken_down_elsewhere(database, landed, canonical_key_of(capture.reading))))
    return put_taken_down(writing, capture);
  const Outcome outcome = outcome_of(capture);
  if (outcome == Outcome::article) {
    auto identified = identify(database, writing.site.id, writing.place, capture);
    if (auto* stale = std::get_if<Stale>(&identified)) return std::move(*stale);
    const Identity& identity = std::get<Identity>(identified);
    auto known = article_row(database, identity.article_id);
    const bool bytes_are_same = known && same_bytes(database, *known, capture.pages);
    if (known) {
      const bool past = is_past(*known, seconds_of(capture.pages.front().fetched_at));
      auto stale = past ? stale_in_past(database, *known, capture)
                        : stale_for(database, *known, capture, bytes_are_same);
      if (stale) return *std::move(stale);
    }
    const bool is_checked = capture.vouched || writing.group.is_import || bytes_are_same;
    if (!is_checked && is_doubtful(database, identity, known, capture)) return Doubtful{};
    put_article(writing, capture, identity, std::move(known), bytes_are_same);
  } else if (outcome == Outcome::unchanged) {
    put_unchanged(writing, capture);
  } else {
    put_other(writing, capture, outcome);
  }
  const bool is_article = outcome == Outcome::article || outcome == Outcome::unchanged;
  const bool is_list = !is_article || !wants_article(writing.request.purpose);
  finish(writing, is_list ? capture.reading.links : originals_of(capture.reading));
  return std::move(writing.stored);
}

// We may not ask for it: robots.txt, scope, or an address that is not public.
void block(Writing& writing, std::int64_t at) {
  auto article = asked_article(writing);
  if (!article) return;
  if (article->state != "gone")
    set_state(writing.database(), *article, "blocked", at, writing.stored.fetch_id);
  ask_by_ladder(writing, *article, at);
  save(writing.database(), *article);
}

PutResult put_failure(Writing& writing, const Failure& failure) {
  writing.stored.fetch_id = save_fetch(writing.writer(), writing.place, failure, writing.site.id);
  if (failure.error.fault == Fault::refused)
    block(writing, seconds_of(failure.at));
  else if (is_visited(failure.request.purpose))
    count_failure(writing, true, seconds_of(failure.at));
  finish(writing, {});
  return std::move(writing.stored);
}

}  // namespace

CrawlSiteRow& Group::tally(const SiteRow& site) {
  const auto known = tallies.find(site.id);
  if (known != tallies.end()) return known->second;
  auto row = crawl_site_row(database, run, site);
  row.line.reset();  // an earlier end of this run wrote it; the next end writes it anew
  return tallies.emplace(site.id, std::move(row)).first->second;
}

void expect_blobs(Group& group, std::span<const Visit> visits) {
  std::vector<ExpectedBlob> blobs;
  std::int64_t at = 0;
  for (const auto& visit : visits) {
    const auto* capture = std::get_if<Capture>(&visit.outcome);
    if (capture == nullptr) continue;
    const std::int64_t site_id = ensure_site(group.database, request_of(visit).site).id;
    at = seconds_of(capture->pages.front().fetched_at);
    for (const auto& page : capture->pages)
      std::ranges::copy(blobs_of(page, site_id), std::back_inserter(blobs));
  }
  group.blobs.expect(group.database, at, blobs);
}

PutResult put_visit(Group& group, const Visit& visit) {
  const Request& request = request_of(visit);
  SiteRow site = ensure_site(group.database, request.site);
  const Place place = place_of(group.database, request, site.id, group.run);
  Writing writing{group, visit, request, std::move(site), place, place};
  if (const auto* failure = std::get_if<Failure>(&visit.outcome))
    return put_failure(writing, *failure);
  return put_capture(writing, std::get<Capture>(visit.outcome));
}

}  // namespace newsarc::store
