// What an archive finds.

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"
#include "tests/store/read_archive.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

TEST_F(House_Reader, FindsEitherScriptByEither) {
  for (const auto* query : {"创新衡阳", "創新衡陽"}) EXPECT_EQ(search(query).total, 0) << query;
  for (const auto* query : {"衡阳创新", "衡陽創新"}) {
    const auto found = search(query);
    EXPECT_EQ(found.total, 1);
    EXPECT_EQ(titles(found), Rows{one_.title});
  }
}

TEST_F(House_Reader, ShowsTheFindInTheTextsOwnScript) {
  const auto found = search("创新");
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_NE(found.hits.front().snippet.find("[創新]"), std::string::npos)
      << found.hits.front().snippet;
}

TEST_F(House_Reader, FindsOneCharacterAndNames) {
  EXPECT_EQ(search("衡").total, 2);
  EXPECT_EQ(search("author:吕镁妍").total, 1);
  EXPECT_EQ(search("title:衡阳").total, 1);
}

TEST_F(House_Reader, FindsWhatTheArticleSaysNow) {
  edit();
  EXPECT_EQ(search("五天").total, 1);
  EXPECT_EQ(search("三天").total, 0);
  EXPECT_EQ(sql("SELECT rowid FROM search WHERE search MATCH '\"三 天\"'"), Rows{"1"})
      << "every version is indexed";
}

TEST_F(House_Reader, IndexesTheReadingThatIsShown) {
  Article converted = one_;
  converted.title = "衡阳创新大会开幕";
  converted.paragraphs = {"本报讯 衡阳创新大会昨日在高新区开幕。", "会议为期三天。"};
  extractor_ = "test-2";
  Answer answer = page_with(converted);
  answer.article->paragraphs[0] = "本报讯 珠晖区改了字。";
  answer.body =
      "<h1>衡陽創新大會開幕</h1><i>2026-01-04T10:20:30+08:00</i><b>記者易成章</b>"
      "<b>編輯周編輯</b><b>見習記者呂鎂妍</b>" +
      body(one_);
  publish("one", answer);
  crawl();
  EXPECT_EQ(search("珠晖").total, 1);
  EXPECT_EQ(search("衡阳创新大会昨日").total, 0) << "no phantom of the former reading";
}

TEST_F(House_Reader, FiltersFinds) {
  SearchFilter filter;
  filter.site = "other";
  EXPECT_EQ(search("衡阳", filter).total, 0);
  filter.site = "paper";
  EXPECT_EQ(search("衡阳", filter).total, 2);
  filter.author = "吕镁妍";
  EXPECT_EQ(search("衡阳", filter).total, 1);
  filter.author = "吕";
  EXPECT_EQ(search("衡阳", filter).total, 0);
  filter.author.reset();
  filter.from = "2026-01-05";
  EXPECT_EQ(search("衡阳", filter).total, 0);
  filter.from = filter.to = "2026-01-04";
  EXPECT_EQ(search("衡阳", filter).total, 2);
  filter.limit = 1;
  const auto found = search("衡阳", filter);
  EXPECT_EQ(found.total, 2);
  EXPECT_EQ(found.hits.size(), 1U);
}

TEST_F(House_Reader, TakesAQueryWithoutAWordForAUsersMistake) {
  const auto found = open_reader().search("，。", {});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::usage);
}

TEST_F(House_Reader, ShowsTheFindsBehindOneThatIsDamaged) {
  publish("three", one_);
  crawl();
  const auto before = search("衡陽");
  ASSERT_EQ(before.hits.size(), 3U);
  change("DELETE FROM url WHERE url = '" + before.hits.front().url + "'");
  const auto after = search("衡陽");
  ASSERT_EQ(after.hits.size(), 2U);
  EXPECT_EQ(after.hits.front().url, before.hits[1].url);
}

TEST_F(House_Reader, FindsDamageInListsOfNames) {
  change("UPDATE reading SET authors = '[\"易'");
  const auto reader = open_reader();
  SearchFilter filter;
  filter.author = "易成章";
  EXPECT_EQ(reader.latest(1).error().fault, Fault::damaged);
  const auto found = reader.search("衡阳", filter);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().fault, Fault::damaged) << found.error().what;
  const auto counts = reader.count_finds("衡阳", {}, Facet::author);
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().fault, Fault::damaged) << counts.error().what;
}

}  // namespace
}  // namespace newsarc::store
