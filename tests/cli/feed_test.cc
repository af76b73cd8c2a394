// newsarc feed: what feeds and sitemaps list.

#include "tests/cli/program.h"

namespace newsarc::cli {
namespace {

class FeedTest : public ProgramTest {};

const std::string rss =
    "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>衡陽新聞</title>"
    "<language>zh-tw</language><item><title>甲 &amp; 乙</title><link>/a.html?x=1&y=2</link>"
    "<pubDate>Mon, 02 Nov 2026 10:00:00 +0800</pubDate><author>a@b.example (張三)</author></item>"
    "<item><title>\x1B[31m丙</title><link>https://news.example/b</link></item>"
    "<item><link>mailto:x</link></item></channel></rss>";

TEST_F(FeedTest, ListsEntriesForPeople) {
  write("rss.xml", rss);
  const auto ran = newsarc({"feed", "rss.xml", "--url", "https://news.example/rss.xml"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "rss  衡陽新聞  zh-tw  utf-8\n"
            "  entries without an http or https URL: 1\n"
            "2026-11-02T10:00:00+08:00  甲 & 乙\n"
            "    https://news.example/a.html?x=1&y=2\n"
            "no date  [31m丙\n"
            "    https://news.example/b\n");
}

TEST_F(FeedTest, ListsEntriesAsJson) {
  const auto ran = newsarc({"feed", "--json", "-", "--url", "https://news.example/rss.xml"}, rss);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(
      ran.out,
      R"({"kind":"rss","title":"衡陽新聞","language":"zh-tw","charset":"utf-8","whole":true,"dropped":1,"next_page":null,"entries":[)"
      R"({"url":"https://news.example/a.html?x=1&y=2","title":"甲 & 乙","published":"2026-11-02T10:00:00+08:00","modified":null,"authors":["張三"],"language":null,"publication":null},)"
      R"({"url":"https://news.example/b","title":"[31m丙","published":null,"modified":null,"authors":[],"language":null,"publication":null}]})"
      "\n");
}

TEST_F(FeedTest, SaysWhatASitemapLacks) {
  const auto ran = newsarc({"feed", "-"},
                           "<urlset><url><loc>https://news.example/a</loc>"
                           "<lastmod>2026-11-02</lastmod></url><url><loc>https://news.ex");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "sitemap  utf-8\n"
            "  cut short: what stands before the cut\n"
            "2026-11-02 (modified)\n"
            "    https://news.example/a\n");
}

TEST_F(FeedTest, RefusesWhatIsNone) {
  write("page.html", "<!DOCTYPE html><title>A</title>");
  write("empty.xml", "<rss><channel/></rss>");
  write("cut.xml.gz", "\x1F\x8B\x08");
  struct Case {
    std::vector<std::string> words;
    int code;
    std::string says;
  };
  for (const auto& [words, code, says] :
       {Case{{"feed", "page.html"}, 3, "page.html: is no feed"},
        Case{{"feed", "cut.xml.gz"}, 3, "cut.xml.gz: gzip stream"},
        Case{{"feed", "empty.xml"}, 10, ""}, Case{{"feed", "none.xml"}, 12, "none.xml"},
        Case{{"feed", "page.html", "--url", "nowhere"}, 2, "nowhere: --url"},
        Case{{"feed"}, 2, "file"}}) {
    const auto ran = newsarc(words);
    EXPECT_EQ(ran.code, code) << words.back() << ran.err;
    EXPECT_NE(ran.err.find(says), std::string::npos) << ran.err;
  }
}

}  // namespace
}  // namespace newsarc::cli
