#include "store/search_index.h"

#include <vector>

#include "store/readings.h"
#include "store/rows.h"
#include "text/fold.h"
#include "text/forms.h"

namespace newsarc::store {

void index_version(Database& database, std::int64_t version_id, const Forms& forms) {
  database.run("INSERT INTO search(rowid, title, body, author) VALUES(?, ?, ?, ?)", version_id,
               forms.title_terms, forms.body_terms, forms.author_terms);
}

void unindex_version(Database& database, std::int64_t version_id, const Article& indexed) {
  const Forms forms = text::derive_forms(indexed);
  database.run(
      "INSERT INTO search(search, rowid, title, body, author) VALUES('delete', ?, ?, ?, ?)",
      version_id, forms.title_terms, forms.body_terms, forms.author_terms);
}

Result<void> refresh_index(Database& database) {
  const std::string today = std::to_string(text::fold_version());
  if (meta(database, "fold_version") == today) return database.check();
  database.script("BEGIN IMMEDIATE; INSERT INTO search(search) VALUES('delete-all')");
  Query versions = database.query("SELECT id, current_reading_id FROM version ORDER BY id");
  while (versions.next())
    index_version(database, versions.integer(0),
                  text::derive_forms(load_article(database, versions.integer(1))));
  save_meta(database, "fold_version", today);
  database.script("COMMIT");
  return database.check();
}

}  // namespace newsarc::store
