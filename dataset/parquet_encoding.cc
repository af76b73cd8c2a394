#include "dataset/parquet_encoding.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <type_traits>

#include "dataset/thrift_compact.h"

namespace newsarc::dataset::parquet {
namespace {

static_assert(std::endian::native == std::endian::little, "PLAIN numbers are copied as they are");

constexpr std::size_t group = 8;  // values are packed by eights

template <class T>
void append_number(std::string& out, T value) {
  static_assert(std::is_arithmetic_v<T>);
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

std::size_t run_at(std::span<const std::uint32_t> values, std::size_t at) {
  const auto rest = values.subspan(at);
  const auto other =
      std::find_if(rest.begin(), rest.end(), [&](auto value) { return value != rest.front(); });
  return static_cast<std::size_t>(other - rest.begin());
}

void append_run(std::string& out, std::uint32_t value, std::size_t count, unsigned bits) {
  append_varint(out, count << 1);
  for (unsigned shift = 0; shift < bits; shift += 8) out += static_cast<char>(value >> shift);
}

// From the lowest bit of each byte up.
void append_packed(std::string& out, std::span<const std::uint32_t> values, unsigned bits) {
  if (values.empty()) return;
  const auto groups = (values.size() + group - 1) / group;
  append_varint(out, (groups << 1) | 1);
  std::uint64_t held = 0;
  unsigned count = 0;
  for (std::size_t i = 0; i < groups * group; ++i) {
    if (i < values.size()) held |= std::uint64_t{values[i]} << count;
    for (count += bits; count >= 8; count -= 8, held >>= 8) out += static_cast<char>(held);
  }
}

}  // namespace

void append_plain(std::string& out, std::int32_t value) { append_number(out, value); }
void append_plain(std::string& out, std::int64_t value) { append_number(out, value); }
void append_plain(std::string& out, double value) { append_number(out, value); }

void append_plain(std::string& out, std::string_view text) {
  append_number(out, static_cast<std::uint32_t>(text.size()));
  out += text;
}

unsigned bits_for(std::uint32_t largest) { return static_cast<unsigned>(std::bit_width(largest)); }

void append_hybrid(std::string& out, std::span<const std::uint32_t> values, unsigned bits) {
  std::size_t packed_from = 0;  // what lies between here and `at` waits to be packed
  for (std::size_t at = 0; at < values.size();) {
    // A run can begin only where the packed ones before it fill their groups.
    const auto missing = (group - (at - packed_from) % group) % group;
    const auto run = run_at(values, at);
    if (run < missing + group) {
      at += run;
      continue;
    }
    append_packed(out, values.subspan(packed_from, at + missing - packed_from), bits);
    append_run(out, values[at], run - missing, bits);
    packed_from = at += run;
  }
  append_packed(out, values.subspan(packed_from), bits);
}

void append_levels(std::string& out, std::span<const std::uint32_t> levels, std::uint32_t largest) {
  if (largest == 0) return;
  const auto start = out.size();
  append_plain(out, std::int32_t{0});
  append_hybrid(out, levels, bits_for(largest));
  const auto length = static_cast<std::uint32_t>(out.size() - start - sizeof(std::uint32_t));
  std::memcpy(out.data() + start, &length, sizeof(length));
}

void append_indices(std::string& out, std::span<const std::uint32_t> indices,
                    std::uint32_t dictionary_size) {
  // Not 0 bits for a dictionary of one: not every reader takes that.
  const unsigned bits = std::max(1U, bits_for(dictionary_size - 1));
  out += static_cast<char>(bits);
  append_hybrid(out, indices, bits);
}

}  // namespace newsarc::dataset::parquet
