#include "extract/lifted_page.h"

#include <gtest/gtest.h>

#include <random>

#include "extract/parse.h"

namespace newsarc::extract {
namespace {

const std::string script = "if (a < b && c) d('" + std::string(80, 'x') + "');";

std::string page_in_words(std::string_view html) {
  const auto document = parse_html(html);
  if (!document) return document.error().what;
  std::string words;
  for (NodeId id = 0; id < document->size(); ++id) {
    words += std::to_string(id) + "-" + std::to_string((*document)[id].end) + " ";
    words += document->is_element(id) ? document->name(id) : document->text(id);
    for (const Attribute& each : document->attributes(id))
      words.append(" ").append(each.name).append("=").append(each.value);
    words += '\n';
  }
  return words;
}

// A page that has the mark itself is parsed as it is.
std::string as_it_is(std::string_view html) { return "<!--\U0010FEFF-->" + std::string(html); }

struct PageCase {
  const char* name;
  std::string html;
  bool lifted;
};
class LiftedPageTest : public testing::TestWithParam<PageCase> {};

TEST_P(LiftedPageTest, ReadsAsThePageItself) {
  const auto& [name, html, lifted] = GetParam();
  EXPECT_EQ(LiftedPage(html).is_lifted(), lifted);
  EXPECT_EQ(page_in_words(html), page_in_words(as_it_is(html)));
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
        PageCase{"in_attribute", "<p title='<script>" + script + "</script>'>a", true},
        PageCase{"in_table", "<table>b<style>" + script + "</style><tr><td>a</table>", true},
        PageCase{"never_closed", "<script>" + script, false},
        PageCase{"nul", "<script>" + script + std::string(1, '\0') + "</script>", false},
        PageCase{"noncharacter", "<script>" + script + "\uFFFF\uFDD0</script>", false}),
    [](const auto& row) { return row.param.name; });

TEST(LiftedPageTwinTest, ReadsWhateverPageAsItIs) {
  const std::vector<std::string> pieces{"<script>",   "<script src=a>",
                                        "</script>",  "</script",
                                        "<style>",    "</style>",
                                        "<!--",       "-->",
                                        "<svg>",      "</svg>",
                                        "<title>",    "</title>",
                                        "<textarea>", "</textarea>",
                                        "<p",         "<p>",
                                        ">",          "<table>",
                                        "<td>",       "</table>",
                                        "<select>",   "</select>",
                                        "<template>", "</template>",
                                        "<math>",     "<noscript>",
                                        "<frameset>", "<iframe>",
                                        "</iframe>",  "\"",
                                        "'",          "\r\n",
                                        "\r",         "<b><a>",
                                        "</b>",       "/",
                                        "&lt;",       "<![CDATA[",
                                        "]]>",        "<plaintext>",
                                        script,       script};
  std::mt19937 random(7);
  for (int page = 0; page < 20'000; ++page) {
    std::string html = page % 2 == 0 ? "<body>" : "";
    for (std::size_t left = 2 + random() % 12; left > 0; --left)
      html += pieces[random() % pieces.size()];
    ASSERT_EQ(page_in_words(html), page_in_words(as_it_is(html))) << html;
  }
}

}  // namespace
}  // namespace newsarc::extract
