// Bytes as received: unpacked, by dictionary or base where they need one, and hashed.

#include "store/blobs/blobs.h"
#include "store/verify/inspection.h"

namespace newsarc::store {

void check_blobs(Inspection& inspection) {
  inspection.step("bytes");
  Database& database = inspection.database();
  std::int64_t count = 0;
  inspection.each_id("blob", [&](std::int64_t id) {
    ++count;
    const auto bytes = load_blob(database, id);
    if (!bytes) {
      inspection.met_damage();
      return inspection.row_damaged(bytes.error().what, "blob", id);
    }
    const auto length = database.number("SELECT raw_len FROM blob WHERE id = ?", id);
    if (static_cast<std::int64_t>(bytes->size()) != length)
      inspection.row_damaged("its bytes are more or less than its raw_len", "blob", id);
  });
  inspection.checked("blobs", count);
}

}  // namespace newsarc::store
