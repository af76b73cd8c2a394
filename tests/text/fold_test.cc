#include "text/fold.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "tests/text/shared_file.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

struct FoldCase {
  const char* name;
  std::string_view given, wanted;
};

class FoldTest : public testing::TestWithParam<FoldCase> {};

TEST_P(FoldTest, GivesOneKeyForWhatReadersTakeForTheSame) {
  EXPECT_EQ(fold(GetParam().given), GetParam().wanted);
  EXPECT_EQ(fold(GetParam().wanted), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, FoldTest,
    testing::Values(FoldCase{"empty", "", ""}, FoldCase{"case", "GDP Ünït", "gdp ünït"},
                    FoldCase{"full_width", "ＧＤＰ１２３（％）", "gdp123(%)"},
                    FoldCase{"traditional", "創新衡陽", "创新衡阳"},
                    FoldCase{"variants", "爲為裏裡羣群", "为为里里群群"},
                    FoldCase{"several_to_one", "乾幹干", "干干干"},
                    FoldCase{"what_word", "甚麼什么", "什么什么"},
                    FoldCase{"half_width_kana", "ｶﾞｱ", "ガア"},
                    FoldCase{"mark_joins_letter", "Cafe\u0301", "café"},
                    FoldCase{"marks_in_order", "a\u0323\u0302", "ậ"},
                    FoldCase{"mark_that_folds_to_a_letter", "a\u0301\u0345\u0327", "áι\u0327"},
                    FoldCase{"hangul_syllable", "\u1112\u1161\u11AB", "한"},
                    FoldCase{"expansion", "㎏ …", "kg ..."},
                    FoldCase{"sharp_s", "Straße", "strasse"},
                    FoldCase{"ignorable", "a\u00ADb\u200Bc", "abc"},
                    FoldCase{"compatibility_ideograph", "\uF9D1", "六"},
                    FoldCase{"beyond_the_bmp", "\U0002B300", "\U0002B300"}),
    [](const auto& row) { return row.param.name; });

// The fast path's twin: ICU over the whole text at once; classes are one character to one.
std::string casefolded_by_icu(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  icu::Normalizer2::getNFKCCasefoldInstance(status)->normalizeUTF8(
      0, icu::StringPiece(utf8.data(), static_cast<int>(utf8.size())), sink, nullptr, status);
  return folded;
}

bool has_han(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size(); at += code_point_at(utf8, at).length) {
    if (is_han(code_point_at(utf8, at).value)) return true;
  }
  return false;
}

TEST(Fold, AgreesWithIcuOnEveryCodePointAmongItsNeighbours) {
  // All where scripts with marks and wide forms live; a sample of Han, hangul and the other planes.
  const auto step = [](char32_t c) { return c < 0x3400 || (c >= 0xF900 && c < 0x10000) ? 1u : 7u; };
  for (char32_t c = 0; c <= 0x2FFFF; c += step(c)) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "a";
    append(text, c);
    text += "\u0301é\u1161";
    const std::string folded = fold(text);
    ASSERT_EQ(folded, fold(casefolded_by_icu(text))) << static_cast<unsigned>(c);
    ASSERT_EQ(fold(folded), folded) << static_cast<unsigned>(c);
    const std::string plain = casefolded_by_icu(text);
    if (has_han(plain)) continue;  // folded to its class
    ASSERT_EQ(folded, plain) << static_cast<unsigned>(c);
  }
}

TEST(Fold, House_HeapsOfMarksAreCutShort) {
  std::string heap = "a";
  for (int i = 0; i < 100000; ++i) heap += i % 2 == 0 ? "\u0301" : "\u0323";
  const std::string folded = fold(heap + "b");
  EXPECT_LT(folded.size(), 100u);
  EXPECT_TRUE(folded.ends_with("b"));
  EXPECT_EQ(fold(folded), folded);
}

TEST(Fold, BothScriptsOfAWordHaveOneKey) {
  const auto table = read_shared("eval/text/cedict_t2s.tsv");
  if (!table) GTEST_SKIP() << "eval/text is not here";
  std::size_t different = 0;
  const auto pairs = pairs_of(*table);
  for (const auto& [traditional, simplified] : pairs) {
    if (fold(traditional) != fold(simplified)) ++different;
  }
  EXPECT_LE(different * 1000, pairs.size())
      << "座標 and 坐标 are other words, not other characters";
}

TEST(Fold, MalformedTextIsFoldedToo) { EXPECT_EQ(fold("A\xFF創"), "a\uFFFD创"); }

TEST(Fold, House_RepresentativesAreTheCommonSimplifiedCharacters) {
  EXPECT_EQ(fold("國學門業東長記見習導聞說這個們時會"), "国学门业东长记见习导闻说这个们时会");
}

TEST(ComparisonKey, IgnoresBlanksWidthAndScript) {
  EXPECT_EQ(comparison_key("創 新　衡\n陽 （GDP）"), comparison_key("创新衡阳(gdp)"));
  EXPECT_NE(comparison_key("创新衡阳"), comparison_key("创新衡山"));
}

}  // namespace
}  // namespace newsarc::text
