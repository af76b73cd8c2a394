#include "core/article.h"

#include <gtest/gtest.h>

#include "core/capture.h"

namespace newsarc {
namespace {

TEST(Article, JoinsItsParagraphsOneALine) {
  Article article;
  EXPECT_EQ(body(article), "");
  article.paragraphs = {"一", "二"};
  EXPECT_EQ(body(article), "一\n二");
}

TEST(Article, NamesWritersInOrderEachOnce) {
  Article article;
  article.bylines = {"Agency"};
  article.credits = {{Role::photographer, "攝", "甲"},
                     {Role::reporter, "記者", "乙"},
                     {Role::editor, "編輯", "丙"},
                     {Role::translator, "編譯", "丁"},
                     {Role::author, "作者", "乙"}};
  EXPECT_EQ(authors(article), (std::vector<std::string>{"乙", "丁"}));
}

TEST(Article, FallsBackOnBylinesWhereNoCreditNamesAWriter) {
  Article article;
  article.bylines = {"Jane Doe"};
  article.credits = {{Role::editor, "編輯", "丙"}};
  EXPECT_EQ(authors(article), article.bylines);
}

TEST(Names, GoBothWays) {
  for (int i = 0; i <= static_cast<int>(Role::producer); ++i)
    EXPECT_EQ(role_from_name(name(static_cast<Role>(i))), static_cast<Role>(i));
  for (int i = 0; i <= static_cast<int>(PageKind::unparsed); ++i)
    EXPECT_EQ(page_kind_from_name(name(static_cast<PageKind>(i))), static_cast<PageKind>(i));
  for (int i = 0; i <= static_cast<int>(Purpose::next_page); ++i)
    EXPECT_EQ(purpose_from_name(name(static_cast<Purpose>(i))), static_cast<Purpose>(i));
  EXPECT_FALSE(role_from_name("nobody"));
}

}  // namespace
}  // namespace newsarc
