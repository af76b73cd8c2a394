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
            {"", "", "<div class=imageCaption>Lanterns, seen from the other bank.</div>", ""}},
        StoryCase{
            "words_in_a_figure",
            {"", "", "<figure><img src=f.jpg><span>Lanterns, seen from afar.</span></figure>", ""}},
        StoryCase{"picture_credit",
                  {"", "", "<div class=image-credit>Anna Berg, Lira Post</div>", ""}},
        StoryCase{"picture_credit_by_its_label",
                  {"", "", "<p>Photo: Anna Berg, Lira Post</p>", ""}},
        StoryCase{"author_box",
                  {"", "", "",
                   "<div class=author-box><p>Anna Berg writes of rivers, ships and those who sail "
                   "them.</p></div>"}},
        StoryCase{
            "life_of_the_author",
            {"", "", "",
             "<div class=entry-bio><p>Anna Berg writes of rivers, ships and sailors.</p></div>"}},
        StoryCase{"address_for_printers",
                  {"", "", "", "<p>https://post.example/news/article/Last-ferry-leaves.php</p>"}},
        StoryCase{"agency_line",
                  {"", "", "", "<p>Reporting by A. Berg; editing by C. Dahl and others.</p>"}},
        StoryCase{
            "label_of_other_articles",
            {"", "", "<h4>Leggi anche</h4><p><a href=/b.html>A city on two banks</a></p>", ""}},
        StoryCase{"box_of_another_article",
                  {"", "",
                   "<div><h3>Lesen Sie auch</h3><p>A city on two banks, seen from the water, and "
                   "what its people say of it.</p></div>",
                   ""}},
        StoryCase{
            "comments_behind_their_heading",
            {"", "", "",
             "<h3>Leave a comment</h3><p>My mother took that ferry every day, for years.</p>"}}),
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

struct KeptCase {
  const char* name;
  std::string_view html, text;
};

class KeptTest : public testing::TestWithParam<KeptCase> {};

// Where a mark or a shape looks like furniture, and is the article's own.
TEST_P(KeptTest, IsText) {
  std::vector<std::string> wanted = told;
  wanted.insert(wanted.begin() + 2, std::string(GetParam().text));
  EXPECT_EQ(read_story({"", "", GetParam().html, ""}), wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, KeptTest,
    testing::Values(
        KeptCase{
            "what_a_paywall_guards",
            "<p class=paywall>The crew of six was offered work on the bridge, all but one.</p>",
            "The crew of six was offered work on the bridge, all but one."},
        KeptCase{
            "a_commentary",
            "<div class=commentary><p>The crew deserved better, and so did the boat.</p></div>",
            "The crew deserved better, and so did the boat."},
        KeptCase{
            "a_sentence_that_links_its_first_half",
            "<ul><li><a href=/b.html>The crew of six was offered work on the new bridge by the "
            "council</a>. The youngest of them, though, went to sea in spring instead.</li></ul>",
            "The crew of six was offered work on the new bridge by the council. The youngest of "
            "them, though, went to sea in spring instead."},
        KeptCase{"a_quotation_in_a_figure",
                 "<figure><blockquote>She was slow, but she was ours.</blockquote></figure>",
                 "She was slow, but she was ours."}),
    [](const auto& row) { return row.param.name; });

TEST(BodyTextTest, BeginsWithTheFirstSentence) {
  for (const std::string_view line :
       {"<p>By Jane Roe and John Doe, Political Editor</p>",
        "<p>By Jane Roe, Health Correspondent"
        "</p><p>Published on Friday, 5 July 2024 in the morning</p>",
        "<p>By Jane Roe</p><p>Political Correspondent, London Bureau</p>",
        "<amp-sidebar><ul><li>Home</li></ul></amp-sidebar>", "<div><ul><li>Home</li></ul></div>"}) {
    std::string html = page_of_story({});
    html.insert(html.find("<p>"), line);
    EXPECT_EQ(read(html).article.value().paragraphs, told) << line;
  }
}

TEST(BodyTextTest, RepeatsNoLineOfTheHeadline) {
  std::string html = page_of_story({});
  html.replace(html.find("<header>"), html.find("</header>") + 9 - html.find("<header>"), "");
  html.insert(html.find("<p>"), "<h1>Last ferry<br>leaves</h1>");
  EXPECT_EQ(read(html).article.value().paragraphs, told);
}

TEST(BodyTextTest, EndsWithTheItemsOfItsLastList) {
  std::vector<std::string> wanted = told;
  wanted.push_back("Opened: 1931");
  EXPECT_EQ(read_story({"", "", "", "<ul><li>Opened: 1931</li></ul>"}), wanted);
}

TEST(BodyTextTest, BelievesNoTeaserThatIsRunningText) {
  const std::string text = paragraph(told[0]) + paragraph(told[1]) + paragraph(told[2]);
  const Reading reading =
      read("<h1>Last ferry leaves</h1><div><div class=teaser-content>" + text + text +
           "</div><div class=remainder>" + text + text + text + "</div></div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs.size(), told.size() * 5);
}

TEST(BodyTextTest, DoubtsAMarkWithAllThatRepeatIt) {
  std::string html = "<title>Last ferry leaves</title><h1>Last ferry leaves</h1>";
  std::string end;
  for (const char* name : {"", "__main", "__main-container", "__main-inner", "__full", "__text"}) {
    html += "<div class=right-rail" + std::string(name) + ">";
    end += "</div>";
  }
  for (const std::string& text : told) html += paragraph(text);
  const Reading reading = read(html + end);
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs, told);
}

TEST(BodyTextTest, TakesADeclaredTextThatHasNoSentences) {
  std::string html = "<title>Race calendar</title><meta property=og:type content=article>";
  html += "<h1>Race calendar</h1><div class=article-body>";
  std::vector<std::string> races;
  for (const char* place : {"Lira", "Old Quay", "North Bank", "Three Hills", "Harbour Town",
                            "Mill Creek", "Salt Flats"}) {
    races.push_back("Race " + std::to_string(races.size() + 1) +
                    " of the season that begins in the coming spring – " + place);
    html += paragraph(races.back());
  }
  html +=
      "</div><div class=textbox><p>Watch all races with us, live, and be told of each start.</p>";
  const Reading reading = read(html + "</div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs, races);
}

TEST(BodyTextTest, ReadsScriptsWithVowelSigns) {
  const std::string text = "नदी पर बना नया पुल आज सुबह यातायात के लिए खोल दिया गया। लोग पैदल पार गए।";
  const Reading reading = read("<h1>नया पुल खुला</h1><div>" + paragraph(text) + paragraph(text) +
                               paragraph(text) + paragraph(text) + paragraph(text) + "</div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs, std::vector<std::string>(5, text));
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

TEST(BodyTextTest, OpensWithRunningTextThatStandsAlone) {
  std::string html = "<h1>Last ferry leaves</h1><div><p>After ninety years, a bridge: a boat has ";
  html +=
      "nothing left to do, and its old crew of six looks for other work on the two "
      "banks.</p></div><div>";
  for (int i = 0; i < 5; ++i) {
    for (const std::string& text : told) html += paragraph(text);
  }
  const Reading reading = read(html + "</div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs.size(), told.size() * 5 + 1);
}

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
