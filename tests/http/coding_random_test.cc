// Random bodies in every content coding and every pair of them, whole, cut, flipped, followed by
// each other and by garbage. The seed is fixed: a failure can be run again.

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

#include "http/coding.h"
#include "tests/http/encode.h"

namespace newsarc {
namespace {

using namespace testing_http;

struct Coding {
  const char* name;
  std::string_view header;
  std::string (*encode)(std::string_view);
  bool has_checksum;  // a changed text never passes
  bool may_repeat;    // streams one after the other are one body
};

std::string zstd_of(std::string_view text) { return zstd(text); }

constexpr std::array<Coding, 5> codings = {{{"gzip", "gzip", gzip, true, true},
                                            {"deflate", "deflate", zlib, true, false},
                                            {"bare_deflate", "deflate", bare_deflate, false, false},
                                            {"br", "br", brotli, false, false},
                                            {"zstd", "zstd", zstd_of, false, true}}};

constexpr std::size_t cap = std::size_t{256} << 10;

Result<std::string> decode(const std::string& names, std::string_view body) {
  return http::decode_body("Content-Encoding: " + names + "\r\n\r\n", body, cap);
}

class Dice {
 public:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(generator_);
  }

  // Runs of one letter, of words and of noise: stored, repeated and coded blocks.
  std::string text() {
    std::string made;
    for (std::size_t runs = 1 + below(6); runs > 0; --runs) {
      const std::size_t length = below(std::size_t{1} << below(13));
      const std::size_t kind = below(3);
      const char letter = static_cast<char>(below(256));
      for (std::size_t i = 0; i < length; ++i) {
        made += kind == 0 ? letter : static_cast<char>(kind == 1 ? 'a' + below(4) : below(256));
      }
    }
    return made;
  }

 private:
  std::mt19937_64 generator_{20261102};
};

void expect_seen(const std::string& names, std::string_view body, const char* what) {
  const auto decoded = decode(names, body);
  ASSERT_FALSE(decoded) << names << " " << what << " " << body.size();
  EXPECT_EQ(decoded.error().fault, Fault::decode) << names << " " << what;
}

void expect_harmless(const std::string& names, std::string body, Dice& dice) {
  for (std::size_t flips = 1 + dice.below(3); flips > 0; --flips) {
    body[dice.below(body.size())] ^= static_cast<char>(1 << dice.below(8));
  }
  const auto decoded = decode(names, body);
  if (decoded) {
    EXPECT_LE(decoded->capacity(), cap);
  } else {
    EXPECT_TRUE(decoded.error().fault == Fault::decode || decoded.error().fault == Fault::limit);
  }
}

class EachRandomCoding : public testing::TestWithParam<Coding> {};

TEST_P(EachRandomCoding, House_CutsAreSeenAndFlipsAreHarmless) {
  Dice dice;
  const std::string names(GetParam().header);
  for (int i = 0; i < 500; ++i) {
    const std::string text = dice.text();
    const std::string body = GetParam().encode(text);
    ASSERT_EQ(decode(names, body), text);
    if (body.size() > 1) expect_seen(names, body.substr(0, 1 + dice.below(body.size() - 1)), "cut");
    expect_seen(names, body + static_cast<char>(dice.below(256)), "followed by a byte");
    expect_harmless(names, body, dice);
  }
}

TEST_P(EachRandomCoding, House_StreamsFollowEachOtherOnlyWhereTheFormatSaysSo) {
  Dice dice;
  const std::string names(GetParam().header);
  for (int i = 0; i < 100; ++i) {
    const std::string one = dice.text(), other = dice.text();
    const std::string body = GetParam().encode(one) + GetParam().encode(other);
    if (GetParam().may_repeat) {
      ASSERT_EQ(decode(names, body), one + other);
      expect_seen(names, body.substr(0, body.size() - 1), "cut");
    } else {
      expect_seen(names, body, "followed by another");
    }
  }
}

TEST_P(EachRandomCoding, House_AFlippedBitNeverPassesAChecksum) {
  if (!GetParam().has_checksum) GTEST_SKIP() << "the format has none";
  Dice dice;
  for (int i = 0; i < 500; ++i) {
    const std::string text = dice.text();
    std::string body = GetParam().encode(text);
    body[dice.below(body.size())] ^= static_cast<char>(1 << dice.below(8));
    const auto decoded = decode(std::string(GetParam().header), body);
    EXPECT_TRUE(!decoded || *decoded == text);
  }
}

TEST_P(EachRandomCoding, House_PairsAreNoWeaker) {
  Dice dice;
  for (const Coding& outer : codings) {
    const std::string names = std::string(GetParam().header) + ", " + std::string(outer.header);
    for (int i = 0; i < 60; ++i) {
      const std::string text = dice.text();
      const std::string inner = GetParam().encode(text);
      const std::string body = outer.encode(inner);
      ASSERT_EQ(decode(names, body), text);
      expect_seen(names, body.substr(0, 1 + dice.below(body.size() - 1)), "cut outside");
      if (inner.size() > 1) {
        expect_seen(names, outer.encode(inner.substr(0, 1 + dice.below(inner.size() - 1))),
                    "cut inside");
      }
      expect_harmless(names, body, dice);
    }
  }
}

TEST_P(EachRandomCoding, House_BombsEndAtTheCap) {
  Dice dice;
  for (int i = 0; i < 20; ++i) {
    const std::string text = std::string(cap + 1 + dice.below(4 * cap), 'x') + dice.text();
    const std::string body = GetParam().encode(text);
    const std::string names(GetParam().header);
    for (const auto& decoded : {decode(names, body), decode(names + ", gzip", gzip(body))}) {
      ASSERT_FALSE(decoded);
      EXPECT_EQ(decoded.error().fault, Fault::limit);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Codings, EachRandomCoding, testing::ValuesIn(codings),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace newsarc
