// What a run begins with: what an earlier one left, start pages, articles that are due.

#include <algorithm>

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;
using std::chrono::hours;

class House_Runs : public SiteOnPaper {
 protected:
  House_Runs() {
    publish("one", story("第一篇", "甲。"));
    publish("two", story("第二篇", "乙。"));
  }

  // A run that read the start page and came to nothing else.
  store::Run begin_and_stop(Archive& archive) {
    auto run = begin(archive);
    put(archive, run.id, visit_of(run.waiting.front()));
    EXPECT_TRUE(archive.end_run(run.id, RunState::stopped, now_));
    return run;
  }

  static Rows asked_for(const store::Run& run) {
    Rows rows;
    for (const auto& request : run.waiting)
      rows.push_back(std::string(name(request.purpose)) + " " + request.wanted.href());
    std::ranges::sort(rows);
    return rows;
  }
};

TEST_F(House_Runs, OfAnImportThatWasKilledEndsWhenAnotherBegins) {
  const auto runs = [&] {
    Rows rows;
    const auto reader = Reader::open(file_);
    const auto newest = reader->runs(9);
    for (const auto& run : *newest) rows.push_back(run.state + (run.is_import ? ", import" : ""));
    return rows;
  };
  ASSERT_TRUE(open().begin_import({&site_, 1}, now_));
  EXPECT_EQ(runs(), Rows{"broken_off, import"});
  auto archive = open();
  ASSERT_TRUE(archive.begin_import({&site_, 1}, now_));
  EXPECT_EQ(runs().back(), "interrupted, import");
}

TEST_F(House_Runs, GoOnInTheSameNight) {
  auto archive = open();
  const auto stopped = begin_and_stop(archive);
  now_ += hours(11);
  const auto run = begin(archive);
  EXPECT_TRUE(run.resumed);
  EXPECT_EQ(run.id, stopped.id);
  EXPECT_EQ(asked_for(run),
            (Rows{"article " + article_url("one"), "article " + article_url("two")}));
}

TEST_F(House_Runs, OfTheNextNightReadStartPagesAndComeToWhatWasLeftAfterwards) {
  auto archive = open();
  const auto stopped = begin_and_stop(archive);
  now_ += hours(24);
  const auto run = begin(archive);
  EXPECT_FALSE(run.resumed);
  EXPECT_EQ(asked_for(run), (Rows{"backlog " + article_url("one"), "backlog " + article_url("two"),
                                  "start " + start_url}));
  EXPECT_EQ(sql("SELECT DISTINCT crawl_id FROM frontier"), Rows{std::to_string(run.id)});
  visit_all(archive, run);
  const auto ended = archive.end_run(run.id, RunState::finished, now_);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->front().fresh, 2);
  EXPECT_EQ(sql("SELECT count(*) FROM frontier"), Rows{"0"});
}

TEST_F(House_Runs, OfMoreSitesTakeOverWhatWaitsOfOne) {
  auto archive = open();
  begin_and_stop(archive);
  const std::vector<Site> both{site_, plain_site("other")};
  const auto run = archive.begin_run(both, {}, Refresh::all, now_);
  ASSERT_TRUE(run);
  EXPECT_FALSE(run->resumed);
  EXPECT_EQ(run->waiting.size(), 2U);
  const auto alone = begin(archive);
  EXPECT_FALSE(alone.resumed) << "the newest run with that site is another's";
  EXPECT_EQ(alone.waiting.size(), 3U);
}

TEST_F(House_Runs, LeaveAloneWhatWaitsOfOtherSites) {
  auto archive = open();
  begin_and_stop(archive);
  const Site other = plain_site("other");
  ASSERT_TRUE(archive.begin_run({&other, 1}, {}, Refresh::all, now_));
  EXPECT_TRUE(begin(archive).resumed);
}

TEST_F(House_Runs, AskOnTheirWayForStartPagesThatTheProfileHasNow) {
  auto archive = open();
  const auto stopped = begin_and_stop(archive);
  Request seed;
  seed.site = site_.key;
  seed.wanted = seed.url = url_of("http://news.example/second/");
  seed.purpose = Purpose::start;
  const auto run = archive.begin_run({&site_, 1}, {&seed, 1}, Refresh::automatic, now_);
  ASSERT_TRUE(run);
  EXPECT_TRUE(run->resumed);
  EXPECT_EQ(run->waiting.size(), 3U);
}

TEST_F(House_Runs, GoOnWithAllKnownArticlesWhenThatIsAskedFor) {
  crawl();
  auto archive = open();
  auto run = begin(archive, Refresh::none);
  put(archive, run.id, visit_of(run.waiting.front()));
  ASSERT_TRUE(archive.end_run(run.id, RunState::stopped, now_));
  EXPECT_EQ(asked_for(begin(archive, Refresh::all)),
            (Rows{"revisit " + article_url("one"), "revisit " + article_url("two")}));
}

TEST_F(House_Runs, ThatWereKilledSaySoOnceAnotherBegins) {
  {
    auto archive = open();
    begin(archive);
  }
  now_ += hours(24);
  auto archive = open();
  const auto run = begin(archive);
  EXPECT_EQ(sql("SELECT state FROM crawl ORDER BY id"), (Rows{"interrupted", "running"}));
}

}  // namespace
}  // namespace newsarc::store
