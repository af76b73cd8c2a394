#include "extract/parts.h"

#include <gtest/gtest.h>

#include <string>

#include "url/parse.h"

namespace newsarc::extract {
namespace {

Url at(const std::string& url) { return *url::parse(url); }

struct NumberCase {
  const char* first;
  const char* url;
  int number;  // -1: none
};

TEST(PartNumber, IsReadFromUrlsThatAreTheFirstOnesWithANumber) {
  const NumberCase cases[] = {
      {"http://a.example/n/t1_77.html", "http://a.example/n/t1_77_2.html", 2},
      {"http://a.example/n/t1.html", "http://a.example/n/t1-3.html", 3},
      {"http://a.example/n/t1.html", "http://a.example/n/t1_p2.html", 2},
      {"http://a.example/n/index.shtml", "http://a.example/n/index_1.shtml", 1},
      {"http://a.example/n/t_1.html", "http://a.example/n/t_2.html", 2},
      {"http://a.example/n/t.html", "http://a.example/n/t.html/2", 2},
      {"http://a.example/post/", "http://a.example/post/2/", 2},
      {"http://a.example/post/", "http://a.example/post/page/2/", 2},
      {"http://a.example/post", "http://a.example/post/4", 4},
      {"http://a.example/a.php?id=5", "http://a.example/a.php?id=5&page=2", 2},
      {"http://a.example/a.php?id=5", "http://a.example/a.php?p=2&id=5", 2},
      {"http://a.example/a.php?id=5&page=1", "http://a.example/a.php?id=5&page=2", 2},
      {"http://a.example/a", "http://a.example/a?PageNo=2", 2},
      {"http://a.example/n/t1_77.html", "http://a.example/n/t1_78.html", -1},
      {"http://a.example/n/t1.html", "http://a.example/n/t1.html", -1},
      {"http://a.example/n/t1.html", "http://a.example/n/t1_20201013.html", -1},
      {"http://a.example/n/t1.html", "http://a.example/n/t11_2.html", -1},
      {"http://a.example/n/t1.html", "http://b.example/n/t1_2.html", -1},
      {"http://a.example/n/t1.html", "http://a.example/n/t1_2.html?x=1", -1},
      {"http://a.example/a.php?id=5", "http://a.example/a.php?id=6&page=2", -1},
      {"http://a.example/5", "http://a.example/6", -1},
      {"http://a.example/n/5", "http://a.example/n/6", -1}};
  for (const auto& [first, url, number] : cases)
    EXPECT_EQ(part_number(at(first), at(url)).value_or(-1), number) << first << " " << url;
}

// The links of page `here` of t.html, as "URL text".
std::string next(const std::string& here, int parts,
                 const std::vector<std::pair<std::string, std::string>>& links) {
  const Labels forward{"下一页", "next"};
  Reading reading;
  for (const auto& [name, text] : links)
    reading.links.push_back({at("http://a.example/n/" + name), LinkKind::next_page, text, {}});
  const auto url = next_part(at("http://a.example/n/t.html"), at("http://a.example/n/" + here),
                             parts, reading, forward);
  return url ? std::string(url->path().substr(3)) : "";
}

TEST(NextPart, IsWhatTheLinkNextLeadsTo) {
  EXPECT_EQ(next("t.html", 1, {{"t_2.html", "2"}, {"t_3.html", "3"}, {"t_2.html", "下一頁"}}),
            "t_2.html");
  EXPECT_EQ(next("t_2.html", 2, {{"t.html", "上一页"}, {"t_3.html", "下一页 >>"}}), "t_3.html");
  EXPECT_EQ(next("t_3.html", 3, {{"t_2.html", "上一页"}, {"t_3.html", "下一页"}}), "")
      << "the last page names itself";
}

TEST(NextPart, IsWhatTheNextNumberLeadsTo) {
  EXPECT_EQ(next("t.html", 1, {{"t.html", "1"}, {"t_2.html", "2"}, {"t_3.html", "3"}}), "t_2.html");
  EXPECT_EQ(next("t.html", 1, {{"t.html", "1"}, {"t_1.html", "2"}, {"t_2.html", "3"}}), "t_1.html")
      << "counted from nought";
  EXPECT_EQ(next("t_1.html", 2, {{"t.html", "1"}, {"t_1.html", "2"}, {"t_2.html", "3"}}),
            "t_2.html");
}

TEST(NextPart, IsWhatARelationNames) {
  EXPECT_EQ(next("t_2.html", 2, {{"t.html", ""}, {"t_3.html", ""}}), "t_3.html");
}

TEST(NextPart, IsNoOtherArticle) {
  EXPECT_EQ(next("t.html", 1, {{"u.html", "下一页"}, {"u_2.html", "2"}}), "");
  EXPECT_EQ(next("t.html", 1, {{"t_2.html", "衡陽新聞"}}), "");
  EXPECT_EQ(next("t.html", 1, {{"t_5.html", "下一页"}}), "") << "pages come one after the other";
}

Reading reading_of(const std::string& title, std::vector<std::string> paragraphs) {
  Reading reading;
  reading.kind = PageKind::article;
  reading.article.emplace();
  reading.article->title = title;
  reading.article->paragraphs = std::move(paragraphs);
  return reading;
}

const Url second = at("http://a.example/n/t_2.html");

TEST(Join, PutsParagraphsImagesAndCreditsBehind) {
  Reading whole = reading_of("工作会议", {"甲", "乙"});
  whole.article->credits = {{Role::reporter, "记者", "陈远志"}};
  Reading part = reading_of("工作會議(2)", {"丙"});
  part.article->credits = {{Role::reporter, "记者", "陈远志"}, {Role::editor, "编辑", "刘梅"}};
  part.article->images = {{"http://a.example/2.jpg", ""}};
  ASSERT_TRUE(join(whole, part, second));
  EXPECT_EQ(whole.article->title, "工作会议");
  EXPECT_EQ(body(*whole.article), "甲\n乙\n丙");
  EXPECT_EQ(whole.article->credits.size(), 2U);
  EXPECT_EQ(whole.article->images.size(), 1U);
  EXPECT_EQ(whole.evidence.back().rule, "goes on at http://a.example/n/t_2.html");
}

TEST(Join, TakesAStandfirstOfEveryPageOnce) {
  Reading whole = reading_of("工作会议", {"导语", "甲"});
  ASSERT_TRUE(join(whole, reading_of("工作会议", {"导语", "乙"}), second));
  EXPECT_EQ(body(*whole.article), "导语\n甲\n乙");
}

TEST(Join, LeavesOutWhatDoesNotGoOn) {
  const Reading whole = reading_of("工作会议", {"甲", "乙"});
  const Reading others[] = {reading_of("另一篇", {"丙"}), reading_of("工作会议", {"甲", "乙"}),
                            reading_of("工作会议", {"乙"}), reading_of("工作会议", {}), Reading()};
  for (const Reading& other : others) {
    Reading same = whole;
    EXPECT_FALSE(join(same, other, second));
    EXPECT_EQ(same, whole);
  }
}

}  // namespace
}  // namespace newsarc::extract
