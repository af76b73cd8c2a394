#include "http/coding.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/http/encode.h"

namespace newsarc {
namespace {

using namespace testing_http;

const std::string page = "<html><body>衡阳新闻：创新驱动发展。</body></html>";

std::string header(std::string_view coding) {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + std::string(coding) +
         "\r\n\r\n";
}

// The page at length, so that a stream is worth cutting.
std::string long_page() {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += page + std::to_string(i * 7919);
  return text;
}

struct Coding {
  const char* name;
  std::string_view header;
  std::string (*encode)(std::string_view);
};

std::string zstd_of(std::string_view text) { return zstd(text); }

class EachCoding : public testing::TestWithParam<Coding> {
 protected:
  Result<std::string> decode(std::string_view body, std::size_t limit = http::decoded_limit) {
    return http::decode_body(header(GetParam().header), body, limit);
  }
};

TEST_P(EachCoding, Spec_GivesBackWhatWasEncoded) {
  for (const std::string& text : {page, long_page(), std::string()}) {
    EXPECT_EQ(decode(GetParam().encode(text)), text);
  }
}

TEST_P(EachCoding, House_EveryCutIsAnError) {
  const std::string body = GetParam().encode(page);
  for (std::size_t length = 1; length < body.size(); ++length) {
    const auto decoded = decode(body.substr(0, length));
    ASSERT_FALSE(decoded) << length;
    EXPECT_EQ(decoded.error().fault, Fault::decode);
  }
}

TEST_P(EachCoding, House_BytesAfterTheEndAreAnError) {
  for (std::string_view tail : {"garbage", "x", "\r\n"}) {
    const auto decoded = decode(GetParam().encode(page) + std::string(tail));
    ASSERT_FALSE(decoded) << tail;
    EXPECT_EQ(decoded.error().fault, Fault::decode);
  }
}

TEST_P(EachCoding, House_PlainTextUnderACodingsNameIsAnError) {
  const auto decoded = decode(page);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::decode);
}

TEST_P(EachCoding, House_AnEmptyBodyIsEmpty) { EXPECT_EQ(decode(""), ""); }

TEST_P(EachCoding, House_TheCapIsTheLastSizeThatPasses) {
  const std::string text = long_page();
  const std::string body = GetParam().encode(text);
  const auto whole = decode(body, text.size());
  ASSERT_TRUE(whole);
  EXPECT_LE(whole->capacity(), text.size());
  const auto decoded = decode(body, text.size() - 1);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::limit);
}

TEST_P(EachCoding, House_ABombEndsAtTheCap) {
  const std::string body = GetParam().encode(std::string(std::size_t{16} << 20, '\0'));
  const auto decoded = decode(body, std::size_t{1} << 20);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::limit);
}

INSTANTIATE_TEST_SUITE_P(
    Codings, EachCoding,
    testing::Values(Coding{"gzip", "gzip", gzip}, Coding{"x_gzip", "x-gzip", gzip},
                    Coding{"capitals", "GZip", gzip}, Coding{"deflate", "deflate", zlib},
                    Coding{"br", "br", brotli}, Coding{"zstd", "zstd", zstd_of}),
    [](const auto& row) { return row.param.name; });

TEST(Coding, House_DeflateWithoutItsWrapperIsReadToo) {
  EXPECT_EQ(http::decode_body(header("deflate"), bare_deflate(long_page())), long_page());
  const std::string body = bare_deflate(page);
  EXPECT_FALSE(http::decode_body(header("deflate"), body.substr(0, body.size() - 1)));
}

TEST(Coding, Spec_GzipMembersFollowEachOther) {
  EXPECT_EQ(http::decode_body(header("gzip"), gzip("衡") + gzip("阳")), "衡阳");
  const std::string second = gzip("阳");
  EXPECT_FALSE(http::decode_body(header("gzip"), gzip("衡") + second.substr(0, 12)));
}

TEST(Coding, Spec_ZstdFramesFollowEachOther) {
  EXPECT_EQ(http::decode_body(header("zstd"), zstd("衡") + zstd("阳")), "衡阳");
}

TEST(Coding, Spec_ZstdWindowsPastEightMebibytesAreRefused) {
  EXPECT_TRUE(http::decode_body(header("zstd"), zstd(page, 23)));
  EXPECT_FALSE(http::decode_body(header("zstd"), zstd(page, 24)));
}

TEST(Coding, Spec_AWrongChecksumIsAnError) {
  std::string body = gzip(page);
  body[body.size() - 5] ^= 1;  // of the CRC
  EXPECT_FALSE(http::decode_body(header("gzip"), body));
}

TEST(Coding, Spec_TwoCodingsAreUndoneInReverse) {
  EXPECT_EQ(http::decode_body(header("gzip, br"), brotli(gzip(page))), page);
  EXPECT_EQ(http::decode_body("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n"
                              "Content-Encoding: gzip\r\n\r\n",
                              gzip(zlib(page))),
            page);
  EXPECT_FALSE(http::decode_body(header("br, gzip"), brotli(gzip(page))));
}

TEST(Coding, House_ThreeCodingsAreAnError) {
  const auto decoded = http::decode_body(header("gzip, gzip, gzip"), gzip(gzip(gzip(page))));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::decode);
  EXPECT_EQ(decoded.error().what, "3 content codings");
}

TEST(Coding, House_ABombInsideABombEndsAtTheCap) {
  const std::string inner = gzip(std::string(std::size_t{16} << 20, '\0'));
  const auto decoded = http::decode_body(header("gzip, gzip"), gzip(inner), std::size_t{1} << 20);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::limit);
}

TEST(Coding, House_UnknownCodingsAreNamed) {
  const auto decoded = http::decode_body(header("rot13"), page);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::decode);
  EXPECT_EQ(decoded.error().what, "content coding is rot13");
}

TEST(Coding, Spec_IdentityAndEmptyMembersAreNoCodings) {
  EXPECT_EQ(http::decode_body(header("identity"), page), page);
  EXPECT_EQ(http::decode_body(header(" , identity ,gzip,"), gzip(page)), page);
  EXPECT_EQ(http::decode_body("HTTP/1.1 200 OK\r\n\r\n", page), page);
}

TEST(Coding, House_APlainBodyPastTheCapIsAnError) {
  EXPECT_TRUE(http::decode_body("HTTP/1.1 200 OK\r\n\r\n", page, page.size()));
  const auto decoded = http::decode_body("HTTP/1.1 200 OK\r\n\r\n", page, page.size() - 1);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().fault, Fault::limit);
}

}  // namespace
}  // namespace newsarc
