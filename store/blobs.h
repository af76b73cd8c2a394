#pragma once
// Blobs: bytes as received, stored once under their SHA-256, compressed where that makes them
// smaller; and texts, stored plain, once each. Private to store/.

#include <cstdint>
#include <string>
#include <string_view>

#include "store/sqlite.h"

namespace newsarc::store {

enum class BlobKind { body, header, request };

// The id of these bytes; 0 for none at all.
std::int64_t save_blob(Database& database, BlobKind kind, std::string_view bytes);
std::int64_t find_blob(Database& database, std::string_view bytes);  // 0: not there

// Errors: damaged, when the bytes do not have the hash they are stored under.
Result<std::string> load_blob(Database& database, std::int64_t id);
Result<std::string> unpack(std::string_view codec, std::string_view data, std::size_t raw_size);

std::int64_t save_text(Database& database, std::string_view text);

}  // namespace newsarc::store
