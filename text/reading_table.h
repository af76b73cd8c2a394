#pragma once
// What the generated reading table says of a Han character: the number of its usual reading among
// the generated `readings`, counted from 1, and whether it is one of GB2312's level 1.

#include <cstdint>

namespace newsarc::text {

constexpr std::uint32_t reading_number_mask = 0xFFFF;
constexpr std::uint32_t is_common_simplified = 1U << 16;

}  // namespace newsarc::text
