#pragma once
// Stored blobs: rows of table blob, and the bytes they stand for. Private to store/.

#include <cstdint>
#include <functional>
#include <string>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

struct StoredBlob {
  std::string sha256;  // of the bytes before packing
  std::string kind;
  std::string codec = "raw";
  std::int64_t dict_id = 0;
  std::int64_t base_id = 0;
  std::int64_t raw_len = 0;
  std::string data;
};

// Where rows come from, for those who read them by other ways than a Database.
struct BlobSource {
  std::function<Result<StoredBlob>(std::int64_t id)> blob;
  std::function<Result<std::string>(std::int64_t id)> dictionary;
};

// The bytes of a row. A base is read from the source and must be whole itself: differences never
// form a chain. Errors: damaged.
Result<std::string> unpack(const StoredBlob& row, const BlobSource& source);

// The same, and they have the hash they are stored under. Errors: damaged.
Result<std::string> unpack_whole(const StoredBlob& row, const BlobSource& source);

// Errors: damaged, when there is none.
Result<StoredBlob> stored_blob(Database& database, std::int64_t id);
void add_blob(Database& database, std::int64_t id, const StoredBlob& row);
void replace_blob(Database& database, std::int64_t id, const StoredBlob& row);

// Errors: damaged, also when the bytes do not have the hash they are stored under. Damage is the
// caller's to judge: the connection goes on.
Result<std::string> load_blob(Database& database, std::int64_t id);

}  // namespace newsarc::store
