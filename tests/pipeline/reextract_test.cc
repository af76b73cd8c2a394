// Today's extractor over the pages of some nights.

#include "pipeline/reextract.h"

#include "store/read/reader.h"
#include "tests/pipeline/night.h"
#include "url/parse.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;

// All that a re-extraction may touch, and all it must not.
const std::string content =
    "SELECT 'version', count(*), sum(id * 7 + valid_from + coalesce(valid_to, 0) + "
    "current_reading_id * 3 + first_reading_id), group_concat(change) FROM version UNION ALL "
    "SELECT 'reading', count(*), sum(id), group_concat(hex(row_hash)) FROM reading UNION ALL "
    "SELECT 'page', count(*), sum(version_id * fetch_id), NULL FROM version_page UNION ALL "
    "SELECT 'text', count(*), sum(length(body)), NULL FROM text UNION ALL "
    "SELECT 'article', count(*), sum(id), group_concat(hex(row_hash)) FROM article";

class Reextraction : public Night {
 protected:
  // Two articles, one of them edited in its second paragraph.
  Reextraction() {
    publish("one", {});
    Story other;
    other.title = "雁峰區舉辦職工運動會";
    other.paragraphs[0] =
        "本報訊 雁峰區日前舉辦職工運動會,來自十二個單位的一百八十名職工參加了比賽。";
    publish("two", other);
    crawl();
    Story edited;
    edited.paragraphs[1] = "更正:過去一年全區完成投資應為四億元,此前所報數字有誤,特此說明。";
    publish("one", edited);
    crawl();
  }

  Result<ReextractReport> try_reextract(bool dry_run = false,
                                        const std::optional<std::string>& site = std::nullopt) {
    told_.clear();
    ReextractWatch watch;
    watch.read = [this](const Rereading& again) {
      told_.push_back(again);
      return true;
    };
    return reextract(archive_, {&site_, 1}, {site, 3, dry_run}, interrupted_, watch);
  }

  ReextractReport read_again(bool dry_run = false) {
    auto report = try_reextract(dry_run);
    EXPECT_TRUE(report) << report.error().what;
    return report.value_or(ReextractReport{});
  }

  // The first paragraph of the content alone is the body.
  void shorten() { site_ = site_of("[extract]\nbody = '.content p:first-child'\n"); }

  std::atomic<bool> interrupted_ = false;
  std::vector<Rereading> told_;
};

TEST_F(Reextraction, FindsNothingToDoWhereTodaysExtractorReadAll) {
  const auto before = sql(content);
  EXPECT_EQ(read_again().read, 0);
  EXPECT_EQ(sql(content), before);
}

TEST_F(Reextraction, ByAChangedProfileGivesReadingsAndNoEdits) {
  const auto dates = sql("SELECT version_id, valid_from, valid_to FROM versions ORDER BY 1");
  shorten();
  const auto report = read_again();
  EXPECT_EQ(report.read, 3);
  EXPECT_EQ(report.kept, 0);
  EXPECT_TRUE(report.plain.empty());
  EXPECT_EQ(sql("SELECT version_id, valid_from, valid_to FROM versions ORDER BY 1"), dates);
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT extractor) FROM reading"), Rows{"6|2"});
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT extractor) FROM versions"), Rows{"3|1"});
  EXPECT_EQ(sql("SELECT count(*) FROM versions WHERE instr(body, '會議指出') OR "
                "instr(body, '更正')"),
            Rows{"0"});
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"}) << "the edit is not in the body today";
  EXPECT_EQ(crawl().sites.front().same, 2) << "a crawl by the same profile agrees";
}

TEST_F(Reextraction, DoneTwiceChangesNothing) {
  shorten();
  read_again();
  const auto before = sql(content);
  EXPECT_EQ(read_again().read, 0);
  EXPECT_EQ(sql(content), before);
}

TEST_F(Reextraction, IsUndoneByTheProfileOfBefore) {
  const auto edits = sql("SELECT old_body, new_body, chars_added, chars_removed FROM edits");
  ASSERT_EQ(edits.size(), 1U);
  shorten();
  read_again();
  site_ = site_of();
  read_again();
  EXPECT_EQ(sql("SELECT old_body, new_body, chars_added, chars_removed FROM edits"), edits);
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"6"}) << "known readings are shown again";
}

TEST_F(Reextraction, TellsVersionsInTheirOrder) {
  shorten();
  read_again();
  std::vector<std::string> order;
  for (const auto& again : told_)
    order.push_back(std::to_string(again.before.article_id) + "@v" +
                    std::to_string(again.before.version));
  const std::string edited = sql("SELECT article_id FROM edits UNION ALL SELECT article_id FROM "
                                 "versions WHERE version = 2 LIMIT 1")
                                 .front();
  EXPECT_EQ(order, edited == "1" ? (Rows{"1@v1", "1@v2", "2@v1"}) : (Rows{"1@v1", "2@v1", "2@v2"}));
}

TEST_F(Reextraction, OnTrialWritesNothing) {
  shorten();
  const auto before = sql(content);
  const auto report = read_again(true);
  EXPECT_EQ(report.read, 3);
  ASSERT_EQ(told_.size(), 3U);
  EXPECT_NE(told_.front().before.body, body(*told_.front().today.reading.article));
  EXPECT_EQ(sql(content), before);
  EXPECT_FALSE(std::filesystem::exists(archive_.string() + "-wal"));
}

TEST_F(Reextraction, KeepsTheReadingOfAPageThatHoldsNoArticleToday) {
  {
    auto archive = store::Archive::open(archive_, {"test", false});
    ASSERT_TRUE(archive);
    const auto run = archive->begin_run({&site_, 1}, {}, store::Refresh::none, clock_.now());
    ASSERT_TRUE(run);
    Visit visit;
    Capture capture;
    Page page;
    page.request.site = site_.key;
    page.request.wanted = page.request.url = *url::parse("http://news.example/a/old.html");
    page.status = 200;
    page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    page.body = "<title>404 Not Found</title>";
    page.fetched_at = clock_.now();
    capture.pages = {page};
    capture.reading.kind = PageKind::article;
    capture.reading.extractor = "newsarc-0/0";
    capture.reading.article = Article();
    capture.reading.article->title = "舊聞";
    capture.vouched = true;
    visit.outcome = capture;
    ASSERT_TRUE(archive->put(run->id, {&visit, 1}));
    ASSERT_TRUE(archive->end_run(run->id, store::RunState::finished, clock_.now()));
  }
  const auto before = sql(content);
  const auto report = read_again();
  EXPECT_EQ(report.read, 0);
  EXPECT_EQ(report.kept, 1);
  ASSERT_EQ(told_.size(), 1U);
  ASSERT_TRUE(told_[0].problem);
  EXPECT_EQ(told_[0].before.url, "http://news.example/a/old.html");
  EXPECT_EQ(sql(content), before);
}

TEST_F(Reextraction, GoesOnWhereItWasInterrupted) {
  shorten();
  interrupted_ = true;
  EXPECT_TRUE(read_again().interrupted);
  interrupted_ = false;
  EXPECT_FALSE(read_again().interrupted);
  EXPECT_EQ(sql("SELECT count(DISTINCT extractor) FROM versions"), Rows{"1"});
}

TEST_F(Reextraction, EndsWhenNobodyWantsToHearMore) {
  shorten();
  ReextractWatch watch;
  int told = 0;
  watch.read = [&](const Rereading&) { return ++told < 2; };
  EXPECT_TRUE(reextract(archive_, {&site_, 1}, {std::nullopt, 2, true}, interrupted_, watch));
  EXPECT_EQ(told, 2);
}

TEST_F(Reextraction, NamesSitesWithoutAProfile) {
  const auto report = reextract(archive_, {}, {std::nullopt, 1, true}, interrupted_);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->plain, Rows{"hy"});
}

TEST_F(Reextraction, OfASiteThatIsNotThereIsAnError) {
  EXPECT_EQ(try_reextract(true, "hengyang").error().fault, Fault::not_found);
  archive_ = directory_ / "none.db";
  EXPECT_EQ(try_reextract().error().fault, Fault::schema);
  EXPECT_EQ(try_reextract(true).error().fault, Fault::schema);
  EXPECT_FALSE(std::filesystem::exists(archive_));
}

}  // namespace
}  // namespace newsarc::pipeline
