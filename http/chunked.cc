#include "http/chunked.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace newsarc::http {
namespace {

constexpr std::size_t line_limit = std::size_t{4} << 10;

// Of the beginning of a line: whether a size can still come of it. A page whose writer took the
// chunks off and left the header may be one long line.
bool may_be_size(std::string_view beginning) {
  const auto stop = beginning.find_first_not_of("0123456789abcdefABCDEF");
  return stop == std::string_view::npos ||
         (stop > 0 && std::string_view("; \t\r").find(beginning[stop]) != std::string_view::npos);
}

}  // namespace

// chunk-size [ chunk-ext ]
bool Dechunker::take_size(std::string_view line) {
  const char* const end = line.data() + line.size();
  const auto [stop, error] = std::from_chars(line.data(), end, left_, 16);
  if (error != std::errc()) return false;
  return stop == end || *stop == ';' || *stop == ' ' || *stop == '\t';
}

void Dechunker::take_line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (state_ == State::size) {
    state_ = !take_size(line) ? State::wrong : left_ > 0 ? State::data : State::trailer;
  } else if (state_ == State::data_end) {
    state_ = line.empty() ? State::size : State::wrong;
  } else if (line.empty()) {
    state_ = State::ended;
  }
}

void Dechunker::add(std::string_view bytes, std::string& body) {
  while (!bytes.empty() && !is_wrong() && !has_ended()) {
    if (state_ == State::data) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
      body.append(bytes.substr(0, size));
      bytes.remove_prefix(size);
      left_ -= size;
      if (left_ == 0) state_ = State::data_end;
      continue;
    }
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    line_.append(bytes.substr(0, end));
    if (line_.size() > line_limit || (state_ == State::size && !may_be_size(line_))) {
      state_ = State::wrong;
      return;
    }
    if (end == bytes.size()) return;
    bytes.remove_prefix(end + 1);
    take_line(line_);
    line_.clear();
  }
}

Dechunked dechunk(std::string_view bytes) {
  Dechunker dechunker;
  Dechunked dechunked;
  dechunker.add(bytes, dechunked.body);
  dechunked.is_whole = dechunker.has_ended();
  dechunked.is_wrong = dechunker.is_wrong();
  if (dechunked.is_wrong) dechunked.body = bytes;
  return dechunked;
}

std::string in_one_chunk(std::string_view body) {
  std::string chunked;
  if (!body.empty()) {
    std::array<char, 16> digits{};
    const auto size = std::to_chars(digits.data(), digits.data() + digits.size(), body.size(), 16);
    chunked.append(digits.data(), size.ptr).append("\r\n").append(body).append("\r\n");
  }
  return chunked + "0\r\n\r\n";
}

}  // namespace newsarc::http
