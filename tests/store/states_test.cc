// When an article is gone, restored, redirected or blocked; when a visit is a failure.

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_States : public SiteOnPaper {
 protected:
  House_States() {
    publish("one", one_);
    publish("two", story("雁峰区举办职工运动会", "雁峰区日前举办职工运动会。"));
  }
  std::string state_of_one() {
    const auto rows = sql("SELECT state FROM articles WHERE url LIKE '%/one.html'");
    return rows.empty() ? "" : rows.front();
  }

  const Article one_ = story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。");
};

class House_GoneStatus : public House_States, public testing::WithParamInterface<int> {};

TEST_P(House_GoneStatus, IsBelievedInTheSecondFinishedRun) {
  crawl();
  publish("one", page_with_status(GetParam()));
  EXPECT_EQ(crawl().gone, 1);
  EXPECT_EQ(state_of_one(), "live");
  EXPECT_EQ(crawl().gone, 1);
  EXPECT_EQ(state_of_one(), "gone");
  EXPECT_EQ(sql("SELECT url, gone_at, restored_at FROM deletions"),
            Rows{article_url("one") + "|2026-01-07T02:00:00Z|NULL"});
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), Rows{"2"}) << "its versions stay";
}

INSTANTIATE_TEST_SUITE_P(Statuses, House_GoneStatus, testing::Values(404, 410));

struct Passing {
  const char* name;
  Answer answer;
};

class House_PassingFaults : public House_States, public testing::WithParamInterface<Passing> {};

TEST_P(House_PassingFaults, NeverMakeAnArticleGone) {
  crawl();
  publish("one", GetParam().answer);
  for (int night = 0; night < 3; ++night) EXPECT_EQ(crawl().failed, 1);
  EXPECT_EQ(state_of_one(), "live");
  EXPECT_EQ(sql("SELECT count(*) FROM deletions"), Rows{"0"});
  EXPECT_EQ(sql("SELECT versions FROM articles"), (Rows{"1", "1"})) << "never a version";
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE error IS NOT NULL"), Rows{"3"});
  publish("one", one_);
  const auto healed = crawl();
  EXPECT_EQ(healed.same, 2);
  EXPECT_EQ(healed.failed, 0);
}

INSTANTIATE_TEST_SUITE_P(Faults, House_PassingFaults,
                         testing::Values(Passing{"timeout", no_answer(Fault::network)},
                                         Passing{"forbidden", page_with_status(403)},
                                         Passing{"server_error", page_with_status(503)},
                                         Passing{"partial_content", page_with_status(206)},
                                         Passing{"soft_404", page_of_kind(PageKind::error_page)},
                                         Passing{"login", page_of_kind(PageKind::login)},
                                         Passing{"empty", page_of_kind(PageKind::empty)},
                                         Passing{"unparsed", page_of_kind(PageKind::unparsed)}),
                         [](const auto& row) { return row.param.name; });

struct Lasting {
  const char* name;
  Answer answer;
  std::size_t asked;  // in seven runs
};

Answer page_that_asks_not_to_be_archived() {
  Answer answer = page_of_kind(PageKind::article);
  answer.noarchive = true;
  return answer;
}

class House_LastingFaults : public House_States, public testing::WithParamInterface<Lasting> {};

TEST_P(House_LastingFaults, AreLeftToTheLadder) {
  site_.ladder = {{std::chrono::hours(24 * 365), std::chrono::hours(24 * 30)}};
  crawl();
  publish("one", GetParam().answer);
  change("UPDATE article SET next_check = 0 WHERE id = 1");
  std::size_t asked = 0;
  for (int night = 0; night < 7; ++night) {
    crawl(Refresh::automatic);
    asked += asked_.size() - 1;
  }
  EXPECT_EQ(asked, GetParam().asked);
}

INSTANTIATE_TEST_SUITE_P(Faults, House_LastingFaults,
                         testing::Values(Lasting{"forbidden", page_with_status(403), 1},
                                         Lasting{"list", page_of_kind(PageKind::list), 1},
                                         Lasting{"noarchive", page_that_asks_not_to_be_archived(),
                                                 1},
                                         Lasting{"login", page_of_kind(PageKind::login), 6},
                                         Lasting{"timeout", no_answer(Fault::network), 6}),
                         [](const auto& row) { return row.param.name; });

TEST_F(House_States, AreLeftToTheLadderWhereAGoneArticleMayNotBeAsked) {
  crawl();
  publish("one", page_with_status(404));
  crawl();
  crawl();
  ASSERT_EQ(state_of_one(), "gone");
  publish("one", no_answer(Fault::refused));
  crawl();
  EXPECT_EQ(state_of_one(), "gone");
  EXPECT_EQ(sql("SELECT next_check - f.at FROM article a JOIN fetch f ON f.id = (SELECT max(id) "
                "FROM fetch) WHERE a.id = 1"),
            Rows{std::to_string(7 * 24 * 3600)});
}

TEST_F(House_States, AreNotGoneAfterTwoRunsWithinSixHours) {
  between_nights_ = std::chrono::hours(5);
  crawl();
  publish("one", page_with_status(404));
  crawl();
  crawl();
  EXPECT_EQ(state_of_one(), "live");
  crawl();
  EXPECT_EQ(state_of_one(), "gone") << "ten hours after the first";
}

TEST_F(House_States, AreNotGoneByARunThatDidNotFinish) {
  crawl();
  publish("one", page_with_status(404));
  crawl(Refresh::all, RunState::interrupted);  // never goes on: the next ones have other sites
  const std::vector<Site> both{site_, plain_site("other")};
  const auto crawl_both = [&] {
    auto archive = open();
    const auto run = archive.begin_run(both, {}, Refresh::all, now_);
    ASSERT_TRUE(run);
    EXPECT_FALSE(run->resumed);
    visit_all(archive, *run);
    ASSERT_TRUE(archive.end_run(run->id, RunState::finished, now_));
    now_ += between_nights_;
  };
  crawl_both();
  EXPECT_EQ(state_of_one(), "live") << "one finished run, and one that was not";
  crawl_both();
  EXPECT_EQ(state_of_one(), "gone");
}

TEST_F(House_States, ForgetA404OnceThePageIsBack) {
  crawl();
  publish("one", page_with_status(404));
  crawl();
  publish("one", one_);
  crawl();
  publish("one", page_with_status(404));
  crawl();
  EXPECT_EQ(state_of_one(), "live");
  EXPECT_EQ(sql("SELECT count(*) FROM state_event"), Rows{"0"});
}

TEST_F(House_States, AreRestoredWithoutAVersionWhenTheTextIsTheSame) {
  crawl();
  publish("one", page_with_status(404));
  crawl();
  crawl();
  publish("one", one_);
  crawl();
  EXPECT_EQ(state_of_one(), "live");
  EXPECT_EQ(sql("SELECT gone_at, restored_at FROM deletions"),
            Rows{"2026-01-07T02:00:00Z|2026-01-08T02:00:00Z"});
  EXPECT_EQ(sql("SELECT versions FROM articles"), (Rows{"1", "1"}));
  bool restored = false;
  for (const auto& stored : stored_) restored = restored || stored.restored;
  EXPECT_TRUE(restored);
}

TEST_F(House_States, AreRestoredWithAVersionWhenTheTextDiffers) {
  crawl();
  publish("one", page_with_status(404));
  crawl();
  crawl();
  publish("one", story("衡阳高新区召开年度工作会议", "会议改期。"));
  crawl();
  EXPECT_EQ(sql("SELECT state, versions FROM articles WHERE article_id = 1"), Rows{"live|2"});
}

TEST_F(House_States, OfAGoneArticleAreLookedAtWhenAListNamesItAgain) {
  crawl();
  publish("one", page_with_status(404));
  crawl();
  crawl();
  ASSERT_EQ(state_of_one(), "gone");
  publish("one", one_);
  crawl(Refresh::none);
  EXPECT_EQ(state_of_one(), "live");
}

TEST_F(House_States, CountA404AsGoneNotAsFailed) {
  crawl();
  publish("one", page_with_status(404));
  const auto summary = crawl();
  EXPECT_EQ(summary.gone, 1);
  EXPECT_EQ(summary.failed, 0);
  EXPECT_EQ(summary.seen, 2);
}

TEST_F(House_States, CountA404OfAPageThatNeverWasAsFailed) {
  publish("never", page_with_status(404));
  const auto summary = crawl();
  EXPECT_EQ(summary.gone, 0);
  EXPECT_EQ(summary.failed, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
}

TEST_F(House_States, StayLiveOn304) {
  Answer answer = page_with(one_);
  answer.header = "ETag: \"v1\"\r\n";
  publish("one", answer);
  crawl();
  publish("one", page_with_status(304));
  const auto summary = crawl();
  EXPECT_EQ(summary.same, 2);
  EXPECT_EQ(sql("SELECT status, error FROM fetches WHERE status = 304"), Rows{"304|NULL"});
  EXPECT_EQ(sql("SELECT last_seen, versions FROM articles WHERE article_id = 1"),
            Rows{"2026-01-06T02:00:00Z|1"});
}

TEST_F(House_States, FailOn304ForAPageTheArchiveDoesNotHave) {
  publish("one", page_with_status(304));
  const auto summary = crawl();
  EXPECT_EQ(summary.failed, 1);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"1"});
}

TEST_F(House_States, SayRedirectedWhenItsUrlLeadsToAnotherArticle) {
  crawl();
  publish("one", redirected_to(article_url("two"), answers_[article_url("two")]));
  crawl();
  EXPECT_EQ(state_of_one(), "redirected");
  EXPECT_EQ(sql("SELECT state, versions FROM articles WHERE article_id = 2"), Rows{"live|1"});
  publish("one", one_);
  crawl();
  EXPECT_EQ(state_of_one(), "live");
  EXPECT_EQ(sql("SELECT from_state, to_state FROM state_event"),
            (Rows{"live|redirected", "redirected|live"}));
}

TEST_F(House_States, StayLiveWhenItsUrlLeadsToAList) {
  crawl();
  Answer list = page_of_kind(PageKind::list);
  publish("one", redirected_to(start_url, list));
  const auto summary = crawl();
  EXPECT_EQ(state_of_one(), "live");
  EXPECT_EQ(summary.failed, 0);
}

TEST_F(House_States, SayBlockedWhenWeMayNotAsk) {
  crawl();
  publish("one", no_answer(Fault::refused));
  const auto summary = crawl();
  EXPECT_EQ(state_of_one(), "blocked");
  EXPECT_EQ(summary.failed, 0);
  EXPECT_EQ(sql("SELECT status, error FROM fetches WHERE error IS NOT NULL"),
            Rows{"NULL|no answer"});
  publish("one", one_);
  crawl();
  EXPECT_EQ(state_of_one(), "live");
}

TEST_F(House_States, HonourNoarchive) {
  Answer answer = page_with(one_);
  answer.noarchive = true;
  publish("one", answer);
  const auto summary = crawl();
  EXPECT_EQ(summary.fresh, 1);
  EXPECT_EQ(summary.failed, 0);
  EXPECT_EQ(sql("SELECT bytes, sha256, error LIKE '%noarchive%' FROM fetches WHERE url LIKE "
                "'%one.html'"),
            Rows{"0|NULL|1"});
}

class House_MassDisappearance : public SiteOnPaper {
 protected:
  void publish_many(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(i);
      publish("n" + number, story("第" + number + "篇", "内容" + number + "。"));
    }
  }
  void take_down(int count) {
    for (int i = 0; i < count; ++i) publish("n" + std::to_string(i), page_with_status(404));
  }
  std::string gone() { return sql("SELECT count(*) FROM deletions").front(); }
};

TEST_F(House_MassDisappearance, IsTheSitesFaultNotItsArticles) {
  publish_many(20);
  crawl();
  take_down(11);
  crawl();
  const auto summary = crawl();
  EXPECT_EQ(gone(), "0");
  ASSERT_EQ(summary.warnings.size(), 1U);
  EXPECT_NE(summary.warnings.front().find("11 of 20"), std::string::npos);
}

TEST_F(House_MassDisappearance, IsMoreThanHalf) {
  publish_many(20);
  crawl();
  take_down(10);
  crawl();
  const auto summary = crawl();
  EXPECT_EQ(gone(), "10");
  EXPECT_TRUE(summary.warnings.empty());
}

TEST_F(House_MassDisappearance, IsNoneOfASmallSite) {
  publish_many(19);
  crawl();
  take_down(19);
  crawl();
  crawl();
  EXPECT_EQ(gone(), "19");
}

TEST_F(House_MassDisappearance, OfAllOfASmallSiteIsToldAndBelieved) {
  publish_many(10);
  crawl();
  take_down(10);
  const std::vector<std::string> told{
      "all 10 known articles that were asked for are missing (404 or 410)"};
  EXPECT_EQ(crawl().warnings, told);
  EXPECT_EQ(crawl().warnings, told);
  EXPECT_EQ(gone(), "10");
}

TEST_F(House_MassDisappearance, OfAFewOfASmallSiteIsNot) {
  publish_many(10);
  crawl();
  take_down(9);
  EXPECT_TRUE(crawl().warnings.empty());
}

}  // namespace
}  // namespace newsarc::store
