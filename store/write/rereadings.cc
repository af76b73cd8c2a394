#include "store/write/rereadings.h"

#include "store/tables/pages.h"
#include "store/tables/readings.h"
#include "store/write/content.h"
#include "store/write/versions.h"

namespace newsarc::store {
namespace {

std::optional<VersionRow> neighbour(Database& database, const VersionRow& version, bool later) {
  const std::int64_t id =
      later ? database.number(
                  "SELECT id FROM version WHERE article_id = ? AND (valid_from, id) > (?, ?) "
                  "ORDER BY valid_from, id LIMIT 1",
                  version.article_id, version.valid_from, version.id)
            : database.number(
                  "SELECT id FROM version WHERE article_id = ? AND (valid_from, id) < (?, ?) "
                  "ORDER BY valid_from DESC, id DESC LIMIT 1",
                  version.article_id, version.valid_from, version.id);
  return version_row(database, id);
}

// Where two extractors read the two sides, what was judged before stands: unlike readings would
// differ without an edit.
bool read_alike(Database& database, const VersionRow& one, const VersionRow& other) {
  const auto first = reading_row(database, one.current_reading_id);
  const auto second = reading_row(database, other.current_reading_id);
  return first && second && first->extractor == second->extractor;
}

bool is_edit(Change change) { return change == Change::edit || change == Change::title; }

// Whether the crawl that brought the version saw an edit in it: by what its extractor made of both
// pages then.
bool was_edit(Database& database, const VersionRow& before, const VersionRow& version) {
  const auto brought = reading_row(database, version.first_reading_id);
  const auto former = reading_row(database, before.first_reading_id);
  if (!brought || !former) return false;
  const std::int64_t like = database.number(
      "SELECT id FROM reading WHERE fetch_id = ? AND extractor = ? ORDER BY id LIMIT 1",
      former->fetch_id, brought->extractor);
  return like != 0 &&
         is_edit(difference(load_content(database, like), load_content(database, brought->id)));
}

// What `version` changed, as the readings say that the views show. Versions that have become alike
// stay two, the later without an edit; what no crawl saw as one does not become one.
void judge(Database& database, const std::optional<VersionRow>& before, VersionRow& version) {
  if (before && !read_alike(database, *before, version)) return;
  const Article article = load_article(database, version.current_reading_id);
  if (!before) {
    version.change = name(Change::first);
    version.chars_added = length_of(article);
    version.chars_removed = 0;
    return save(database, version);
  }
  Change change =
      difference(load_content(database, before->current_reading_id), content_of(article));
  const bool is_new_edit = is_edit(change) && version.change == name(Change::cosmetic);
  if (is_new_edit && !was_edit(database, *before, version)) change = Change::cosmetic;
  const auto size =
      size_of_change(database, before->current_reading_id, version.current_reading_id);
  version.change = name(change == Change::none ? Change::cosmetic : change);
  version.chars_added = static_cast<std::int64_t>(size.added);
  version.chars_removed = static_cast<std::int64_t>(size.removed);
  save(database, version);
}

}  // namespace

void judge_anew(Database& database, VersionRow& version) {
  judge(database, neighbour(database, version, false), version);
  if (auto next = neighbour(database, version, true)) judge(database, version, *next);
}

std::optional<Stale> stale_for(Database& database, const ArticleRow& article,
                               const Capture& capture, bool bytes_are_same) {
  const std::int64_t reading_id = stale_reading(database, article, capture, bytes_are_same);
  if (reading_id == 0) return std::nullopt;
  auto pages = load_version_pages(database, article.current_version_id);
  if (!pages || pages->empty()) return std::nullopt;
  return Stale{reading_id, *std::move(pages)};
}

void take_reading(Database& database, SearchIndex& index, const NewReading& reading) {
  const auto& [version_id, reread] = reading;
  auto version = version_row(database, version_id);
  if (!version || version->current_reading_id != reread.reading_id) return;
  if (!reread.reading.article) return;
  const std::int64_t id = add_reading(database, reread);
  if (id == 0) return;
  show_reading(database, index, *version, id, reread.forms);
  judge_anew(database, *version);
}

}  // namespace newsarc::store
