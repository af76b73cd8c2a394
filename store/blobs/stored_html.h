#pragma once
// A stored body as text: content coding undone by its own header block, charset decoded. Private
// to store/.

#include <string>
#include <string_view>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// By the SHA-256 of the bytes as received, 64 hexadecimal digits. Errors: not_found, damaged,
// decode, limit.
Result<std::string> stored_html(sqlite3* connection, std::string_view sha256_digits);

}  // namespace newsarc::store
