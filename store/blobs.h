#pragma once
// Blobs: bytes as received, stored once under their SHA-256 and packed as small as a look at their
// site allows; and texts, stored plain, once each. Private to store/.

#include <cstdint>
#include <string>
#include <string_view>

#include "store/codec.h"
#include "store/dictionaries.h"
#include "store/sqlite.h"
#include "store/stored_blob.h"

namespace newsarc::store {

struct NewBlob {
  BlobKind kind = BlobKind::body;
  std::int64_t site_id = 0;
  std::int64_t at = 0;  // seconds
  std::string_view bytes;
  std::int64_t near = 0;    // a blob that probably differs little: the same page before; 0: none
  bool is_typical = false;  // of what the site has most of, so that a dictionary may begin with it
};

// Writes blobs; keeps the dictionaries of the sites it writes for. One a connection.
class BlobWriter {
 public:
  // The id of these bytes; 0 for none at all.
  std::int64_t save(Database& database, const NewBlob& blob);

  // Packs a blob that is there anew: as a difference from nothing, with a dictionary that its site
  // has now, or that is made of it `at` that second; alone where site_id is 0.
  void repack(Database& database, std::int64_t id, std::string_view bytes, std::int64_t site_id,
              std::int64_t at);

  // What a rolled back transaction wrote is no longer there.
  void forget() { dictionaries_.forget(); }

 private:
  struct Packed {
    StoredBlob row;
    std::int64_t begun = 0;  // a dictionary that began with these bytes
  };

  Packed pack(Database& database, const NewBlob& blob);
  Packed pack_whole(Database& database, const NewBlob& blob);

  Compressor compressor_;
  Dictionaries dictionaries_;
};

std::int64_t find_blob(Database& database, std::string_view bytes);  // 0: not there

std::int64_t save_text(Database& database, std::string_view text);

}  // namespace newsarc::store
