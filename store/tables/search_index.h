#pragma once
// The search index: an FTS5 table without content of its own, one row a version. FTS5 writes what
// it has gathered at every savepoint and commit, so versions are indexed many at a time, in
// transactions of their own: meta.indexed_version is the newest that is in. A row can be taken out
// only with the very terms that went in, so they are made again from the stored text. Private to
// store/.

#include <cstdint>
#include <map>
#include <string>

#include "core/article.h"
#include "core/capture.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

class SearchIndex {
 public:
  // A new version, to be indexed later. The terms are kept till then.
  void add(std::int64_t version_id, const Forms& forms);

  // A version shows another reading: what `indexed` (the article as it was stored) had put in is
  // taken out.
  void replace(Database& database, std::int64_t version_id, const Article& indexed,
               const Forms& forms);
  void remove(Database& database, std::int64_t version_id, const Article& indexed);

  // The newest versions were removed: numbers that come again are to be indexed again.
  void shrink(Database& database);

  // Whether so many versions wait that it is time.
  bool is_due() const;
  // Indexes all that wait. A transaction of its own.
  Result<void> catch_up(Database& database);

  // What a rolled back transaction added is no longer there.
  void forget() { waiting_.clear(); }

 private:
  struct Terms {
    std::string title;
    std::string body;
    std::string author;
  };
  static Terms terms_of(const Forms& forms);
  static void insert(Database& database, std::int64_t version_id, const Terms& terms);

  std::map<std::int64_t, Terms> waiting_;
};

// What FTS5 keeps in search_config beside its format's number, for quick indexing. Archives of
// earlier programs have none of them until they are written to.
struct IndexSetting {
  std::string_view name;
  std::int64_t value;
};
inline constexpr IndexSetting index_settings[] = {
    {"automerge", 16}, {"crisismerge", 32}, {"hashsize", 8'000'000}, {"pgsz", 8000}};

// Sets the settings. Empties the index when it was folded by other tables than today's, or lost its
// format; all versions wait then.
Result<void> check_index(Database& database);
// The same whatever it was folded by.
Result<void> empty_index(Database& database);
// One segment: as small and quick as it gets, without a trace of what was taken out.
void tidy_index(Database& database);

}  // namespace newsarc::store
