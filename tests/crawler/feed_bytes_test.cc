// Feeds by their bytes: encodings, and files that are not whole.

#include <string>
#include <vector>

#include "crawler/feed.h"
#include "tests/crawler/feed_reading.h"

namespace newsarc::crawler {
namespace {

// The same feed in the charsets and under the labels it may come with.
TEST(Feed, Spec_IsDecodedByMarkHeaderAndDeclaration) {
  const std::string_view gbk = "\xBA\xE2\xD1\xF4\xD0\xC2\xCE\xC5";  // 衡阳新闻
  const auto titled = [](std::string_view head, std::string_view title) {
    return std::string(head) + "<rss><channel><title>" + std::string(title) +
           "</title></channel></rss>";
  };
  const std::string declared = titled("<?xml version='1.0' encoding='gb2312'?>", gbk);
  const std::string wanted = "衡阳新闻";
  EXPECT_EQ(read(declared).title, wanted);
  EXPECT_EQ(read("\n " + declared).title, wanted);
  EXPECT_EQ(read(titled("<?xml version='1.0'?>", gbk), {"text/xml", "gbk"}).title, wanted);
  EXPECT_EQ(read(titled("<?xml version='1.0' encoding='utf-8'?>", gbk), {"text/xml", "gbk"}).title,
            wanted);
  EXPECT_EQ(read(titled("<?xml version='1.0' encoding='gb2312'?>", wanted)).title, wanted);
  EXPECT_EQ(read(titled("\xEF\xBB\xBF<?xml version='1.0' encoding='gb2312'?>", wanted)).title,
            wanted);
  EXPECT_EQ(read(titled("", wanted + "<!-- <meta charset=big5> -->")).title, wanted);
}

TEST(Feed, Spec_WhatDeclaresNothingIsUtf8) {
  const auto feed = read("<rss><channel><title>衡\xFF</title></channel></rss>");
  EXPECT_EQ(feed.title, "衡\xEF\xBF\xBD");
  EXPECT_EQ(feed.decoding, (Decoding{"utf-8", "default", 1}));
  const auto gbk =
      read("<rss><channel><title>\xBA\xE2\xD1\xF4\xD0\xC2\xCE\xC5</title></channel></rss>");
  EXPECT_EQ(gbk.title, "衡阳新闻");
}

TEST(Feed, Spec_Utf16IsReadWithAndWithoutItsMark) {
  std::string wide;
  for (const char c : std::string_view("<?xml version='1.0'?><rss><channel><title>A</title>"
                                       "</channel></rss>")) {
    wide += {c, '\0'};
  }
  EXPECT_EQ(read("\xFF\xFE" + wide).title, "A");
  EXPECT_EQ(read(wide).title, "A");
  EXPECT_EQ(read(wide).kind, FeedKind::rss);
}

TEST(Feed, House_AFileCutShortGivesWhatIsWhole) {
  const std::string file =
      rss("<item><title>A</title><link>http://a/1</link></item>"
          "<item><title>B</title><link>http://a/2</link></item>");
  for (std::size_t length = file.find("<item>"); length < file.size(); ++length) {
    const auto feed = read(file.substr(0, length));
    const auto seen = std::string_view(file).substr(0, length);
    const std::size_t wanted = seen.find("</item>") == std::string_view::npos  ? 0
                               : seen.find("</item>") == seen.rfind("</item>") ? 1
                                                                               : 2;
    ASSERT_EQ(feed.entries.size(), wanted) << seen;
    EXPECT_FALSE(feed.whole) << seen;
    if (wanted == 2) {
      EXPECT_EQ(feed.entries[1].title, "B");
    }
  }
}

TEST(Feed, House_AnEntryWithoutItsEndTagEndsAtTheNext) {
  const auto feed =
      read(rss("<item><title>A</title><link>http://a/1</link>"
               "<item><title>B</title><link>http://a/2</link></item>"));
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].title, "A");
  EXPECT_EQ(feed.entries[1].title, "B");
}

TEST(Feed, House_GarbageBeforeTheDeclarationIsSteppedOver) {
  const std::string file = rss("<item><link>http://a/</link></item>");
  for (const auto* garbage : {"\n\n  ", "Warning: no such file in x.php on line 3\n",
                              "<br />\n<b>Warning</b>: x<br />\n", "\x01\x02"}) {
    const auto feed = read(garbage + file);
    EXPECT_EQ(feed.entries.size(), 1U) << garbage;
    EXPECT_EQ(feed.title, "衡陽新聞") << garbage;
  }
}

TEST(Feed, House_ADeclarationThatAFeedQuotesIsNotItsBeginning) {
  const auto feed = read(
      "<rss><channel><title>衡陽</title><item><link>http://a/</link><description>"
      "<![CDATA[<?xml version='1.0' encoding='gbk'?><svg/>]]></description>"
      "</item></channel></rss>");
  EXPECT_EQ(feed.title, "衡陽");
  EXPECT_EQ(feed.entries.size(), 1U);
}

}  // namespace
}  // namespace newsarc::crawler
