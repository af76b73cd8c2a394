#pragma once
// What the generated conversion tables say of a code point: what it becomes, how long the longest
// phrase is that begins with it, and in which script alone it is written. 0: nothing of the kind.

#include <cstdint>

namespace newsarc::text {

constexpr std::uint32_t conversion_target_mask = 0x1FFFFF;  // 21 bits: the code point it becomes
constexpr unsigned conversion_length_shift = 21;            // 5 bits: characters of that phrase
constexpr std::uint32_t conversion_length_mask = 0x1F;
constexpr std::uint32_t only_traditional = 1U << 26;
constexpr std::uint32_t only_simplified = 1U << 27;

}  // namespace newsarc::text
