#pragma once
// The decoders behind decode_body(), one content coding each. All demand the stream's own end and
// nothing after it. A decoder holds at most `limit` decoded bytes, under 1 MB beside them, and the
// window that its format asks for: 32 KiB of gzip and deflate, up to 16 MiB of br, 8 MiB of zstd.
// bench/coding_memory measures it.
// Errors: decode (cut, corrupt, followed by other bytes), limit.

#include <string>
#include <string_view>

#include "core/result.h"

namespace newsarc::http {

// RFC 1952: members one after the other, each with its CRC checked.
Result<std::string> decode_gzip(std::string_view body, std::size_t limit);

// RFC 9110 §8.4.1.2: zlib's format; and the bare one, which some servers send instead.
Result<std::string> decode_deflate(std::string_view body, std::size_t limit);

Result<std::string> decode_brotli(std::string_view body, std::size_t limit);  // RFC 7932

// RFC 8878: frames one after the other; the window at most 8 MiB, as RFC 9659 demands.
Result<std::string> decode_zstd(std::string_view body, std::size_t limit);

tl::unexpected<Error> past_limit(std::size_t limit);

// Where decoded bytes gather: never more room than the cap.
class CappedOutput {
 public:
  explicit CappedOutput(std::size_t limit) : limit_(limit) {}

  bool append(std::string_view bytes);  // false: they do not fit
  std::string take();

 private:
  std::string bytes_;
  std::size_t limit_;
};

}  // namespace newsarc::http
