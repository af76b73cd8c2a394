// What of a page is its article's text: each rule on the smallest page that shows it.

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

const std::vector<std::string> told = {
    "The old ferry between the two banks of the Lira made its last crossing on Sunday evening.",
    "Hundreds of people, many of them with lanterns, had come to the pier to see it leave.",
    "From Monday on a bridge will do in three minutes what took the ferry almost twenty."};

std::string paragraph(std::string_view text) { return "<p>" + std::string(text) + "</p>"; }

// The told story: `head` in the page's head, `before` over the text's element, `within` between the
// second paragraph and the third, `after` behind the last and inside the element.
struct Story {
  std::string_view head, before, within, after;
};

std::string page_of_story(const Story& story) {
  std::string html = "<!DOCTYPE html><html lang=en><head><title>Last ferry leaves</title>";
  html += story.head;
  html += "</head><body><header><h1>Last ferry leaves</h1></header>";
  html += story.before;
  html += "<div class=content>" + paragraph(told[0]) + paragraph(told[1]);
  html += story.within;
  html += paragraph(told[2]);
  html += story.after;
  return html + "</div><footer>Lira Post, Quay 1</footer></body></html>";
}

std::vector<std::string> read_story(const Story& story) {
  const Reading reading = read(page_of_story(story));
  return reading.article ? reading.article->paragraphs : std::vector<std::string>();
}

struct StoryCase {
  const char* name;
  Story story;
};

class FurnitureTest : public testing::TestWithParam<StoryCase> {};

TEST_P(FurnitureTest, IsNoText) { EXPECT_EQ(read_story(GetParam().story), told); }

INSTANTIATE_TEST_SUITE_P(
    Cases, FurnitureTest,
    testing::Values(
        StoryCase{"caption",
                  {"", "",
                   "<figure><img src=f.jpg><figcaption>The ferry, built in 1931, at the pier. "
                   "Photo: A. Berg</figcaption></figure>",
                   ""}},
        StoryCase{
            "caption_by_class",
            {"", "", "<div class=imageCaption>Lanterns, seen from the other bank.</div>", ""}}),
    [](const auto& row) { return row.param.name; });

TEST(BodyTextTest, KeepsCaptionsWhereTheyAreAllThatThereIs) {
  std::string html = "<title>Last ferry leaves</title><meta property=og:type content=article>";
  html += "<h1>Last ferry leaves</h1><div class=gallery>";
  for (const std::string& text : told) {
    html += "<figure><img src=f.jpg><figcaption>" + text + "</figcaption></figure>";
  }
  const Reading reading = read(html + "</div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs, told);
}

TEST(BodyTextTest, KeepsChineseCaptionsMarkedOrNot) {
  const std::string caption = "通车首日，市民在江城大桥上合影留念。";
  const std::string text = "江城大桥昨日正式通车，两岸市民步行过桥，见证新的地标投入使用。";
  const Reading reading = read("<h1>江城大桥通车</h1><div>" + paragraph(text) + paragraph(text) +
                               "<figure><figcaption>" + caption + "</figcaption></figure>" +
                               paragraph(text) + "</div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs, (std::vector<std::string>{text, text, caption, text}));
}

constexpr std::string_view lead =
    "After ninety years the Lira has a bridge, and a boat has nothing left to do";

class StandfirstTest : public testing::TestWithParam<StoryCase> {};

TEST_P(StandfirstTest, OpensTheText) {
  std::vector<std::string> wanted = told;
  wanted.insert(wanted.begin(), std::string(lead));
  EXPECT_EQ(read_story(GetParam().story), wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, StandfirstTest,
    testing::Values(
        StoryCase{"marked_by_a_class",
                  {"",
                   "<p class=article-standfirst>After ninety years the Lira has a bridge, and a "
                   "boat has nothing left to do</p>",
                   "", ""}},
        StoryCase{
            "inside_a_marked_element",
            {"",
             "<div class=Article__Summary><h2>After ninety years the Lira has a bridge, and a "
             "boat has nothing left to do</h2></div>",
             "", ""}},
        StoryCase{"known_by_the_pages_description",
                  {"<meta name=description content='After ninety years the Lira has a bridge, and "
                   "a boat has nothing left to do'>",
                   "<h2>After ninety years the Lira has a bridge, and a boat has nothing left to "
                   "do</h2>",
                   "", ""}},
        StoryCase{"known_by_a_description_that_is_cut",
                  {"<meta property=og:description content='After ninety years the Lira has…'>",
                   "<div class=teaser>After ninety years the Lira has a bridge, and a boat has "
                   "nothing left to do</div>",
                   "", ""}}),
    [](const auto& row) { return row.param.name; });

class NoStandfirstTest : public testing::TestWithParam<StoryCase> {};

TEST_P(NoStandfirstTest, LeavesTheTextAsItIs) { EXPECT_EQ(read_story(GetParam().story), told); }

INSTANTIATE_TEST_SUITE_P(
    Cases, NoStandfirstTest,
    testing::Values(
        StoryCase{"the_first_paragraph_again",
                  {"",
                   "<header><p class=summary>The old ferry between the two banks of the Lira made "
                   "its last "
                   "crossing on Sunday evening.</p></header>",
                   "", ""}},
        StoryCase{"a_caption_that_is_the_description",
                  {"<meta name=description content='After ninety years the Lira has a bridge'>",
                   "<figure><figcaption>After ninety years the Lira has a bridge, and a boat has "
                   "nothing left to do</figcaption></figure>",
                   "", ""}},
        StoryCase{
            "a_teaser_of_another_article",
            {"<meta name=description content='A ferry has gone, and a city looks on'>",
             "<div class=teaser>The council has raised the fares of all its buses</div>", "", ""}},
        StoryCase{
            "a_second_headline_in_chinese",
            {"", "<div class=subtitle>江城大桥通车两岸市民步行过桥见证新地标</div>", "", ""}}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace newsarc::extract
