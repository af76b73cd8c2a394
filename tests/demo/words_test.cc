#include "demo/words.h"

#include <gtest/gtest.h>

#include "demo/writer.h"
#include "text/forms.h"
#include "text/gloss.h"

namespace newsarc::demo {
namespace {

TEST(DemoWordsTest, SimplifiedTextIsWhatTheArchivesConverterMakesOfIt) {
  Random random(7);
  for (int i = 0; i < 300; ++i) {
    const auto story = write_story(random);
    EXPECT_EQ(simplified(story.title), text::to_simplified(story.title));
    for (const auto& paragraph : story.paragraphs) {
      EXPECT_EQ(simplified(paragraph), text::to_simplified(paragraph));
    }
  }
}

TEST(DemoWordsTest, SimplifyingLeavesWhatHasOneFormAlone) {
  EXPECT_EQ(simplified("2026年3月 GDP"), "2026年3月 GDP");
  EXPECT_EQ(simplified("創新產業"), "创新产业");
  EXPECT_EQ(simplified(""), "");
}

TEST(DemoWordsTest, AGlossFollowsACharacterButNeverAnotherGloss) {
  EXPECT_EQ(glossed("創新"), "創(chuàng)新");
  EXPECT_EQ(glossed("實時檢測"), "實(shí)時檢(jiǎn)測");
  EXPECT_EQ(glossed("山水"), "山水");
}

TEST(DemoWordsTest, RemovingTheGlossesGivesTheTextBack) {
  Random random(7);
  for (int i = 0; i < 50; ++i) {
    std::string text;
    for (const auto& paragraph : write_story(random).paragraphs) text += paragraph;
    EXPECT_TRUE(text::looks_glossed(glossed(text)));
    EXPECT_EQ(text::drop_glosses(glossed(text)).text, text);
  }
}

TEST(DemoWordsTest, ConvertersMakePunctuationAscii) {
  EXPECT_EQ(with_ascii_punctuation("（記者，編輯：陳）“引文”。"), "(記者,編輯:陳)“引文”。");
}

TEST(DemoWriterTest, AnEditChangesTheParagraphsAndNothingElse) {
  Random random(11);
  for (int i = 0; i < 200; ++i) {
    const auto story = write_story(random);
    const auto edited = edit_story(story, random);
    EXPECT_EQ(edited.title, story.title);
    EXPECT_NE(edited.paragraphs, story.paragraphs);
    EXPECT_FALSE(edited.paragraphs.empty());
  }
}

TEST(DemoWriterTest, EveryCreditIsPrintedInThePagesByline) {
  Random random(3);
  for (int i = 0; i < 400; ++i) {
    const auto byline = write_byline(i % byline_forms, random);
    std::string shown = byline.beside + byline.line + byline.head + byline.tail + byline.foot;
    std::erase(shown, ' ');
    for (auto blank = shown.find("　"); blank != std::string::npos; blank = shown.find("　")) {
      shown.erase(blank, std::string_view("　").size());
    }
    for (const auto& credit : byline.credits) {
      EXPECT_NE(shown.find(credit.label), std::string::npos);
      EXPECT_NE(shown.find(credit.name), std::string::npos) << shown;
    }
  }
}

}  // namespace
}  // namespace newsarc::demo
