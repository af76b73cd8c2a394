// The search index follows some versions behind, and catches up.

#include "store/tables/search_index.h"

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_SearchIndex : public SiteOnPaper {
 protected:
  std::int64_t hits(const std::string& words) const {
    const auto found = Reader::open(file_)->search(words, {});
    return found ? found->total : -1;
  }

  std::string mark() const {
    return sql("SELECT value FROM meta WHERE key = 'indexed_version'").front();
  }
};

TEST_F(House_SearchIndex, IsWholeWhenAnArchiveIsClosed) {
  publish("one", story("第一个标题", "正文。"));
  crawl();
  EXPECT_EQ(hits("第一个标题"), 1);
  EXPECT_EQ(mark(), "1");
}

TEST_F(House_SearchIndex, CatchesUpWhenTheLastWriterCouldNot) {
  publish("one", story("第一个标题", "正文。"));
  crawl();
  change(
      "UPDATE meta SET value = '0' WHERE key = 'indexed_version'; "
      "INSERT INTO search(search) VALUES('delete-all')");
  EXPECT_EQ(hits("第一个标题"), 0);
  EXPECT_EQ(Reader::open(file_)->versions_not_indexed(), 1);
  { const auto archive = open(); }
  EXPECT_EQ(hits("第一个标题"), 1);
  EXPECT_EQ(Reader::open(file_)->versions_not_indexed(), 0);
  EXPECT_EQ(mark(), "1");
}

TEST_F(House_SearchIndex, IsWrittenInTheMiddleOfALongRun) {
  for (int i = 0; i < 300; ++i) publish(std::to_string(i), story("标题", "正文。"));
  auto archive = open();
  const auto run = begin(archive);
  visit_all(archive, run);
  EXPECT_EQ(mark(), "250");
  EXPECT_EQ(sql("SELECT count(*) FROM versions"), Rows{"300"});
}

TEST_F(House_SearchIndex, OfAVersionThatChangedItsReadingBeforeItWasIndexedIsOfTheLast) {
  publish("one", story("衡陽的標題", "正文。"));
  auto archive = open();
  const auto run = begin(archive);
  visit_all(archive, run);
  publish("one", story("衡阳的标题", "正文。"));  // the other script: no new version
  const auto again = begin(archive);
  visit_all(archive, again);
  ASSERT_EQ(archive.reindex(), 1);
  EXPECT_EQ(hits("衡阳的标题"), 1);
  EXPECT_EQ(sql("SELECT count(*) FROM search WHERE search MATCH '\"衡 阳\"'"), Rows{"1"});
}

}  // namespace
}  // namespace newsarc::store
