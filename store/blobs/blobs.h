#pragma once
// Blobs: bytes as received, stored once under their SHA-256 and packed as small as a look at their
// site allows; and texts, stored plain, once each. Private to store/.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "store/blobs/codec.h"
#include "store/blobs/dictionaries.h"
#include "store/blobs/packing_ahead.h"
#include "store/blobs/stored_blob.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

struct NewBlob {
  BlobKind kind = BlobKind::body;
  std::int64_t site_id = 0;
  std::int64_t at = 0;  // seconds
  std::string_view bytes;
  std::int64_t near = 0;    // a blob that probably differs little: the same page before; 0: none
  bool is_typical = false;  // of what the site has most of, so that a dictionary may begin with it
};

// What a transaction will probably save.
struct ExpectedBlob {
  BlobKind kind = BlobKind::body;
  std::int64_t site_id = 0;
  std::string_view bytes;
  bool is_first = true;  // of its page: nothing is there to tell a difference from
};

// Writes blobs; keeps the dictionaries of the sites it writes for. One a connection.
class BlobWriter {
 public:
  // At the beginning of a transaction, which may take a better dictionary from here on. The bytes
  // of `blobs` stand until let_go().
  void expect(Database& database, std::int64_t at, std::span<const ExpectedBlob> blobs);
  void let_go() { ahead_.stop(); }

  // The id of these bytes; 0 for none at all.
  std::int64_t save(Database& database, const NewBlob& blob);

  // Packs a blob that is there anew: as a difference from nothing, with a dictionary that its site
  // has now, or that is made of it `at` that second; alone where site_id is 0.
  void repack(Database& database, std::int64_t id, std::string_view bytes, std::int64_t site_id,
              std::int64_t at);

  // What a rolled back transaction wrote is no longer there.
  void forget();

 private:
  struct Packed {
    StoredBlob row;
    std::int64_t begun = 0;  // a dictionary that began with these bytes
  };

  Packed pack(Database& database, const NewBlob& blob, const PackedAhead* ahead);
  Packed pack_whole(Database& database, const NewBlob& blob, const PackedAhead* ahead);
  std::string pack_with(const Dictionary& dictionary, std::string_view bytes,
                        const PackedAhead* ahead);

  Compressor compressor_;
  Dictionaries dictionaries_;
  PackingAhead ahead_;  // with these dictionaries
};

std::int64_t find_blob(Database& database, std::string_view bytes);  // 0: not there

std::int64_t find_text(Database& database, std::string_view text);  // 0: not there
std::int64_t save_text(Database& database, std::string_view text);

}  // namespace newsarc::store
