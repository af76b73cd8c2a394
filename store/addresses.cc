#include "store/addresses.h"

#include <optional>
#include <vector>

#include "http/header.h"
#include "store/visit_outcome.h"

namespace newsarc::store {

// A list that leads to an article for a night is no other address of it.
void remember_address(Place& place, const Capture& capture, std::int64_t article_id,
                      const Identity& identity) {
  UrlRow& landed = place.landed;
  landed.article_id = article_id;
  landed.merged_by = identity.merged_by;
  landed.failures = 0;
  if (auto canonical = canonical_key_of(capture.reading)) landed.canonical_key = canonical;
  UrlRow& wanted = place.wanted;
  if (wanted.id == landed.id) {
    wanted = landed;
    return;
  }
  wanted.failures = 0;
  if (wanted.article_id == 0 && wants_article(capture.pages.front().request.purpose)) {
    wanted.article_id = article_id;
    wanted.merged_by = "redirect";
  }
}

void remember_validators(UrlRow& url, const Page& page) {
  url.etag = http::field(page.header, "etag");
  url.last_modified = http::field(page.header, "last-modified");
}

void drop_validators(UrlRow& url) { url.etag = url.last_modified = std::nullopt; }

namespace {

std::vector<std::int64_t> with_validators(Database& database, std::int64_t article_id,
                                          const Place& but) {
  std::vector<std::int64_t> ids;
  Query query = database.query(
      "SELECT id FROM url WHERE article_id = ? AND id NOT IN (?, ?) AND (etag IS NOT NULL OR "
      "last_modified IS NOT NULL)",
      article_id, but.wanted.id, but.landed.id);
  while (query.next()) ids.push_back(query.integer(0));
  return ids;
}

}  // namespace

void drop_outdated_validators(Database& database, Place& place, const ArticleRow& before,
                              const ArticleRow& after) {
  if (after.current_version_id == before.current_version_id && after.withheld_count == 0) return;
  for (UrlRow* url : {&place.wanted, &place.landed}) {
    if (url->article_id == after.id) drop_validators(*url);
  }
  for (const std::int64_t id : with_validators(database, after.id, place)) {
    const auto url = url_row(database, id);
    if (!url) continue;
    UrlRow bare = *url;
    drop_validators(bare);
    update(database, *url, bare);
  }
}

}  // namespace newsarc::store
