#include "extract/parse.h"

#include <gtest/gtest.h>

#include "extract/prescan.h"

namespace newsarc::extract {
namespace {

std::string repeat(std::string_view piece, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += piece;
  return all;
}

TEST(ParseTest, KeepsTheTreeInDocumentOrder) {
  const Document document = parse_html("<ul><li>a<b>c</b></li><li>d</li></ul>").value();
  const NodeId list = document.first(Tag::ul);
  const NodeId first = document.first(Tag::li);
  ASSERT_NE(first, no_node);
  EXPECT_EQ(document[first].parent, list);
  EXPECT_TRUE(document.contains(list, first));
  EXPECT_EQ(document.plain_text(first), "ac");
  const NodeId second = document[first].end;
  EXPECT_EQ(document.tag(second), Tag::li);
  EXPECT_EQ(document[second].previous, first);
  EXPECT_EQ(document[second].ordinal, 2u);
}

TEST(ParseTest, DecodesEntitiesInAttributesOnce) {
  const Document document = parse_html("<a href='/x?a=1&amp;b=2' title='&amp;lt;'>t</a>").value();
  const NodeId link = document.first(Tag::a);
  EXPECT_EQ(document.attribute_or_empty(link, "href"), "/x?a=1&b=2");
  EXPECT_EQ(document.attribute_or_empty(link, "title"), "&lt;");
  EXPECT_FALSE(document.attribute(link, "class"));
}

TEST(ParseTest, PutsABlankWhereBlocksMeet) {
  const Document document = parse_html("<div><p>one</p><p>two</p>three<br>four</div>").value();
  EXPECT_EQ(document.plain_text(document.first(Tag::div)), "one two three four");
}

TEST(ParseTest, LeavesScriptsAndStylesOutOfTheText) {
  const Document document =
      parse_html("<body>a<script>var b</script><style>c{}</style><noscript>d</noscript>e</body>")
          .value();
  EXPECT_EQ(document.plain_text(document.first(Tag::body)), "ae");
  EXPECT_EQ(document.all_text().find("var b"), std::string_view::npos);
}

TEST(ParseTest, KeepsControlCharactersThatGumboWouldReplace) {
  const Document document = parse_html("<h1 title='a\x1b'>x\x1b[31m\x07\xC2\x9By</h1>").value();
  const NodeId heading = document.first(Tag::h1);
  EXPECT_EQ(document.plain_text(heading), "x\x1b[31m\x07\xC2\x9By");
  EXPECT_EQ(document.attribute_or_empty(heading, "title"), "a\x1b");
}

TEST(ParseTest, DropsGlossesFromTextAndTitlesButNotFromUrls) {
  Document document =
      parse_html("<a href='/創(chuàng)新' title='創(chuàng)新'>創(chuàng)新</a>").value();
  EXPECT_EQ(document.drop_glosses(), 1u);
  const NodeId link = document.first(Tag::a);
  EXPECT_EQ(document.plain_text(link), "創新");
  EXPECT_EQ(document.attribute_or_empty(link, "title"), "創新");
  EXPECT_EQ(document.attribute_or_empty(link, "href"), "/創(chuàng)新");
}

TEST(ParseTest, GivesUpWhenTheTreeOutgrowsItsMemory) {
  std::string html = "<p>";
  for (int i = 0; i < 300; ++i) html += "<font size=" + std::to_string(i) + ">";
  html += repeat("<p>x", 3000);  // each paragraph opens the 300 anew
  ASSERT_FALSE(over_limits(html));
  const auto document = parse_html(html, {.memory = std::size_t{16} << 20});
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().fault, Fault::limit);
}

// In an svg a <title> holds markup, which the look before the parse takes for text.
TEST(ParseTest, GivesUpOnATreeThatIsDeeperThanThePageLooks) {
  const std::string html = "<svg><title>" + repeat("<div>", 3000);
  ASSERT_FALSE(over_limits(html));
  const auto document = parse_html(html);
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error(), (Error{Fault::limit, too_deep(), ""}));
}

TEST(ParseTest, GivesUpWhenItTakesTooLong) {
  const std::string html = "<svg><title>" + repeat("<div>", 50'000);  // seconds
  const auto document = parse_html(html, {.time = std::chrono::milliseconds(50)});
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error(), (Error{Fault::limit, "the parse takes too long", ""}));
  EXPECT_TRUE(parse_html("<p>a", {.time = std::chrono::milliseconds(50)}));
}

TEST(CollapseTest, KeepsEveryCharacterButRunsOfWhiteSpace) {
  EXPECT_EQ(collapse(" \t一\u3000\u3000二\n三 "), "一 二 三");
  EXPECT_EQ(collapse("a\u200b\ufeffb"), "a\u200b\ufeffb");
  EXPECT_EQ(collapse("\u00a0 \u3000"), "");
}

TEST(HeadTest, CutsBetweenCharacters) {
  EXPECT_EQ(head("中文", 4), "中");
  EXPECT_EQ(head("中文", 6), "中文");
  EXPECT_EQ(head("中文", 2), "");
}

struct PrescanCase {
  const char* name;
  std::string html;
  bool over;
};
class PrescanTest : public testing::TestWithParam<PrescanCase> {};

TEST_P(PrescanTest, RefusesWhatGumboCannotBear) {
  EXPECT_EQ(over_limits(GetParam().html).has_value(), GetParam().over);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PrescanTest,
    testing::Values(
        PrescanCase{"boxes_as_deep_as_may_be", repeat("<div>", 2048), false},
        PrescanCase{"deep_boxes", repeat("<div>", 2049), true},
        PrescanCase{"boxes_side_by_side", repeat("<div>a</div>", 5000), false},
        PrescanCase{"deep_tables", repeat("<table><tr><td>", 700), true},
        PrescanCase{"unclosed_paragraphs", repeat("<p>a", 5000), false},
        PrescanCase{"unclosed_items", "<ul>" + repeat("<li>a", 5000), false},
        PrescanCase{"unclosed_rows", "<table>" + repeat("<tr><td>a<td>b", 5000), false},
        PrescanCase{"void_elements", repeat("<br><img src=a><hr>", 5000), false},
        PrescanCase{"unclosed_formatting", repeat("<i><span><font>", 700), true},
        PrescanCase{"end_tags_fenced_off_by_a_table", repeat("<div><table></div>", 1100), true},
        PrescanCase{"tags_in_scripts", "<script>" + repeat("<div>", 2100) + "</script>", false},
        PrescanCase{"tags_in_comments", "<!--" + repeat("<div>", 2100) + "-->", false},
        PrescanCase{"tags_in_attributes", "<a title='" + repeat("<div>", 2100) + "'>x</a>", false},
        PrescanCase{"behind_a_comment_with_a_bang", "<!-- --!>" + repeat("<div>", 2100), true},
        PrescanCase{"behind_a_comment_of_nothing", "<!-->" + repeat("<div>", 2100), true},
        PrescanCase{"behind_the_end_of_a_title",
                    "<title></titles a='</title>" + repeat("<div>", 2100), true},
        PrescanCase{"behind_a_script_in_a_script",
                    "<script><!--<script></script><p a='</script>" + repeat("<div>", 2100), true},
        PrescanCase{"behind_an_end_tag_of_nothing", "</!a <p b='>" + repeat("<div>", 2100), true},
        PrescanCase{"script_without_end", "<script>" + repeat("</b>", 600), false},
        PrescanCase{"many_attributes", "<a " + repeat("b=1 ", 600) + ">", true},
        PrescanCase{"one_long_attribute", "<a b=\"" + repeat("x ", 600) + "\">", false},
        PrescanCase{"too_many_tags", repeat("<b></b>", 150'001), true},
        PrescanCase{"cut_off_inside_a_tag", "<div class=\"", false},
        PrescanCase{"lone_brackets", "<<<< < a </ >", false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace newsarc::extract
