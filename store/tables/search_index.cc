#include "store/tables/search_index.h"

#include <algorithm>

#include "store/sqlite/rows.h"
#include "store/tables/readings.h"
#include "text/fold.h"
#include "text/forms.h"

namespace newsarc::store {
namespace {

// An article's terms cost 0.09 ms in batches of so many, 0.19 ms in tens, and twice that alone.
constexpr std::size_t batch = 250;

constexpr std::string_view mark = "indexed_version";

std::int64_t newest_indexed(Database& database) {
  return database.number("SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?", mark);
}

bool has_setting(Database& database, const IndexSetting& setting) {
  return database.number("SELECT count(*) FROM search_config WHERE k = ? AND v = ?", setting.name,
                         setting.value) > 0;
}

// All at once: an index that has some of them only would be a damaged one.
void tune(Database& database) {
  const auto is_set = [&](const IndexSetting& setting) { return has_setting(database, setting); };
  if (std::ranges::all_of(index_settings, is_set)) return;
  database.script("BEGIN IMMEDIATE");
  for (const auto& setting : index_settings)
    database.run("INSERT INTO search(search, rank) VALUES(?, ?)", setting.name, setting.value);
  database.script("COMMIT");
}

}  // namespace

SearchIndex::Terms SearchIndex::terms_of(const Forms& forms) {
  return {forms.title_terms, forms.body_terms, forms.author_terms};
}

void SearchIndex::insert(Database& database, std::int64_t version_id, const Terms& terms) {
  database.run("INSERT INTO search(rowid, title, body, author) VALUES(?, ?, ?, ?)", version_id,
               terms.title, terms.body, terms.author);
}

void SearchIndex::add(std::int64_t version_id, const Forms& forms) {
  waiting_.insert_or_assign(version_id, terms_of(forms));
}

void SearchIndex::remove(Database& database, std::int64_t version_id, const Article& indexed) {
  waiting_.erase(version_id);
  if (version_id > newest_indexed(database)) return;
  const Terms terms = terms_of(text::derive_forms(indexed));
  database.run(
      "INSERT INTO search(search, rowid, title, body, author) VALUES('delete', ?, ?, ?, ?)",
      version_id, terms.title, terms.body, terms.author);
}

void SearchIndex::replace(Database& database, std::int64_t version_id, const Article& indexed,
                          const Forms& forms) {
  remove(database, version_id, indexed);
  if (version_id > newest_indexed(database))
    add(version_id, forms);
  else
    insert(database, version_id, terms_of(forms));
}

void SearchIndex::shrink(Database& database) {
  const std::int64_t newest = database.number("SELECT max(id) FROM version");
  if (newest < newest_indexed(database)) save_meta(database, mark, std::to_string(newest));
}

bool SearchIndex::is_due() const { return waiting_.size() >= batch; }

Result<void> SearchIndex::catch_up(Database& database) {
  std::int64_t newest = newest_indexed(database);
  Query versions =
      database.query("SELECT id, current_reading_id FROM version WHERE id > ? ORDER BY id", newest);
  if (!versions.next()) return database.check();
  database.script("BEGIN IMMEDIATE");
  do {
    newest = versions.integer(0);
    const auto known = waiting_.find(newest);
    insert(database, newest,
           known != waiting_.end()
               ? known->second
               : terms_of(text::derive_forms(load_article(database, versions.integer(1)))));
  } while (versions.next());
  save_meta(database, mark, std::to_string(newest));
  database.script("COMMIT");
  waiting_.clear();
  return database.check();
}

// Without the number of its format, FTS5 opens no index, not even to empty it.
Result<void> check_index(Database& database) {
  constexpr std::string_view format = "SELECT 1 FROM search_config WHERE k = 'version' AND v = 4";
  if (database.number(format) == 0) {
    database.script(
        "DELETE FROM search_config; INSERT INTO search_config(k, v) VALUES('version', 4)");
    tune(database);
    return empty_index(database);
  }
  tune(database);
  if (meta(database, "fold_version") == std::to_string(text::fold_version()))
    return database.check();
  return empty_index(database);
}

Result<void> empty_index(Database& database) {
  database.script("BEGIN IMMEDIATE; INSERT INTO search(search) VALUES('delete-all')");
  save_meta(database, "fold_version", std::to_string(text::fold_version()));
  save_meta(database, mark, "0");
  database.script("COMMIT");
  return database.check();
}

void tidy_index(Database& database) {
  database.run("INSERT INTO search(search) VALUES('optimize')");
}

}  // namespace newsarc::store
