// The chunked transfer coding, whole, cut and wrong, however its bytes are cut up.

#include "http/chunked.h"

#include <gtest/gtest.h>

namespace newsarc::http {
namespace {

struct ChunkCase {
  const char* name;
  std::string_view given, body;
  bool is_whole, is_wrong;
};
class Chunked : public testing::TestWithParam<ChunkCase> {};

TEST_P(Chunked, Spec_IsTakenOff) {
  const auto got = dechunk(GetParam().given);
  EXPECT_EQ(got.body, GetParam().body);
  EXPECT_EQ(got.is_whole, GetParam().is_whole);
  EXPECT_EQ(got.is_wrong, GetParam().is_wrong);
}

TEST_P(Chunked, House_ByteByByteIsTheSame) {
  Dechunker dechunker;
  std::string body;
  for (const char byte : GetParam().given) dechunker.add({&byte, 1}, body);
  EXPECT_EQ(dechunker.is_wrong(), GetParam().is_wrong);
  EXPECT_EQ(dechunker.has_ended(), GetParam().is_whole);
  if (!dechunker.is_wrong()) {
    EXPECT_EQ(body, GetParam().body);
  }
}

TEST(Chunked, Spec_ABodyInOneChunkIsThatBodyAgain) {
  EXPECT_EQ(in_one_chunk(""), "0\r\n\r\n");
  const std::string body(300, 'a');
  EXPECT_EQ(in_one_chunk(body).substr(0, 5), "12c\r\n");
  const auto again = dechunk(in_one_chunk(body));
  EXPECT_EQ(again.body, body);
  EXPECT_TRUE(again.is_whole);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Chunked,
    testing::Values(ChunkCase{"two", "3\r\nabc\r\n00a\r\n0123456789\r\n0\r\n\r\n", "abc0123456789",
                              true, false},
                    ChunkCase{"extension", "3;x=\"y\"\r\nabc\r\n0 \r\n\r\n", "abc", true, false},
                    ChunkCase{"trailer", "1\r\na\r\n0\r\nExpires: never\r\n\r\n", "a", true, false},
                    ChunkCase{"bare_lf", "1\na\n0\n\n", "a", true, false},
                    ChunkCase{"followed_by_others", "0\r\n\r\nmore", "", true, false},
                    ChunkCase{"cut_in_data", "5\r\nabc", "abc", false, false},
                    ChunkCase{"cut_before_the_end", "3\r\nabc\r\n", "abc", false, false},
                    ChunkCase{"empty", "", "", false, false},
                    ChunkCase{"no_chunks", "<html>\n", "<html>\n", false, true},
                    ChunkCase{"no_chunks_behind_an_empty_line", "\r\n<p>\n", "\r\n<p>\n", false,
                              true},
                    ChunkCase{"no_chunks_in_one_line", "<html>", "<html>", false, true},
                    ChunkCase{"no_chunks_like_a_number", "added", "", false, false},
                    ChunkCase{"no_chunks_behind_a_number", "add<p>", "add<p>", false, true},
                    ChunkCase{"cut_in_a_size", "3\r\nabc\r\n1\r", "abc", false, false},
                    ChunkCase{"length_too_short", "2\r\nabc\r\n0\r\n\r\n", "2\r\nabc\r\n0\r\n\r\n",
                              false, true},
                    ChunkCase{"length_too_great", "11111111111111111\r\na",
                              "11111111111111111\r\na", false, true}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace newsarc::http
