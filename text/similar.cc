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

// One count a bit: up for each feature that sets it, down for each that does not.
class Votes {
 public:
  void add(std::uint64_t feature) {
    for (std::size_t bit = 0; bit < bits; ++bit) {
      counts_[bit] += (feature >> bit & 1) != 0 ? 1 : -1;
    }
  }
  std::uint64_t majority() const {
    std::uint64_t result = 0;
    for (std::size_t bit = 0; bit < bits; ++bit) {
      if (counts_[bit] > 0) result |= std::uint64_t{1} << bit;
    }
    return result;
  }

 private:
  std::array<int, bits> counts_{};
};

}  // namespace

// Features are runs of four letters or digits (Charikar's simhash over shingles): punctuation and
// blanks, which editors and converters change most, take no part.
std::uint64_t simhash(std::string_view utf8) {
  const std::string folded = fold(utf8);
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
