// The decoders against the Encoding Standard's own index files, cell by cell.

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "tests/text/shared_file.h"
#include "text/charset.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

std::string bytes_of(unsigned lead, unsigned trail) {
  return {static_cast<char>(lead), static_cast<char>(trail)};
}

std::map<unsigned, char32_t> index_of(const std::string& table) {
  std::map<unsigned, char32_t> index;
  for (const auto& [pointer, code_point] : pairs_of(table)) {
    index[static_cast<unsigned>(std::strtoul(pointer.c_str(), nullptr, 10))] =
        static_cast<char32_t>(std::strtoul(code_point.c_str(), nullptr, 16));
  }
  return index;
}

std::string decoded(const std::string& bytes, std::string_view charset) {
  return decode_plain(bytes, charset).utf8;
}

std::string utf8_of(char32_t c) {
  std::string utf8;
  append(utf8, c);
  return utf8;
}

TEST(CharsetTable, Spec_EveryTwoByteCellOfGb18030DecodesAsTheIndexSays) {
  const auto table = read_shared("conformance/encoding/index-gb18030.txt");
  if (!table) GTEST_SKIP() << "conformance/encoding is not here";
  for (const auto& [pointer, code_point] : index_of(*table)) {
    const unsigned trail = pointer % 190;
    const std::string bytes = bytes_of(0x81 + pointer / 190, trail + (trail < 0x3F ? 0x40 : 0x41));
    ASSERT_EQ(decoded(bytes, "gb18030"), utf8_of(code_point)) << "pointer " << pointer;
  }
}

TEST(CharsetTable, Spec_EveryBoundOfTheFourByteRangesDecodesAsTheIndexSays) {
  const auto table = read_shared("conformance/encoding/index-gb18030-ranges.txt");
  if (!table) GTEST_SKIP() << "conformance/encoding is not here";
  for (const auto& [pointer, code_point] : index_of(*table)) {
    const std::string bytes = bytes_of(0x81 + pointer / 12600, 0x30 + pointer / 1260 % 10) +
                              bytes_of(0x81 + pointer / 10 % 126, 0x30 + pointer % 10);
    ASSERT_EQ(decoded(bytes, "gb18030"), utf8_of(code_point)) << "pointer " << pointer;
    ASSERT_EQ(encode_for_query(utf8_of(code_point), "gb18030"), bytes) << "pointer " << pointer;
  }
}

TEST(CharsetTable, Spec_EveryCellOfBig5DecodesAsTheIndexSays) {
  const auto table = read_shared("conformance/encoding/index-big5.txt");
  if (!table) GTEST_SKIP() << "conformance/encoding is not here";
  const auto index = index_of(*table);
  for (unsigned pointer = 0; pointer < 126 * 157; ++pointer) {
    if (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166) continue;
    const unsigned trail = pointer % 157;
    const std::string bytes = bytes_of(0x81 + pointer / 157, trail + (trail < 0x3F ? 0x40 : 0x62));
    const auto found = index.find(pointer);
    const std::string ascii_trail = trail < 0x3F ? bytes.substr(1) : "";
    const std::string wanted =
        found == index.end() ? utf8_of(0xFFFD) + ascii_trail : utf8_of(found->second);
    ASSERT_EQ(decoded(bytes, "big5"), wanted) << "pointer " << pointer;
  }
}

}  // namespace
}  // namespace newsarc::text
