#include "text/forms.h"

#include <gtest/gtest.h>

#include "text/search.h"
#include "text/similar.h"

namespace newsarc::text {
namespace {

struct LanguageCase {
  const char* name;
  std::string_view given, wanted;
};

class LanguageTest : public testing::TestWithParam<LanguageCase> {};

TEST_P(LanguageTest, IsToldByScriptAndCommonWords) {
  EXPECT_EQ(language_of(GetParam().given), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, LanguageTest,
    testing::Values(
        LanguageCase{"chinese", "市政府召开创新工作会议", "zh"},
        LanguageCase{"chinese_with_names", "苹果公司发布 iPhone 15 Pro Max，售价不变", "zh"},
        LanguageCase{"chinese_with_one_kana", "鲜の每日果汁今天在本市上架", "zh"},
        LanguageCase{"japanese", "市役所で会議が開かれました", "ja"},
        LanguageCase{"korean", "어제 시청에서 회의가 열렸습니다", "ko"},
        LanguageCase{"russian", "Вчера в городе прошло совещание", "ru"},
        LanguageCase{"english", "The council met in the town hall to talk of the budget", "en"},
        LanguageCase{"english_on_a_chinese_matter",
                     "The mayor of Hengyang (衡阳) said that it is for the city", "en"},
        LanguageCase{"german", "Der Rat hat die Frage mit der Stadt und dem Land beraten", "de"},
        LanguageCase{"ukrainian", "Вчора у місті відбулася нарада щодо бюджету", "uk"},
        LanguageCase{"bulgarian",
                     "Общинският съвет прие бюджета за следващата година, съобщиха от пресцентъра. "
                     "Предвидени са средства за ремонт на училища и детски градини в града.",
                     ""},
        LanguageCase{"portuguese",
                     "O conselho não aprovou o plano dos bairros em uma reunião da "
                     "câmara que durou mais do que duas horas",
                     "pt"},
        LanguageCase{"italian",
                     "Il consiglio della città non ha votato per la piazza che sono "
                     "con gli altri",
                     "it"},
        LanguageCase{"polish",
                     "Rada miasta nie zgodziła się na plan, który jest droższy od "
                     "poprzedniego, i prosi o nowy",
                     "pl"},
        LanguageCase{"romanian",
                     "Consiliul a votat bugetul pentru anul viitor, care este mai "
                     "mare cu o zecime, și în care sunt școli",
                     "ro"},
        LanguageCase{"danish",
                     "Byrådet har vedtaget, at der ikke skal bygges på pladsen, og det er "
                     "til glæde for mange af dem, som bor der",
                     "da"},
        LanguageCase{"belarusian", "Учора ў горадзе адбылася нарада наконт бюджэту", ""},
        LanguageCase{"kazakh", "Кеше қалада бюджет жөнінде жиналыс өтті", ""},
        LanguageCase{"korean_in_jamo", "\u1112\u1161\u11AB\u1100\u1173\u11AF", ""},
        LanguageCase{"no_common_word", "lorem ipsum dolor", ""},
        LanguageCase{"digits", "2020-10-13", ""}, LanguageCase{"empty", "", ""}),
    [](const auto& row) { return row.param.name; });

Article traditional_article() {
  Article article;
  article.title = "創新衡陽";
  article.paragraphs = {"記者從市政府獲悉。", "會議召開。"};
  article.credits = {{Role::reporter, "記者", "易成章"}, {Role::editor, "編輯", "呂鎂妍"}};
  return article;
}

TEST(Forms, ThePageNamesALanguageThatCommonWordsCannotTell) {
  Article article;
  article.paragraphs = {"De raad het in die stad vergader en die begroting is nie gewysig nie."};
  const auto language = [&](const char* declared) {
    article.language = declared;
    return derive_forms(article).language;
  };
  EXPECT_EQ(language("fy-NL"), "fy");
  EXPECT_EQ(language("en"), "af");
  article.paragraphs = {"市政府召开创新工作会议。"};
  EXPECT_EQ(language("fy"), "zh");
}

TEST(Forms, TraditionalTextGetsASimplifiedForm) {
  const Forms forms = derive_forms(traditional_article());
  EXPECT_EQ(forms.language, "zh");
  EXPECT_EQ(forms.script, Script::hant);
  EXPECT_EQ(forms.title_simplified, "创新衡阳");
  EXPECT_EQ(forms.body_simplified, "记者从市政府获悉。\n会议召开。");
}

TEST(Forms, SimplifiedTextIsNeverConverted) {
  Article article;
  article.title = "什么是著作权";
  article.paragraphs = {"乾隆年间，这么多人说著作。"};
  const Forms forms = derive_forms(article);
  EXPECT_EQ(forms.script, Script::hans);
  EXPECT_EQ(forms.title_simplified, std::nullopt);
  EXPECT_EQ(forms.body_simplified, std::nullopt);
}

TEST(Forms, WhatIsTheSameInBothScriptsHasNoSimplifiedForm) {
  Article article = traditional_article();
  article.title = "中山大山";
  EXPECT_EQ(derive_forms(article).title_simplified, std::nullopt);
  EXPECT_NE(derive_forms(article).body_simplified, std::nullopt);
}

TEST(Forms, TermsCoverTitleBodyAndWriters) {
  const Forms forms = derive_forms(traditional_article());
  EXPECT_EQ(forms.title_terms, "创 新 衡 阳");
  EXPECT_EQ(forms.body_terms, "记 者 从 市 政 府 获 悉 会 议 召 开");
  EXPECT_EQ(forms.author_terms, "易 成 章");
}

TEST(Forms, BothScriptsAreDerivedAlike) {
  Article simplified = traditional_article();
  simplified.title = "创新衡阳";
  simplified.paragraphs = {"记者从市政府获悉。", "会议召开。"};
  const Forms one = derive_forms(traditional_article());
  const Forms other = derive_forms(simplified);
  EXPECT_EQ(one.simhash, other.simhash);
  EXPECT_EQ(one.body_terms, other.body_terms);
}

TEST(Forms, House_TheDeclaredLanguageDecidesOnlyWhereTheTextDoesNot) {
  Article article;
  article.title = "中山大山";
  article.language = "zh-TW";
  EXPECT_EQ(derive_forms(article).script, Script::hant);
  article.language = "zh-Hans";
  EXPECT_EQ(derive_forms(article).script, Script::hans);
  article.language = "en-US";
  EXPECT_EQ(derive_forms(article).language, "zh");
  EXPECT_EQ(derive_forms(article).script, Script::none);
  article.title = "lorem ipsum";
  EXPECT_EQ(derive_forms(article).language, "en");
  article = traditional_article();
  article.language = "zh-CN";
  EXPECT_EQ(derive_forms(article).script, Script::hant);
}

TEST(Forms, JapaneseHasNoChineseScript) {
  Article article;
  article.title = "会議が開かれました";
  EXPECT_EQ(derive_forms(article).script, Script::none);
  EXPECT_EQ(derive_forms(article).title_simplified, std::nullopt);
}

TEST(Forms, AnEmptyArticleHasEmptyForms) {
  const Forms forms = derive_forms(Article{});
  EXPECT_EQ(forms.language, "");
  EXPECT_EQ(forms.body_terms, "");
  EXPECT_EQ(forms.version, forms_version());
}

TEST(Simhash, NearDuplicatesAreNearAndOthersFar) {
  std::string text, edited, other;
  for (int i = 0; i < 40; ++i) {
    text += "第" + std::to_string(i * 7919) + "號議案獲得通過，委員們提出了意見。";
    other += "球隊在客場以" + std::to_string(i * 104729) + "分取勝，教練表示滿意，觀眾歡呼。";
  }
  edited = "更正：" + text + "（完）";
  EXPECT_LE(hamming_distance(simhash(text), simhash(edited)), 3);
  EXPECT_GE(hamming_distance(simhash(text), simhash(other)), 16);
}

TEST(Simhash, ScriptWidthAndPunctuationDoNotCount) {
  EXPECT_EQ(simhash("創新衡陽，ＧＤＰ增長。"), simhash("创新 衡阳 gdp 增长"));
  EXPECT_EQ(simhash(""), 0u);
}

// Archives keep it: these values are of a program that counts bit by bit.
TEST(Simhash, StaysWhatArchivesHave) {
  const std::string sentence = "the quick brown fox jumps over the lazy dog; ";
  std::string many;
  for (int i = 0; i < 100; ++i) many += sentence + std::to_string(i);
  EXPECT_EQ(simhash(sentence), 0xd104a8bd06e4479bU);
  EXPECT_EQ(simhash(many), 0xc304a8bd07e447cbU);
}

}  // namespace
}  // namespace newsarc::text
