#include <sys/wait.h>
#include <unistd.h>

#include "tests/pipeline/night.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;

class Nights : public Night {
 protected:
  Nights() {
    publish("one", {});
    Story other;
    other.title = "雁峰區舉辦職工運動會";
    other.paragraphs[0] =
        "本報訊 雁峰區日前舉辦職工運動會,來自十二個單位的一百八十名職工參加了比賽。";
    publish("two", other);
  }
};

TEST_F(Nights, ArchiveWhatTheSiteSays) {
  const auto report = crawl();
  EXPECT_EQ(report.state, store::RunState::finished);
  EXPECT_EQ(
      sql("SELECT title, published, authors, state, versions FROM articles ORDER BY url"),
      (Rows{R"(衡陽高新區召開年度工作會議|2026-01-04T10:20:30+08:00|["陳遠志","劉小梅"]|live|1)",
            R"(雁峰區舉辦職工運動會|2026-01-04T10:20:30+08:00|["陳遠志","劉小梅"]|live|1)"}));
  EXPECT_EQ(sql("SELECT role, name FROM credits JOIN articles USING (article_id) "
                "WHERE url LIKE '%one.html' ORDER BY position"),
            (Rows{"reporter|陳遠志", "trainee_reporter|劉小梅"}));
}

TEST_F(Nights, FindNothingNewInAnUnchangedSite) {
  crawl();
  const auto report = crawl();
  ASSERT_EQ(report.sites.size(), 1U);
  EXPECT_EQ(report.sites[0].same, 2);
  EXPECT_EQ(report.sites[0].changed, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), Rows{"2"});
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"});
}

TEST_F(Nights, RecordAnEditAsANewVersion) {
  crawl();
  Story edited;
  edited.paragraphs[1] = "更正:過去一年全區完成投資應為四億元,此前所報數字有誤,特此說明。";
  publish("one", edited);
  const auto report = crawl();
  EXPECT_EQ(report.sites[0].changed, 1);
  EXPECT_EQ(sql("SELECT url, version, change FROM edits"),
            Rows{"http://news.example/a/one.html|2|edit"});
  EXPECT_EQ(sql("SELECT instr(new_body, '更正') > 0, instr(old_body, '更正') FROM edits"),
            Rows{"1|0"});
}

TEST_F(Nights, TellARetitleAndACosmeticChangeFromAnEdit) {
  crawl();
  Story retitled;
  retitled.title = "衡陽高新區年度工作會議圓滿閉幕";
  publish("one", retitled);
  crawl();
  retitled.time = "2026-01-04 11:00:00";
  publish("one", retitled);
  crawl();
  EXPECT_EQ(sql("SELECT version, change FROM versions WHERE url LIKE '%one.html' ORDER BY version"),
            (Rows{"1|new", "2|title", "3|cosmetic"}));
  EXPECT_EQ(sql("SELECT change FROM edits"), Rows{"title"});
}

TEST_F(Nights, CallAnArticleGoneAfterTwoCrawlsAndRestoredWhenItIsBack) {
  crawl();
  take_down("one");
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM deletions"), Rows{"0"});
  crawl();
  EXPECT_EQ(sql("SELECT url, restored_at FROM deletions"),
            Rows{"http://news.example/a/one.html|NULL"});
  EXPECT_EQ(sql("SELECT state FROM articles WHERE url LIKE '%one.html'"), Rows{"gone"});
  publish("one", {});
  crawl();
  EXPECT_EQ(sql("SELECT restored_at IS NOT NULL FROM deletions"), Rows{"1"});
  EXPECT_EQ(sql("SELECT state, versions FROM articles WHERE url LIKE '%one.html'"), Rows{"live|1"});
}

TEST_F(Nights, NeverCallAnArticleGoneForFailures) {
  crawl();
  for (const auto& reply : {fakes::no_answer(), fakes::status(503), fakes::status(403)}) {
    fetcher_.serve(url_of("one"), reply);
    crawl();
    crawl();
  }
  EXPECT_EQ(sql("SELECT state FROM articles WHERE url LIKE '%one.html'"), Rows{"live"});
  EXPECT_EQ(sql("SELECT count(*) FROM deletions"), Rows{"0"});
}

TEST_F(Nights, MakeNoVersionOfAChangeOfScript) {
  crawl();
  Story simplified;
  simplified.title = "衡阳高新区召开年度工作会议";
  simplified.paragraphs = {
      "本报讯 衡阳高新区日前召开年度工作会议,总结过去一年的工作,部署新一年的重点任务。",
      "会议指出,过去一年全区经济运行平稳,重点项目建设顺利推进,民生事业持续改善。",
      "与会人员围绕下一步计划进行了交流,并就产业发展、城市管理等提出了具体意见。"};
  simplified.credits = "(记者 陈远志 见习记者 刘小梅)";
  publish("one", simplified);
  crawl();
  EXPECT_EQ(sql("SELECT versions, script FROM articles WHERE url LIKE '%one.html'"),
            Rows{"1|Hans"});
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"});
}

TEST_F(Nights, MakeNoVersionOfAChangedProfile) {
  crawl();
  site_ = site_of("[extract]\nremove = '.content p:nth-child(2)'\n");
  const auto report = crawl();
  EXPECT_EQ(report.sites[0].changed, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"});
  EXPECT_EQ(sql("SELECT versions FROM articles ORDER BY article_id"), (Rows{"1", "1"}));
}

TEST_F(Nights, StillSeeAnEditOnTheNightOfAChangedProfile) {
  crawl();
  site_ = site_of("[extract]\nremove = '.content p:nth-child(2)'\n");
  Story edited;
  edited.paragraphs[2] = "更正:此前報道中的參會人數應為一百二十人,特此更正並向讀者致歉。";
  publish("one", edited);
  crawl();
  EXPECT_EQ(sql("SELECT url, change FROM edits"), Rows{"http://news.example/a/one.html|edit"});
}

TEST_F(Nights, WalkTheNextPagesOfAList) {
  Story third;
  third.title = "石鼓區推進道路工程建設";
  fetcher_.serve(url_of("three"), fakes::html(article_page(third)));
  fetcher_.serve("http://news.example/",
                 fakes::html(list_page(listed_, "http://news.example/list_2.html")));
  fetcher_.serve("http://news.example/list_2.html",
                 fakes::html(list_page({{url_of("three"), third.title},
                                        {url_of("one"), "衡陽高新區召開年度工作會議"},
                                        {url_of("two"), "雁峰區舉辦職工運動會"}})));
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"3"});
}

TEST_F(Nights, LeaveAListThatRepeatsOnePageForEver) {
  for (int page = 1; page <= 60; ++page)
    fetcher_.serve(
        "http://news.example/?page=" + std::to_string(page),
        fakes::html(list_page(listed_, "http://news.example/?page=" + std::to_string(page + 1))));
  fetcher_.serve("http://news.example/",
                 fakes::html(list_page(listed_, "http://news.example/?page=1")));
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  EXPECT_LT(fetcher_.log().size(), 20U);
}

// A section with few and odd headlines, which reads as an article.
class SectionNights : public Nights {
 protected:
  static constexpr const char* section_ = "http://news.example/politics/";

  void serve_section(const std::vector<std::string>& names) {
    std::string links = "<ul class=\"news\">";
    for (const auto& name : names) {
      Story story;
      story.title = "石鼓區推進道路工程建設之" + name;
      fetcher_.serve(url_of(name), fakes::html(article_page(story)));
      links += "<li><a href=\"" + url_of(name) + "\">" + story.title + "</a></li>";
    }
    Story front;
    front.title = "時政要聞今日頭條";
    fetcher_.serve(section_, fakes::html(article_page(front, links + "</ul>")));
  }
  void name_section() {
    fetcher_.serve("http://news.example/",
                   fakes::html(list_page(listed_) + "<div class=\"nav\"><a href=\"" + section_ +
                               "\">時政</a></div>"));
  }
  bool has(const std::string& name) {
    return sql("SELECT count(*) FROM articles WHERE url = '" + url_of(name) + "'") == Rows{"1"};
  }
};

TEST_F(SectionNights, FollowItEveryNightThoughItReadsAsAnArticle) {
  name_section();
  serve_section({"three"});
  crawl();
  ASSERT_EQ(sql("SELECT count(*) FROM articles WHERE url LIKE '%/politics/'"), Rows{"1"});
  ASSERT_TRUE(has("three"));
  for (const std::string name : {"four", "five"}) {
    serve_section({name});
    crawl();
    EXPECT_TRUE(has(name));
  }
}

TEST_F(SectionNights, CallItGoneLikeAnyArticle) {
  name_section();
  serve_section({"three"});
  crawl();
  fetcher_.forget(section_);
  options_.refresh = store::Refresh::none;
  crawl();
  crawl();
  EXPECT_EQ(sql("SELECT state FROM articles WHERE url LIKE '%/politics/'"), Rows{"gone"});
}

TEST_F(SectionNights, FollowItThoughItLedToAnArticleForANight) {
  name_section();
  fetcher_.serve(section_, fakes::redirect(302, url_of("one")));
  crawl();
  serve_section({"three"});
  options_.refresh = store::Refresh::none;
  crawl();
  EXPECT_TRUE(has("three"));
  EXPECT_EQ(sql("SELECT count(*) FROM url WHERE article_id = 1"), Rows{"1"});
}

TEST_F(Nights, ComeBackToAListThatFailed) {
  Story deep;
  deep.title = "石鼓區推進道路工程建設";
  fetcher_.serve(url_of("deep"), fakes::html(article_page(deep)));
  const std::string base = "http://news.example/list_";
  fetcher_.serve("http://news.example/", fakes::html(list_page(listed_, base + "2.html")));
  fetcher_.serve(base + "2.html", fakes::html(list_page(listed_, base + "3.html")));
  fetcher_.serve(base + "3.html", fakes::status(503));
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  fetcher_.serve(base + "3.html",
                 fakes::html(list_page({{url_of("deep"), deep.title}, listed_[0], listed_[1]})));
  crawl();
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"3"});
}

TEST_F(Nights, AskNothingThatRobotsForbids) {
  listed_.emplace_back("http://news.example/private/x.html", "內部文件不得外傳的一則消息");
  serve_list();
  crawl();
  EXPECT_EQ(fetcher_.times_asked("http://news.example/private/x.html"), 0U);
  EXPECT_EQ(fetcher_.log().front().request.url.path(), "/robots.txt");
  const auto refusals = sql(
      "SELECT error LIKE '%robots%' FROM fetches WHERE url = 'http://news.example/private/x.html'");
  EXPECT_EQ(refusals, Rows{"1"});
}

TEST_F(Nights, WaitForTheNextNightWhenRobotsCannotBeHad) {
  crawl();
  fetcher_.serve("http://news.example/robots.txt", fakes::status(503));
  fetcher_.clear_log();
  EXPECT_FALSE(crawl().any_seed_reached);
  EXPECT_EQ(fetcher_.times_asked(url_of("one")), 0U);
  EXPECT_EQ(sql("SELECT DISTINCT state FROM articles"), Rows{"live"});
  fetcher_.serve("http://news.example/robots.txt", fakes::plain(""));
  crawl();
  EXPECT_EQ(fetcher_.times_asked(url_of("one")), 1U);
}

TEST_F(Nights, KeepOneDelayBetweenTwoRequestsToAHost) {
  crawl();
  const auto log = fetcher_.log();
  for (std::size_t i = 2; i < log.size(); ++i)
    EXPECT_GE(log[i].at - log[i - 1].at, site_.fetch.delay);
}

TEST_F(Nights, TryAgainAfterAPassingFault) {
  fetcher_.serve_in_turn(url_of("one"),
                         {fakes::no_answer(), fakes::status(502), fakes::html(article_page({}))});
  const auto report = crawl();
  EXPECT_EQ(fetcher_.times_asked(url_of("one")), 3U);
  EXPECT_EQ(report.sites[0].failed, 0);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE url LIKE '%one.html'"), Rows{"3"});
}

TEST_F(Nights, FollowARedirectToAnArticleAndKeepTheWay) {
  fetcher_.serve("http://news.example/go?id=7", fakes::redirect(302, "/a/seven.html"));
  Story seven;
  seven.title = "珠暉區部署防汛準備工作";
  fetcher_.serve(url_of("seven"), fakes::html(article_page(seven)));
  listed_.emplace_back("http://news.example/go?id=7", seven.title);
  serve_list();
  crawl();
  EXPECT_EQ(sql("SELECT title FROM articles WHERE url LIKE '%seven%'"), Rows{seven.title});
  EXPECT_EQ(sql("SELECT status FROM fetches WHERE url LIKE '%id=7'"), Rows{"302"});
}

TEST_F(Nights, FollowNoRedirectOutOfTheSite) {
  fetcher_.serve(url_of("one"), fakes::redirect(302, "http://elsewhere.example/x"));
  crawl();
  EXPECT_EQ(fetcher_.times_asked("http://elsewhere.example/x"), 0U);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"1"});
}

TEST_F(Nights, SayWhenNoStartPageCanBeReached) {
  fetcher_.serve("http://news.example/", fakes::no_answer());
  EXPECT_FALSE(crawl().any_seed_reached);
}

TEST_F(Nights, AskForAStartPageOutsideThePathsThatTheProfileKeepsTo) {
  site_ = site_of("[follow]\nwithin = ['/a/']\n");
  EXPECT_TRUE(crawl().any_seed_reached);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
}

TEST_F(Nights, BlockArticlesOutsideThePathsThatTheProfileKeepsToNow) {
  crawl();
  site_ = site_of("[follow]\nwithin = ['/b/']\n");
  options_.refresh = store::Refresh::all;
  crawl();
  EXPECT_EQ(sql("SELECT DISTINCT state FROM articles"), Rows{"blocked"});
}

TEST_F(Nights, StopAtALimitAndGoOnUnderTheSameRun) {
  options_.max_pages = 2;
  const auto stopped = crawl_nearly();
  EXPECT_EQ(stopped.state, store::RunState::stopped);
  options_.max_pages.reset();
  const auto resumed = crawl_nearly();
  EXPECT_TRUE(resumed.resumed);
  EXPECT_EQ(resumed.run, stopped.run);
  EXPECT_EQ(resumed.state, store::RunState::finished);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  for (const auto* name : {"one", "two"}) EXPECT_EQ(fetcher_.times_asked(url_of(name)), 1U);
}

TEST_F(Nights, GoOnAfterAnInterruption) {
  stop_ = Stop::drain;
  EXPECT_EQ(crawl_nearly().state, store::RunState::interrupted);
  stop_ = Stop::none;
  EXPECT_EQ(crawl_nearly().state, store::RunState::finished);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
}

// What an archive says in the end, however often its crawl was killed.
constexpr auto everything =
    "SELECT url, title, body, state, versions FROM articles ORDER BY url, title";

class KilledNights : public Nights {
 protected:
  // Runs a crawl in a process of its own that ends without a word after `commits` commits. False:
  // it came to its end before.
  bool crawl_killed_after(int commits) {
    const pid_t child = fork();
    if (child == 0) {
      watch_.stored = [&](const Visit&, const store::Stored&) {
        if (--commits == 0) _exit(1);
      };
      crawl_nearly();
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
  }
};

TEST_F(KilledNights, EndLikeAnUninterruptedOne) {
  crawl_nearly();
  const auto whole = sql(everything);
  ASSERT_EQ(whole.size(), 2U);
  int kills = 0;
  for (int commits = 1;; ++commits, ++kills) {
    archive_ = directory_ / ("killed-" + std::to_string(commits) + ".db");
    if (!crawl_killed_after(commits)) break;
    const auto resumed = crawl_nearly();
    EXPECT_TRUE(resumed.resumed);
    EXPECT_EQ(resumed.run, 1);
    EXPECT_EQ(sql(everything), whole) << "killed after " << commits;
    EXPECT_EQ(sql("PRAGMA integrity_check"), Rows{"ok"});
  }
  EXPECT_GE(kills, 4);
}

}  // namespace
}  // namespace newsarc::pipeline
