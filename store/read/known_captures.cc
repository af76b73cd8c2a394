#include "store/read/known_captures.h"

#include <set>

#include "store/blobs/blobs.h"
#include "store/file/read_only.h"
#include "store/read/captures.h"
#include "store/tables/pages.h"
#include "url/key.h"

namespace newsarc::store {

struct KnownCaptures::State {
  Database database;
};

namespace {

// Fetches that ended at this address, by their own answer: at it, or led there.
constexpr std::string_view ended_there =
    "WITH there AS (SELECT id, at, status, kind, error, blob_id FROM fetch WHERE url_id = ?1 AND "
    "final_url_id IS NULL AND at <= ?2 UNION ALL SELECT id, at, status, kind, error, blob_id FROM "
    "fetch "
    "WHERE final_url_id = ?1 AND at <= ?2) ";

// Pages of one address that may be unpacked in search of one: some change with every visit.
constexpr std::size_t most_asked_about = 64;

std::int64_t id_of(Database& database, const Url& url) {
  return database.number("SELECT id FROM url WHERE url_key = ?", url::archive_key(url));
}

template <class Value>
Result<Value> checked(Database& database, Value value) {
  if (auto read = database.take_error(); !read) return tl::unexpected(read.error());
  return value;
}

}  // namespace

KnownCaptures::KnownCaptures(std::unique_ptr<State> state) : state_(std::move(state)) {}
KnownCaptures::KnownCaptures(KnownCaptures&&) noexcept = default;
KnownCaptures& KnownCaptures::operator=(KnownCaptures&&) noexcept = default;
KnownCaptures::~KnownCaptures() = default;

Result<KnownCaptures> KnownCaptures::open(const std::filesystem::path& file) {
  auto database = open_read_only(file);
  if (!database) return tl::unexpected(std::move(database).error());
  return KnownCaptures(std::make_unique<State>(State{*std::move(database)}));
}

Result<Acquaintance> KnownCaptures::look_up(const Url& url, Instant at, std::optional<int> status,
                                            std::optional<std::string_view> body) const {
  Database& database = state_->database;
  const std::int64_t id = id_of(database, url);
  if (id == 0) return checked(database, Acquaintance::none);
  Query query = database.query(
      "SELECT blob_id FROM (SELECT status, blob_id FROM fetch WHERE url_id = ?1 AND at = ?2 "
      "UNION ALL SELECT status, blob_id FROM fetch WHERE final_url_id = ?1 AND at = ?2) "
      "WHERE status = ?3 OR (?4 AND status IS NOT NULL)",
      id, seconds_of(at), std::int64_t{status.value_or(0)}, std::int64_t{!status});
  auto found = Acquaintance::none;
  std::optional<std::int64_t> bytes;  // hashed where they are asked about
  while (query.next() && found != Acquaintance::same) {
    const auto blob_id = query.optional_integer(0);
    if (blob_id && body && !bytes) bytes = find_blob(database, *body);
    // Where there are no bytes they were not kept, or taken down.
    const bool is_same = !blob_id || !body || *blob_id == *bytes;
    found = is_same ? Acquaintance::same : Acquaintance::other_bytes;
  }
  return checked(database, found);
}

Result<std::optional<KnownPage>> KnownCaptures::page_at(
    const Url& url, Instant at, const std::function<bool(const Page&)>& is_accepted) const {
  Database& database = state_->database;
  Query query = database.query(std::string(ended_there) +
                                   "SELECT id, blob_id, error FROM there WHERE blob_id IS NOT NULL "
                                   "ORDER BY at DESC, id DESC",
                               id_of(database, url), seconds_of(at));
  std::set<std::int64_t> refused;  // bytes
  while (query.next() && refused.size() < most_asked_about) {
    if (refused.contains(query.integer(1))) continue;
    auto page = load_page(database, query.integer(0));
    if (!page) return tl::unexpected(page.error());
    if (is_accepted(*page))
      return checked(database,
                     std::optional(KnownPage{*std::move(page), query.text(2) == cut_short}));
    refused.insert(query.integer(1));
  }
  return checked(database, std::optional<KnownPage>());
}

Result<bool> KnownCaptures::gave_the_same(const Url& url, Instant by, const Url& other,
                                          Instant then) const {
  Database& database = state_->database;
  const std::int64_t blob_id =
      database.number(std::string(ended_there) +
                          "SELECT blob_id FROM there WHERE blob_id IS NOT NULL AND status "
                          "BETWEEN 200 AND 299 ORDER BY at DESC, id DESC LIMIT 1",
                      id_of(database, url), seconds_of(by));
  const bool same =
      blob_id != 0 &&
      database.number(
          std::string(ended_there) + "SELECT 1 FROM there WHERE at = ?2 AND blob_id = ?3 LIMIT 1",
          id_of(database, other), seconds_of(then), blob_id) != 0;
  return checked(database, same);
}

Result<std::optional<PageKind>> KnownCaptures::kind_before(const Url& url, Instant at) const {
  Database& database = state_->database;
  const std::int64_t id = id_of(database, url);
  std::optional<PageKind> kind;
  Query query = database.query(std::string(ended_there) +
                                   "SELECT kind FROM there WHERE status BETWEEN 200 AND 299 ORDER "
                                   "BY at DESC, id DESC LIMIT 1",
                               id, seconds_of(at));
  if (query.next()) kind = page_kind_from_name(query.text(0));
  return checked(database, kind);
}

}  // namespace newsarc::store
