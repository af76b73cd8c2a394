// HTTP messages in blocks, and the digests that records state.

#include "warc/payload.h"

#include <gtest/gtest.h>

#include "tests/warc/made_files.h"
#include "warc/labelled_digest.h"

namespace newsarc::warc {
namespace {

const std::string head = "HTTP/1.1 200 OK\r\nA: b\r\n";
const std::string chunked = head + "Transfer-Encoding: chunked\r\n\r\n";

TEST(HttpMessages, Spec_ThePayloadFollowsTheHeader) {
  const auto message = split_http(head + "\r\nbody\r\n\r\n");
  EXPECT_EQ(message.header_block, head + "\r\n");
  EXPECT_EQ(message.body, "body\r\n\r\n");
  EXPECT_EQ(split_http("HTTP/1.0 200\n\nbody").body, "body");
  EXPECT_EQ(split_http(head).body, "") << "no blank line";
  EXPECT_EQ(split_http("").header_block, "");
}

TEST(HttpMessages, Spec_ChunksAreTakenOff) {
  EXPECT_EQ(split_http(chunked + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n").body, "abc");
  const auto cut = split_http(chunked + "2\r\nab\r\n");
  EXPECT_EQ(cut.body, "ab");
  EXPECT_TRUE(cut.is_cut);
}

TEST(HttpMessages, House_WrongChunksStayAsTheyAre) {
  const auto wrong = split_http(chunked + "<html>\n");
  EXPECT_EQ(wrong.body, "<html>\n");
  EXPECT_TRUE(wrong.has_wrong_chunks);
}

TEST(HttpMessages, House_WhichBlocksAreSome) {
  const auto is = [](MadeRecord made_record) {
    std::vector<Finding> findings;
    const auto text = made_record.text();
    const auto end = text.find("\r\n\r\n") + 4;
    return is_http(*parse_header(text.substr(0, end), findings));
  };
  EXPECT_TRUE(is(made("response")));
  EXPECT_TRUE(is(made("response").drop("Content-Type")));
  EXPECT_FALSE(is(made("response").set("Content-Type", "text/dns")));
  EXPECT_FALSE(is(made("resource").drop("Content-Type")));
}

// RFC 1321, FIPS 180: digests of "abc", in the ways that they are written.
TEST(LabelledDigests, Spec_EitherAlphabet) {
  const auto sha1 = parse_digest("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
  ASSERT_TRUE(sha1);
  EXPECT_EQ(digest::hex(sha1->bytes), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(parse_digest("SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d"), sha1);
  EXPECT_EQ(parse_digest("md5:900150983cd24fb0d6963f7d28e17f72"),
            parse_digest("md5:SAAVBGB42JH3BVUWH56SRYL7OI"));
  EXPECT_EQ(format_digest(digest::Method::sha1, sha1->bytes),
            "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
}

TEST(LabelledDigests, House_UnknownAndMalformed) {
  EXPECT_EQ(parse_digest("xxh3:00"), LabelledDigest{});
  for (const char* bad : {"", "sha1", "sha1:", "sha1:AB", "sha1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
                          "sha256:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"})
    EXPECT_FALSE(parse_digest(bad)) << bad;
}

}  // namespace
}  // namespace newsarc::warc
