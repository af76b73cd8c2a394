#include "store/tables/pages.h"

#include <limits>

#include "store/blobs/blobs.h"
#include "store/sqlite/rows.h"
#include "url/parse.h"

namespace newsarc::store {
namespace {

struct StoredFetch {
  std::int64_t url_id = 0;
  std::string url;
  std::optional<std::string> final_url;
  std::string site;
  int status = 0;
  std::int64_t at = 0;
  std::int64_t ms = 0;
  std::string http_version;
  std::string ip;
  std::int64_t request_header_id = 0;
  std::int64_t header_id = 0;
  std::int64_t blob_id = 0;
};

std::optional<StoredFetch> stored_fetch(Database& database, std::int64_t fetch_id) {
  Query query = database.query(
      "SELECT f.url_id, u.url, landed.url, s.key, f.status, f.at, f.ms, f.http_version, f.ip, "
      "f.request_header_id, f.header_id, f.blob_id FROM fetch f JOIN url u ON u.id = f.url_id "
      "JOIN site s ON s.id = u.site_id LEFT JOIN url landed ON landed.id = f.final_url_id "
      "WHERE f.id = ?",
      fetch_id);
  if (!query.next()) return std::nullopt;
  return StoredFetch{query.integer(0),
                     query.text(1),
                     query.optional_text(2),
                     query.text(3),
                     static_cast<int>(query.integer(4)),
                     query.integer(5),
                     query.integer(6),
                     query.text(7),
                     query.text(8),
                     query.integer(9),
                     query.integer(10),
                     query.integer(11)};
}

Result<std::vector<Redirect>> load_redirects(Database& database, std::int64_t fetch_id) {
  std::vector<Redirect> redirects;
  Query query = database.query(
      "SELECT u.url, f.status, f.at, f.request_header_id, f.header_id FROM fetch f "
      "JOIN url u ON u.id = f.url_id WHERE f.redirect_of = ? ORDER BY f.id",
      fetch_id);
  while (query.next()) {
    auto from = stored_url(query.text(0));
    if (!from) return tl::unexpected(from.error());
    auto request_header = load_blob(database, query.integer(3));
    if (!request_header) return tl::unexpected(request_header.error());
    auto header = load_blob(database, query.integer(4));
    if (!header) return tl::unexpected(header.error());
    redirects.push_back({*std::move(from), static_cast<int>(query.integer(1)),
                         *std::move(request_header), *std::move(header),
                         instant_of(query.integer(2))});
  }
  return redirects;
}

Result<Request> load_request(Database& database, std::int64_t fetch_id, const StoredFetch& fetch) {
  Request request;
  auto wanted = stored_url(fetch.url);
  if (!wanted) return tl::unexpected(wanted.error());
  auto landed = stored_url(fetch.final_url.value_or(fetch.url));
  if (!landed) return tl::unexpected(landed.error());
  auto redirects = load_redirects(database, fetch_id);
  if (!redirects) return tl::unexpected(redirects.error());
  request.site = fetch.site;
  request.wanted = *std::move(wanted);
  request.url = *std::move(landed);
  request.hints = hints_before(database, fetch.url_id, fetch_id);
  request.redirects = *std::move(redirects);
  return request;
}

}  // namespace

Result<Url> stored_url(const std::string& href) {
  auto parsed = url::parse(href);
  if (!parsed) return failure(Fault::damaged, "a stored URL is none: " + href, "table url");
  return parsed;
}

Result<Page> load_page(Database& database, std::int64_t fetch_id) {
  const auto fetch = stored_fetch(database, fetch_id);
  if (!fetch)
    return failure(Fault::damaged, "the fetch is missing", "fetch " + std::to_string(fetch_id));
  auto request = load_request(database, fetch_id, *fetch);
  if (!request) return tl::unexpected(request.error());
  auto request_header = load_blob(database, fetch->request_header_id);
  if (!request_header) return tl::unexpected(request_header.error());
  auto header = load_blob(database, fetch->header_id);
  if (!header) return tl::unexpected(header.error());
  auto body = load_blob(database, fetch->blob_id);
  if (!body) return tl::unexpected(body.error());
  return Page{*std::move(request), *std::move(request_header), fetch->status,
              *std::move(header),  *std::move(body),           fetch->http_version,
              fetch->ip,           instant_of(fetch->at),      Span(fetch->ms)};
}

Result<std::vector<Page>> load_pages(Database& database, std::span<const std::int64_t> fetch_ids) {
  std::vector<Page> pages;
  for (const std::int64_t fetch_id : fetch_ids) {
    auto page = load_page(database, fetch_id);
    if (!page) return tl::unexpected(page.error());
    pages.push_back(*std::move(page));
  }
  if (auto read = database.check(); !read) return tl::unexpected(read.error());
  return pages;
}

std::vector<std::int64_t> pages_of_version(Database& database, std::int64_t version_id) {
  std::vector<std::int64_t> fetch_ids;
  Query query = database.query(
      "SELECT fetch_id FROM version_page WHERE version_id = ? ORDER BY position", version_id);
  while (query.next()) fetch_ids.push_back(query.integer(0));
  return fetch_ids;
}

Result<std::vector<Page>> load_version_pages(Database& database, std::int64_t version_id) {
  return load_pages(database, pages_of_version(database, version_id));
}

Hints hints_for(Database& database, std::int64_t url_id) {
  return hints_before(database, url_id, std::numeric_limits<std::int64_t>::max());
}

Hints hints_before(Database& database, std::int64_t url_id, std::int64_t fetch_id) {
  Query query = database.query(
      "SELECT text, stated_date FROM link WHERE url_id = ? AND from_fetch_id < ? "
      "ORDER BY id DESC LIMIT 1",
      url_id, fetch_id);
  return query.next() ? hints_of(query.text(0), query.optional_text(1)) : Hints{};
}

Hints hints_of(std::string title, const std::optional<std::string>& date) {
  Hints hints;
  if (!title.empty()) hints.title = std::move(title);
  if (date) hints.date = stated_from_text(*date);
  return hints;
}

}  // namespace newsarc::store
