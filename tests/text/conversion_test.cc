#include <gtest/gtest.h>

#include "tests/text/shared_file.h"
#include "text/forms.h"

namespace newsarc::text {
namespace {

struct ConversionCase {
  const char* name;
  std::string_view given, wanted;
};

class SimplifyTest : public testing::TestWithParam<ConversionCase> {};

TEST_P(SimplifyTest, ReadsAsTheMainlandWrites) {
  EXPECT_EQ(to_simplified(GetParam().given), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, SimplifyTest,
    testing::Values(
        ConversionCase{"characters", "創新衡陽", "创新衡阳"},
        ConversionCase{"others_stay", "GDP 5%，abc\n", "GDP 5%，abc\n"},
        ConversionCase{"danggan", "單幹", "单干"},
        ConversionCase{"plated_watch", "電鍍錶", "电镀表"},
        ConversionCase{"club", "俱樂部", "俱乐部"}, ConversionCase{"inside", "內裡", "内里"},
        ConversionCase{"silver_hair", "銀髮族", "银发族"},
        ConversionCase{"emperor", "乾隆皇帝", "乾隆皇帝"},
        ConversionCase{"dry", "乾淨的餅乾", "干净的饼干"},
        ConversionCase{"watch_over", "瞭望", "瞭望"}, ConversionCase{"understand", "瞭解", "了解"},
        ConversionCase{"rely_on", "憑藉", "凭借"}, ConversionCase{"console", "慰藉", "慰藉"},
        ConversionCase{"in_disorder", "一片狼藉", "一片狼藉"},
        ConversionCase{"inventor", "畢昇", "毕昇"}, ConversionCase{"sisters", "姊妹", "姊妹"},
        ConversionCase{"share", "湊份子", "凑份子"}, ConversionCase{"crisp", "酥鬆", "酥松"},
        ConversionCase{"looking", "看著", "看着"},
        ConversionCase{"famous", "著名作家的著作", "著名作家的著作"},
        ConversionCase{"ghost_queller", "鍾馗", "钟馗"},
        ConversionCase{"scholar", "錢鍾書", "钱锺书"}, ConversionCase{"wrestling", "摔跤", "摔跤"},
        ConversionCase{"plan", "計畫", "计划"}, ConversionCase{"what", "甚麼", "什么"},
        ConversionCase{"quotation_marks", "「好」", "「好」"},
        ConversionCase{"malformed", "\xFF創", "\xFF创"}, ConversionCase{"empty", "", ""}),
    [](const auto& row) { return row.param.name; });

class TraditionaliseTest : public testing::TestWithParam<ConversionCase> {};

TEST_P(TraditionaliseTest, ReadsAsTaiwanWrites) {
  EXPECT_EQ(to_traditional(GetParam().given), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(Cases, TraditionaliseTest,
                         testing::Values(ConversionCase{"characters", "创新衡阳", "創新衡陽"},
                                         ConversionCase{"queen_and_after", "皇后之后", "皇后之後"},
                                         ConversionCase{"hair", "头发发展", "頭髮發展"},
                                         ConversionCase{"dry_and_do", "干净干部若干",
                                                        "乾淨幹部若干"},
                                         ConversionCase{"what", "什么", "什麼"},
                                         ConversionCase{"usual_forms", "为群众里", "為群眾裡"},
                                         ConversionCase{"quotation_marks", "“好”", "“好”"}),
                         [](const auto& row) { return row.param.name; });

struct RegionCase {
  const char* name;
  std::string (*convert)(std::string_view, Region);
  std::string_view given, taiwan, hongkong;
};

class RegionTest : public testing::TestWithParam<RegionCase> {};

TEST_P(RegionTest, WritesTheCharactersAsTheyAreWrittenThere) {
  EXPECT_EQ(GetParam().convert(GetParam().given, Region::taiwan), GetParam().taiwan);
  EXPECT_EQ(GetParam().convert(GetParam().given, Region::hongkong), GetParam().hongkong);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, RegionTest,
    testing::Values(
        RegionCase{"from_simplified", to_traditional, "这里说着卫生", "這裡說著衛生",
                   "這裏説着衞生"},
        RegionCase{"famous_from_simplified", to_traditional, "著名的著作", "著名的著作",
                   "著名的著作"},
        RegionCase{"from_taiwan", to_region, "這裡說著衛生", "這裡說著衛生", "這裏説着衞生"},
        RegionCase{"from_hongkong", to_region, "這裏説着衞生", "這裡說著衛生", "這裏説着衞生"},
        RegionCase{"famous_from_taiwan", to_region, "著名作家的著作", "著名作家的著作",
                   "著名作家的著作"},
        RegionCase{"smoke_and_stage", to_region, "煙火舞台", "煙火舞台", "煙火舞台"},
        RegionCase{"opencc_standard", to_region, "爲羣衆喫", "為群眾吃", "為羣眾吃"},
        RegionCase{"no_han", to_region, "GDP 5%", "GDP 5%", "GDP 5%"}),
    [](const auto& row) { return row.param.name; });

double exact_share(const char* file, std::string (*convert)(std::string_view)) {
  const auto table = read_shared(file);
  if (!table) return -1;
  const auto pairs = pairs_of(*table);
  std::size_t exact = 0;
  for (const auto& [given, wanted] : pairs) exact += convert(given) == wanted ? 1 : 0;
  return static_cast<double>(exact) / static_cast<double>(pairs.size());
}

TEST(Conversion, AlmostEveryDictionaryWordIsSimplifiedRight) {
  const double share = exact_share("eval/text/cedict_t2s.tsv", to_simplified);
  if (share < 0) GTEST_SKIP() << "eval/text is not here";
  EXPECT_GE(share, 0.9981);  // either library alone: 0.9963
}

TEST(Conversion, MostDictionaryWordsAreMadeTraditionalAsTheDictionaryWritesThem) {
  const double share = exact_share("eval/text/cedict_s2t.tsv",
                                   [](std::string_view text) { return to_traditional(text); });
  if (share < 0) GTEST_SKIP() << "eval/text is not here";
  EXPECT_GE(share, 0.984);  // OpenCC's own: 0.972
}

TEST(ScriptOf, TellsByCharactersThatOnlyOneScriptHas) {
  EXPECT_EQ(script_of("記者從市政府獲悉"), Script::hant);
  EXPECT_EQ(script_of("记者从市政府获悉"), Script::hans);
  EXPECT_EQ(script_of("记者从市政府获悉，台湾作家龍應台"), Script::hans);
}

TEST(ScriptOf, JapaneseAndKoreanTextIsInNeither) {
  EXPECT_EQ(script_of("国会で新しい会議が開かれた"), Script::none);
  EXPECT_EQ(script_of("서울大學校"), Script::none);
  EXPECT_EQ(script_of("鮮の每日果汁今天在本市開業"), Script::hant);
}

TEST(ScriptOf, CharactersOfBothScriptsTellNothing) {
  EXPECT_EQ(script_of("中山大山"), Script::none);
  EXPECT_EQ(script_of("皇后 公里 天干 上台 白云"), Script::none);
  EXPECT_EQ(script_of("中山大山", Script::hant), Script::hant);
  EXPECT_EQ(script_of("no Han at all", Script::hans), Script::hans);
  EXPECT_EQ(script_of(""), Script::none);
}

TEST(ScriptOf, SimplifiedTextIsNotTakenForTraditionalByWhatWordsLikeItKeep) {
  EXPECT_EQ(script_of("什么"), Script::none);
  EXPECT_NE(script_of("这么多著作，乾隆年间"), Script::hant);
}

}  // namespace
}  // namespace newsarc::text
