#pragma once
// Takedown: what stood at an address is removed for good: its text, its bytes, and what other bytes
// lean on them for. A tombstone stays. Private to store/.

#include <cstdint>
#include <string>

#include "store/blobs/blobs.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/sqlite.h"
#include "store/tables/search_index.h"
#include "store/write/archive.h"

namespace newsarc::store {

// Whether an address was taken down, so that nothing of it is kept again.
bool is_taken_down(Database& database, std::int64_t url_id);

// Whether what was taken down may have come again at this URL: one that differs only as two
// addresses of one page do, or whose page names a forgotten one as its original.
bool is_taken_down_elsewhere(Database& database, const UrlRow& url,
                             const std::optional<std::string>& canonical_key);

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
  void set_tombstone(std::int64_t url_id, std::int64_t versions);
  void bury(Forgotten& forgotten);
};

}  // namespace newsarc::store
