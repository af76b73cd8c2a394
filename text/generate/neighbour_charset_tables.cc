// Japanese, Korean and the charsets of one byte a character.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "text/generate/charset_tables.h"
#include "text/generate/icu_decoder.h"
#include "text/generate/single_byte_corrections.h"
#include "text/generate/table_writer.h"

namespace newsarc::text::generate {
namespace {

char byte(unsigned value) { return static_cast<char>(value); }

// Encoding Standard §5, index jis0208, in the order of shift_jis (§13.3.1): JIS X 0208, then what
// NEC and IBM added. ICU's windows-31j has nothing else but private use.
std::vector<std::uint32_t> jis0208_index() {
  IcuDecoder decoder("ibm-943_P15A-2003");
  std::vector<std::uint32_t> index;
  for (unsigned row = 0; row < 60; ++row) {
    const unsigned lead = row + (row < 0x1F ? 0x81 : 0xC1);
    for (unsigned cell = 0; cell < 188; ++cell) {
      const char32_t c = decoder.decode({byte(lead), byte(cell + (cell < 0x3F ? 0x40 : 0x41))});
      index.push_back(is_private(c) ? 0 : c);
    }
  }
  return index;
}

// §5, index jis0212: the rows of JIS X 0212. ICU goes on with IBM's rows, whose characters
// jis0208 has.
std::vector<std::uint32_t> jis0212_index() {
  constexpr unsigned rows = 77;
  IcuDecoder decoder("euc-jp-2007");
  std::vector<std::uint32_t> index;
  for (unsigned pointer = 0; pointer < rows * 94; ++pointer) {
    index.push_back(decoder.decode({'\x8F', byte(pointer / 94 + 0xA1), byte(pointer % 94 + 0xA1)}));
  }
  return index;
}

// §5, index EUC-KR; the user's own rows C9 and FE are private use in ICU and nothing here.
std::vector<std::uint32_t> euc_kr_index() {
  IcuDecoder decoder("windows-949-2000");
  std::vector<std::uint32_t> index;
  for (unsigned pointer = 0; pointer < 126 * 190; ++pointer) {
    const char32_t c = decoder.decode({byte(pointer / 190 + 0x81), byte(pointer % 190 + 0x41)});
    index.push_back(is_private(c) ? 0 : c);
  }
  return index;
}

std::array<char32_t, 128> upper_half(const std::string& name) {
  std::array<char32_t, 128> half{};
  IcuDecoder decoder(name);
  for (unsigned i = 0; i < half.size(); ++i) half[i] = decoder.decode({byte(0x80 + i)});
  for (const SingleByteCorrection& each : single_byte_corrections) {
    if (each.charset == name) half[each.byte - 0x80U] = each.code_point;
  }
  return half;
}

// ICU has no such converter.
std::array<char32_t, 128> upper_half_of_iso_8859_16() {
  std::array<char32_t, 128> half{};
  for (unsigned i = 0; i < 32; ++i) half[i] = 0x80 + i;  // control characters
  for (unsigned i = 32; i < half.size(); ++i) half[i] = iso_8859_16[i - 32];
  return half;
}

}  // namespace

void write_japanese_charset_tables(std::ostream& out) {
  write_array(out, "jis0208_index", 16, jis0208_index());
  write_array(out, "jis0212_index", 16, jis0212_index());
}

void write_korean_charset_tables(std::ostream& out) {
  write_array(out, "euc_kr_index", 16, euc_kr_index());
}

void write_single_byte_charset_tables(std::ostream& out) {
  std::vector<std::uint32_t> halves;
  out << "constexpr std::string_view single_byte_names[] = {";
  for (const std::string_view name : single_byte_charsets) {
    out << '"' << name << "\", ";
    const auto half =
        name == "iso-8859-16" ? upper_half_of_iso_8859_16() : upper_half(std::string(name));
    halves.insert(halves.end(), half.begin(), half.end());
  }
  out << "};\n";
  write_array(out, "single_byte_halves", 16, halves);
}

}  // namespace newsarc::text::generate
