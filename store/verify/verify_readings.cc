// Readings against their hashes, against what is derived from them, and against the bytes they were
// read from.

#include <algorithm>
#include <vector>

#include "digest/digest.h"
#include "store/sqlite/rows.h"
#include "store/tables/pages.h"
#include "store/tables/readings.h"
#include "store/verify/inspection.h"
#include "text/forms.h"

namespace newsarc::store {
namespace {

constexpr std::int64_t sample_size = 200;

struct StoredReading {
  std::int64_t id = 0;
  std::string title;
  std::optional<std::string> published;
  std::string body;
  std::string content_sha256;
};

// Nothing where the row or its text is missing or cannot be read; check_rows() names that.
std::optional<StoredReading> stored_reading(Database& database, std::int64_t id) {
  Query query = database.query(
      "SELECT r.title, r.published, t.body, r.content_sha256 FROM reading r "
      "JOIN text t ON t.id = r.text_id WHERE r.id = ?",
      id);
  if (!query.next()) return std::nullopt;
  return StoredReading{id, query.text(0), query.optional_text(1), query.text(2), query.text(3)};
}

// From the columns as they stand, not from what could be made of them.
std::string content_hash_of(Database& database, const StoredReading& reading) {
  std::vector<std::string> credits;
  Query query = database.query(
      "SELECT role, label, name FROM credit WHERE reading_id = ? ORDER BY position", reading.id);
  while (query.next())
    for (int column = 0; column < 3; ++column) credits.push_back(query.text(column));
  std::vector<Cell> cells{reading.title, cell(reading.published), reading.body};
  for (const auto& word : credits) cells.emplace_back(std::string_view(word));
  return digest::sha256(encode(cells));
}

struct StoredForms {
  std::string version;
  std::optional<std::string> title;
  std::optional<std::string> body;
  std::uint64_t simhash = 0;
};

std::optional<StoredForms> stored_forms(Database& database, std::int64_t reading_id) {
  Query query = database.query(
      "SELECT f.forms_version, f.title_simplified, t.body, f.simhash FROM forms f "
      "LEFT JOIN text t ON t.id = f.simplified_text_id WHERE f.reading_id = ?",
      reading_id);
  if (!query.next()) return std::nullopt;
  return StoredForms{query.text(0), query.optional_text(1), query.optional_text(2),
                     static_cast<std::uint64_t>(query.integer(3))};
}

// The reading as derive_forms() takes it; the body whole, as it stands.
Article article_of(Database& database, const StoredReading& reading) {
  Article article = load_article(database, reading.id);
  article.paragraphs = {reading.body};
  return article;
}

// What the forms say that today's derivation does not; "" when they agree.
std::string_view difference(const StoredForms& stored, const Forms& derived) {
  if (stored.title != derived.title_simplified) return "the simplified title";
  if (stored.body != derived.body_simplified) return "the simplified text";
  if (stored.simhash != derived.simhash) return "the simhash";
  return "";
}

void check_forms(Inspection& inspection, const StoredReading& reading, std::int64_t& others) {
  Database& database = inspection.database();
  const auto stored = stored_forms(database, reading.id);
  if (!stored) return;  // a rule of its own says so
  if (stored->version != text::forms_version()) {
    ++others;
    return;
  }
  const Article article = article_of(database, reading);
  if (inspection.met_damage()) return;
  const Forms derived = text::derive_forms(article);
  const auto differs = difference(*stored, derived);
  if (!differs.empty())
    inspection.row_damaged(std::string(differs) + " is not what is derived from the reading",
                           "forms", reading.id);
}

}  // namespace

void check_readings(Inspection& inspection) {
  inspection.step("readings");
  Database& database = inspection.database();
  const bool is_deep = inspection.options().depth != Depth::quick;
  std::int64_t count = 0;
  std::int64_t others = 0;
  inspection.each_id("reading", [&](std::int64_t id) {
    ++count;
    const auto reading = stored_reading(database, id);
    if (!reading) return;
    const std::string hash = content_hash_of(database, *reading);
    if (inspection.met_damage()) return;
    if (hash != reading->content_sha256)
      inspection.row_damaged("title, time, body and credits do not have their SHA-256", "reading",
                             id);
    else if (is_deep)
      check_forms(inspection, *reading, others);
  });
  inspection.checked("readings", count);
  if (others > 0)
    inspection.note(std::to_string(others) +
                    " readings have forms of another newsarc, which are not made again");
}

namespace {

struct Source {
  std::int64_t reading_id = 0;
  std::int64_t fetch_id = 0;
  std::int64_t site_id = 0;
  std::int64_t url_id = 0;
  std::string extractor;
  std::string content_sha256;
};

std::optional<Source> source_of(Database& database, std::int64_t reading_id) {
  Query query = database.query(
      "SELECT r.fetch_id, u.site_id, u.id, r.extractor, r.content_sha256 FROM reading r "
      "JOIN fetch f ON f.id = r.fetch_id JOIN url u ON u.id = f.url_id WHERE r.id = ?",
      reading_id);
  if (!query.next()) return std::nullopt;
  return Source{reading_id,       query.integer(0), query.integer(1),
                query.integer(2), query.text(3),    query.text(4)};
}

// The profiles a site ever had; first that of none.
std::vector<std::string> profiles_of(Database& database, std::int64_t site_id) {
  std::vector<std::string> profiles{""};
  Query query = database.query("SELECT text FROM profile WHERE site_id = ? ORDER BY id", site_id);
  while (query.next()) profiles.push_back(query.text(0));
  return profiles;
}

// What lists may have said of the page when it was read: as it was told then, or by any list, or
// nothing.
std::vector<Hints> possible_hints(Database& database, const Page& page, std::int64_t url_id) {
  std::vector<Hints> hints{page.request.hints, Hints{}};
  Query query = database.query(
      "SELECT DISTINCT text, stated_date FROM link WHERE url_id = ? ORDER BY id LIMIT 16", url_id);
  while (query.next()) {
    Hints one;
    if (auto title = query.text(0); !title.empty()) one.title = std::move(title);
    if (const auto date = query.optional_text(1)) one.date = stated_from_text(*date);
    hints.push_back(one);
    hints.push_back({one.title, std::nullopt});
    hints.push_back({std::nullopt, one.date});
  }
  return hints;
}

enum class Outcome { same, other, not_reproducible };

// The page a reading was read from, and those its article goes on at, where it says that there are
// such. Nothing when a version does not name them.
std::vector<std::int64_t> fetches_of(Database& database, const Source& source) {
  if (database.number("SELECT 1 FROM evidence WHERE reading_id = ? AND rule LIKE 'goes on at %'",
                      source.reading_id) == 0)
    return {source.fetch_id};
  std::vector<std::int64_t> fetches;
  Query query = database.query(
      "SELECT fetch_id FROM version_page WHERE version_id = (SELECT v.id FROM url u JOIN version v "
      "ON v.article_id = u.article_id JOIN version_page p ON p.version_id = v.id WHERE u.id = ? "
      "AND p.fetch_id = ? LIMIT 1) ORDER BY position",
      source.url_id, source.fetch_id);
  while (query.next()) fetches.push_back(query.integer(0));
  return fetches;
}

bool is_whole(const Page& page) { return !page.body.empty() && !page.header.empty(); }

Outcome read_again(const ReadAgain& reader, Database& database, std::vector<Page> pages,
                   const Source& source) {
  Page& page = pages.front();
  const auto profiles = profiles_of(database, source.site_id);
  std::vector<Hints> tried;
  Outcome outcome = Outcome::not_reproducible;
  for (const auto& hints : possible_hints(database, page, source.url_id)) {
    if (std::ranges::find(tried, hints) != tried.end()) continue;
    tried.push_back(hints);
    page.request.hints = hints;
    for (const auto& profile : profiles) {
      const auto reading = reader(pages, source.extractor, profile);
      if (!reading) continue;
      outcome = Outcome::other;
      if (reading->article && content_hash(*reading->article) == source.content_sha256)
        return Outcome::same;
      break;  // one profile of that extractor reads as any other
    }
    if (outcome == Outcome::not_reproducible) return outcome;
  }
  return outcome;
}

class Rereading {
 public:
  explicit Rereading(Inspection& inspection) : inspection_(inspection) {}

  void look(const Source& source) {
    Database& database = inspection_.database();
    auto pages = load_pages(database, fetches_of(database, source));
    // Bytes that are damaged are check_blobs()' to name. Without its header a page reads otherwise.
    if (inspection_.met_damage() || !pages || pages->empty() ||
        !std::ranges::all_of(*pages, is_whole)) {
      ++without_bytes_;
      return;
    }
    const auto& reader = inspection_.options().read_again;
    switch (read_again(reader, database, *std::move(pages), source)) {
      case Outcome::same:
        ++same_;
        break;
      case Outcome::not_reproducible:
        ++not_reproducible_;
        break;
      case Outcome::other:
        inspection_.row_damaged("its stored page, read again, says something else", "reading",
                                source.reading_id);
        break;
    }
  }

  void finish() {
    inspection_.checked("read again", same_);
    if (not_reproducible_ > 0)
      inspection_.note(std::to_string(not_reproducible_) +
                       " readings are of another extractor or profile than today's and were not "
                       "read again");
    if (without_bytes_ > 0)
      inspection_.note(std::to_string(without_bytes_) +
                       " readings have no bytes to be read again from");
  }

 private:
  Inspection& inspection_;
  std::int64_t same_ = 0;
  std::int64_t not_reproducible_ = 0;
  std::int64_t without_bytes_ = 0;
};

}  // namespace

void check_rereading(Inspection& inspection) {
  if (!inspection.options().read_again) return;
  inspection.step("raw against text");
  Database& database = inspection.database();
  const std::int64_t count = database.number("SELECT count(*) FROM reading");
  const std::int64_t stride = inspection.options().depth == Depth::full
                                  ? 1
                                  : std::max<std::int64_t>(1, count / sample_size);
  Rereading rereading(inspection);
  std::int64_t number = 0;
  inspection.each_id("reading", [&](std::int64_t id) {
    if (number++ % stride != 0) return;
    if (const auto source = source_of(database, id)) rereading.look(*source);
  });
  rereading.finish();
}

}  // namespace newsarc::store
