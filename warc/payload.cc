#include "warc/payload.h"

#include <algorithm>
#include <optional>

#include "core/ascii.h"
#include "digest/digest.h"
#include "http/chunked.h"
#include "http/header.h"
#include "warc/labelled_digest.h"

namespace newsarc::warc {
namespace {

constexpr std::size_t header_limit = std::size_t{256} << 10;  // of a message

// The end of the header's blank line, or nothing.
std::optional<std::size_t> header_end(std::string_view message) {
  for (auto end = message.find('\n'); end != std::string_view::npos;
       end = message.find('\n', end + 1)) {
    const auto rest = message.substr(end + 1);
    if (rest.starts_with('\n')) return end + 2;
    if (rest.starts_with("\r\n")) return end + 3;
  }
  return std::nullopt;
}

}  // namespace

bool is_chunked(std::string_view header_block) {
  const auto coding = http::field(header_block, "transfer-encoding");
  return coding && lower_case(*coding).ends_with("chunked");
}

bool is_http(const Record& record) {
  if (record.length == 0) return false;
  if (const auto type = record.field("Content-Type"))
    return lower_case(type->substr(0, type->find_first_of("; \t"))) == "application/http";
  const auto type = record.type();
  const auto scheme = lower_case(record.target_uri().substr(0, 5));
  return (type == "response" || type == "request" || type == "revisit") &&
         (scheme == "http:" || scheme == "https");
}

std::size_t http_header_size(std::string_view message) {
  return header_end(message).value_or(message.size());
}

HttpMessage split_http(std::string_view message) {
  const auto size = http_header_size(message);
  HttpMessage parts;
  parts.header_block = message.substr(0, size);
  if (!is_chunked(parts.header_block)) {
    parts.body = message.substr(size);
    return parts;
  }
  auto body = http::dechunk(message.substr(size));
  parts.body = std::move(body.body);
  parts.has_wrong_chunks = body.is_wrong;
  parts.is_cut = !body.is_whole && !body.is_wrong;
  return parts;
}

BlockCheck::BlockCheck(std::string_view labelled) {
  const auto digest = parse_digest(labelled);
  if (!digest || !digest->method) return;
  wanted_ = digest->bytes;
  method_ = *digest->method;
  digester_.emplace(method_);
}

void BlockCheck::add(std::string_view piece) {
  if (digester_) digester_->add(piece);
}

bool BlockCheck::matches() {
  if (!digester_) return true;
  const auto computed = digester_->finish();
  if (computed == wanted_) return true;
  found_ = format_digest(method_, computed);
  return false;
}

struct PayloadCheck::State {
  std::string wanted;
  digest::Digester raw;
  digest::Digester unchunked;
  http::Dechunker dechunker;
  std::string header;
  bool in_header;
  bool chunked = false;

  void add_body(std::string_view piece) {
    raw.add(piece);
    if (!chunked) return;
    std::string body;
    dechunker.add(piece, body);
    unchunked.add(body);
  }

  void add(std::string_view piece) {
    if (!in_header) return add_body(piece);
    header += piece;
    const auto end = header_end(header);
    if (!end && header.size() <= header_limit) return;
    in_header = false;
    const auto size = end.value_or(header.size());
    chunked = is_chunked(std::string_view(header).substr(0, size));
    add_body(std::string_view(header).substr(size));
    header = {};
  }
};

PayloadCheck::PayloadCheck(const Record& record, std::string_view labelled) {
  const auto digest = parse_digest(labelled);
  if (!digest || !digest->method) return;
  const auto method = *digest->method;
  state_.reset(new State{
      digest->bytes, digest::Digester(method), digest::Digester(method), {}, {}, is_http(record)});
}
PayloadCheck::~PayloadCheck() = default;
PayloadCheck::PayloadCheck(PayloadCheck&&) noexcept = default;

void PayloadCheck::add(std::string_view piece) {
  if (state_) state_->add(piece);
}

bool PayloadCheck::matches() {
  if (!state_ || state_->raw.finish() == state_->wanted) return true;
  return state_->chunked && !state_->dechunker.is_wrong() &&
         state_->unchunked.finish() == state_->wanted;
}

}  // namespace newsarc::warc
