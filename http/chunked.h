#pragma once
// The chunked transfer coding (RFC 9112 §7.1) of messages that were kept as they came. Extensions
// and trailers are dropped; a bare LF ends a line as CRLF does. And the coding put on again.

#include <cstdint>
#include <string>
#include <string_view>

namespace newsarc::http {

// For bodies that come piece by piece. Holds a line of at most 4 KiB.
class Dechunker {
 public:
  // Appends to `body` what `bytes` hold of it; what follows the end is left. Does nothing more once
  // the bytes have proved to be no chunks.
  void add(std::string_view bytes, std::string& body);

  bool is_wrong() const { return state_ == State::wrong; }  // no chunks, or none from here on
  bool has_ended() const { return state_ == State::ended; }

 private:
  enum class State { size, data, data_end, trailer, ended, wrong };
  void take_line(std::string_view line);
  bool take_size(std::string_view line);

  State state_ = State::size;
  std::string line_;
  std::uint64_t left_ = 0;  // of the chunk
};

struct Dechunked {
  std::string body;
  bool is_whole = false;  // ends with the last chunk, not before
  bool is_wrong = false;  // is no sequence of chunks: `body` is what was given
};
Dechunked dechunk(std::string_view bytes);

// All of it as one chunk, and the last chunk.
std::string in_one_chunk(std::string_view body);

}  // namespace newsarc::http
