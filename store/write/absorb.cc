#include "store/write/absorb.h"

#include "store/tables/readings.h"
#include "store/write/versions.h"

namespace newsarc::store {

bool may_be_absorbed(Database& database, const ArticleRow& article, const ArticleRow& older) {
  return article.site_id == older.site_id && article.first_seen >= older.first_seen &&
         article.withheld_reading_id == 0 && !article.missing_since &&
         number_of_versions(database, article.id) == 1 &&
         database.number("SELECT count(*) FROM url WHERE article_id = ?", article.id) == 1 &&
         database.number("SELECT 1 FROM state_event WHERE article_id = ?", article.id) == 0 &&
         database.number("SELECT 1 FROM parting WHERE article_id = ?", article.id) == 0;
}

std::int64_t absorb(Database& database, SearchIndex& index, const ArticleRow& older,
                    const ArticleRow& younger) {
  const auto version = version_row(database, younger.current_version_id);
  if (!version) return 0;
  const std::int64_t brought_by = database.number(
      "SELECT f.crawl_id FROM reading r JOIN fetch f ON f.id = r.fetch_id WHERE r.id = ?",
      version->first_reading_id);
  keep_last_id(database, "version");
  keep_last_id(database, "article");
  index.remove(database, version->id, load_article(database, version->current_reading_id));
  database.run("UPDATE article SET current_version_id = NULL WHERE id = ?", younger.id);
  database.run("DELETE FROM version_page WHERE version_id = ?", version->id);
  database.run("DELETE FROM version WHERE id = ?", version->id);
  index.shrink(database);
  if (const auto url = url_row(database, younger.canonical_url_id)) {
    UrlRow moved = *url;
    moved.article_id = older.id;
    moved.merged_by = "redirect";
    update(database, *url, moved);
  }
  database.run("DELETE FROM article WHERE id = ?", younger.id);
  return brought_by;
}

}  // namespace newsarc::store
