#include "text/similar.h"

#include <array>
#include <bit>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

constexpr std::size_t bits = 64;

// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit moves every output bit.
std::uint64_t mix(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

// How many features set each bit. Bits are counted side by side, the n-th digit of all 64 counts in
// one word, and added up before the digits run out: ten times as fast as bit by bit.
class Votes {
 public:
  void add(std::uint64_t feature) {
    for (std::size_t digit = 0; feature != 0; ++digit) {
      const std::uint64_t carry = digits_[digit] & feature;
      digits_[digit] ^= feature;
      feature = carry;
    }
    ++total_;
    if (++waiting_ == most_waiting) add_up();
  }
  std::uint64_t majority() {
    add_up();
    std::uint64_t result = 0;
    for (std::size_t bit = 0; bit < bits; ++bit) {
      if (counts_[bit] * 2 > total_) result |= std::uint64_t{1} << bit;
    }
    return result;
  }

 private:
  static constexpr std::size_t digits = 8;
  static constexpr std::size_t most_waiting = (1U << digits) - 1;

  void add_up() {
    for (std::size_t bit = 0; bit < bits; ++bit) {
      for (std::size_t digit = 0; digit < digits; ++digit)
        counts_[bit] += (digits_[digit] >> bit & 1) << digit;
    }
    digits_ = {};
    waiting_ = 0;
  }

  std::array<std::uint64_t, digits> digits_{};
  std::size_t waiting_ = 0;  // features in digits_
  std::array<std::uint64_t, bits> counts_{};
  std::uint64_t total_ = 0;
};

}  // namespace

// Features are runs of four letters or digits (Charikar's simhash over shingles): punctuation and
// blanks, which editors and converters change most, take no part.
std::uint64_t simhash(std::string_view utf8) { return simhash_of_folded(fold(utf8)); }

std::uint64_t simhash_of_folded(std::string_view folded) {
  Votes votes;
  std::uint64_t shingle = 0;  // 16 bits a character are enough to tell neighbours apart
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint next = code_point_at(folded, at);
    at += next.length;
    if (!is_word(next.value)) continue;
    shingle = shingle << 16 | (next.value & 0xFFFF);
    votes.add(mix(shingle));
  }
  return votes.majority();
}

int hamming_distance(std::uint64_t a, std::uint64_t b) { return std::popcount(a ^ b); }

}  // namespace newsarc::text
