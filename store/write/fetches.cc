#include "store/write/fetches.h"

#include "store/write/frontier_rows.h"

namespace newsarc::store {
namespace {

std::optional<std::string> present(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string kind_wanted(Purpose purpose) {
  switch (purpose) {
    case Purpose::robots:
      return "robots";
    case Purpose::probe:
      return "probe";
    case Purpose::feed:
      return "feed";
    case Purpose::article:
    case Purpose::revisit:
    case Purpose::backlog:
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

// Header blocks of a site are alike: only the first few are not packed with one before.
std::int64_t save_header(const FetchWriter& writer, BlobKind kind, std::int64_t site_id,
                         std::int64_t at, const std::string& header) {
  return writer.blobs.save(writer.database, {kind, site_id, at, header, 0, true});
}

void save_redirects(const FetchWriter& writer, const Request& request, const FetchRow& of,
                    std::int64_t site_id) {
  for (const auto& redirect : request.redirects) {
    FetchRow row;
    row.id = next_id(writer.database, "fetch");
    row.crawl_id = of.crawl_id;
    row.url_id = ensure_url(writer.database, redirect.from, site_id, of.crawl_id).id;
    row.kind = of.kind;
    row.at = seconds_of(redirect.at);
    row.status = redirect.status;
    row.redirect_of = of.id;
    row.request_header_id =
        save_header(writer, BlobKind::request, site_id, row.at, redirect.request_header);
    row.header_id = save_header(writer, BlobKind::header, site_id, row.at, redirect.header);
    add(writer.database, row);
  }
}

// The body this page had when it last came: what a new one probably differs little from. At a new
// address, the pages of the article it is known for.
std::int64_t body_before(Database& database, const UrlRow& url, const std::string& kind) {
  const std::int64_t own = database.number(
      "SELECT blob_id FROM fetch WHERE url_id = ? AND kind = ? AND blob_id IS NOT NULL "
      "ORDER BY at DESC, id DESC LIMIT 1",
      url.id, kind);
  if (own != 0 || url.article_id == 0) return own;
  return database.number(
      "SELECT f.blob_id FROM article a JOIN version_page p ON p.version_id = a.current_version_id "
      "JOIN fetch f ON f.id = p.fetch_id WHERE a.id = ? ORDER BY p.position LIMIT 1",
      url.article_id);
}

}  // namespace

Place place_of(Database& database, const Request& request, std::int64_t site_id, std::int64_t run) {
  UrlRow wanted = ensure_url(database, request.wanted, site_id, run);
  if (request.url == request.wanted) return {wanted, wanted};
  UrlRow landed = ensure_url(database, request.url, site_id, run);
  return {std::move(wanted), std::move(landed)};
}

void save(Database& database, const Place& before, const Place& place) {
  update(database, before.landed, place.landed);
  // One row under two names: what was learned of the landing place stands.
  if (place.wanted.id != place.landed.id) update(database, before.wanted, place.wanted);
}

// What is not asked for as a new article has mostly come before.
std::array<ExpectedBlob, 3> blobs_of(const Page& page, std::int64_t site_id) {
  const bool is_first =
      page.request.purpose == Purpose::article || page.request.purpose == Purpose::backlog;
  return {{{BlobKind::request, site_id, page.request_header},
           {BlobKind::header, site_id, page.header},
           {BlobKind::body, site_id, page.body, is_first}}};
}

std::int64_t save_fetch(const FetchWriter& writer, const Place& place, const Page& page,
                        const Remark& remark, std::int64_t site_id) {
  Database& database = writer.database;
  FetchRow row = new_fetch(database, writer.run, place, page.fetched_at);
  row.kind = remark.kind;
  row.status = page.status;
  row.error = remark.error;
  row.http_version = present(page.http_version);
  row.ip = present(page.ip);
  row.request_header_id =
      save_header(writer, BlobKind::request, site_id, row.at, page.request_header);
  row.header_id = save_header(writer, BlobKind::header, site_id, row.at, page.header);
  if (remark.keep_body && !page.body.empty()) {
    const NewBlob body{BlobKind::body,
                       site_id,
                       row.at,
                       page.body,
                       body_before(database, place.wanted, row.kind),
                       row.kind == "article"};
    row.blob_id = writer.blobs.save(database, body);
  }
  row.ms = page.took.count();
  add(database, row);
  save_redirects(writer, page.request, row, site_id);
  return row.id;
}

std::int64_t save_fetch(const FetchWriter& writer, const Place& place, const Failure& failure,
                        std::int64_t site_id) {
  FetchRow row = new_fetch(writer.database, writer.run, place, failure.at);
  row.kind = kind_wanted(failure.request.purpose);
  row.error = failure.error.what;
  row.ms = failure.took.count();
  add(writer.database, row);
  save_redirects(writer, failure.request, row, site_id);
  return row.id;
}

}  // namespace newsarc::store
