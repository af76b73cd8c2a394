#include "store/tables/readings.h"

#include <array>

#include "digest/digest.h"
#include "store/blobs/blobs.h"
#include "store/sqlite/json_text.h"
#include "store/sqlite/rows.h"
#include "text/forms.h"

namespace newsarc::store {
namespace {

constexpr Table reading_table{
    "reading",
    "id, fetch_id, extractor, title, published, published_date, modified, source, section, "
    "authors, lang, declared_lang, script, text_id, content_sha256, charset, charset_reason, "
    "replaced, torn_glosses",
    ""};
constexpr Table credit_table{"credit", "reading_id, position, role, label, name, name_simplified",
                             ""};
constexpr Table image_table{"image", "reading_id, position, url, alt", ""};
constexpr Table evidence_table{"evidence", "reading_id, position, field, rule", ""};
constexpr Table forms_table{
    "forms", "reading_id, forms_version, title_simplified, simplified_text_id, simhash, glosses",
    ""};

constexpr std::size_t date_length = 10;  // of "2020-10-13"

std::optional<std::string> stated_text(const std::optional<Stated>& stated) {
  if (!stated) return std::nullopt;
  return to_text(*stated);
}

void save_credits(Database& database, std::int64_t reading_id, const Article& article,
                  Script script) {
  std::int64_t position = 0;
  for (const auto& credit : article.credits) {
    std::optional<std::string> simplified;
    if (script == Script::hant) simplified = text::to_simplified(credit.name);
    if (simplified == credit.name) simplified.reset();
    save_row(database, credit_table,
             std::array<Cell, 6>{reading_id, ++position, name(credit.role), credit.label,
                                 credit.name, cell(simplified)});
  }
}

}  // namespace

void save_forms(Database& database, std::int64_t reading_id, const Reading& reading,
                const Forms& forms) {
  const std::int64_t text_id =
      forms.body_simplified ? save_text(database, *forms.body_simplified) : 0;
  save_row(database, forms_table,
           std::array<Cell, 6>{reading_id, forms.version, cell(forms.title_simplified),
                               reference(text_id), static_cast<std::int64_t>(forms.simhash),
                               static_cast<std::int64_t>(reading.glosses)});
}

namespace {

void save_details(Database& database, std::int64_t reading_id, const Reading& reading) {
  std::int64_t position = 0;
  for (const auto& image : reading.article->images)
    save_row(database, image_table,
             std::array<Cell, 4>{reading_id, ++position, image.url, image.alt});
  position = 0;
  for (const auto& found : reading.evidence)
    save_row(database, evidence_table,
             std::array<Cell, 4>{reading_id, ++position, found.field, found.rule});
}

}  // namespace

std::string content_hash(const Article& article) {
  const auto published = stated_text(article.published);
  const std::string text = body(article);
  std::vector<Cell> cells{article.title, cell(published), text};
  for (const auto& credit : article.credits) {
    cells.emplace_back(name(credit.role));
    cells.emplace_back(credit.label);
    cells.emplace_back(credit.name);
  }
  return digest::sha256(encode(cells));
}

std::int64_t save_reading(Database& database, std::int64_t fetch_id, const Reading& reading,
                          const Forms& forms) {
  const Article& article = *reading.article;
  const auto published = stated_text(article.published);
  const auto modified = stated_text(article.modified);
  const auto date = published ? std::optional(published->substr(0, date_length)) : std::nullopt;
  const std::int64_t text_id = save_text(database, body(article));
  const std::string names = json_array(authors(article));
  const std::string hash = content_hash(article);
  const std::int64_t id = next_id(database, "reading");
  save_row(
      database, reading_table,
      std::array<Cell, 19>{id, fetch_id, reading.extractor, article.title, cell(published),
                           cell(date), cell(modified), cell(article.source), cell(article.section),
                           names, forms.language, cell(article.language), name(forms.script),
                           text_id, Bytes{hash}, reading.decoding.charset, reading.decoding.reason,
                           static_cast<std::int64_t>(reading.decoding.replaced),
                           std::int64_t{reading.torn_glosses}});
  save_forms(database, id, reading, forms);
  save_credits(database, id, article, forms.script);
  save_details(database, id, reading);
  return id;
}

std::optional<ReadingRow> reading_row(Database& database, std::int64_t id) {
  Query query = database.query(
      "SELECT id, fetch_id, extractor, content_sha256 FROM reading WHERE id = ?", id);
  if (!query.next()) return std::nullopt;
  return ReadingRow{query.integer(0), query.integer(1), query.text(2), query.text(3)};
}

namespace {

std::vector<std::string> split_paragraphs(std::string_view text) {
  std::vector<std::string> paragraphs;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    paragraphs.emplace_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return paragraphs;
}

std::optional<Stated> stated_in(const std::optional<std::string>& text) {
  return text ? stated_from_text(*text) : std::nullopt;
}

}  // namespace

Article load_article(Database& database, std::int64_t reading_id) {
  Article article;
  Query query = database.query(
      "SELECT r.title, r.published, r.modified, r.section, r.source, r.declared_lang, r.authors, "
      "t.body FROM reading r JOIN text t ON t.id = r.text_id WHERE r.id = ?",
      reading_id);
  if (!query.next()) return article;
  article.title = query.text(0);
  article.published = stated_in(query.optional_text(1));
  article.modified = stated_in(query.optional_text(2));
  article.section = query.optional_text(3);
  article.source = query.optional_text(4);
  article.language = query.optional_text(5);
  article.bylines = names_in(database, query.text(6));
  article.paragraphs = split_paragraphs(query.text(7));
  article.credits = load_credits(database, reading_id);
  article.images = load_images(database, reading_id);
  return article;
}

std::vector<Credit> load_credits(Database& database, std::int64_t reading_id) {
  std::vector<Credit> credits;
  Query query = database.query(
      "SELECT role, label, name FROM credit WHERE reading_id = ? ORDER BY position", reading_id);
  while (query.next())
    credits.push_back(
        {role_from_name(query.text(0)).value_or(Role::author), query.text(1), query.text(2)});
  return credits;
}

std::vector<Image> load_images(Database& database, std::int64_t reading_id) {
  std::vector<Image> images;
  Query query = database.query("SELECT url, alt FROM image WHERE reading_id = ? ORDER BY position",
                               reading_id);
  while (query.next()) images.push_back({query.text(0), query.text(1)});
  return images;
}

std::vector<Evidence> load_evidence(Database& database, std::int64_t reading_id) {
  std::vector<Evidence> evidence;
  Query query = database.query(
      "SELECT field, rule FROM evidence WHERE reading_id = ? ORDER BY position", reading_id);
  while (query.next()) evidence.push_back({query.text(0), query.text(1)});
  return evidence;
}

namespace {

// What this extractor has made of this page before; 0 when nothing or something else.
std::int64_t same_reading(Database& database, std::int64_t fetch_id, const Reading& reading) {
  return database.number(
      "SELECT id FROM reading WHERE fetch_id = ? AND extractor = ? AND content_sha256 = ? "
      "ORDER BY id DESC LIMIT 1",
      fetch_id, reading.extractor, Bytes{content_hash(*reading.article)});
}

}  // namespace

std::int64_t add_reading(Database& database, const Reread& reread) {
  const auto stored = reading_row(database, reread.reading_id);
  if (!stored) return 0;
  const std::int64_t known = same_reading(database, stored->fetch_id, reread.reading);
  if (known != 0) return known;
  return save_reading(database, stored->fetch_id, reread.reading, reread.forms);
}

}  // namespace newsarc::store
