#include "url/address.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "url/percent.h"

namespace newsarc::url {
namespace {

using Pieces = std::array<std::uint16_t, 8>;

// The labels of a host; one empty label at the end (a root dot) is left out.
std::vector<std::string_view> labels_of(std::string_view host) {
  std::vector<std::string_view> labels;
  for (std::size_t begin = 0; begin <= host.size();) {
    const std::size_t dot = std::min(host.find('.', begin), host.size());
    labels.push_back(host.substr(begin, dot - begin));
    begin = dot + 1;
  }
  if (labels.size() > 1 && labels.back().empty()) labels.pop_back();
  return labels;
}

// IPv4 number parser. What does not fit 32 bits gives a value that no address holds.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  if (text.empty()) return std::nullopt;
  int radix = 10;
  if (text.size() >= 2 && text[0] == '0') {
    radix = to_lower(text[1]) == 'x' ? 16 : 8;
    text.remove_prefix(radix == 16 ? 2 : 1);
  }
  constexpr std::uint64_t too_big = std::uint64_t{1} << 32;
  std::uint64_t value = 0;
  for (char c : text) {
    const int digit = hex_value(c);
    if (digit < 0 || digit >= radix) return std::nullopt;
    value = std::min(value * static_cast<unsigned>(radix) + static_cast<unsigned>(digit), too_big);
  }
  return value;
}

void append_hex(std::string& out, std::uint16_t piece) {
  std::array<char, 4> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), piece, 16);
  out.append(digits.data(), end.ptr);
}

// The IPv6 parser's states, one function each, over a shared cursor.
class Ipv6Reader {
 public:
  explicit Ipv6Reader(std::string_view text) : text_(text) {}

  std::optional<Pieces> read() {
    if (at(0) == ':') {
      if (at(1) != ':') return std::nullopt;
      pointer_ = 2;
      compress_ = ++index_;
    }
    while (pointer_ < text_.size()) {
      if (index_ == pieces_.size() || !read_piece()) return std::nullopt;
    }
    if (!compress_) return index_ == pieces_.size() ? std::optional(pieces_) : std::nullopt;
    // What stands after "::" moves to the end.
    const auto first = pieces_.begin() + static_cast<std::ptrdiff_t>(*compress_);
    std::rotate(first, pieces_.begin() + static_cast<std::ptrdiff_t>(index_), pieces_.end());
    return pieces_;
  }

 private:
  char at(std::size_t ahead) const {
    return pointer_ + ahead < text_.size() ? text_[pointer_ + ahead] : '\0';
  }

  bool read_piece() {
    if (at(0) == ':') {  // the second ':' of "::"
      if (compress_) return false;
      ++pointer_;
      compress_ = ++index_;
      return true;
    }
    unsigned value = 0;
    std::size_t length = 0;
    for (; length < 4 && hex_value(at(length)) >= 0; ++length) {
      value = value * 16 + static_cast<unsigned>(hex_value(at(length)));
    }
    if (at(length) == '.') return length > 0 && read_dotted_tail();
    pointer_ += length;
    if (pointer_ < text_.size() && !skip_colon()) return false;
    pieces_[index_++] = static_cast<std::uint16_t>(value);
    return true;
  }

  bool skip_colon() {
    if (at(0) != ':') return false;
    ++pointer_;
    return pointer_ < text_.size();  // a lone ':' may not end the address
  }

  // "…:1.2.3.4": the last two pieces as IPv4, decimal only, no leading zeros.
  bool read_dotted_tail() {
    if (index_ > 6) return false;
    for (int seen = 0; seen < 4; ++seen) {
      if (seen > 0 && (at(0) != '.' || (++pointer_, false))) return false;
      const auto number = read_decimal();
      if (!number) return false;
      auto& piece = pieces_[index_];
      piece = static_cast<std::uint16_t>(piece * 256 + *number);
      if (seen % 2 == 1) ++index_;
    }
    return pointer_ == text_.size();
  }

  std::optional<unsigned> read_decimal() {
    if (!is_digit(at(0)) || (at(0) == '0' && is_digit(at(1)))) return std::nullopt;
    unsigned value = 0;
    for (; is_digit(at(0)); ++pointer_) {
      value = value * 10 + static_cast<unsigned>(at(0) - '0');
      if (value > 255) return std::nullopt;
    }
    return value;
  }

  std::string_view text_;
  std::size_t pointer_ = 0;
  Pieces pieces_{};
  std::size_t index_ = 0;
  std::optional<std::size_t> compress_;  // the piece that "::" stands before
};

struct Run {
  std::size_t begin = 0;
  std::size_t length = 0;
};

// The first longest run of zero pieces; "::" stands for it when it is longer than one.
Run longest_zero_run(const Pieces& pieces) {
  Run best;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    Run run{i, 0};
    while (i < pieces.size() && pieces[i] == 0) ++i, ++run.length;
    if (run.length > best.length) best = run;
  }
  return best;
}

std::string serialize(const Pieces& pieces) {
  const Run run = longest_zero_run(pieces);
  std::string out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (run.length > 1 && i == run.begin) {
      out += i == 0 ? "::" : ":";
      i += run.length - 1;
      continue;
    }
    append_hex(out, pieces[i]);
    if (i + 1 < pieces.size()) out += ':';
  }
  return out;
}

}  // namespace

bool ends_in_number(std::string_view host) {
  const std::string_view last = labels_of(host).back();
  if (!last.empty() && std::ranges::all_of(last, is_digit)) return true;
  return ipv4_number(last).has_value();
}

std::optional<std::string> canonical_ipv4(std::string_view host) {
  const auto labels = labels_of(host);
  if (labels.size() > 4) return std::nullopt;
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto number = ipv4_number(labels[i]);
    if (!number) return std::nullopt;
    // The last number fills all bytes that the others leave.
    const std::size_t bytes = i + 1 < labels.size() ? 1 : 5 - labels.size();
    if (*number >> (8 * bytes) != 0) return std::nullopt;
    address = (address << (8 * bytes)) | *number;
  }
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out += std::to_string((address >> shift) & 255);
    if (shift > 0) out += '.';
  }
  return out;
}

std::optional<std::string> canonical_ipv6(std::string_view host) {
  const auto pieces = Ipv6Reader(host).read();
  if (!pieces) return std::nullopt;
  return serialize(*pieces);
}

}  // namespace newsarc::url
