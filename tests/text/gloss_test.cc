#include "text/gloss.h"

#include <gtest/gtest.h>

#include "tests/text/shared_file.h"

namespace newsarc::text {
namespace {

struct GlossCase {
  const char* name;
  std::string_view given, wanted;
};

class GlossTest : public testing::TestWithParam<GlossCase> {};

TEST_P(GlossTest, LeavesOnlyTheProse) {
  EXPECT_EQ(drop_glosses(GetParam().given).text, GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, GlossTest,
    testing::Values(GlossCase{"one_reading", "創(chuàng)新", "創新"},
                    GlossCase{"two_in_a_word", "領(lǐng)導(dǎo)", "領導"},
                    GlossCase{"full_width", "見習（xí）記者", "見習記者"},
                    GlossCase{"blanks_inside", "發( fā\u3000)布", "發布"},
                    GlossCase{"umlaut", "綠(lǜ)色", "綠色"},
                    GlossCase{"nested", "(記者 見習(xí)記者)", "(記者 見習記者)"},
                    GlossCase{"acronym_stays", "總值(GDP)", "總值(GDP)"},
                    GlossCase{"year_stays", "衡陽（2020年）", "衡陽（2020年）"},
                    GlossCase{"no_tone_stays", "們(men)", "們(men)"},
                    GlossCase{"two_tones_stay", "導(dǎoyé)", "導(dǎoyé)"},
                    GlossCase{"capital_stays", "王(Wáng)", "王(Wáng)"},
                    GlossCase{"no_syllable_stays", "股(bcā)", "股(bcā)"},
                    GlossCase{"after_latin_stays", "a(xī)", "a(xī)"},
                    GlossCase{"after_blank_stays", "創 (chuàng)", "創 (chuàng)"},
                    GlossCase{"unclosed_stays", "創(chuàng新", "創(chuàng新"},
                    GlossCase{"at_the_start_stays", "(chuàng)新", "(chuàng)新"},
                    GlossCase{"cut_short_stays", "創(chu", "創(chu"}),
    [](const auto& row) { return row.param.name; });

TEST(Gloss, WhatIsRemovedCanBePutBack) {
  const std::string given = "創(chuàng)新衡陽：領（lǐng）導";
  const Unglossed unglossed = drop_glosses(given);
  ASSERT_EQ(unglossed.removed.size(), 2u);
  EXPECT_EQ(unglossed.removed[0], (Gloss{given.find('('), "chuàng"}));
  EXPECT_EQ(unglossed.removed[1], (Gloss{given.find("（"), "lǐng"}));
}

constexpr std::string_view machine_made =
    "發(fā)布於昨日。我市領(lǐng)導(dǎo)在會議上說，要堅持創(chuàng)新，推動產(chǎn)業(yè)升級，"
    "改善環(huán)境，讓群眾滿意。";

TEST(Gloss, House_MachineMadeTextLooksGlossed) { EXPECT_TRUE(looks_glossed(machine_made)); }

TEST(Gloss, House_FourReadingsAreTooFew) {
  EXPECT_FALSE(looks_glossed("發(fā)布於昨日。領(lǐng)導(dǎo)要創(chuàng)新。"));
}

TEST(Gloss, House_ReadingsOfTwoCharactersAreTooFew) {
  EXPECT_FALSE(looks_glossed("發(fā)展，發(fā)布，導(dǎo)向，發(fā)生，領袖導(dǎo)師，發(fā)行"));
}

TEST(Gloss, House_UnusualReadingsAreATeachersWork) {
  EXPECT_FALSE(
      looks_glossed("重(chóng)新，音樂(yuè)，行(háng)業，長(zhǎng)大，還(huán)原，朝(zhāo)陽，曲("
                    "qǔ)目，中(zhòng)獎"));
}

TEST(Gloss, House_RareCharactersAreGlossedForReaders) {
  EXPECT_FALSE(
      looks_glossed("垚(yáo)先生、犇(bēn)先生、淼(miǎo)先生、彧(yù)先生、翀(chōng)先生、翯(hè)"
                    "先生、喆(zhé)先生"));
}

TEST(Gloss, House_AFullyAnnotatedPoemIsLeftAlone) {
  EXPECT_FALSE(
      looks_glossed("白(bái)日(rì)依(yī)山(shān)盡(jìn)，黃(huáng)河(hé)入(rù)海(hǎi)流(liú)"));
}

TEST(Gloss, House_PlainTextDoesNotLookGlossed) {
  EXPECT_FALSE(looks_glossed(""));
  EXPECT_FALSE(looks_glossed("国内生产总值(GDP)增长5%（初步核算）。"));
}

TEST(Gloss, TornPairsAreNoticed) {
  EXPECT_TRUE(has_torn_glosses("量?jī)x器"));
  EXPECT_TRUE(has_torn_glosses("舉?chē）"));
  EXPECT_FALSE(has_torn_glosses("真的嗎?(jī)"));
  EXPECT_FALSE(has_torn_glosses("what?ok)"));
  EXPECT_FALSE(has_torn_glosses("end?"));
}

class GlossFileTest : public testing::TestWithParam<std::string> {};

TEST_P(GlossFileTest, RealTextIsJudgedRight) {
  const auto text = read_shared("eval/text/gloss/" + GetParam() + ".txt");
  if (!text) GTEST_SKIP() << "eval/text/gloss is not here";
  const bool is_machine_made = GetParam().starts_with("pos_");
  EXPECT_EQ(looks_glossed(*text), is_machine_made);
  EXPECT_TRUE(drop_glosses(drop_glosses(*text).text).removed.empty());
}

INSTANTIATE_TEST_SUITE_P(Files, GlossFileTest,
                         testing::Values("pos_dunmin", "pos_hg", "pos_vienna", "pos_weiwei",
                                         "neg_daodejing", "neg_news", "neg_rare", "neg_teach1"),
                         [](const auto& row) { return row.param; });

}  // namespace
}  // namespace newsarc::text
