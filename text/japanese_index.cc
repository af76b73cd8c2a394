#include "text/japanese_index.h"

#include <algorithm>
#include <iterator>

namespace newsarc::text {
namespace {

#include "japanese_charset_tables.inc"  // jis0208_index, jis0212_index

char32_t full_width(char32_t c) { return c == 0x2212 ? 0xFF0D : c; }

std::optional<std::uint32_t> find_from(const std::uint16_t* from, char32_t code_point) {
  const auto* const found = std::find(from, std::end(jis0208_index), code_point);
  if (found == std::end(jis0208_index)) return std::nullopt;
  return static_cast<std::uint32_t>(found - std::begin(jis0208_index));
}

}  // namespace

char32_t jis0208_at(std::uint32_t pointer) {
  return pointer < std::size(jis0208_index) ? jis0208_index[pointer] : 0;
}

char32_t jis0212_at(std::uint32_t pointer) {
  return pointer < std::size(jis0212_index) ? jis0212_index[pointer] : 0;
}

std::optional<std::uint32_t> jis0208_pointer(char32_t code_point) {
  return find_from(std::begin(jis0208_index), full_width(code_point));
}

std::optional<std::uint32_t> shift_jis_pointer(char32_t code_point) {
  constexpr std::uint32_t first_excluded = 8272;  // §5, "index Shift_JIS pointer"
  constexpr std::uint32_t last_excluded = 8835;
  const auto pointer = jis0208_pointer(code_point);
  if (!pointer || *pointer < first_excluded || *pointer > last_excluded) return pointer;
  return find_from(std::begin(jis0208_index) + last_excluded + 1, full_width(code_point));
}

}  // namespace newsarc::text
