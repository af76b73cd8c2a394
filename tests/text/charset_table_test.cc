// The decoders of Chinese against the Encoding Standard's own index files, sequence by sequence.

#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "tests/text/shared_file.h"
#include "text/charset.h"
#include "text/charset_codec.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

using Index = std::map<unsigned, char32_t>;

std::optional<Index> read_index(const std::string& name) {
  const auto table = read_shared("conformance/encoding/" + name);
  if (!table) return std::nullopt;
  Index index;
  for (const auto& [pointer, code_point] : pairs_of(*table)) {
    index[static_cast<unsigned>(std::strtoul(pointer.c_str(), nullptr, 10))] =
        static_cast<char32_t>(std::strtoul(code_point.c_str(), nullptr, 16));
  }
  return index;
}

std::string bytes_of(std::initializer_list<unsigned> values) {
  std::string bytes;
  for (const unsigned value : values) bytes.push_back(static_cast<char>(value));
  return bytes;
}

std::string decoded(const std::string& bytes, std::string_view charset) {
  std::string utf8;
  decode_by_name(charset, bytes, utf8);
  return utf8;
}

std::string utf8_of(char32_t c) {
  std::string utf8;
  append(utf8, c);
  return utf8;
}

const std::string replacement = "\uFFFD";

// What `first` is when nothing that belongs to it follows.
std::string alone(unsigned first, std::string_view charset) {
  if (first < 0x80) return bytes_of({first});
  return first == 0x80 && charset != "big5" ? "€" : replacement;
}

bool is_lead(unsigned byte) { return byte >= 0x81 && byte <= 0xFE; }

// A pair that means nothing, before a '<': its trail byte is read anew only when it is ASCII.
std::string nothing(unsigned lead, unsigned trail, std::string_view charset) {
  if (!is_lead(lead)) return alone(lead, charset) + alone(trail, charset) + "<";
  return replacement + (trail < 0x80 ? bytes_of({trail}) : "") + "<";
}

// Expects of every lead and trail byte what `index` says, or nothing() without eating the '<'.
void expect_all_pairs(std::string_view charset, const Index& index,
                      std::optional<unsigned> (*pointer_of)(unsigned lead, unsigned trail),
                      const std::map<unsigned, std::string>& exceptions) {
  std::size_t wrong = 0;
  for (unsigned lead = 0x80; lead <= 0xFF; ++lead) {
    for (unsigned trail = 0; trail <= 0xFF; ++trail) {
      const auto pointer = is_lead(lead) ? pointer_of(lead, trail) : std::nullopt;
      std::string wanted = nothing(lead, trail, charset);
      if (pointer && index.contains(*pointer)) wanted = utf8_of(index.at(*pointer)) + "<";
      if (pointer && exceptions.contains(*pointer)) wanted = exceptions.at(*pointer) + "<";
      const std::string bytes = bytes_of({lead, trail, '<'});
      if (decoded(bytes, charset) == wanted) continue;
      if (++wrong < 10) ADD_FAILURE() << std::hex << lead << ' ' << trail << ": " << wanted;
    }
  }
  EXPECT_EQ(wrong, 0u) << "of 32,768 pairs";
}

// §10.2.1, steps 5 and 6.
std::optional<unsigned> gb18030_pointer(unsigned lead, unsigned trail) {
  if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return std::nullopt;
  return (lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41);
}

// §12.1.1, step 3.
std::optional<unsigned> big5_pointer(unsigned lead, unsigned trail) {
  if (trail < 0x40 || (trail > 0x7E && trail < 0xA1) || trail == 0xFF) return std::nullopt;
  return (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
}

TEST(CharsetTable, Spec_EveryPairOfGb18030IsReadAsTheIndexSays) {
  const auto index = read_index("index-gb18030.txt");
  if (!index) GTEST_SKIP() << "conformance/encoding is not here";
  EXPECT_EQ(index->size(), 23940u);
  expect_all_pairs("gb18030", *index, gb18030_pointer, {});
  expect_all_pairs("gbk", *index, gb18030_pointer, {});
}

TEST(CharsetTable, Spec_EveryPairOfBig5IsReadAsTheIndexSays) {
  const auto index = read_index("index-big5.txt");
  if (!index) GTEST_SKIP() << "conformance/encoding is not here";
  expect_all_pairs("big5", *index, big5_pointer,
                   {{1133, "\u00CA\u0304"},
                    {1135, "\u00CA\u030C"},
                    {1164, "\u00EA\u0304"},
                    {1166, "\u00EA\u030C"}});
}

// §5, "index gb18030 ranges code point".
char32_t code_point_of(unsigned pointer, const Index& ranges) {
  if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) return 0xFFFD;
  if (pointer == 7457) return 0xE7C7;
  const auto [start, code_point] = *std::prev(ranges.upper_bound(pointer));
  return code_point + (pointer - start);
}

TEST(CharsetTable, Spec_EverySequenceOfFourBytesIsReadAsTheRangesSay) {
  const auto ranges = read_index("index-gb18030-ranges.txt");
  if (!ranges) GTEST_SKIP() << "conformance/encoding is not here";
  std::size_t wrong = 0;
  for (unsigned pointer = 0; pointer < 126 * 10 * 126 * 10; ++pointer) {
    const std::string bytes = bytes_of({0x81 + pointer / 12600, 0x30 + pointer / 1260 % 10,
                                        0x81 + pointer / 10 % 126, 0x30 + pointer % 10});
    const char32_t wanted = code_point_of(pointer, *ranges);
    if (decoded(bytes, "gb18030") == utf8_of(wanted)) continue;
    if (++wrong < 10) ADD_FAILURE() << "pointer " << pointer;
  }
  EXPECT_EQ(wrong, 0u) << "of 1,587,600 sequences";
}

TEST(CharsetTable, Spec_EveryBoundOfTheFourByteRangesIsEncodedAsItIsRead) {
  const auto ranges = read_index("index-gb18030-ranges.txt");
  if (!ranges) GTEST_SKIP() << "conformance/encoding is not here";
  for (const auto& [pointer, code_point] : *ranges) {
    const std::string bytes = bytes_of({0x81 + pointer / 12600, 0x30 + pointer / 1260 % 10,
                                        0x81 + pointer / 10 % 126, 0x30 + pointer % 10});
    EXPECT_EQ(encode_for_query(utf8_of(code_point), "gb18030"), bytes) << "pointer " << pointer;
  }
}

}  // namespace
}  // namespace newsarc::text
