#pragma once
// Content codings: gzip, deflate (with and without zlib wrapper), br, zstd; at most two. The end of
// every stream is demanded, and the decoded size is capped, of two codings the sum of both steps,
// so that a bomb costs no more than the cap.

#include <string>
#include <string_view>

#include "core/result.h"

namespace newsarc::http {

constexpr std::size_t decoded_limit = std::size_t{32} << 20;

// Undoes the codings that the header block names; the body as it is when it names none, and when it
// is empty. Thread-safe.
// Errors: decode (unknown coding, cut or corrupt stream, garbage after it), limit (past the cap).
Result<std::string> decode_body(std::string_view header_block, std::string_view body,
                                std::size_t limit = decoded_limit);

}  // namespace newsarc::http
