#pragma once
// Dictionaries: what the pages of a site have in common, so that each is stored as what it alone
// has. A site begins with its first article page as dictionary; after some fifty pages a better one
// is looked for beside the crawl, and taken when it is one. Private to store/.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/blobs/codec.h"
#include "store/blobs/dictionary_training.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

enum class BlobKind { body, header, request };

std::string_view name(BlobKind kind);  // as column blob.kind has it

// A dictionary in use.
struct ActiveDictionary {
  std::int64_t id = 0;
  std::string bytes;
  Dictionary ready;
};

class Dictionaries {
 public:
  // The newest one of a site for blobs of that kind; nullptr when it has none. Stands, as what
  // begin() gives, until the next call that may change it: begin(), adopt(), forget().
  const ActiveDictionary* find(Database& database, std::int64_t site_id, BlobKind kind);

  // A site's first. Its row is written; whose bytes they are is said by add_source().
  const ActiveDictionary& begin(Database& database, std::int64_t site_id, BlobKind kind,
                                std::int64_t at, std::string_view bytes);

  // A body was packed with that dictionary: after enough of them a better one is looked for.
  void used(Database& database, std::int64_t site_id, std::int64_t blob_id);
  // Takes the better one, once it is there.
  void adopt(Database& database, std::int64_t at);

  void forget();

 private:
  using Key = std::pair<std::int64_t, BlobKind>;

  std::map<Key, std::optional<ActiveDictionary>> known_;
  std::map<std::int64_t, std::vector<std::int64_t>>
      recent_;  // bodies by site, until one is trained
  DictionaryTraining training_;
  bool is_outdated_ = false;  // what is being trained stands on rows that are gone
};

// The newest row of a site for blobs of a kind.
struct StoredDictionary {
  std::int64_t id = 0;
  std::string bytes;
};
std::optional<StoredDictionary> newest_dictionary(Database& database, std::int64_t site_id,
                                                  std::string_view kind);

std::int64_t add_dictionary(Database& database, std::int64_t site_id, BlobKind kind,
                            std::int64_t at, std::string_view bytes);
void add_source(Database& database, std::int64_t dictionary_id, std::int64_t blob_id);
// A trained one's row; its id. `former`: the dictionary that is content of it.
std::int64_t add_trained(Database& database, const TrainedDictionary& trained, std::int64_t former,
                         std::int64_t at);
// Errors: damaged.
Result<std::string> load_dictionary(Database& database, std::int64_t id);

}  // namespace newsarc::store
