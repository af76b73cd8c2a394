// A site that moves its articles: new URLs in its lists, old ones that lead there.

#include "store/read/reader.h"
#include "store/verify/verify.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_Moved : public SiteOnPaper {
 protected:
  House_Moved() {
    publish("old", first_);
    crawl();
    publish("old", edited_);
    crawl();
  }

  // A night on which the list names the new URL alone, and it is asked first.
  SiteSummary move_to(const Article& article) {
    publish("old", redirected_to(article_url("new"), page_with(article)));
    std::erase(listed_, article_url("old"));
    publish("new", article);
    crawl(Refresh::none);
    return crawl(Refresh::all);
  }

  void expect_whole() const {
    const auto report = verify(file_, {});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->damages, 0) << (report->damage.empty() ? "" : report->damage.front().what);
  }

  Article first_ = story("衡陽動工", "衡陽高新區的新工程今天動工,將於明年完成。");
  Article edited_ = story("衡陽動工", "衡陽高新區的新工程今天動工,將於後年完成。");
};

TEST_F(House_Moved, ArticlesStayOneWithTheirHistory) {
  move_to(edited_);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"1"});
  EXPECT_EQ(sql("SELECT url FROM articles"), Rows{article_url("new")});
  EXPECT_EQ(sql("SELECT version, change FROM versions ORDER BY 1"), (Rows{"1|new", "2|edit"}));
  EXPECT_EQ(sql("SELECT count(*) FROM url WHERE article_id IS NOT NULL"), Rows{"2"});
  const auto reader = Reader::open(file_);
  ASSERT_TRUE(reader);
  const auto hits = reader->search("动工", {});
  ASSERT_TRUE(hits);
  EXPECT_EQ(hits->total, 1);
  expect_whole();
}

TEST_F(House_Moved, ArticlesAreFollowedAtTheirNewUrl) {
  move_to(edited_);
  const Article later = story("衡陽動工", "衡陽高新區的新工程已經完成。");
  publish("old", redirected_to(article_url("new"), page_with(later)));
  std::erase(listed_, article_url("old"));
  publish("new", later);
  crawl();
  EXPECT_EQ(sql("SELECT version, change FROM versions ORDER BY 1"),
            (Rows{"1|new", "2|edit", "3|edit"}));
  expect_whole();
}

TEST_F(House_Moved, ArticlesAreCountedOnceInARun) {
  publish("old", redirected_to(article_url("new"), page_with(edited_)));
  std::erase(listed_, article_url("old"));
  publish("new", edited_);
  auto archive = open();
  const auto run = begin(archive, Refresh::all);
  auto waiting = run.waiting;
  const auto list = put(archive, run.id, visit_of(waiting.front()));
  put(archive, run.id, visit_of(list.admitted.front()));
  put(archive, run.id, visit_of(waiting.back()));
  const auto ended = archive.end_run(run.id, RunState::finished, now_);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->front().seen, 1);
  EXPECT_EQ(ended->front().same, 1);
  EXPECT_EQ(ended->front().fresh, 0);
}

TEST_F(House_Moved, AnotherArticleAtTheNewUrlIsLeftAlone) {
  move_to(story("另一篇", "完全不同的報道,講的是城市交通。"));
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
  EXPECT_EQ(sql("SELECT state FROM articles WHERE url = '" + article_url("old") + "'"),
            Rows{"redirected"});
  expect_whole();
}

TEST_F(House_Moved, AnArticleWithVersionsOfItsOwnIsLeftAlone) {
  publish("old", redirected_to(article_url("new"), page_with(edited_)));
  std::erase(listed_, article_url("old"));
  publish("new", story("衡陽動工", "先前的說法,另一個寫法,別的內容。"));
  crawl(Refresh::none);
  publish("new", edited_);
  now_ += std::chrono::hours(24);
  auto archive = open();
  const auto run = begin(archive, Refresh::all);
  for (const auto& request : run.waiting)
    if (request.wanted.href() == article_url("new")) put(archive, run.id, visit_of(request));
  for (const auto& request : run.waiting)
    if (request.wanted.href() == article_url("old")) put(archive, run.id, visit_of(request));
  ASSERT_TRUE(archive.end_run(run.id, RunState::finished, now_));
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
}

}  // namespace
}  // namespace newsarc::store
