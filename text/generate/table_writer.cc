#include "text/generate/table_writer.h"

#include <algorithm>
#include <array>
#include <vector>

#include "text/paged_table.h"

namespace newsarc::text::generate {

void write_array(std::ostream& out, std::string_view name, int bits,
                 std::span<const std::uint32_t> values) {
  constexpr std::size_t values_a_line = 24;
  out << "constexpr std::uint" << bits << "_t " << name << "[] = {";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i % values_a_line == 0) out << '\n';
    out << values[i] << ',';
  }
  out << "};\n";
}

void write_paged_table(std::ostream& out, std::string_view name, const CodePointMap& values) {
  using Page = std::array<std::uint32_t, PagedTable::page_size>;
  std::map<char32_t, Page> filled;
  for (const auto& [c, value] : values) {
    Page& page = filled.try_emplace(c >> PagedTable::page_bits, Page{}).first->second;
    page[c % PagedTable::page_size] = value;
  }
  std::map<Page, std::uint32_t> numbers{{Page{}, 0}};
  std::vector<std::uint32_t> pages(PagedTable::page_size, 0);
  std::vector<std::uint32_t> index(filled.empty() ? 0 : filled.rbegin()->first + 1, 0);
  for (const auto& [number, page] : filled) {
    const auto [known, is_new] =
        numbers.try_emplace(page, static_cast<std::uint32_t>(numbers.size()));
    if (is_new) pages.insert(pages.end(), page.begin(), page.end());
    index[number] = known->second;
  }
  write_array(out, std::string(name) + "_index", 16, index);
  write_array(out, std::string(name) + "_pages", 32, pages);
  out << "constexpr PagedTable " << name << "{" << name << "_index, " << name << "_pages};\n";
}

void Fingerprint::add(std::uint64_t value) {
  for (int byte = 0; byte < 8; ++byte) {
    state_ = (state_ ^ (value >> (8 * byte) & 0xFF)) * 1099511628211ULL;
  }
}

}  // namespace newsarc::text::generate
