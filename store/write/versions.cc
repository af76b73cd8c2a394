#include "store/write/versions.h"

#include <algorithm>
#include <array>

#include "store/blobs/blobs.h"
#include "store/tables/readings.h"
#include "store/write/chain.h"
#include "store/write/content.h"
#include "store/write/rereadings.h"
#include "text/diff.h"
#include "text/forms.h"
#include "text/utf8.h"

namespace newsarc::store {
namespace {

constexpr Table version_page_table{"version_page", "version_id, position, fetch_id", ""};

struct Texts {
  std::string title;
  std::string body;
};

Texts simplified(Database& database, std::int64_t reading_id) {
  Query query = database.query(
      "SELECT coalesce(f.title_simplified, r.title), coalesce(s.body, t.body) FROM reading r "
      "JOIN text t ON t.id = r.text_id JOIN forms f ON f.reading_id = r.id "
      "LEFT JOIN text s ON s.id = f.simplified_text_id WHERE r.id = ?",
      reading_id);
  if (!query.next()) return {};
  return {query.text(0), query.text(1)};
}

}  // namespace

Forms forms_of(const Capture& capture) {
  return capture.forms ? *capture.forms : text::derive_forms(*capture.reading.article);
}

text::DiffSize size_of_change(Database& database, std::int64_t before, std::int64_t after) {
  const Texts old_texts = simplified(database, before);
  const Texts new_texts = simplified(database, after);
  const auto titles = text::size_of(text::diff(old_texts.title, new_texts.title));
  const auto bodies = text::size_of(text::diff(old_texts.body, new_texts.body));
  return {titles.added + bodies.added, titles.removed + bodies.removed};
}

namespace {

void add_pages(Database& database, std::int64_t version_id,
               std::span<const std::int64_t> fetch_ids) {
  std::int64_t position = 0;
  for (const std::int64_t fetch_id : fetch_ids)
    save_row(database, version_page_table, std::array<Cell, 3>{version_id, ++position, fetch_id});
}

}  // namespace

void set_pages(Database& database, std::int64_t version_id,
               std::span<const std::int64_t> fetch_ids) {
  database.run("DELETE FROM version_page WHERE version_id = ?", version_id);
  add_pages(database, version_id, fetch_ids);
}

namespace {

void save_version(Database& database, ArticleRow& article, VersionRow version,
                  const Sighting& sighting) {
  version.id = next_lasting_id(database, "version");
  version.article_id = article.id;
  version.current_reading_id = version.first_reading_id;
  add(database, version);
  add_pages(database, version.id, sighting.fetch_ids);
  article.current_version_id = version.id;
  article.withheld_reading_id = 0;
  article.withheld_count = 0;
  sighting.index.add(version.id, forms_of(sighting.capture));
}

}  // namespace

void show_reading(Database& database, SearchIndex& index, VersionRow& latest,
                  std::int64_t reading_id, const Forms& forms) {
  index.replace(database, latest.id, load_article(database, latest.current_reading_id), forms);
  latest.current_reading_id = reading_id;
  save(database, latest);
}

namespace {

void take_reread(Database& database, SearchIndex& index, VersionRow& latest, const Reread& reread) {
  if (!reread.reading.article) return;
  const std::int64_t id = add_reading(database, reread);
  if (id == 0) return;
  show_reading(database, index, latest, id, reread.forms);
  judge_anew(database, latest);
}

// Shows today's reading in place of the current one: the same content, said otherwise.
void take_today(Database& database, VersionRow& latest, const Sighting& sighting) {
  const Forms forms = forms_of(sighting.capture);
  const std::int64_t id =
      save_reading(database, sighting.fetch_ids.front(), sighting.capture.reading, forms);
  show_reading(database, sighting.index, latest, id, forms);
  set_pages(database, latest.id, sighting.fetch_ids);
}

// Today's extractor over the bytes of the latest version: a reading of it, never an edit.
void take_same_bytes(Database& database, VersionRow& latest, const Sighting& sighting) {
  const auto current = reading_row(database, latest.current_reading_id);
  if (!current || current->extractor == sighting.capture.reading.extractor) return;
  take_today(database, latest, sighting);
  judge_anew(database, latest);
}

// A reading of this article that said the very same, made by the same extractor.
std::int64_t known_reading(Database& database, std::int64_t article_id, const std::string& hash,
                           const std::string& extractor) {
  return database.number(
      "SELECT r.id FROM url u JOIN fetch f ON f.url_id = u.id JOIN reading r ON r.fetch_id = f.id "
      "WHERE u.article_id = ? AND r.content_sha256 = ? AND r.extractor = ? ORDER BY r.id LIMIT 1",
      article_id, Bytes{hash}, extractor);
}

// The same content to the eye of the rules, not to that of a reader: another script, other blanks.
// The version shows what the page says now.
void take_variant(Database& database, const ArticleRow& article, VersionRow& latest,
                  const Sighting& sighting) {
  const Reading& reading = sighting.capture.reading;
  const std::string hash = content_hash(*reading.article);
  const auto current = reading_row(database, latest.current_reading_id);
  if (current && current->content_sha256 == hash) return;
  const std::int64_t known = known_reading(database, article.id, hash, reading.extractor);
  if (known == 0 || sighting.fetch_ids.size() > 1) return take_today(database, latest, sighting);
  const std::int64_t fetch_id = reading_row(database, known)->fetch_id;
  show_reading(database, sighting.index, latest, known, forms_of(sighting.capture));
  set_pages(database, latest.id, {&fetch_id, 1});
}

}  // namespace

std::vector<Content> earlier_contents(Database& database, const ArticleRow& article) {
  std::vector<Content> contents;
  Query query = database.query(
      "SELECT current_reading_id FROM version WHERE article_id = ? AND id <> ? "
      "ORDER BY valid_from DESC, id DESC LIMIT ?",
      article.id, article.current_version_id, remembered_versions);
  while (query.next()) contents.push_back(load_content(database, query.integer(0)));
  return contents;
}

namespace {

// A-B-A is listed, once: when the latest version was itself a return to an earlier text, another
// return is withheld.
bool flaps(Database& database, const ArticleRow& article, const Content& latest,
           const Content& today) {
  const auto earlier = earlier_contents(database, article);
  return std::ranges::find(earlier, today) != earlier.end() &&
         std::ranges::find(earlier, latest) != earlier.end();
}

// Whether these bytes are those that a reading was made of.
bool is_made_of(Database& database, std::int64_t reading_id, std::int64_t fetch_id) {
  return database.number(
             "SELECT 1 FROM reading r JOIN fetch f ON f.id = r.fetch_id JOIN fetch g ON g.blob_id "
             "= "
             "f.blob_id WHERE r.id = ? AND g.id = ?",
             reading_id, fetch_id) != 0;
}

// Whether the text stays unlisted; it is listed once it has come on enough visits in a row.
bool withhold(Database& database, ArticleRow& article, const Content& today,
              const Sighting& sighting) {
  const bool again = article.withheld_reading_id != 0 &&
                     load_content(database, article.withheld_reading_id) == today;
  article.withheld_count = again ? article.withheld_count + 1 : 1;
  if (article.withheld_count >= steady_visits) return false;
  if (!again || !is_made_of(database, article.withheld_reading_id, sighting.fetch_ids.front()))
    article.withheld_reading_id = save_reading(
        database, sighting.fetch_ids.front(), sighting.capture.reading, forms_of(sighting.capture));
  return true;
}

Change add_version(Database& database, ArticleRow& article, VersionRow& latest, Change change,
                   const Sighting& sighting) {
  const std::int64_t reading_id = save_reading(
      database, sighting.fetch_ids.front(), sighting.capture.reading, forms_of(sighting.capture));
  const auto size = size_of_change(database, latest.current_reading_id, reading_id);
  VersionRow version;
  version.valid_from = std::max(sighting.at, latest.valid_from);
  version.first_reading_id = reading_id;
  version.change = name(change);
  version.chars_added = static_cast<std::int64_t>(size.added);
  version.chars_removed = static_cast<std::int64_t>(size.removed);
  latest.valid_to = version.valid_from;
  save(database, latest);
  save_version(database, article, std::move(version), sighting);
  return change;
}

}  // namespace

std::int64_t length_of(const Article& article) {
  return static_cast<std::int64_t>(text::count_code_points(article.title) +
                                   text::count_code_points(body(article)));
}

const Reread* reread_of(const Capture& capture, std::int64_t reading_id) {
  const auto found = std::ranges::find(capture.earlier, reading_id, &Reread::reading_id);
  return found == capture.earlier.end() ? nullptr : &*found;
}

bool same_bytes(Database& database, const ArticleRow& article, std::span<const Page> pages) {
  Query query = database.query(
      "SELECT f.blob_id FROM version_page p JOIN fetch f ON f.id = p.fetch_id "
      "WHERE p.version_id = ? ORDER BY p.position",
      article.current_version_id);
  std::size_t matching = 0;
  while (query.next()) {
    if (matching == pages.size()) return false;
    const std::int64_t known = find_blob(database, pages[matching].body);
    if (known == 0 || known != query.integer(0)) return false;
    ++matching;
  }
  return matching == pages.size();
}

std::int64_t stale_reading(Database& database, const ArticleRow& article, const Capture& capture,
                           bool bytes_are_same) {
  if (bytes_are_same) return 0;
  const auto latest = version_row(database, article.current_version_id);
  if (!latest) return 0;
  const auto reading = reading_row(database, latest->current_reading_id);
  if (!reading || reading->extractor == capture.reading.extractor) return 0;
  return reread_of(capture, reading->id) == nullptr ? reading->id : 0;
}

Change add_first_version(Database& database, ArticleRow& article, const Sighting& sighting) {
  const Reading& reading = sighting.capture.reading;
  VersionRow version;
  version.valid_from = sighting.at;
  version.change = name(Change::first);
  version.first_reading_id =
      save_reading(database, sighting.fetch_ids.front(), reading, forms_of(sighting.capture));
  version.chars_added = length_of(*reading.article);
  save_version(database, article, std::move(version), sighting);
  return Change::first;
}

Change compare_with_latest(Database& database, ArticleRow& article, const Sighting& sighting) {
  auto latest = version_row(database, article.current_version_id);
  if (!latest) return Change::none;
  const Capture& capture = sighting.capture;
  if (const auto* reread = reread_of(capture, latest->current_reading_id))
    take_reread(database, sighting.index, *latest, *reread);
  if (sighting.same_bytes) take_same_bytes(database, *latest, sighting);
  const Content before = load_content(database, latest->current_reading_id);
  const Content today = content_of(*capture.reading.article);
  const Change change = sighting.same_bytes ? Change::none : difference(before, today);
  if (change == Change::none) {
    article.withheld_count = 0;
    if (!sighting.same_bytes) take_variant(database, article, *latest, sighting);
    return Change::none;
  }
  if (flaps(database, article, before, today) && withhold(database, article, today, sighting))
    return Change::none;
  return add_version(database, article, *latest, change, sighting);
}

int number_of_versions(Database& database, std::int64_t article_id) {
  return static_cast<int>(
      database.number("SELECT count(*) FROM version WHERE article_id = ?", article_id));
}

}  // namespace newsarc::store
