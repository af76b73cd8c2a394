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
             "other_page http://news.example/list/9.html 尾页"}));
  EXPECT_EQ(links_of("<a href='/list/?page=3' rel=next>→</a>"),
            (Lines{"next_page http://news.example/list/?page=3 →"}));
  EXPECT_EQ(links_of("<a href='/list/old'>Older posts</a>"),
            (Lines{"next_page http://news.example/list/old Older posts"}));
}

Lines kinds_of(std::string_view body, std::string_view url) {
  Lines kinds;
  for (const auto& line : links_of(body, url)) kinds.push_back(line.substr(0, line.find(' ')));
  return kinds;
}

TEST(LinksTest, PagesUnderNumberedFoldersAreNear) {
  EXPECT_EQ(links_of("<div><a href='/a/page/1/'>1</a> <a href='/a/page/3/'>3</a> "
                     "<a class='next page-numbers' href='/a/page/3/'>下一页</a></div>",
                     "http://news.example/a/page/2/"),
            (Lines{"next_page http://news.example/a/page/1/ 1",
                   "next_page http://news.example/a/page/3/ 下一页"}));
  EXPECT_EQ(kinds_of("<a href='/a/3/list.html'>下一頁</a>", "http://news.example/a/2/list.html"),
            Lines{"next_page"});
  EXPECT_EQ(
      kinds_of("<a href='/(S(b2))/x3.html'>下一页</a>", "http://news.example/(S(a1))/x2.html"),
      Lines{"next_page"});
  EXPECT_EQ(kinds_of("<a href='/b/page/3/'>下一页</a>", "http://news.example/a/page/2/"),
            Lines{"section"});
}

TEST(LinksTest, LabelsOfPagersMayHaveArrowsAround) {
  for (const auto* label :
       {"下一页 &raquo;", "&larr; Older posts", "[下一页]", "下一页 &gt;&gt;", "Next &rsaquo;",
        "&rsaquo;", "Older Entries →", "&#9654;", "Nächste Seite", "次へ", "Следующая »"}) {
    EXPECT_EQ(kinds_of("<a href='?page=3'>" + std::string(label) + "</a>",
                       "http://news.example/list/?page=2"),
              Lines{"next_page"})
        << label;
  }
  EXPECT_EQ(kinds_of("<a href='?page=1'>&laquo; 上一页</a>", "http://news.example/list/?page=2"),
            Lines{"other_page"});
}

TEST(LinksTest, MoreLeadsOnOnlyBetweenPagesOfOneList) {
  for (const auto* label : {"加载更多", "查看更多 &gt;", "Load more", "Show More", "Mehr laden"}) {
    const std::string end = "'>" + std::string(label) + "</a>";
    EXPECT_EQ(kinds_of("<a href='/sports/?page=3" + end, "http://news.example/sports/?page=2"),
              Lines{"next_page"})
        << label;
    EXPECT_EQ(kinds_of("<a href='/sports/page/2/" + end, "http://news.example/sports/"),
              Lines{"next_page"})
        << label;
    EXPECT_EQ(kinds_of("<a href='/sports/" + end, "http://news.example/"), Lines{"section"})
        << label;
    EXPECT_EQ(kinds_of("<a href='/list_12/" + end, "http://news.example/"), Lines{"section"})
        << label;
  }
}

TEST(LinksTest, RelationsOfAnchorsAreTokensOfEitherCase) {
  EXPECT_EQ(kinds_of("<a rel='Next nofollow' href='/x/3'>x</a><a rel='nofollow PREV' "
                     "href='/x/1'>y</a>",
                     "http://news.example/list/"),
            (Lines{"next_page", "other_page"}));
}

TEST(LinksTest, ANumberThatIsAlsoTheWayBackIsTheWayBack) {
  EXPECT_EQ(
      links_of("<div><a href='?page=1'>1</a> <a href='?page=1'>上一页</a> <a "
               "href='?page=1'>首页</a> <a href='?page=3'>下一页</a> <a href='?page=3'>3</a> <a "
               "href='?page=3'>尾页</a></div>",
               "http://news.example/list/?page=2"),
      (Lines{"other_page http://news.example/list/?page=1 上一页",
             "next_page http://news.example/list/?page=3 下一页"}));
}

TEST(LinksTest, FollowsTheOptionsOfAListOfPages) {
  EXPECT_EQ(links_of("<select><option value='/s/?page=1'>第1頁</option><option "
                     "value='/s/?page=2'>第2頁</option></select><select><option value='/t/'>2025年"
                     "</option><option value=20>20</option></select>",
                     "http://news.example/s/"),
            (Lines{"next_page http://news.example/s/?page=1 1",
                   "next_page http://news.example/s/?page=2 2"}));
}

TEST(LinksTest, FollowsAFormThatIsNothingButAButtonForTheNextPage) {
  const std::string_view page = "http://news.example/f/";
  const std::string hidden = "<input type=hidden name=page value=2>";
  const std::string button = "<input type=submit value='下一页'>";
  EXPECT_EQ(links_of("<form action='/f/'>" + hidden + button + "</form>", page),
            (Lines{"next_page http://news.example/f/?page=2 "}));
  EXPECT_EQ(
      links_of("<form action='/f/'>" + hidden + "<button>下一页</button></form>", page).size(), 1U);
  for (const std::string& form :
       {"<form method=post action='/f/'>" + hidden + button,
        "<form action='/f/'><input name=q>" + button,
        "<form action='/f/'>" + hidden + "<input type=submit value=搜索>"})
    EXPECT_EQ(links_of(form + "</form>", page), Lines()) << form;
}

TEST(LinksTest, DaysOfACalendarAreNoPages) {
  const auto table = [](int days) {
    std::string cells;
    for (int day = 1; day <= days; ++day) {
      const std::string number = std::to_string(day);
      cells += "<td><a href='/cal/11/" + number + "/'>" + number + "</a></td>";
      if (day % 7 == 0) cells += "</tr><tr>";
    }
    return "<table><tr>" + cells + "</tr></table>";
  };
  const auto pages = [&](int days) {
    return std::ranges::count(kinds_of(table(days), "http://news.example/cal/11/"), "next_page");
  };
  EXPECT_EQ(pages(28), 0);
  EXPECT_EQ(pages(10), 10);
}

TEST(LinksTest, NamesAnArticlesOtherFormsAndAListsOtherLanguages) {
  EXPECT_EQ(
      links_of("<link rel=amphtml href='/amp/1.html'><link rel=alternate media='only screen and "
               "(max-width: 640px)' href='/m/1.html'><link rel=alternate hreflang=en href='/en/'>"),
      (Lines{"variant http://news.example/amp/1.html ", "variant http://news.example/m/1.html ",
             "section http://news.example/en/ "}));
}

TEST(LinksTest, ARuleForSectionsKeepsOtherLanguagesOut) {
  Site site = plain_site("test");
  site.follow.section = {"nav a"};
  EXPECT_EQ(links_of("<link rel=alternate hreflang=en href='/en/'>", "http://news.example/", site),
            Lines());
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
