#pragma once
// Likeness of texts: a 64-bit simhash over the folded text, whose Hamming distance is small for
// near duplicates.

#include <cstdint>
#include <string_view>

namespace newsarc::text {

std::uint64_t simhash(std::string_view utf8);
std::uint64_t simhash_of_folded(std::string_view folded);  // of what fold() gave
int hamming_distance(std::uint64_t a, std::uint64_t b);

}  // namespace newsarc::text
