// A site on loopback whose template changes between two crawls of the program.

#include "tests/cli/program.h"
#include "tests/crawler/loopback_server.h"

namespace newsarc::cli {
namespace {

std::string answer(const std::string& html) {
  // The server closes behind each answer and has to say so: a crawl without a delay would be
  // faster, send its next request over the closing connection, and count that as a try.
  return "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
         "Content-Length: " +
         std::to_string(html.size()) + "\r\n\r\n" + html;
}

std::string page_of(int number, const std::string& time) {
  const auto title = "石鼓區推進第" + std::to_string(number) + "期道路工程建設";
  return "<!DOCTYPE html><title>" + title +
         "</title><div class=\"nav\"><a href=\"/\">首頁</a></div>" + "<h1>" + title +
         "</h1><div class=\"info\">" + time + "</div><div class=\"text\"><p>" + title +
         "，沿線居民的出行條件將得到改善，工程計劃於年底前完工。</p><p>據介紹，施工期間將分段封閉，"
         "過往車輛請提前繞行，公交線路也將作出相應調整，具體安排另行通知。</"
         "p><p>這項工程自去年立項以來，先後徵求了沿線十二個社區的意見，設計方案也作了多次修改。</p>"
         "<p>"
         "負責人表示，施工單位將嚴格控制噪音和揚塵，並在路口設置指示牌，盡量減少對居民生活的影響。<"
         "/p></div>";
}

class DriftTest : public ProgramTest {
 protected:
  static constexpr int articles_ = 10;

  DriftTest() {
    write("newsarc.toml", "");
    write("sites.d/shigu.toml", "[site]\nname = \"shigu\"\nstart = [\"" + server_.url("/") +
                                    "\"]\n[fetch]\ndelay = \"0s\"\n");
    serve_list(0);
  }

  void serve_list(int first) {
    std::string list = "<!DOCTYPE html><title>要聞</title><ul>";
    for (int i = first; i < first + articles_; ++i)
      list += "<li><a href=\"/news/" + std::to_string(i) + ".html\">石鼓區推進第" +
              std::to_string(i) + "期道路工程建設</a></li>";
    server_.serve("/", answer(list + "</ul>"));
  }

  void serve_articles(const std::string& time, int first = 0) {
    for (int i = first; i < first + articles_; ++i)
      server_.serve("/news/" + std::to_string(i) + ".html", answer(page_of(i, time)));
  }

  Ran crawl(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"crawl", "--refresh", "all", "--allow",
                                   "127.0.0.1:" + std::to_string(server_.port())};
    words.insert(words.end(), more.begin(), more.end());
    return newsarc(words);
  }

  fakes::LoopbackServer server_;
};

TEST_F(DriftTest, ATemplateThatLosesItsBylinesWarnsLikeOneThatLosesItsCredits) {
  serve_articles("發布：2026-01-04 10:20:30</div><div>By Jane Roe");
  EXPECT_EQ(crawl({"--strict"}).code, 0);
  serve_list(articles_);
  serve_articles("發布：2026-01-04 10:20:30", articles_);
  const auto ran = crawl({"--strict"});
  EXPECT_EQ(ran.code, 13);
  EXPECT_NE(ran.err.find("drift of credits: 0 of 10 articles read have credits or a byline, before "
                         "that 100%; the rule that broke is \"byline\""),
            std::string::npos)
      << ran.err;
}

TEST_F(DriftTest, ATemplateThatLosesTheTimeWarnsAndIsExit13WhenStrict) {
  serve_articles("發布：2026-01-04 10:20:30");
  EXPECT_EQ(crawl({"--strict"}).code, 0);
  EXPECT_EQ(newsarc({"status"}).out.find("warning"), std::string::npos);
  serve_articles("<img src=\"/time.png\">");
  const auto lax = crawl();
  EXPECT_EQ(lax.code, 0) << lax.err;
  EXPECT_NE(lax.err.find("shigu: drift of published: 0 of 10"), std::string::npos) << lax.err;
  EXPECT_NE(lax.err.find("run 1 was the last good one"), std::string::npos) << lax.err;
  EXPECT_NE(lax.err.find("newsarc show --why"), std::string::npos) << lax.err;
  const auto strict = crawl({"--strict"});
  EXPECT_EQ(strict.code, 13) << strict.err;
  const auto status = newsarc({"status"});
  EXPECT_NE(status.out.find("  warning: drift of published: 0 of 10"), std::string::npos)
      << status.out;
  EXPECT_NE(newsarc({"status", "--json"}).out.find("\"drift of published"), std::string::npos);
}

TEST_F(DriftTest, StrictIsExit13ThoughPagesFailedToo) {
  serve_articles("發布：2026-01-04 10:20:30");
  crawl();
  serve_articles("<img src=\"/time.png\">");
  server_.serve("/news/0.html", "HTTP/1.1 403 X\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(crawl().code, 3);
  EXPECT_EQ(crawl({"--strict"}).code, 13);
}

}  // namespace
}  // namespace newsarc::cli
