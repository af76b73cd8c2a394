#include "extract/lifted_page.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/extract/tree_in_words.h"

namespace newsarc::extract {
namespace {

const std::string text = "中文四个字以上，more than a few";
const std::string address = "/article/2024/07/05/1.html?from=<list>";
const std::string script = "if (a < b && c) d('" + std::string(80, 'x') + "');";

std::string repeated(const std::string& piece, int times) {
  std::string all;
  for (; times > 0; --times) all += piece;
  return all;
}

struct PageCase {
  const char* name;
  std::string html;
  bool lifted;
};
class LiftedPageTest : public testing::TestWithParam<PageCase> {};

TEST_P(LiftedPageTest, ReadsAsThePageItself) {
  const auto& [name, html, lifted] = GetParam();
  EXPECT_EQ(LiftedPage(html).is_lifted(), lifted);
  EXPECT_EQ(tree_in_words(html), tree_in_words(unlifted(html)));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, LiftedPageTest,
    testing::Values(
        PageCase{"script", "<script>" + script + "</script><p>a", true},
        PageCase{"style", "<STYLE type='>'>" + script + "</Style ><p>a", true},
        PageCase{"short_script", "<script>a()</script>", false},
        PageCase{"lines_of_windows", "<script>" + script + "\r\n\r" + script + "\r</script>", true},
        PageCase{"tag_of_like_name", "<script>" + script + "</scripts></script>a", true},
        PageCase{"comment_inside", "<script><!--<script>" + script + "</script>--></script>",
                 false},
        PageCase{"comment_around", "<!--<script>" + script + "</script>-->a", false},
        PageCase{"in_svg", "<svg><style>" + script + "<p></style></svg>", false},
        PageCase{"in_math", "<math><style>" + script + "<p></style></math>", true},
        PageCase{"in_textarea", "<textarea><script>" + script + "</script></textarea>", true},
        PageCase{"in_attribute", "<p title='<script>" + script + "</script>'>a", false},
        PageCase{"in_table", "<table>b<style>" + script + "</style><tr><td>a</table>", true},
        PageCase{"never_closed", "<script>" + script, false},
        PageCase{"nul", "<script>" + script + std::string(1, '\0') + "</script>", false},
        PageCase{"noncharacter", "<script>" + script + "\uFFFF\uFDD0</script>", false},
        PageCase{"text", "<p> " + text + "\n<b>" + text, true},
        PageCase{"short_text", "<p>twelve bytes", false},
        PageCase{"text_of_windows", "<p>" + text + "\r\n\r" + text, true},
        PageCase{"text_of_references", "<p>&nbsp;" + text + "&lt;b>" + text + "&amp" + text, true},
        PageCase{"text_of_noncharacter", "<p>" + text + "\uFFFF", false},
        PageCase{"text_of_nul", "<p>" + text + std::string(1, '\0'), false},
        PageCase{"text_in_pre", "<pre>\n\n " + text + "</pre>", true},
        PageCase{"text_in_textarea", "<textarea>\n" + text + "<b>" + text + "</textarea>", true},
        PageCase{"text_in_title", "<title>a<b>" + text + "</title>", true},
        PageCase{"text_in_table", "<table> " + text + "<tr>" + text + "<td>a</table>", true},
        PageCase{"text_in_frameset", "<frameset> " + text + "</frameset>", true},
        PageCase{"text_in_cdata", "<math><![CDATA[a>" + text + " ]]></math>b<p>" + text, true},
        PageCase{"text_that_ends_cdata", "<math><![CDATA[a>" + text + "]]></math>]]>", false},
        PageCase{"text_in_attribute", "<p title='><b>" + text + "</b>'>a", true},
        PageCase{"text_that_is_a_value", "<p a=x\"><b c=\">" + text + "<i d=\">b", false},
        PageCase{"text_behind_less_than", "<p>a <" + text + "</" + text + "<b>", true},
        PageCase{"value", "<a href=\"" + address + "\" title = '" + text + "'>a", true},
        PageCase{"short_value", "<a href=\"/twenty-three-bytes.htm\">a", false},
        PageCase{"value_of_reference", "<a href=\"" + address + "?a=1&amp;b=2\">a", false},
        PageCase{"value_of_lines", "<a title='" + text + "\r\n\r" + text + "'>a", true},
        PageCase{"value_of_no_quotes", "<a href=" + address + ">a", false},
        PageCase{"value_of_an_element_that_is_cloned",
                 "<p><a href='" + address + "'>a<p>b<div>c</a>d</div>", true},
        PageCase{"value_that_is_cloned_for_ever",
                 "<p><a href='" + repeated(address, 1000) + "'>" + repeated("<p>a", 4000), true},
        PageCase{"values_of_the_like", repeated("<p><b class='" + address + "'>", 6) + "a", false},
        PageCase{"value_of_a_tag_that_is_left_out", "<body><body class='" + address + "'>a", true},
        PageCase{"value_that_stands_twice", "<p class='" + address + "' class='" + text + "'>a",
                 true},
        PageCase{"value_in_textarea", "<textarea><p class='</textarea>" + address + "'>a", true},
        PageCase{"value_in_comment", "<!-- <p class='-->" + address + "'>a -->", true},
        PageCase{"value_in_a_name", "<p a'=\"" + address + "\">a", true},
        PageCase{"value_in_a_name_of_a_tag", "</><p<i class='" + address + "'>a", true},
        PageCase{"isindex", "<isindex prompt='" + address + "' action='" + address + "'>a", true},
        PageCase{"mark", "<p>\U00100000" + text, false},
        PageCase{"mark_by_reference", "<frameset>" + text + "</frameset>&#x100000;", false},
        PageCase{"mark_by_number", "<p>&#1048576;" + text, false}),
    [](const auto& row) { return row.param.name; });

// In math a style holds markup: without it the page keeps its many open elements, and each
// paragraph behind opens them anew.
TEST(LiftedPageLimitsTest, APageIsJudgedByItsOwnTree) {
  std::string open;
  for (int i = 0; i < 1200; ++i) open += "<b class=c" + std::to_string(i) + ">";
  const std::string formatted = open + "<math><style>" + std::string(64, 'x') + "<p>" +
                                repeated("</b>", 1200) + "</style></math>";
  const std::string wide = "<p>" + formatted + repeated("<p>" + text, 2000);
  const std::string deep = "<p>" + formatted + "</p>" + repeated("<div>", 1500) + text;
  for (const std::string& html : {wide, deep}) {
    EXPECT_TRUE(LiftedPage(html).is_lifted());
    EXPECT_TRUE(parse_html(unlifted(html)));
    EXPECT_EQ(tree_in_words(html), tree_in_words(unlifted(html)));
  }
}

TEST(LiftedPageTwinTest, ReadsWhateverPageAsItIs) {
  const std::string value = " class=\"" + address + "\"";
  const std::vector<std::string> pieces{"<script>",
                                        "<script src=a>",
                                        "</script>",
                                        "</script",
                                        "<style>",
                                        "</style>",
                                        "<!--",
                                        "-->",
                                        "<svg>",
                                        "</svg>",
                                        "<title>",
                                        "</title>",
                                        "<textarea>",
                                        "</textarea>",
                                        "<p",
                                        "<p>",
                                        ">",
                                        "<table>",
                                        "<td>",
                                        "</table>",
                                        "<select>",
                                        "</select>",
                                        "<template>",
                                        "</template>",
                                        "<math>",
                                        "<noscript>",
                                        "<frameset>",
                                        "<iframe>",
                                        "</iframe>",
                                        "\"",
                                        "'",
                                        "\r\n",
                                        "\r",
                                        "<b><a>",
                                        "</b>",
                                        "/",
                                        "&lt;",
                                        "<![CDATA[",
                                        "]]>",
                                        "<plaintext>",
                                        "<svg ",
                                        "</svg ",
                                        "&amp",
                                        ";",
                                        "<?",
                                        "<!",
                                        "</",
                                        "<",
                                        " ",
                                        "\n",
                                        "<pre>",
                                        "&#x100000;",
                                        text,
                                        text,
                                        value,
                                        value,
                                        "<a" + value,
                                        "<b" + value + ">",
                                        "<p" + value,
                                        " id='" + address + "'",
                                        "<font" + value + ">",
                                        "</a>",
                                        text,
                                        script,
                                        script};
  std::mt19937 random(7);
  for (int page = 0; page < 40'000; ++page) {
    std::string html = page % 2 == 0 ? "<body>" : "";
    for (std::size_t left = 2 + random() % 12; left > 0; --left)
      html += pieces[random() % pieces.size()];
    ASSERT_EQ(tree_in_words(html), tree_in_words(unlifted(html))) << html;
  }
}

}  // namespace
}  // namespace newsarc::extract
