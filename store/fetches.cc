#include "store/fetches.h"

#include "store/blobs.h"
#include "store/frontier_rows.h"

namespace newsarc::store {
namespace {

std::optional<std::string> present(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string kind_wanted(Purpose purpose) {
  switch (purpose) {
    case Purpose::robots:
      return "robots";
    case Purpose::article:
    case Purpose::revisit:
      return "article";
    case Purpose::start:
    case Purpose::list:
    case Purpose::next_page:
      break;
  }
  return "list";
}

FetchRow new_fetch(Database& database, std::int64_t run, const Place& place, Instant at) {
  FetchRow row;
  row.id = next_id(database, "fetch");
  row.crawl_id = run;
  row.url_id = place.wanted.id;
  row.at = seconds_of(at);
  if (place.landed.id != place.wanted.id) row.final_url_id = place.landed.id;
  return row;
}

void save_redirects(Database& database, const Request& request, const FetchRow& of,
                    std::int64_t site_id) {
  for (const auto& redirect : request.redirects) {
    FetchRow row;
    row.id = next_id(database, "fetch");
    row.crawl_id = of.crawl_id;
    row.url_id = ensure_url(database, redirect.from, site_id, of.crawl_id).id;
    row.kind = of.kind;
    row.at = seconds_of(redirect.at);
    row.status = redirect.status;
    row.redirect_of = of.id;
    row.request_header_id = save_blob(database, BlobKind::request, redirect.request_header);
    row.header_id = save_blob(database, BlobKind::header, redirect.header);
    save(database, row);
  }
}

}  // namespace

Place place_of(Database& database, const Request& request, std::int64_t site_id, std::int64_t run) {
  UrlRow wanted = ensure_url(database, request.wanted, site_id, run);
  UrlRow landed = ensure_url(database, request.url, site_id, run);
  return {std::move(wanted), std::move(landed)};
}

void save(Database& database, const Place& before, const Place& place) {
  update(database, before.landed, place.landed);
  // One row under two names: what was learned of the landing place stands.
  if (place.wanted.id != place.landed.id) update(database, before.wanted, place.wanted);
}

std::int64_t save_fetch(Database& database, std::int64_t run, const Place& place, const Page& page,
                        const Remark& remark, std::int64_t site_id) {
  FetchRow row = new_fetch(database, run, place, page.fetched_at);
  row.kind = remark.kind;
  row.status = page.status;
  row.error = remark.error;
  row.http_version = present(page.http_version);
  row.ip = present(page.ip);
  row.request_header_id = save_blob(database, BlobKind::request, page.request_header);
  row.header_id = save_blob(database, BlobKind::header, page.header);
  if (remark.keep_body) row.blob_id = save_blob(database, BlobKind::body, page.body);
  row.ms = page.took.count();
  save(database, row);
  save_redirects(database, page.request, row, site_id);
  return row.id;
}

std::int64_t save_fetch(Database& database, std::int64_t run, const Place& place,
                        const Failure& failure, std::int64_t site_id) {
  FetchRow row = new_fetch(database, run, place, failure.at);
  row.kind = kind_wanted(failure.request.purpose);
  row.error = failure.error.what;
  row.ms = failure.took.count();
  save(database, row);
  save_redirects(database, failure.request, row, site_id);
  return row.id;
}

}  // namespace newsarc::store
