#include "store/write/identity.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "store/blobs/blobs.h"
#include "store/tables/sightings.h"
#include "store/tables/states.h"
#include "store/write/absorb.h"
#include "store/write/content.h"
#include "store/write/past.h"
#include "store/write/rereadings.h"
#include "store/write/versions.h"
#include "text/diff.h"
#include "text/utf8.h"
#include "url/key.h"

namespace newsarc::store {
namespace {

constexpr Table parting_table{"parting", "url_id, fetch_id, article_id", ""};

// Pages with one loose key are few; a trap may make many.
constexpr std::int64_t candidate_limit = 8;
constexpr std::int64_t urls_looked_at = 64;  // one article may have thousands, by session number

struct Candidate {
  std::int64_t article_id = 0;
  std::string merged_by;
  bool is_canonical = false;
};

std::vector<Candidate> candidates_for(Database& database, std::int64_t site_id, const Place& place,
                                      const Capture& capture) {
  std::vector<Candidate> candidates;
  if (place.wanted.article_id != 0)
    candidates.push_back({place.wanted.article_id, "redirect", true});
  if (const auto canonical = canonical_key_of(capture.reading)) {
    const auto named = url_row_by_key(database, *canonical);
    if (named && named->article_id != 0)
      candidates.push_back({named->article_id, "canonical", false});
  }
  Query naming = database.query(
      "SELECT DISTINCT article_id FROM (SELECT article_id FROM url WHERE canonical_key = ? AND "
      "article_id IS NOT NULL LIMIT ?) LIMIT ?",
      place.landed.url_key, urls_looked_at, candidate_limit);
  while (naming.next()) candidates.push_back({naming.integer(0), "canonical", true});
  Query alike = database.query(
      "SELECT DISTINCT article_id FROM (SELECT u.article_id FROM url u JOIN article a ON a.id = "
      "u.article_id WHERE u.loose_key = ? AND a.site_id = ? LIMIT ?) LIMIT ?",
      place.landed.loose_key, site_id, urls_looked_at, candidate_limit);
  while (alike.next()) candidates.push_back({alike.integer(0), "loose", false});
  return candidates;
}

// The latest version, as the extractor of the capture reads it where the capture brings that.
Content latest_content(Database& database, const ArticleRow& article, const Capture& capture) {
  const auto latest = version_row(database, article.current_version_id);
  if (!latest) return {};
  const auto* reread = reread_of(capture, latest->current_reading_id);
  if (reread != nullptr && reread->reading.article) return content_of(*reread->reading.article);
  return load_content(database, latest->current_reading_id);
}

// Whether the page says what the article's latest version does; Stale: not to be told yet.
std::variant<bool, Stale> is_shown_by(Database& database, std::int64_t article_id,
                                      const Capture& capture) {
  const auto article = article_row(database, article_id);
  if (!article) return false;
  if (same_bytes(database, *article, capture.pages)) return true;
  if (auto stale = stale_for(database, *article, capture, false)) return *std::move(stale);
  return agrees(latest_content(database, *article, capture), content_of(*capture.reading.article));
}

// The article that `url` is the own address of, if it is not `article_id`.
std::int64_t displaced_by(Database& database, const UrlRow& url, std::int64_t article_id) {
  if (url.article_id == 0 || url.article_id == article_id) return 0;
  const auto article = article_row(database, url.article_id);
  return article && article->canonical_url_id == url.id ? article->id : 0;
}

// Near enough in time that what two URLs show tells whether they are one article: one night.
constexpr std::int64_t one_night = 12 * 60 * 60;

// Whether the article's own URL brings its page as well.
bool lives_at_home(Database& database, const ArticleRow& article, std::int64_t at) {
  return !is_away(article) &&
         database.number(
             "SELECT 1 FROM fetch f WHERE f.url_id = ? AND f.at BETWEEN ? AND ? AND "
             "f.final_url_id IS NULL AND " +
                 is_sighting() + " LIMIT 1",
             article.canonical_url_id, at - one_night, at) != 0;
}

// Whether an edit could lie between two texts: one title, or half of the shorter body in common.
bool resembles(const Content& one, const Content& other) {
  if (one.title_key == other.title_key) return true;
  const auto size = text::size_of(text::diff(one.body_key, other.body_key));
  const std::size_t length = text::count_code_points(one.body_key);
  const std::size_t shorter = std::min(length, text::count_code_points(other.body_key));
  return 2 * (length - size.removed) >= shorter;
}

bool resembled_before(Database& database, const ArticleRow& article, const Content& today) {
  const auto earlier = earlier_contents(database, article);
  return std::ranges::any_of(earlier,
                             [&](const Content& content) { return resembles(content, today); });
}

bool resembles(Database& database, const ArticleRow& article, const Capture& capture) {
  const Content today = content_of(*capture.reading.article);
  return resembles(latest_content(database, article, capture), today) ||
         resembled_before(database, article, today);
}

// Whether the page of a URL that is not the article's own is another article's: it does not name
// this one as its original, and has neither title nor text of any version.
std::variant<bool, Stale> has_parted(Database& database, const ArticleRow& article,
                                     const Capture& capture) {
  if (const auto canonical = canonical_key_of(capture.reading)) {
    const auto named = url_row_by_key(database, *canonical);
    if (named && named->article_id == article.id) return false;
  }
  if (same_bytes(database, article, capture.pages)) return false;
  if (auto stale = stale_for(database, article, capture, false)) return *std::move(stale);
  return !resembles(database, article, capture);
}

// The article that the URL stands for; none when it stands for it no longer.
std::variant<std::optional<Identity>, Stale> identify_known(Database& database, const Place& place,
                                                            const Capture& capture) {
  const UrlRow& landed = place.landed;
  const auto article = article_row(database, landed.article_id);
  if (!article) return std::nullopt;
  Identity identity{article->id, landed.merged_by.value_or("key")};
  identity.displaced = displaced_by(database, place.wanted, article->id);
  if (const auto older = article_row(database, identity.displaced);
      older && article->canonical_url_id == landed.id &&
      may_be_absorbed(database, *article, *older)) {
    auto shown = is_shown_by(database, older->id, capture);
    if (auto* stale = std::get_if<Stale>(&shown)) return std::move(*stale);
    if (std::get<bool>(shown))
      return Identity{older->id, "redirect", true, false, 0, 0, article->id};
  }
  const std::int64_t at = seconds_of(capture.pages.front().fetched_at);
  if (article->canonical_url_id == landed.id || at < article->last_ok) return identity;
  // Its own URL leads here: what it says now is said here, and from now on this one is its own.
  identity.is_canonical = article->canonical_url_id == place.wanted.id;
  if (identity.is_canonical) return identity;
  identity.is_aside = lives_at_home(database, *article, at);
  // Else an edit of the whole page may be seen here before it is seen at home.
  if (!identity.is_aside && !is_away(*article)) return identity;
  auto parted = has_parted(database, *article, capture);
  if (auto* stale = std::get_if<Stale>(&parted)) return std::move(*stale);
  return std::get<bool>(parted) ? std::nullopt : std::optional(identity);
}

}  // namespace

std::optional<std::string> canonical_key_of(const Reading& reading) {
  const auto link = std::ranges::find(reading.links, LinkKind::canonical, &Link::kind);
  if (link == reading.links.end()) return std::nullopt;
  return url::archive_key(link->url);
}

std::variant<Identity, Stale> identify(Database& database, std::int64_t site_id, const Place& place,
                                       const Capture& capture) {
  auto known = identify_known(database, place, capture);
  if (auto* stale = std::get_if<Stale>(&known)) return std::move(*stale);
  if (const auto& identity = std::get<0>(known)) return *identity;
  const std::int64_t former = place.landed.article_id;
  for (const auto& candidate : candidates_for(database, site_id, place, capture)) {
    auto shown = is_shown_by(database, candidate.article_id, capture);
    if (auto* stale = std::get_if<Stale>(&shown)) return std::move(*stale);
    if (std::get<bool>(shown))
      return Identity{
          candidate.article_id, candidate.merged_by, candidate.is_canonical, false, 0, former};
  }
  return Identity{0, "key", true, false, displaced_by(database, place.wanted, 0), former};
}

bool is_doubtful(Database& database, const Identity& identity,
                 const std::optional<ArticleRow>& known, const Capture& capture) {
  if (known) {
    return !identity.is_aside && !is_past(*known, seconds_of(capture.pages.front().fetched_at)) &&
           !resembles(database, *known, capture);
  }
  if (identity.displaced != 0) return true;
  const Article& article = *capture.reading.article;
  return (!article.published && article.credits.empty()) || find_text(database, body(article)) != 0;
}

void save_parting(Database& database, std::int64_t url_id, std::int64_t fetch_id,
                  std::int64_t article_id) {
  save_row(database, parting_table, std::array<Cell, 3>{url_id, fetch_id, article_id});
}

}  // namespace newsarc::store
