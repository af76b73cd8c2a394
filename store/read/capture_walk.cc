#include "store/read/capture_walk.h"

#include <unordered_map>
#include <utility>

#include "http/header.h"
#include "store/blobs/stored_blob.h"
#include "store/read/records.h"
#include "store/sqlite/conditions.h"

namespace newsarc::store {
namespace {

// Who an answer is of: the article that its URL stood for then (table parting), else stands for
// now. `f` is the fetch, `u` the URL asked for, `landed` the one that answered.
constexpr std::string_view article_sql =
    "coalesce((SELECT p.article_id FROM parting p WHERE p.url_id = coalesce(f.final_url_id, "
    "f.url_id) AND p.fetch_id > f.id ORDER BY p.fetch_id LIMIT 1), landed.article_id, "
    "u.article_id, 0)";

constexpr std::string_view joined_sql =
    " FROM fetch f JOIN url u ON u.id = f.url_id JOIN site s ON s.id = u.site_id "
    "LEFT JOIN url landed ON landed.id = f.final_url_id";

constexpr std::string_view answer_sql =
    "SELECT f.id, coalesce(landed.url, u.url), f.at, f.status, f.request_header_id, f.header_id, "
    "f.blob_id, f.http_version, f.ip, s.key, f.kind, f.url_id, coalesce(f.final_url_id, f.url_id), "
    "f.error";

// Of a page that was taken down nothing is given, not even what its server said of itself.
constexpr std::string_view forgotten = "forgotten";

// Bytes that have come again, and who was first with them: as many as are looked up once only.
constexpr std::size_t most_remembered = 4096;

struct Row {
  StoredCapture capture;
  std::int64_t blob_id = 0;
  std::int64_t asked_url_id = 0;
  std::int64_t url_id = 0;  // that answered
  bool has_answer = false;
};

// Whether the header says that a body follows. RFC 9112 §6.3: not behind these.
bool announces_body(const std::string& header, int status) {
  if (status == 204 || status == 304 || status < 200) return false;
  if (http::field(header, "transfer-encoding")) return true;
  return http::field(header, "content-length").value_or("0") != "0";
}

class Walk {
 public:
  Walk(Database& database, const CaptureChoice& choice) : database_(database), choice_(choice) {}

  Result<CaptureTally> run(const std::function<bool(const CaptureGroup&)>& each) {
    // Numbers first, bytes one by one: sorting those would take memory. A redirect stands with what
    // it led to, and by itself where that is later than what is looked at.
    Conditions conditions;
    conditions.require_if(choice_.site, "s.key = ?");
    conditions.require(
        "(f.redirect_of IS NULL OR NOT EXISTS (SELECT 1 FROM fetch t WHERE t.id = "
        "f.redirect_of))");
    Query numbers = database_.query("SELECT f.id, " + article_column() + std::string(joined_sql) +
                                    conditions.sql() + " ORDER BY f.at, f.id");
    conditions.bind(numbers);
    while (numbers.next()) {
      if (!is_chosen(numbers.integer(1))) continue;
      const auto group = group_of(numbers.integer(0));
      if (!group) return tl::unexpected(group.error());
      if (!group->empty() && !each(*group)) break;
    }
    if (auto read = database_.take_error(); !read) return tl::unexpected(read.error());
    return tally_;
  }

 private:
  // No need to look for articles where all are wanted.
  std::string article_column() const {
    return choice_.articles ? std::string(article_sql) : std::string("0");
  }

  bool is_chosen(std::int64_t article_id) const {
    return !choice_.articles || choice_.articles->contains(article_id);
  }

  Result<CaptureGroup> group_of(std::int64_t fetch_id) {
    auto ids = redirects_of(fetch_id);
    ids.push_back(fetch_id);
    CaptureGroup group;
    for (const std::int64_t id : ids) {
      auto row = row_of(id);
      if (!row || !is_wanted(*row)) continue;
      auto loaded = complete(*row);
      if (!loaded) return tl::unexpected(loaded.error());
      group.push_back(std::move(row->capture));
      ++tally_.captures;
    }
    if (auto read = database_.check(); !read) return tl::unexpected(read.error());
    return group;
  }

  std::vector<std::int64_t> redirects_of(std::int64_t fetch_id) {
    std::vector<std::int64_t> ids;
    Query query =
        database_.query("SELECT id FROM fetch WHERE redirect_of = ? ORDER BY id", fetch_id);
    while (query.next()) ids.push_back(query.integer(0));
    return ids;
  }

  std::optional<Row> row_of(std::int64_t fetch_id) {
    Query query = database_.query(
        std::string(answer_sql) + std::string(joined_sql) + " WHERE f.id = ?", fetch_id);
    if (!query.next()) return std::nullopt;
    Row row;
    row.blob_id = query.integer(6);
    row.asked_url_id = query.integer(11);
    row.url_id = query.integer(12);
    row.has_answer = query.optional_integer(3).has_value();
    row.capture.site = query.text(9);
    row.capture.kind = query.text(10);
    row.capture.answer = answer_in(query);
    header_ids_ = {query.integer(4), query.integer(5)};
    return row;
  }

  static StoredAnswer answer_in(const Query& query) {
    StoredAnswer answer;
    answer.fetch_id = query.integer(0);
    answer.url = query.text(1);
    answer.at = instant_of(query.integer(2));
    answer.status = static_cast<int>(query.integer(3));
    answer.http_version = query.text(7);
    answer.ip = query.text(8);
    answer.is_cut = query.text(13) == cut_short;
    return answer;
  }

  bool is_wanted(const Row& row) {
    if (row.has_answer && row.capture.kind == forgotten) ++tally_.forgotten;
    if (!row.has_answer) ++tally_.failures;
    return row.has_answer && row.capture.kind != forgotten;
  }

  // The bytes, what they repeat, and what was made of them.
  Result<void> complete(Row& row) {
    auto& capture = row.capture;
    if (auto read = load(capture.answer, row.blob_id); !read) return read;
    if (capture.kind == "empty") capture.answer.lacks_body = false;
    if (const std::int64_t first = first_like(row); first != 0) {
      auto original = row_of(first);
      if (!original) return failure(Fault::damaged, "the fetch is missing", "table fetch");
      if (auto read = load(original->capture.answer, original->blob_id); !read) return read;
      capture.original = std::move(original->capture.answer);
    }
    return read_versions(row, capture);
  }

  // Of the row that row_of() read last.
  Result<void> load(StoredAnswer& answer, std::int64_t blob_id) {
    const auto [request_id, header_id] = header_ids_;
    const auto take = [&](std::string& part, std::int64_t id) -> Result<void> {
      auto bytes = load_blob(database_, id);
      if (!bytes) return tl::unexpected(bytes.error());
      part = *std::move(bytes);
      return {};
    };
    if (auto read = take(answer.request_header, request_id); !read) return read;
    if (auto read = take(answer.header, header_id); !read) return read;
    if (auto read = take(answer.body, blob_id); !read) return read;
    answer.lacks_body = blob_id == 0 && announces_body(answer.header, answer.status);
    return {};
  }

  // The first fetch given that has the bytes of this one, when it is another; 0: none.
  std::int64_t first_like(const Row& row) {
    const auto& answer = row.capture.answer;
    const std::int64_t blob_id = answer.status == 304 ? bytes_before(row) : row.blob_id;
    if (blob_id == 0) return 0;
    const std::int64_t first = first_with(blob_id);
    return first == answer.fetch_id ? 0 : first;
  }

  // Each by its own index, newest first: a URL may have thousands of answers.
  static std::string last_of(std::string_view those) {
    return "SELECT id, at, blob_id FROM fetch WHERE " + std::string(those) +
           " AND blob_id IS NOT NULL AND status BETWEEN 200 AND 299 AND at <= ?2 AND (at, id) < "
           "(?2, ?3) ORDER BY at DESC, id DESC LIMIT 1";
  }

  // What the URL gave last before this answer.
  std::int64_t bytes_before(const Row& row) {
    const std::int64_t at = seconds_of(row.capture.answer.at);
    return database_.number("SELECT blob_id FROM (SELECT * FROM (" +
                                last_of("url_id = ?1 AND final_url_id IS NULL") +
                                ") UNION ALL SELECT * FROM (" + last_of("final_url_id = ?1") +
                                ")) ORDER BY at DESC, id DESC LIMIT 1",
                            row.url_id, at, row.capture.answer.fetch_id);
  }

  std::int64_t first_with(std::int64_t blob_id) {
    const auto known = first_.find(blob_id);
    if (known != first_.end()) return known->second;
    Conditions conditions;
    conditions.require("f.blob_id = ?", {});
    conditions.require_if(choice_.site, "s.key = ?");
    conditions.require("f.status <> 304 AND f.kind <> 'forgotten'");
    Query query = database_.query("SELECT f.id, " + article_column() + std::string(joined_sql) +
                                  conditions.sql() + " ORDER BY f.at, f.id");
    query.bind(1, blob_id);
    conditions.bind(query, 2);
    while (query.next()) {
      if (!is_chosen(query.integer(1))) continue;
      if (first_.size() >= most_remembered) first_.clear();
      return first_[blob_id] = query.integer(0);
    }
    return 0;
  }

  // Of the articles that its URLs stand for, or stood for before.
  Result<void> read_versions(const Row& row, StoredCapture& capture) {
    Query query = database_.query(
        "SELECT v.id, CASE WHEN shown.fetch_id = r.fetch_id THEN shown.id ELSE (SELECT max(id) "
        "FROM "
        "reading WHERE fetch_id = r.fetch_id) END FROM version v "
        "JOIN reading r ON r.id = v.first_reading_id "
        "JOIN reading shown ON shown.id = v.current_reading_id "
        "WHERE v.article_id IN (SELECT article_id FROM url WHERE id IN (?1, ?2) "
        "UNION SELECT article_id FROM parting WHERE url_id IN (?1, ?2)) "
        "AND v.valid_from = ?3 AND r.fetch_id = ?4 ORDER BY v.id",
        row.asked_url_id, row.url_id, seconds_of(capture.answer.at), capture.answer.fetch_id);
    while (query.next()) {
      auto version = load_record(database_, query.integer(0), query.integer(1));
      if (!version) return tl::unexpected(std::move(version).error());
      capture.versions.push_back(*std::move(version));
    }
    return {};
  }

  Database& database_;
  const CaptureChoice& choice_;
  CaptureTally tally_;
  std::pair<std::int64_t, std::int64_t> header_ids_;  // request and answer, of the last row_of()
  std::unordered_map<std::int64_t, std::int64_t> first_;  // blob to fetch
};

}  // namespace

std::set<std::int64_t> articles_published(Database& database, const RecordFilter& filter,
                                          const std::optional<std::set<std::int64_t>>& among) {
  Conditions conditions;
  conditions.require_if(filter.site, "s.key = ?");
  conditions.require_if(filter.from, "r.published_date >= ?");
  conditions.require_if(filter.to, "r.published_date <= ?");
  Query query = database.query(
      "SELECT a.id FROM article a JOIN site s ON s.id = a.site_id JOIN version v ON v.id = "
      "a.current_version_id JOIN reading r ON r.id = v.current_reading_id" +
      conditions.sql());
  conditions.bind(query);
  std::set<std::int64_t> articles;
  while (query.next())
    if (!among || among->contains(query.integer(0))) articles.insert(query.integer(0));
  return articles;
}

Result<CaptureTally> walk_captures(Database& database, const CaptureChoice& choice,
                                   const std::function<bool(const CaptureGroup&)>& each) {
  return Walk(database, choice).run(each);
}

}  // namespace newsarc::store
