// newsarc url and newsarc robots: what links mean, and what a robots.txt allows.

#include "tests/cli/program.h"

namespace newsarc::cli {
namespace {

class UrlTest : public ProgramTest {};

TEST_F(UrlTest, GivesTheUrlAndTheKeyOfWhatIsWritten) {
  const auto ran = newsarc({"url", "HTTP://News.Example:80/a/../b.html?utm_source=x&id=2#top"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "HTTP://News.Example:80/a/../b.html?utm_source=x&id=2#top\n"
            "  url    http://news.example/b.html?utm_source=x&id=2#top\n"
            "  key    http://news.example/b.html?id=2\n");
}

TEST_F(UrlTest, ResolvesAgainstTheBaseInItsCharset) {
  const auto ran = newsarc({"url", "--json", "--base", "http://news.example/list/", "--charset",
                            "GB2312", "s?q=衡", "../a"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(
      ran.out,
      R"([{"url":"http://news.example/list/s?q=%BA%E2","key":"http://news.example/list/s?q=%BA%E2","error":null},
 {"url":"http://news.example/a","key":"http://news.example/a","error":null}]
)");
}

TEST_F(UrlTest, SaysWhatIsNoUrlAndAnswersTheRest) {
  const auto ran = newsarc({"url", "javascript:void(0)", "http://news.example/"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_NE(ran.out.find("  error  scheme is javascript\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("  key    http://news.example/\n"), std::string::npos) << ran.out;
}

TEST_F(UrlTest, AnswersAListLineByLine) {
  write("pages.jsonl",
        "{\"base\":\"http://news.example/a/\",\"ref\":\"b?x=é\",\"charset\":\"windows-1252\"}\n"
        "\n"
        "{\"base\":null,\"ref\":\"nowhere\"}\n");
  const auto ran = newsarc({"url", "--pages", "pages.jsonl"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with(
      R"({"url":"http://news.example/a/b?x=%E9","key":"http://news.example/a/b?x=%E9","error":null})"
      "\n"
      R"({"url":null,"key":null,"error":)"))
      << ran.out;
}

TEST_F(UrlTest, RefusesWhatItCannotUnderstand) {
  write("list.jsonl", "{\"ref\":\"http://news.example/\"}\n[1]\n");
  write("nameless.jsonl", "{\"base\":\"http://news.example/\"}\n");
  struct Case {
    std::vector<std::string> words;
    std::string says;
  };
  for (const auto& [words, says] :
       {Case{{"url"}, "no URL given"}, Case{{"url", "--charset", "klingon", "a"}, "no charset"},
        Case{{"url", "--base", "nowhere", "a"}, "nowhere"},
        Case{{"url", "--pages", "list.jsonl"}, "list.jsonl:2"},
        Case{{"url", "--pages", "nameless.jsonl"}, "nameless.jsonl:1"}, Case{{"robots"}, "--cases"},
        Case{{"robots", "list.jsonl"}, "--cases"},
        Case{{"robots", "--cases", "list.jsonl"}, "list.jsonl:1"}}) {
    const auto ran = newsarc(words);
    EXPECT_EQ(ran.code, 2) << words.back();
    EXPECT_NE(ran.err.find(says), std::string::npos) << ran.err;
  }
}

TEST_F(UrlTest, NamesTheLineOfARobotsTxtThatDecides) {
  write("robots.txt",
        "# ours\r\nUser-agent: other\r\nDisallow: /\r\n\r\nUser-agent: *\r\n"
        "Disallow: /search # costly\r\nAllow: /search/about\r\n");
  const auto ran = newsarc(
      {"robots", "robots.txt", "/search?q=1", "http://news.example/search/about", "/news/1.html"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "disallowed  /search?q=1  (line 6: Disallow: /search)\n"
            "allowed     http://news.example/search/about  (line 7: Allow: /search/about)\n"
            "allowed     /news/1.html  (no line speaks of it)\n");
  const auto other = newsarc({"robots", "--json", "robots.txt", "--agent", "other", "/"});
  EXPECT_EQ(other.out, R"([{"url":"/","allowed":false,"line":3,"text":"Disallow: /"}])"
                       "\n");
}

TEST_F(UrlTest, EncodesPathsBeyondAsciiBeforeTheyAreJudged) {
  write("robots.txt", "User-agent: *\nDisallow: /衡\n");
  const auto ran = newsarc({"robots", "robots.txt", "/衡", "/%E8%A1%A1"});
  EXPECT_EQ(ran.out,
            "disallowed  /衡  (line 2: Disallow: /衡)\n"
            "disallowed  /%E8%A1%A1  (line 2: Disallow: /衡)\n");
}

TEST_F(UrlTest, ListsHaveTheirOwnBasesAndAreFiles) {
  EXPECT_EQ(newsarc({"url", "--base", "http://b/", "--pages", "list.jsonl"}).code, 2);
  EXPECT_EQ(newsarc({"url", "--pages", "."}).code, 12);
  EXPECT_EQ(newsarc({"url", "--json", "--charset", "gbk", "http://a/?q=衡"}).out,
            "[{\"url\":\"http://a/?q=%BA%E2\",\"key\":\"http://a/?q=%BA%E2\",\"error\":null}]\n");
}

TEST_F(UrlTest, JudgesAListOfRobotsCases) {
  write(
      "cases.jsonl",
      R"({"robots_latin1":"User-agent: *\nDisallow: /\u00e9\n","cases":[["a","/%C3%A9"],["a","/%E9"],["a","/e"]]})"
      "\n");
  const auto ran = newsarc({"robots", "--cases", "cases.jsonl"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "{\"allowed\":[true,false,true]}\n");
}

}  // namespace
}  // namespace newsarc::cli
