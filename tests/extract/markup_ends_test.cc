// Where comments and raw texts end is asked of gumbo, which the looks at a page before the parse
// must not contradict.

#include "extract/markup_ends.h"

#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string>
#include <string_view>

#include "extract/parse.h"

namespace newsarc::extract {
namespace {

using Pieces = std::span<const std::string_view>;

std::string made_of(Pieces pieces, std::minstd_rand& random) {
  std::string made;
  for (auto count = random() % 12; count > 0; --count) made += pieces[random() % pieces.size()];
  return made;
}

TEST(MarkupEndsTest, CommentsEndWhereGumboEndsThem) {
  constexpr std::string_view pieces[] = {"-", "--", "!", ">", "-->", "--!>", "x", "<!--", "<"};
  std::minstd_rand random(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::string rest = made_of(pieces, random);
    const std::string html = "<body><!--" + rest;
    // What is behind it, read as the text that it would be of nothing but itself.
    const std::string behind = "<body>" + html.substr(comment_end(html, html.size() - rest.size()));
    const auto one = parse_html(html), other = parse_html(behind);
    ASSERT_EQ(one->all_text(), other->all_text()) << html;
  }
}

std::string first_data_of(const Document& document) {
  const NodeId node = document.first(Tag::data);
  return node == no_node ? "" : std::string(document.text(node));
}

TEST(MarkupEndsTest, ScriptsEndWhereGumboEndsThem) {
  constexpr std::string_view pieces[] = {"<!--",       "-->",      "<script>",  "<script ",
                                         "<scripts>",  "</script", "</script>", "</SCRIPT/",
                                         "</scripts>", "-",        ">",         "<",
                                         "x",          "--!>",     "</"};
  std::minstd_rand random(2);
  for (int i = 0; i < 40'000; ++i) {
    const std::string rest = "x" + made_of(pieces, random);
    const std::string html = "<body><script>" + rest;
    const std::size_t begin = html.size() - rest.size();
    const std::size_t end = raw_text_end(html, begin, "script");
    ASSERT_EQ(first_data_of(*parse_html(html)), html.substr(begin, end - begin)) << html;
  }
}

TEST(MarkupEndsTest, RawTextsEndWhereGumboEndsThem) {
  constexpr std::string_view pieces[] = {
      "</textarea", "</textarea>", "</TextArea ", "</textareas>", "</text",
      "<!--",       "-->",         "</",          "<b>",          "x",
      ">"};
  std::minstd_rand random(3);
  for (int i = 0; i < 20'000; ++i) {
    const std::string rest = "x" + made_of(pieces, random);
    const std::string html = "<body><textarea>" + rest;
    const std::size_t begin = html.size() - rest.size();
    const std::size_t end = raw_text_end(html, begin, "textarea");
    const auto document = parse_html(html);
    ASSERT_EQ(document->plain_text(document->first(Tag::textarea)),
              collapse(html.substr(begin, end - begin)))
        << html;
  }
}

}  // namespace
}  // namespace newsarc::extract
