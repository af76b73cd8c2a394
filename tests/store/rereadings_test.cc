// Stored pages as another extractor reads them: readings, never edits.

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"
#include "text/forms.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_Rereadings : public SiteOnPaper {
 protected:
  House_Rereadings() { publish("one", first_); }

  std::vector<Outdated> outdated(const std::string& extractor) const {
    const auto reader = Reader::open(file_);
    EXPECT_TRUE(reader);
    std::vector<Outdated> found;
    const auto each = [&](const Outdated& version) {
      found.push_back(version);
      return true;
    };
    EXPECT_TRUE(reader->for_each_outdated({{site_.key, extractor}}, each));
    return found;
  }

  static NewReading reading_of(const Outdated& version, const std::string& extractor,
                               const Article& article) {
    NewReading reading{version.version_id, {version.reading_id, {}, text::derive_forms(article)}};
    reading.reread.reading.kind = PageKind::article;
    reading.reread.reading.extractor = extractor;
    reading.reread.reading.article = article;
    return reading;
  }

  // Every version that `extractor` has not read is read by it, as `articles` by their rank.
  void reextract(const std::string& extractor, const std::vector<Article>& articles) {
    std::vector<NewReading> readings;
    const auto versions = outdated(extractor);
    ASSERT_EQ(versions.size(), articles.size());
    for (std::size_t i = 0; i < versions.size(); ++i)
      readings.push_back(reading_of(versions[i], extractor, articles[i]));
    EXPECT_TRUE(open().take_readings(readings));
  }

  static Article with_second_paragraph(Article article, const std::string& text) {
    article.paragraphs[1] = text;
    return article;
  }

  // Two versions that differ in the second paragraph.
  void crawl_an_edit() {
    crawl();
    publish("one", edited_);
    crawl();
  }

  const Article first_ = story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。");
  const Article edited_ = with_second_paragraph(first_, "会议由区长主持。");
};

TEST_F(House_Rereadings, AreWantedOfEveryVersionThatAnotherExtractorRead) {
  crawl_an_edit();
  EXPECT_EQ(outdated("test-2").size(), 2U);
  EXPECT_EQ(outdated("test-1").size(), 0U);
  const auto reader = Reader::open(file_);
  ASSERT_TRUE(reader);
  const auto nobody = [](const Outdated&) { return false; };
  EXPECT_TRUE(reader->for_each_outdated({{"other", "test-2"}}, nobody));
  const auto read_by = reader->read_by();
  ASSERT_TRUE(read_by);
  ASSERT_EQ(read_by->size(), 1U);
  EXPECT_EQ(read_by->front().extractor, "test-1");
  EXPECT_EQ(read_by->front().versions, 2);
}

TEST_F(House_Rereadings, AreShownAndLeaveVersionsAndDates) {
  crawl_an_edit();
  const auto dates = sql("SELECT version_id, valid_from, valid_to FROM versions ORDER BY version");
  Article first = first_;
  first.title = "衡阳高新区年度工作会议召开";
  Article edited = edited_;
  edited.title = first.title;
  reextract("test-2", {first, edited});
  EXPECT_EQ(sql("SELECT version_id, valid_from, valid_to FROM versions ORDER BY version"), dates);
  EXPECT_EQ(sql("SELECT version, change, title, extractor FROM versions ORDER BY version"),
            (Rows{"1|new|" + first.title + "|test-2", "2|edit|" + first.title + "|test-2"}));
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"4"});
  EXPECT_EQ(sql("SELECT count(*) FROM version WHERE first_reading_id = current_reading_id"),
            Rows{"0"});
}

TEST_F(House_Rereadings, AreFoundBySearch) {
  crawl();
  Article article = first_;
  article.title = "雁峰区运动会";
  reextract("test-2", {article});
  EXPECT_EQ(sql("SELECT count(*) FROM search WHERE search MATCH 'title:\"雁 峰\"'"), Rows{"1"});
  EXPECT_EQ(sql("SELECT count(*) FROM search WHERE search MATCH 'title:\"高 新\"'"), Rows{"0"});
}

TEST_F(House_Rereadings, ThatAreAlikeMakeNoEditOfTwoVersions) {
  crawl_an_edit();
  ASSERT_EQ(sql("SELECT count(*) FROM edits"), Rows{"1"});
  Article shortened = first_;
  shortened.paragraphs.resize(1);
  reextract("test-2", {shortened, shortened});
  EXPECT_EQ(sql("SELECT version, change, chars_added, chars_removed FROM versions "
                "WHERE version = 2"),
            Rows{"2|cosmetic|0|0"});
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"});
  reextract("test-3", {first_, edited_});
  EXPECT_EQ(sql("SELECT version, chars_added, chars_removed FROM edits"), Rows{"2|1|7"})
      << "an extractor that sees the edit brings it back";
}

TEST_F(House_Rereadings, WhatNoCrawlSawAsAnEditDoesNotBecomeOne) {
  Article corrected = first_;
  corrected.credits = {{Role::reporter, "记者", "另一人"}};
  publish("one", first_);
  crawl();
  publish("one", corrected);
  crawl();
  ASSERT_EQ(sql("SELECT change FROM versions WHERE version = 2"), Rows{"cosmetic"});
  reextract("test-2", {first_, edited_});  // it sees more of the second page than the crawl did
  EXPECT_EQ(sql("SELECT change, body LIKE '%区长%' FROM versions WHERE version = 2"),
            Rows{"cosmetic|1"});
  EXPECT_EQ(sql("SELECT count(*) FROM edits"), Rows{"0"});
}

TEST_F(House_Rereadings, LeaveAChangeAsItWasJudgedWhileItsSidesAreUnlike) {
  crawl_an_edit();
  Article other = story("另一个标题", "完全不同的正文。");
  const auto versions = outdated("test-2");
  ASSERT_EQ(versions.size(), 2U);
  const auto reading = reading_of(versions[0], "test-2", other);
  EXPECT_TRUE(open().take_readings({&reading, 1}));
  EXPECT_EQ(sql("SELECT version, change, chars_added, chars_removed, extractor FROM versions "
                "WHERE version = 2"),
            Rows{"2|edit|1|7|test-1"});
}

TEST_F(House_Rereadings, AreNotWrittenAgainWhenTheyAreKnown) {
  crawl();
  Article other = first_;
  other.title = "另一个标题";
  reextract("test-2", {other});
  reextract("test-1", {first_});
  reextract("test-2", {other});
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"2"});
  EXPECT_EQ(sql("SELECT title FROM articles"), Rows{other.title});
}

TEST_F(House_Rereadings, WithoutAnArticleOrOfAnotherReadingArePassedOver) {
  crawl();
  const auto versions = outdated("test-2");
  ASSERT_EQ(versions.size(), 1U);
  std::vector<NewReading> readings(2, reading_of(versions[0], "test-2", first_));
  readings[0].reread.reading.article.reset();
  readings[1].reread.reading_id += 1;
  EXPECT_TRUE(open().take_readings(readings));
  EXPECT_EQ(sql("SELECT extractor FROM versions"), Rows{"test-1"});
  EXPECT_EQ(sql("SELECT count(*) FROM reading"), Rows{"1"});
}

}  // namespace
}  // namespace newsarc::store
