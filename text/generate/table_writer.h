#pragma once
// Writes generated tables as C++ arrays. Used only while newsarc is built.

#include <cstdint>
#include <map>
#include <ostream>
#include <span>
#include <string_view>

namespace newsarc::text::generate {

using CodePointMap = std::map<char32_t, std::uint32_t>;

// `constexpr std::uintN_t NAME[] = {…};`
void write_array(std::ostream& out, std::string_view name, int bits,
                 std::span<const std::uint32_t> values);

// A PagedTable called `name` (text/paged_table.h) over the arrays NAME_index and NAME_pages.
void write_paged_table(std::ostream& out, std::string_view name, const CodePointMap& values);

// FNV-1a over the values written so far: a version that changes when any table does.
class Fingerprint {
 public:
  void add(std::uint64_t value);
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 14695981039346656037ULL;
};

}  // namespace newsarc::text::generate
