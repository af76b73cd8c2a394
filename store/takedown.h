#pragma once
// Takedown: what stood at an address is removed for good: its text, its bytes, and what other bytes
// lean on them for. A tombstone stays. Private to store/.

#include <cstdint>
#include <string>

#include "store/archive.h"
#include "store/blobs.h"
#include "store/search_index.h"
#include "store/sqlite.h"

namespace newsarc::store {

// Whether an address was taken down, so that nothing of it is kept again.
bool is_taken_down(Database& database, std::int64_t url_id);

struct Takedown {
  Database& database;
  BlobWriter& blobs;
  SearchIndex& index;
  std::string why;
  std::int64_t at = 0;

  // The article at this address with all its other addresses, or what else was fetched there.
  // Inside the caller's transaction. Errors stick to the database.
  Forgotten carry_out(std::int64_t url_id);

 private:
  void select(std::int64_t url_id);
  void remove_versions(Forgotten& forgotten);
  void remove_readings();
  void remove_bytes(Forgotten& forgotten);
  void release(std::int64_t blob_id);
  void bury(Forgotten& forgotten);
};

}  // namespace newsarc::store
