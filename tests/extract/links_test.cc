#include <gtest/gtest.h>

#include <algorithm>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

// "kind href text date" of every link.
std::vector<std::string> links_of(std::string_view body,
                                  std::string_view url = "http://news.example/list/2.html",
                                  const Site& site = plain_site("test")) {
  std::vector<std::string> found;
  for (const Link& link :
       read(page_of("<meta charset=utf-8><body>" + std::string(body), url), site).links) {
    std::string line = std::string(name(link.kind)) + " " + link.url.href() + " " + link.text;
    if (link.date) line += " " + to_text(*link.date);
    found.push_back(line);
  }
  return found;
}

using Lines = std::vector<std::string>;

TEST(LinksTest, ResolvesAgainstTheBaseAndEncodesQueriesInThePagesCharset) {
  EXPECT_EQ(links_of("<base href='/x/'><a href='a.html'>甲</a>").front(),
            "other http://news.example/x/a.html 甲");
  const Reading reading = read(page_of("<meta charset=gbk><a href='/s?q=\xd6\xd0'>a</a>",
                                       "http://news.example/", "text/html"));
  ASSERT_EQ(reading.links.size(), 1u);
  EXPECT_EQ(reading.links.front().url.href(), "http://news.example/s?q=%D6%D0");
}

TEST(LinksTest, LeavesOutWhatIsNoPage) {
  EXPECT_EQ(links_of("<a href='javascript:a()'>1</a><a href='#top'>2</a><a "
                     "href='mailto:a@b.example'>3</a><a>4</a><a href=''>5</a>"),
            Lines());
}

TEST(LinksTest, TellsArticlesOfAListWithTheirDates) {
  EXPECT_EQ(
      links_of(
          "<ul><li><a href='/a/17.html' "
          "title='江城大桥完成静载试验即将通车'>江城大桥完成...</a><span>[2018-03-20]</span></li>"
          "<li><a href='/a/18.html'>(無題)</a><em>2018-03-19</em></li></ul>"),
      (Lines{"article http://news.example/a/17.html 江城大桥完成静载试验即将通车 2018-03-20",
             "article http://news.example/a/18.html (無題) 2018-03-19"}));
}

TEST(LinksTest, TakesTheItemsOfAListInThePagesOwnFolderForArticles) {
  std::string items;
  for (const char* name : {"cup", "league", "transfer", "stadium", "captain"})
    items += std::string("<li><a href=/sports/") + name + ">球队消息 " + name + "</a></li>";
  const auto kinds = [](const Lines& lines) {
    return std::ranges::count_if(lines,
                                 [](const auto& line) { return line.starts_with("article"); });
  };
  const std::string_view folder = "http://news.example/sports/";
  EXPECT_EQ(kinds(links_of("<ul>" + items + "</ul>", folder)), 5);
  EXPECT_EQ(kinds(links_of("<div class=nav><ul>" + items + "</ul></div>", folder)), 0);
  EXPECT_EQ(kinds(links_of("<ul>" + items + "</ul>", "http://news.example/")), 0);
  EXPECT_EQ(kinds(links_of("<ul><li><a href=/sports/cup>球队消息 cup</a></li></ul>", folder)), 0);
}

TEST(LinksTest, TellsThePagesOfAListFromItsFrontPage) {
  EXPECT_EQ(
      links_of("<a href='/'>首页</a><div class=page><a href='1.html'>1</a> <a href='3.html'>3</a> "
               "<a href='3.html'>下一页</a> <a href=9.html>尾页</a></div>"),
      (Lines{"section http://news.example/ 首页", "next_page http://news.example/list/1.html 1",
             "next_page http://news.example/list/3.html 下一页",
             "next_page http://news.example/list/9.html 尾页"}));
  EXPECT_EQ(links_of("<a href='/list/?page=3' rel=next>→</a>"),
            (Lines{"next_page http://news.example/list/?page=3 →"}));
  EXPECT_EQ(links_of("<a href='/list/old'>Older posts</a>"),
            (Lines{"next_page http://news.example/list/old Older posts"}));
}

TEST(LinksTest, TellsSectionsFeedsAndTheCanonicalName) {
  EXPECT_EQ(
      links_of("<link rel=canonical href='/list/'><link rel=alternate type=application/rss+xml "
               "title=RSS href=/rss.xml>"
               "<nav><a href='/sports/'>体育</a></nav><a href='/news/feed'>订阅</a><a "
               "href='/paper.pdf'>电子版</a>"),
      (Lines{"canonical http://news.example/list/ ", "feed http://news.example/rss.xml RSS",
             "section http://news.example/sports/ 体育", "feed http://news.example/news/feed 订阅",
             "other http://news.example/paper.pdf 电子版"}));
}

TEST(LinksTest, RelationsAndTypesAreOfEitherCaseWithWhatStandsBeside) {
  for (const auto* named : {"rel=ALTERNATE type=application/rss+xml",
                            "rel='feed alternate' type='Application/Atom+XML; charset=utf-8'",
                            "rel=alternate type=' application/rdf+xml'"}) {
    EXPECT_EQ(links_of(std::string("<link href=/feed title=T ") + named + ">"),
              (Lines{"feed http://news.example/feed T"}))
        << named;
  }
  EXPECT_EQ(links_of("<link rel=Canonical href=/a>"), (Lines{"canonical http://news.example/a "}));
}

TEST(LinksTest, JoinsAPicturesLinkWithItsHeadlines) {
  EXPECT_EQ(links_of("<div><a href='/a/17.html'><img src=1.jpg alt=图></a></div><div><a "
                     "href='/a/17.html#top'>江城大桥完成静载试验</a> 2018-03-20</div>"),
            (Lines{"article http://news.example/a/17.html 江城大桥完成静载试验 2018-03-20"}));
}

TEST(LinksTest, AProfilesSelectorsDecide) {
  Site site = plain_site("test");
  site.follow.article = {".top a"};
  site.follow.next = {"a.more"};
  EXPECT_EQ(links_of("<div class=top><a href=/x>甲</a></div><a class=more href=/y>乙</a><li><a "
                     "href=/a/17.html>江城大桥完成静载试验</a> 2018-03-20</li>",
                     "http://news.example/list/2.html", site),
            (Lines{"article http://news.example/x 甲", "next_page http://news.example/y 乙",
                   "other http://news.example/a/17.html 江城大桥完成静载试验 2018-03-20"}));
}

TEST(LinksTest, EndsInTimeOnManyLinks) {
  std::string html;
  for (int i = 0; i < 50'000; ++i)
    html += "<a href=/l/" + std::to_string(i) + ".html>" + std::to_string(i) + "</a>\n";
  EXPECT_EQ(links_of(html).size(), 50'000u);
}

}  // namespace
}  // namespace newsarc::extract
