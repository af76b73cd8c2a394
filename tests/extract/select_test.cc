#include "extract/select.h"

#include <gtest/gtest.h>

#include "extract/parse.h"

namespace newsarc::extract {
namespace {

const Document& page() {
  static const Document document =
      parse_html(R"(<!DOCTYPE html><html><head><title>t</title></head><body>
<div id="top" class="nav main-nav"><ul><li><a id=a1 href="/x/1.html" title="One two">1</a></li>
<li class=on><a id=a2 href="https://other.example/n-2.htm" lang=zh-Hant>2</a></li><li><a id=a3>3</a></li></ul></div>
<section><h2 id=h>Head</h2><p id=p1>first</p><p id=p2 class="lead x">second</p><div><p id=p3>third</p></div></section>
</body></html>)")
          .value();
  return document;
}

std::string ids(std::string_view css) {
  const auto selector = Selector::parse(css);
  if (!selector) return selector.error().what;
  std::string found;
  for (const NodeId id : selector->all(page())) {
    if (!found.empty()) found += ' ';
    const auto own = page().attribute(id, "id");
    found += own ? std::string(*own) : std::string(page().name(id));
  }
  return found;
}

struct SelectCase {
  const char* name;
  std::string_view css, wanted;
};
class SelectTest : public testing::TestWithParam<SelectCase> {};

TEST_P(SelectTest, FindsWhatCssFinds) { EXPECT_EQ(ids(GetParam().css), GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Cases, SelectTest,
    testing::Values(SelectCase{"type", "h2", "h"}, SelectCase{"type_in_capitals", "H2", "h"},
                    SelectCase{"class_word", ".nav", "top"},
                    SelectCase{"class_is_no_part_of_a_word", ".main", ""},
                    SelectCase{"id", "#p2", "p2"}, SelectCase{"compound", "p.lead.x#p2", "p2"},
                    SelectCase{"descendant", "section p", "p1 p2 p3"},
                    SelectCase{"child", "section > p", "p1 p2"},
                    SelectCase{"child_without_blanks", "section>p", "p1 p2"},
                    SelectCase{"adjacent", "h2 + p", "p1"},
                    SelectCase{"adjacent_skips_text", "#p1+p", "p2"},
                    SelectCase{"sibling", "h2 ~ p", "p1 p2"},
                    SelectCase{"list", "#p3, h2 , .lead", "h p2 p3"},
                    SelectCase{"list_finds_each_once", "p.lead, #p2", "p2"},
                    SelectCase{"any", "section > *", "h p1 p2 div"},
                    SelectCase{"attribute", "a[href]", "a1 a2"},
                    SelectCase{"attribute_equals", "[lang=zh-Hant]", "a2"},
                    SelectCase{"attribute_quoted", "[title='One two']", "a1"},
                    SelectCase{"attribute_word", "[title~=two]", "a1"},
                    SelectCase{"attribute_dash", "[lang|=zh]", "a2"},
                    SelectCase{"attribute_prefix", "a[href^='https:']", "a2"},
                    SelectCase{"attribute_suffix", "a[href$=\".html\"]", "a1"},
                    SelectCase{"attribute_part", "a[href*='/x/']", "a1"},
                    SelectCase{"empty_part_matches_nothing", "a[href*='']", ""},
                    SelectCase{"not_class", "li:not(.on) a", "a1 a3"},
                    SelectCase{"not_attribute", "a:not([href])", "a3"},
                    SelectCase{"nth_child", "li:nth-child(2) a", "a2"},
                    SelectCase{"first_child", "li:first-child > a", "a1"},
                    SelectCase{"deep_chain", "body div ul li.on > a", "a2"},
                    SelectCase{"no_such", "table td", ""}),
    [](const auto& row) { return row.param.name; });

class SelectErrorTest : public testing::TestWithParam<SelectCase> {};

TEST_P(SelectErrorTest, NamesTheColumn) { EXPECT_EQ(ids(GetParam().css), GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Cases, SelectErrorTest,
    testing::Values(
        SelectCase{"empty", "", "selector \"\", column 1: a selector is missing"},
        SelectCase{"dangling_comma", "p,", "selector \"p,\", column 3: a selector is missing"},
        SelectCase{"dangling_child", "p >", "selector \"p >\", column 4: a selector is missing"},
        SelectCase{"open_bracket", "a[href",
                   "selector \"a[href\", column 7: an operator or ']' is missing"},
        SelectCase{"open_quote", "a[href='x]",
                   "selector \"a[href='x]\", column 9: the quote is not closed"},
        SelectCase{"no_class_name", "p.", "selector \"p.\", column 3: a name is missing"},
        SelectCase{
            "unknown_pseudo", "a:hover",
            "selector \"a:hover\", column 2: known are :not(), :first-child and :nth-child()"},
        SelectCase{"nth_formula", "li:nth-child(2n)",
                   "selector \"li:nth-child(2n)\", column 15: ')' is missing"},
        SelectCase{"escape", ".in\\fo", "selector \".in\\fo\", column 4: a name has no escapes"},
        SelectCase{"columns_are_of_characters", "div.新闻[",
                   "selector \"div.新闻[\", column 8: a name is missing"},
        SelectCase{"junk", "p!", "selector \"p!\", column 2: unexpected character"}),
    [](const auto& row) { return row.param.name; });

TEST(SelectTest, MatchesAtOnceHoweverDeepAPageNests) {
  std::string html;
  for (int i = 0; i < 400; ++i) html += "<div class=a>";
  const Document document = parse_html(html + "<p>x</p>").value();
  const auto selector = Selector::parse(".a .a .a .a .a .a .a .a .a .a .a .a .b p");
  EXPECT_TRUE(selector->all(document).empty());
}

}  // namespace
}  // namespace newsarc::extract
