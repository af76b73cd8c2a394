#pragma once
// Payloads: the HTTP message that a record's block holds (ISO 28500:2017 §6.3.2, §6.5.2), taken
// apart. What follows the header is the payload once the transfer coding is off; content codings
// stay on it.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "digest/digest.h"
#include "warc/record.h"

namespace newsarc::warc {

// Whether the block is an HTTP message: its Content-Type is application/http, or it has none, is a
// response, request or revisit of an http or https URI, and holds something.
bool is_http(const Record& record);

// How long the message's header is, its blank line included; all of it where there is no such line.
std::size_t http_header_size(std::string_view message);

// Whether the body behind a header block comes in chunks (RFC 9112 §7.1).
bool is_chunked(std::string_view header_block);

struct HttpMessage {
  std::string header_block;  // with its first line and its blank line, as it was written
  std::string body;          // without the chunked coding; as it is where its chunks are wrong
  bool has_wrong_chunks = false;
  bool is_cut = false;  // chunked, and the last chunk is missing

  bool operator==(const HttpMessage&) const = default;
};
HttpMessage split_http(std::string_view message);

// Whether a block has the digest that was written down for it, piece by piece. One that is none, or
// of a method that newsarc does not have, is no reason to doubt the block.
class BlockCheck {
 public:
  explicit BlockCheck(std::string_view labelled);  // the value of WARC-Block-Digest

  void add(std::string_view piece);
  bool matches();                                      // once, at the end
  const std::string& found() const { return found_; }  // then, where it does not: "sha1:…"

 private:
  std::optional<digest::Digester> digester_;
  digest::Method method_{};
  std::string wanted_;
  std::string found_;
};

// Whether a payload has the digest that was written down for it, block piece by piece. Writers
// disagree whether a chunked body is digested with its chunks or without; either is right here.
class PayloadCheck {
 public:
  // `labelled`: the value of WARC-Payload-Digest.
  PayloadCheck(const Record& record, std::string_view labelled);
  ~PayloadCheck();
  PayloadCheck(PayloadCheck&&) noexcept;

  void add(std::string_view piece);
  bool matches();  // once, at the end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::warc
