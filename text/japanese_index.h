#pragma once
// The WHATWG Encoding Standard's indexes jis0208 and jis0212 (§5): pointers to code points and
// back. Private to text/. Thread-safe.

#include <cstdint>
#include <optional>

namespace newsarc::text {

// 0 where the index has nothing.
char32_t jis0208_at(std::uint32_t pointer);
char32_t jis0212_at(std::uint32_t pointer);

// The first pointer of a code point; the minus sign is looked up as its full-width twin, which is
// what the index has.
std::optional<std::uint32_t> jis0208_pointer(char32_t code_point);

// The same without the rows that NEC took over from IBM: shift_jis prefers IBM's own.
std::optional<std::uint32_t> shift_jis_pointer(char32_t code_point);

}  // namespace newsarc::text
