#include "store/identity.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "store/content.h"
#include "store/rereadings.h"
#include "store/versions.h"
#include "url/key.h"

namespace newsarc::store {
namespace {

// Pages with one loose key are few; a trap may make many.
constexpr std::int64_t candidate_limit = 8;

struct Candidate {
  std::int64_t article_id = 0;
  std::string merged_by;
  bool is_canonical = false;
};

std::optional<std::string> canonical_key_of(const Reading& reading) {
  const auto link = std::ranges::find(reading.links, LinkKind::canonical, &Link::kind);
  if (link == reading.links.end()) return std::nullopt;
  return url::archive_key(link->url);
}

std::vector<Candidate> candidates_for(Database& database, std::int64_t site_id,
                                      const Capture& capture, const std::optional<UrlRow>& wanted) {
  const Url& url = capture.pages.front().request.url;
  const std::string key = url::archive_key(url);
  std::vector<Candidate> candidates;
  if (wanted && wanted->article_id != 0)
    candidates.push_back({wanted->article_id, "redirect", true});
  if (const auto canonical = canonical_key_of(capture.reading)) {
    const auto named = url_row_by_key(database, *canonical);
    if (named && named->article_id != 0)
      candidates.push_back({named->article_id, "canonical", false});
  }
  Query naming = database.query(
      "SELECT DISTINCT article_id FROM url WHERE canonical_key = ? AND article_id IS NOT NULL "
      "LIMIT ?",
      key, candidate_limit);
  while (naming.next()) candidates.push_back({naming.integer(0), "canonical", true});
  Query alike = database.query(
      "SELECT DISTINCT u.article_id FROM url u JOIN article a ON a.id = u.article_id "
      "WHERE u.loose_key = ? AND a.site_id = ? LIMIT ?",
      url::loose_key(url), site_id, candidate_limit);
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
std::int64_t displaced_by(Database& database, const std::optional<UrlRow>& url,
                          std::int64_t article_id) {
  if (!url || url->article_id == 0 || url->article_id == article_id) return 0;
  const auto article = article_row(database, url->article_id);
  return article && article->canonical_url_id == url->id ? article->id : 0;
}

}  // namespace

std::variant<Identity, Stale> identify(Database& database, std::int64_t site_id,
                                       const Capture& capture) {
  const Request& request = capture.pages.front().request;
  const auto wanted = url_row_by_key(database, url::archive_key(request.wanted));
  const auto landed = url_row_by_key(database, url::archive_key(request.url));
  if (landed && landed->article_id != 0)
    return Identity{landed->article_id, landed->merged_by.value_or("key"), false,
                    displaced_by(database, wanted, landed->article_id)};
  for (const auto& candidate : candidates_for(database, site_id, capture, wanted)) {
    auto shown = is_shown_by(database, candidate.article_id, capture);
    if (auto* stale = std::get_if<Stale>(&shown)) return std::move(*stale);
    if (std::get<bool>(shown))
      return Identity{candidate.article_id, candidate.merged_by, candidate.is_canonical, 0};
  }
  return Identity{0, "key", true, displaced_by(database, wanted, 0)};
}

}  // namespace newsarc::store
