#pragma once
// Repacking: stored bytes as small as they get, at leisure. The bytes themselves and their hashes
// stay. Private to store/.

#include <cstdint>
#include <functional>
#include <span>

#include "store/blobs/blobs.h"
#include "store/sqlite/sqlite.h"
#include "store/write/archive.h"

namespace newsarc::store {

// Every blob with the best dictionary of its site at zstd's thorough level, in small transactions;
// `now` is when a dictionary that is made meanwhile was made; dictionaries that no blob needs any
// more go. Errors: damaged bytes are left as they are.
Result<Repacked> repack_blobs(Database& database, std::int64_t now,
                              const std::function<bool(Repacked)>& progress);

struct Dependent {
  std::int64_t blob_id = 0;
  std::int64_t site_id = 0;
};
// Packs these blobs so that they lean on nothing: what they leant on is about to go. Later, when it
// has gone, with what their sites have then. Of errors, damage is passed over; any other sticks.
void pack_alone(Database& database, BlobWriter& writer, std::span<const Dependent> blobs);
void pack_again(Database& database, BlobWriter& writer, std::span<const Dependent> blobs,
                std::int64_t at);

}  // namespace newsarc::store
