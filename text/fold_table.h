#pragma once
// What the generated fold table says of a code point: 0, it is its own fold; fold_by_icu, its fold
// is not one code point or depends on its neighbours; else the code point that it becomes.

#include <cstdint>

namespace newsarc::text {

constexpr std::uint32_t fold_by_icu = 0xFFFFFFFF;

}  // namespace newsarc::text
