// Titles, times, bodies and kinds, each on the smallest page that shows the rule.

#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

constexpr std::string_view story =
    "<p>江城大桥昨日正式通车，两岸市民步行过桥，见证这座城市新的地标投入使用。</p>"
    "<p>据市交通局介绍，大桥通车后，东西两区之间的车程由原来的四十分钟缩短为十分钟。</p>"
    "<p>家住东区的王女士说，以前过江要坐渡船，遇到大雾就得等，现在方便多了。</p>";

std::string page_with(std::string_view head, std::string_view before, std::string_view after = "") {
  std::string html = "<!DOCTYPE html><html><head><meta charset=utf-8>";
  html += head;
  html += "</head><body>";
  html += before;
  html += "<div class=content>";
  html += story;
  html += "</div>";
  html += after;
  return html + "</body></html>";
}

struct ValueCase {
  const char* name;
  std::string_view head, before, wanted;
};

class TitleTest : public testing::TestWithParam<ValueCase> {};

TEST_P(TitleTest, FindsTheHeadline) {
  const Reading reading = read(page_with(GetParam().head, GetParam().before));
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->title, GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, TitleTest,
    testing::Values(
        ValueCase{"h1_agrees", "<title>江城大桥通车-江城网</title>", "<h1>江城大桥通车</h1>",
                  "江城大桥通车"},
        ValueCase{"h1_is_the_site", "<title>江城大桥通车 - 江城新闻网</title>",
                  "<h1>江城新闻网</h1><h2>江城大桥通车</h2>", "江城大桥通车"},
        ValueCase{"heading_by_class", "<title>江城大桥通车_本地_江城网</title>",
                  "<h3>本地</h3><div class=bt>江城大桥通车</div>", "江城大桥通车"},
        ValueCase{"bold_cell", "<title>江城大桥通车-要闻</title>",
                  "<table><tr><td><b>江城大桥通车</b></td></tr></table>", "江城大桥通车"},
        ValueCase{"open_graph_cut_at_a_quote",
                  "<title>某网</title><meta property=og:title content=\"江城大桥\">",
                  "<h1>江城大桥\"通车\"了</h1>", "江城大桥\"通车\"了"},
        ValueCase{"only_title", "<title>江城大桥通车_江城新闻_江城网</title>", "", "江城大桥通车"},
        ValueCase{"dash_inside", "<title>3-2战胜东区队 江城队晋级</title>", "",
                  "3-2战胜东区队 江城队晋级"},
        ValueCase{"h1_says_something_else", "<title>长标题</title>",
                  "<h1>江城大桥今日全线贯通</h1>", "江城大桥今日全线贯通"},
        ValueCase{"markup_as_text", "<title>&lt;b&gt;粗&lt;/b&gt;</title>",
                  "<h1>&lt;b&gt;粗&lt;/b&gt;</h1>", "<b>粗</b>"},
        ValueCase{"line_breaks", "<title>t</title>", "<h1>第一行\n\t 第二行</h1>", "第一行 第二行"},
        ValueCase{"empty", "<title></title>", "<h1></h1><div>发布: 2020-10-13</div>", ""}),
    [](const auto& row) { return row.param.name; });

class PublishedTest : public testing::TestWithParam<ValueCase> {};

TEST_P(PublishedTest, FindsTheTimeThatIsTheArticles) {
  const Reading reading = read(page_with(GetParam().head, GetParam().before));
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->published ? to_text(*reading.article->published) : "",
            GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, PublishedTest,
    testing::Values(
        ValueCase{"labelled", "", "<h1>江城大桥通车</h1><p>发布: 2020-10-13 13:25:26</p>",
                  "2020-10-13T13:25:26"},
        ValueCase{"traditional_label", "",
                  "<h1>江城大橋通車</h1><p>發佈時間：２０２０－１０－１３</p>", "2020-10-13"},
        ValueCase{"without_a_label", "", "<h1>江城大桥通车</h1><p>2020-10-13 13:25　江城网</p>",
                  "2020-10-13T13:25"},
        ValueCase{"not_today", "",
                  "<p>今天是2020年10月20日 星期二</p><h1>江城大桥通车</h1><p>2020-10-13</p>",
                  "2020-10-13"},
        ValueCase{"not_the_update", "",
                  "<h1>江城大桥通车</h1><p>发布：2020-10-13 更新：2020-10-15</p>", "2020-10-13"},
        ValueCase{"meta", "<meta name=pubdate content='2020-10-13T13:25:26+08:00'>",
                  "<h1>江城大桥通车</h1>", "2020-10-13T13:25:26+08:00"},
        ValueCase{"page_says_more_than_meta", "<meta name=pubdate content='2020-10-13'>",
                  "<h1>江城大桥通车</h1><p>2020-10-13 13:25</p>", "2020-10-13T13:25"},
        ValueCase{"json_ld",
                  "<script "
                  "type=application/"
                  "ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"x\n\",\"datePublished\":"
                  "\"2020-10-13\"}</script>",
                  "<h1>江城大桥通车</h1>", "2020-10-13"},
        ValueCase{"broken_json_ld",
                  "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePub</script>",
                  "<h1>江城大桥通车</h1><p>2020-10-13</p>", "2020-10-13"},
        ValueCase{"time_element", "",
                  "<h1>江城大桥通车</h1><time datetime=2020-10-13T13:25>昨天</time>",
                  "2020-10-13T13:25"},
        ValueCase{"none", "", "<h1>江城大桥通车</h1>", ""}),
    [](const auto& row) { return row.param.name; });

TEST(PublishedTest, TakesTheListsDateAndThenTheUrls) {
  Page page =
      page_of(page_with("", "<h1>江城大桥通车</h1>"), "http://news.example/2020/1013/1.html");
  EXPECT_EQ(to_text(*read(page).article->published), "2020-10-13");
  page.request.hints.date = stated(2020, 10, 12);
  EXPECT_EQ(to_text(*read(page).article->published), "2020-10-12");
}

TEST(PublishedTest, RefusesDatesOfCommentsRelatedListsAndTheFuture) {
  const std::string html =
      page_with("", "<h1>江城大桥通车</h1><p>2031-01-01</p>",
                "<div class=comments><p>真好，支持。 2020-10-14 08:00</p></div><ul "
                "class=related><li><a href=/2>旧闻</a> 2019-01-01</li></ul>");
  Page page = page_of(html);
  page.fetched_at = to_instant(*stated(2020, 10, 20));
  const Reading reading = read(page);
  ASSERT_TRUE(reading.article);
  EXPECT_FALSE(reading.article->published);
}

TEST(PublishedTest, GivesTheOffsetOnlyWhereTheSiteNamesAZone) {
  const Page page = page_of(page_with("", "<h1>江城大桥通车</h1><p>发布：2020-10-13 13:25</p>"));
  EXPECT_EQ(to_text(*read(page).article->published), "2020-10-13T13:25");
  Site site = plain_site("test");
  site.timezone = "Asia/Shanghai";
  EXPECT_EQ(to_text(*read(page, site).article->published), "2020-10-13T13:25+08:00");
}

struct BodyCase {
  const char* name;
  std::string_view before, after;
};
class BodyTest : public testing::TestWithParam<BodyCase> {};

TEST_P(BodyTest, IsTheThreeParagraphsAndNothingElse) {
  const Reading reading =
      read(page_with("<title>江城大桥通车</title>", GetParam().before, GetParam().after));
  ASSERT_TRUE(reading.article);
  ASSERT_EQ(reading.article->paragraphs.size(), 3u) << reading.article->paragraphs.back();
  EXPECT_TRUE(reading.article->paragraphs.front().starts_with("江城大桥昨日"));
  EXPECT_TRUE(reading.article->paragraphs.back().ends_with("现在方便多了。"));
}

INSTANTIATE_TEST_SUITE_P(
    Cases, BodyTest,
    testing::Values(
        BodyCase{"alone", "", ""},
        BodyCase{
            "comments_by_class", "<h1>江城大桥通车</h1>",
            "<div "
            "class=comment-list><p>真好，以后上班方便多了，支持一下，希望早日建第二座。</p></div>"},
        BodyCase{"comments_by_heading", "", "<div><h3>网友评论</h3><p>真好，支持。</p></div>"},
        BodyCase{"related_list", "",
                 "<div><b>相关新闻</b><ul><li><a href=/1>市民代表参观大桥工地</a></li></ul></div>"},
        BodyCase{"editor_line", "", "<p>责任编辑：林小雨</p>"},
        BodyCase{"original_title", "<p>原标题：大桥通车，东西两区不再遥远</p>", ""},
        BodyCase{"hidden",
                 "<div style='display: "
                 "none'><p>这里是隐藏的文字，谁也看不见，也不应当被保存下来。</p></div>",
                 ""},
        BodyCase{"noscript_and_script", "<noscript><p>请打开脚本，否则看不到内容。</p></noscript>",
                 "<script>var a='文字，很长。';</script>"},
        BodyCase{"share_bar", "<div class=bdsharebuttonbox>分享到：微信</div>", ""},
        BodyCase{"footer", "",
                 "<div "
                 "class=footer>地址：江城市滨江路1号，邮编：000000，电话：000-0000000，版权所有。</"
                 "div>"},
        BodyCase{"navigation",
                 "<ul class=nav><li><a href=/a/>首页</a></li><li><a href=/b/>新闻</a></li></ul>",
                 ""}),
    [](const auto& row) { return row.param.name; });

TEST(BodyTest, KeepsTheTimesOfEvents) {
  const auto text = [](std::string_view above, std::string_view below) {
    const std::string html = "<h1>江城大桥通车</h1><div><p>" + std::string(above) + "</p>" +
                             std::string(story) + "<p>" + std::string(below) + "</p></div>";
    return read(html).article.value().paragraphs;
  };
  for (const char* line : {"演出时间：2024年8月1日 19:30", "时间：2024年8月1日 19:30"})
    EXPECT_EQ(text("", line).back(), line);
  const char* meeting = "会议时间：2024年8月1日 9:00";
  EXPECT_EQ(text(meeting, "").front(), meeting);
  EXPECT_EQ(text("时间：2024年8月1日 9:00", "发布时间：2024年8月1日 9:00").size(), 3u);
  EXPECT_EQ(text("2024-07-05 09:12</p><p>时间：2024年8月1日 9:00", "").size(), 4u)
      << "behind the date bar";
}

TEST(BodyTest, SplitsAtLineBreaksAndDropsIndents) {
  const Reading reading = read(
      "<h1>江城大桥通车</h1><p>2020-10-13 "
      "13:25</"
      "p><div>　　江城大桥昨日正式通车，两岸市民步行过桥，见证新的地标。<br><br>"
      "\n　　据市交通局介绍，"
      "两区之间的车程<b>缩短</b>为十分钟。</div>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->paragraphs,
            (std::vector<std::string>{"江城大桥昨日正式通车，两岸市民步行过桥，见证新的地标。",
                                      "据市交通局介绍，两区之间的车程缩短为十分钟。"}));
}

TEST(BodyTest, KeepsTheRowsOfATableOfDataTogether) {
  std::string html = page_with("", "");
  html.insert(
      html.find("<p>家住"),
      "<table><tr><td>车道</td><td>六条</td></tr><tr><td>全长</td><td>二千米</td></tr></table>");
  const Reading tabled = read(html);
  ASSERT_TRUE(tabled.article);
  ASSERT_EQ(tabled.article->paragraphs.size(), 5u);
  EXPECT_EQ(tabled.article->paragraphs[2], "车道 六条");
}

struct KindCase {
  const char* name;
  std::string_view html;
  PageKind wanted;
};
class KindTest : public testing::TestWithParam<KindCase> {};

TEST_P(KindTest, TellsPagesApart) {
  EXPECT_EQ(read(std::string(GetParam().html)).kind, GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, KindTest,
    testing::Values(
        KindCase{"no_bytes", "", PageKind::empty},
        KindCase{"no_text", "<html><body><div></div></body></html>", PageKind::empty},
        KindCase{
            "soft_404",
            "<title>页面不存在</title><h1>404 页面不存在</h1><p>您访问的页面已被删除或不存在。</p>",
            PageKind::error_page},
        KindCase{"english_404",
                 "<title>Page not found</title><h1>Oops!</h1><p>We cannot find that page.</p>",
                 PageKind::error_page},
        KindCase{"captcha",
                 "<title>安全验证</title><h1>访问过于频繁,请完成验证</h1><img src=/c.png>",
                 PageKind::error_page},
        KindCase{"login", "<h1>会员</h1><form><input name=u><input name=p type=password></form>",
                 PageKind::login},
        KindCase{"login_by_word", "<h1>请登录后查看</h1><p>本页只对会员开放。</p>",
                 PageKind::login},
        KindCase{"nearly_empty", "<ul class=nav><li><a href=/a/>首页</a></li></ul><h1>关于</h1>",
                 PageKind::list},
        KindCase{"a_date_for_a_title",
                 "<h1>2020-10-13 日程</h1><a href=/2>后一天</a> <a href=/1>前一天</a><div "
                 "class=footer>地址:江城市滨江路,电话:000</div>",
                 PageKind::list},
        KindCase{"short_notice",
                 "<h1>停水通知</h1><p>发布：2020-10-13 "
                 "13:25</p><p>因管道检修，东区明日上午停水三小时，请提前储水。</p>",
                 PageKind::article},
        KindCase{"pdf", "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>", PageKind::unparsed},
        KindCase{"jpeg", "\xff\xd8\xff\xe0 JFIF", PageKind::unparsed}),
    [](const auto& row) { return row.param.name; });

TEST(KindTest, AnArticleThatSpeaksOfErrorsIsOne) {
  const Reading reading = read(page_with("<title>为何总是404 not found</title>",
                                         "<h1>为何总是404 not found</h1><p>2020-10-13 13:25</p>"));
  EXPECT_EQ(reading.kind, PageKind::article);
}

TEST(KindTest, AnArticleWithoutATitleIsOne) {
  const Reading reading =
      read(page_with("<title></title>", "<h1></h1><div>发布: 2020-10-13 13:25</div>"));
  ASSERT_EQ(reading.kind, PageKind::article);
  EXPECT_EQ(reading.article->title, "");
}

}  // namespace
}  // namespace newsarc::extract
