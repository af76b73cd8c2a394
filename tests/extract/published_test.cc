// Which of a page's dates is the article's.

#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

constexpr std::string_view prose =
    "<p>The harbour was closed on Monday, and the ferries waited outside until the storm had "
    "passed, as the harbour master said.</p>"
    "<p>Nobody was hurt, but two boats broke loose, and the pier has to be mended before summer, "
    "which will cost the town a good deal.</p>";

// A page with `head` in its head, `bar` between headline and text and `below` behind the text.
std::string page(std::string_view head, std::string_view bar, std::string_view below = "") {
  std::string html = "<html lang=\"de\"><head><title>Harbour closed by storm</title>";
  html += head;
  html += "</head><body><h1>Harbour closed by storm</h1>";
  html += bar;
  html += "<div class=\"text\">";
  html += prose;
  html += "</div>";
  html += below;
  return html + "</body></html>";
}

std::string published(std::string html, std::string_view url = "http://news.example/a/1.html",
                      std::optional<Stated> fetched = std::nullopt) {
  Options options;
  options.assume_article = true;
  Page page = page_of(std::move(html), url);
  if (fetched) page.fetched_at = to_instant(*fetched);
  const Reading reading = read(page, plain_site("test"), options);
  if (!reading.article || !reading.article->published) return "";
  return to_text(*reading.article->published);
}

std::string linked_data(std::string_view members) {
  return "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"," + std::string(members) +
         "}</script>";
}

TEST(PublishedTest, UtcIsToldInThePagesOwnTime) {
  const std::string head = linked_data("\"datePublished\":\"2019-10-18T22:04:30Z\"");
  EXPECT_EQ(published(page(head, "<p>19. Oktober 2019 00:04 Uhr</p>")),
            "2019-10-19T00:04:30+02:00");
  EXPECT_EQ(published(page(head, "<p>19. Oktober 2019 00:11 Uhr</p>")), "2019-10-18T22:04:30+00:00")
      << "another moment is no other zone";
}

TEST(PublishedTest, ZoneIsThatOfTheClaimOfTheSameWallClock) {
  const std::string head = linked_data("\"datePublished\":\"2019-10-18T22:04:00+09:00\"");
  EXPECT_EQ(published(page(head, "<p>Veröffentlicht: 18.10.2019 22:04</p>")),
            "2019-10-18T22:04+09:00");
}

TEST(PublishedTest, TimeMayStandBeforeTheDate) {
  EXPECT_EQ(published(page("",
                           "<p>Updated 8:15 AM EDT, July 6, 2024<br>Published 11:05 PM EDT, "
                           "July 5, 2024</p>")),
            "2024-07-05T23:05-04:00");
}

TEST(PublishedTest, MomentOfTheLastChangeIsNotOfPublication) {
  const std::string head = linked_data(
      "\"datePublished\":\"2025-10-25T12:10:35+02:00\",\"dateModified\":\"2025-10-25T15:26:09+02:"
      "00\"");
  EXPECT_EQ(published(page(head, "<p>Veröffentlicht: 25.10.2025 15:26</p>")),
            "2025-10-25T12:10:35+02:00");
}

TEST(PublishedTest, EarlierDayOnThePageIsBelievedBeforeAClaimThatIsTheLastChange) {
  const std::string head = linked_data(
      "\"datePublished\":\"2020-01-20T09:49:32Z\",\"dateModified\":\"2020-01-20T09:49:32Z\"");
  EXPECT_EQ(published(page(head, "<time>2020-01-19 12:25</time>")), "2020-01-19T12:25");
}

TEST(PublishedTest, VagueFieldYieldsToATimeOfDayBesideTheTitle) {
  const std::string_view head = "<meta name=\"date\" content=\"2020-04-30\">";
  EXPECT_EQ(published(page(head, "<ul><li><time>29.04.2020, 12:01 Uhr</time></li></ul>")),
            "2020-04-29T12:01");
  EXPECT_EQ(published(page(head, "")), "2020-04-30");
}

TEST(PublishedTest, OrderOfDayAndMonthIsThatOfTheClaimBesideIt) {
  const std::string html =
      "<html lang=\"en\"><head><title>Harbour closed by storm</title>"
      "<meta name=\"lastmod\" content=\"2026-01-06 14:20\"></head><body>"
      "<h1>Harbour closed by storm</h1><p>Published on 06/01/2026 - 13:55</p>" +
      std::string(prose) + "</body></html>";
  EXPECT_EQ(published(html), "2026-01-06T13:55");
}

TEST(PublishedTest, CountriesBeginWithTheDay) {
  const std::string html =
      "<html><head><title>Harbour closed by storm</title></head><body>"
      "<h1>Harbour closed by storm</h1><p>04/05/2020</p>" +
      std::string(prose) + "</body></html>";
  EXPECT_EQ(published(html, "http://news.example.tr/a"), "2020-05-04");
  EXPECT_EQ(published(html, "http://news.example.com/a"), "2020-04-05");
}

struct BarCase {
  const char* name;
  std::string_view bar, wanted;
};
class DateBarTest : public testing::TestWithParam<BarCase> {};

TEST_P(DateBarTest, IsReadBesideTheTitle) {
  EXPECT_EQ(published(page("", GetParam().bar)), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, DateBarTest,
    testing::Values(
        BarCase{"preposition", "<p>Veröffentlicht am Montag, 3. Februar 2014</p>", "2014-02-03"},
        BarCase{"change_before", "<p>Mis à jour le 7 janvier 2020</p><p>2 janvier 2020</p>",
                "2020-01-02"},
        BarCase{"class_of_others", "<p class=\"related-date\">3.2.2014</p>", "2014-02-03"},
        BarCase{"class_of_a_date",
                "<p>Ausgabe 14 vom Montag, 6. Januar 2014, Seite 3, siehe auch die Ausgabe vom 1. "
                "Januar 2014, ferner die vom 2. Januar 2014</p>"
                "<div><span class=\"post-date\">3. Februar 2014</span> in Hafen und Schifffahrt, "
                "siehe die Ausgaben vom 1.1.2014, vom 2.1.2014 und vom 3.1.2014</div>",
                "2014-02-03"},
        BarCase{"registration", "<p>Registriert: 18.09.2008, 05:56</p><p>r23 » 21.01.2009</p>",
                "2009-01-21"},
        BarCase{"label_that_names_something_else",
                "<p>5. Mai 2018</p><p>Event date: 3 June 2018, 7:00 pm</p>", "2018-05-05"},
        BarCase{"bare_label_behind_a_bar", "<p>5. Mai 2018</p><p>Date: June 3, 2018, 7:00 PM</p>",
                "2018-05-05"},
        BarCase{"bare_label", "<p>Date: June 3, 2018, 7:00 PM</p>", "2018-06-03T19:00"},
        BarCase{"quoted_post",
                "<p>5. Mai 2018</p><blockquote><time datetime=\"2018-03-12T19:30:12Z\">12 "
                "March</time></blockquote>",
                "2018-05-05"}),
    [](const auto& row) { return row.param.name; });

struct EventCase {
  const char* name;
  std::string_view bar, below;
};
class EventTest : public testing::TestWithParam<EventCase> {};

TEST_P(EventTest, IsNotThePublication) {
  const std::string html = page("", GetParam().bar, GetParam().below);
  EXPECT_EQ(published(html).substr(0, 10), "2024-07-05") << html;
}

constexpr std::string_view time_bar = "<div>2024-07-05 09:12 来源：滨江日报</div>";
constexpr std::string_view day_bar = "<div>July 5, 2024</div>";

INSTANTIATE_TEST_SUITE_P(
    Cases, EventTest,
    testing::Values(
        EventCase{"show", time_bar, "<p>演出时间：2024年8月1日 19:30</p><p>地点：大剧院</p>"},
        EventCase{"bare", time_bar, "<p>时间：2024年8月1日 19:30</p><p>地点：大剧院</p>"},
        EventCase{"deadline", "<div>2024-07-05 09:12</div><p>报名截止时间：2024-08-01 17:00</p>",
                  ""},
        EventCase{"before_the_label_of_publishing",
                  "<p>活动时间：2024年8月1日 9:30</p><p>发布日期：2024-07-05</p>", ""},
        EventCase{"day_of_the_document", "<p>成文日期：2024年7月1日</p><p>发布日期：2024-07-05</p>",
                  ""},
        EventCase{"cells",
                  "<table><tr><td>成文日期：</td><td>2024年7月1日</td></tr><tr><td>发布日期：</td>"
                  "<td>2024-07-05</td></tr></table>",
                  ""},
        EventCase{"english", day_bar, "<p>Date: August 1, 2024, 7:00 PM</p><p>Place: the hall</p>"},
        EventCase{"sentence", day_bar,
                  "<p>The study, which was published on June 1, 2024, has been cited by many, said "
                  "the harbour master, and so it was by us.</p>"}),
    [](const auto& row) { return row.param.name; });

TEST(PublishedTest, BareLabelDaysAfterTheClaimsIsOfAnEvent) {
  const std::string head = linked_data("\"datePublished\":\"2024-07-05T09:12:00+08:00\"");
  EXPECT_EQ(published(page(head, "<p>Date: August 1, 2024, 7:00 PM</p>")),
            "2024-07-05T09:12:00+08:00");
  EXPECT_EQ(published(page(head, "<p>Date: July 5, 2024, 10:00 AM</p>")), "2024-07-05T10:00");
}

TEST(PublishedTest, TimeOfAnEventIsNoLastResort) {
  EXPECT_EQ(published(page("", "", "<p>演出时间：2024年8月1日 19:30</p>")), "");
  std::string html = page("", "");
  html.insert(html.find("</div></body>"), "<p>Date: August 1, 2024, 7:00 PM</p>");
  EXPECT_EQ(published(html), "") << "a bare label in the text";
}

TEST(PublishedTest, LabelMayBeGluedToTheFieldBefore) {
  EXPECT_EQ(published(page("",
                           "<div><span>来源：滨江日报</span><span>时间：2024-07-05 "
                           "09:12</span></div>")),
            "2024-07-05T09:12");
}

TEST(PublishedTest, DateAloneOnALineOfTheHeadlineIsNoPartOfIt) {
  const std::string html =
      "<html><head><title>Harbour closed by storm</title></head><body><h1>Harbour closed by storm"
      "<br><small>27.01.2022</small></h1>" +
      std::string(prose) + "</body></html>";
  EXPECT_EQ(published(html), "2022-01-27");
}

TEST(PublishedTest, TextMayBeginWithItsDate) {
  const std::string html =
      "<html><head><title>Harbour closed by storm</title></head><body>"
      "<h1>Harbour closed by storm</h1><p>(18.01.2018) The harbour was closed on Monday, and the "
      "ferries waited outside until the storm had passed, as the harbour master said in town.</p>" +
      std::string(prose) + "</body></html>";
  EXPECT_EQ(published(html), "2018-01-18");
}

TEST(PublishedTest, LastChangeIsTheLastResort) {
  EXPECT_EQ(published(page("", "",
                           "<footer><p>Diese Seite wurde zuletzt am 29. Januar 2020 um 13:22 Uhr "
                           "geändert.</p></footer>")),
            "2020-01-29T13:22");
}

TEST(PublishedTest, AClaimThatHasNotComeIsKeptWhereItIsTheOnlyOne) {
  const auto fetched = stated(2024, 7, 6);
  const auto on = [&](std::string_view bar, std::string_view below = "") {
    return published(page("", bar, below), "http://news.example/a/1.html", fetched);
  };
  EXPECT_EQ(on("<p>发布: 2036-06-09 02:08:21</p>"), "2036-06-09T02:08:21");
  EXPECT_EQ(on("<p>发布: 2036-06-09 02:08:21</p><p>5. Juli 2024</p>"), "2024-07-05");
  EXPECT_EQ(on("<p>2036-06-09 02:08</p>"), "") << "no label says that it is of publication";
  EXPECT_EQ(on("<p>时间：2036-06-09 02:08</p>"), "") << "an event's, as a rule";
  EXPECT_EQ(on("", "<p>发布: 2036-06-09 02:08:21</p>"), "") << "not beside the title";
}

TEST(PublishedTest, ADayWithoutAYearIsTheLastOneBeforeTheCapture) {
  const auto on = [](std::string_view bar, const std::optional<Stated>& fetched) {
    return published(page("", bar), "http://news.example/a/1.html", fetched);
  };
  EXPECT_EQ(on("<p>发布时间：12-30 13:25</p>", stated(2026, 1, 5)), "2025-12-30T13:25");
  EXPECT_EQ(on("<p>12-30 13:25</p>", stated(2026, 1, 5)), "2025-12-30T13:25");
  EXPECT_EQ(on("<p>发布时间：01-05 13:25</p>", stated(2026, 1, 5)), "2026-01-05T13:25");
  EXPECT_EQ(on("<p>发布时间：2-29 13:25</p>", stated(2028, 1, 5)), "2024-02-29T13:25");
}

TEST(PublishedTest, TornLinkedDataStillHasItsDates) {
  EXPECT_EQ(published(page("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\","
                           "\"headline\":\"The \"best\" harbour\",\"datePublished\": "
                           "\"2020-10-26T18:10:00+01:00\",}</script>",
                           "")),
            "2020-10-26T18:10:00+01:00");
}

TEST(PublishedTest, LinkedDataMayStandInACdataSection) {
  EXPECT_EQ(published(page("<script type=\"application/ld+json\">//<![CDATA[\n{\"@type\":"
                           "\"NewsArticle\",\"datePublished\":\"2024-08-22T12:00:00+02:00\"}\n"
                           "//]]></script>",
                           "")),
            "2024-08-22T12:00:00+02:00");
}

TEST(PublishedTest, ScriptsAreAskedWhenThePageSaysNothing) {
  const auto script = [](std::string_view text) {
    return page("", "", "<script>" + std::string(text) + "</script>");
  };
  EXPECT_EQ(published(script("var state = {\"publishDate\":\"2020-10-13T13:25:26Z\"};")),
            "2020-10-13T13:25:26+00:00");
  EXPECT_EQ(published(script("var ct = \"1602566726\";")), "2020-10-13T05:25:26+00:00");
  EXPECT_EQ(
      published(script("[{\"publishDate\":\"2020-10-13\"},{\"publishDate\":\"2020-10-12\"}]")), "")
      << "of several articles";
}

}  // namespace
}  // namespace newsarc::extract
