#include "store/write/addresses.h"

#include <optional>
#include <vector>

#include "http/header.h"
#include "store/write/frontier_rows.h"
#include "store/write/takedown.h"
#include "store/write/visit_outcome.h"

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

namespace {

std::string_view without_slash(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// "12" of /news/12.html and /amp/12/
std::string_view name_of(const Url& url) {
  const std::string_view path = without_slash(url.path());
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

// m.news.example of news.example
bool is_host_of(std::string_view host, std::string_view own) {
  if (own.starts_with("www.")) own.remove_prefix(4);
  return host == own || (host.ends_with(own) && host[host.size() - own.size() - 1] == '.');
}

// A template may name one address on all its pages.
bool may_be_variant(const Url& variant, const Url& own) {
  if (!is_host_of(variant.host(), own.host()) || name_of(own).empty()) return false;
  return name_of(variant) == name_of(own) || variant.path().starts_with(without_slash(own.path()));
}

}  // namespace

void remember_variants(Database& database, const Capture& capture, const UrlRow& own,
                       std::int64_t run) {
  const Url& page = capture.pages.front().request.url;
  for (const Link& link : capture.reading.links) {
    if (link.kind != LinkKind::variant || !may_be_variant(link.url, page)) continue;
    const UrlRow before = ensure_url(database, link.url, own.site_id, run);
    if (before.id == own.id || before.article_id != 0 || is_taken_down(database, before.id))
      continue;
    UrlRow row = before;
    row.article_id = own.article_id;
    row.merged_by = "canonical";
    update(database, before, row);
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
