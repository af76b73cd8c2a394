// Archives of every released schema, kept in tests/fixtures/archives: each is opened, holds what it
// held, and is crawled on. NEWSARC_UPDATE_GOLDEN=1 makes the one of today's schema where there is
// none; one that is there is never made again.

#include <sqlite3.h>
#include <zstd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "store/read/reader.h"
#include "store/schema/schema.h"
#include "store/verify/verify.h"
#include "tests/file_bytes.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

const fs::path folder = NEWSARC_SOURCE_DIR "/tests/fixtures/archives";

class House_Migration : public SiteOnPaper {
 protected:
  // Three nights: an edit, a retitle, an article that goes and comes back, an alias, a takedown.
  void make_archive() {
    for (const auto* name : {"edited", "retitled", "returning", "forgotten"})
      publish(name, story(std::string("一篇文章 ") + name, "衡阳高新区日前召开年度工作会议。"));
    crawl();
    publish("edited", story("一篇文章 edited", "衡阳高新区日前召开会议，与会者四百人。"));
    publish("retitled", story("又一个标题", "衡阳高新区日前召开年度工作会议。"));
    publish("returning", page_with_status(410));
    crawl();
    crawl();
    publish("returning", story("一篇文章 returning", "衡阳高新区日前召开年度工作会议。"));
    publish("alias", redirected_to(article_url("edited"), answers_[article_url("edited")]));
    crawl();
    auto archive = open();
    ASSERT_TRUE(archive.forget(url_of(article_url("forgotten")), "asked for", now_));
  }

  void unpack(const fs::path& packed) {
    const auto bytes = bytes_of(packed);
    std::string whole(ZSTD_getFrameContentSize(bytes.data(), bytes.size()), '\0');
    ASSERT_EQ(ZSTD_decompress(whole.data(), whole.size(), bytes.data(), bytes.size()),
              whole.size());
    std::ofstream(file_, std::ios::binary) << whole;
  }

  static std::string packed(const std::string& bytes) {
    std::string small(ZSTD_compressBound(bytes.size()), '\0');
    small.resize(ZSTD_compress(small.data(), small.size(), bytes.data(), bytes.size(), 19));
    return small;
  }
};

TEST_F(House_Migration, AnArchiveOfEveryReleasedSchemaIsKept) {
  for (std::int64_t schema = 1; schema <= schema_version; ++schema) {
    const auto file = folder / ("schema-" + std::to_string(schema) + ".db.zst");
    if (std::getenv("NEWSARC_UPDATE_GOLDEN") != nullptr && !fs::exists(file)) {
      make_archive();
      fs::create_directories(folder);
      std::ofstream(file, std::ios::binary) << packed(bytes_of(file_));
    }
    EXPECT_TRUE(fs::exists(file)) << file;
  }
}

TEST_F(House_Migration, WhatAnOlderArchiveHoldsIsReadAndCrawledOn) {
  int opened = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    unpack(entry.path());
    const auto before = bytes_of(file_);
    const Rows edits{"http://news.example/a/edited.html|edit",
                     "http://news.example/a/retitled.html|title"};
    EXPECT_EQ(sql("SELECT url, change FROM edits ORDER BY url"), edits) << entry.path();
    EXPECT_EQ(sql("SELECT count(*), count(restored_at) FROM deletions"), Rows{"1|1"});
    EXPECT_EQ(sql("SELECT count(*), min(why) FROM forgotten"), Rows{"1|asked for"});
    EXPECT_EQ(sql("SELECT count(*) > 0 FROM search WHERE search MATCH '\"高 新\"'"), Rows{"1"});
    EXPECT_EQ(sql("PRAGMA integrity_check"), Rows{"ok"});
    const auto reader = Reader::open(file_);
    ASSERT_TRUE(reader) << reader.error().what;
    RecordFilter every;
    every.all_versions = true;
    int pages = 0;
    EXPECT_TRUE(reader->for_each(every, [&](const Record& record) {
      EXPECT_TRUE(reader->pages(record.version_id)) << record.url;
      return ++pages > 0;
    }));
    EXPECT_EQ(pages, 5);
    const auto whole = verify(file_, {});
    ASSERT_TRUE(whole) << whole.error().what;
    EXPECT_EQ(whole->damages, 0) << entry.path() << ": " << whole->damage.front().what;
    EXPECT_TRUE(bytes_of(file_) == before);
    publish("new", story("新的一篇", "新的一篇。"));
    now_ += std::chrono::hours(24 * 30);
    EXPECT_EQ(crawl().fresh, 1);
    EXPECT_EQ(sql("SELECT pages > 0, warnings LIKE 'paper: all %', summary LIKE '%; run %' FROM "
                  "crawls ORDER BY "
                  "crawl_id DESC LIMIT 1"),
              Rows{"1|1|1"})
        << "its views are today's";
    EXPECT_EQ(sql("PRAGMA user_version"), Rows{std::to_string(schema_version)});
    ++opened;
  }
  EXPECT_EQ(opened, schema_version);
}

class House_Migrate : public SiteOnPaper {
 protected:
  House_Migrate() { open(); }

  Result<void> migrate_by(const std::vector<Migration>& steps) {
    auto database = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
    return migrate(*database, steps);
  }

  Rows now_has() {
    auto database = Database::open(file_.string(), SQLITE_OPEN_READONLY);
    Rows rows{std::to_string(database->number("PRAGMA user_version"))};
    Query tables =
        database->query("SELECT name FROM sqlite_schema WHERE name LIKE 'made_up%' ORDER BY name");
    while (tables.next()) rows.push_back(tables.text(0));
    return rows;
  }
};

TEST_F(House_Migrate, CarriesOutWhatTheArchiveLacksInOrder) {
  ASSERT_TRUE(
      migrate_by({{1, "no SQL at all: it is there already"},
                  {schema_version + 1, "CREATE TABLE made_up(a)"},
                  {schema_version + 2, "CREATE VIEW made_up_view AS SELECT a FROM made_up"}}));
  EXPECT_EQ(now_has(), (Rows{std::to_string(schema_version + 2), "made_up", "made_up_view"}));
}

TEST_F(House_Migrate, LeavesTheArchiveAsItWasWhenOneFails) {
  const auto before = bytes_of(file_);
  EXPECT_FALSE(migrate_by({{schema_version + 1, "CREATE TABLE made_up(a)"},
                           {schema_version + 2, "CREATE TABLE made_up(b)"}}));
  EXPECT_EQ(now_has(), Rows{std::to_string(schema_version)});
  EXPECT_TRUE(bytes_of(file_) == before);
}

TEST_F(House_Migration, AnOlderArchiveIsNotMissingTheIndexesOfTodayAndGetsThem) {
  const std::string indexes =
      "SELECT name, tbl_name FROM sqlite_schema WHERE type = 'index' AND sql NOT NULL ORDER BY "
      "name";
  make_archive();
  const auto of_today = sql(indexes);
  for (const auto& entry : fs::directory_iterator(folder)) {
    unpack(entry.path());
    const auto found = verify(file_, {});
    ASSERT_TRUE(found) << found.error().what;
    for (const auto& damage : found->damage)
      EXPECT_EQ(damage.where.find("index"), std::string::npos)
          << entry.path() << " " << damage.where;
    open();
    EXPECT_EQ(sql(indexes), of_today) << entry.path();
    EXPECT_TRUE(verify(file_, {})->is_whole()) << entry.path();
  }
}

TEST_F(House_Migrate, DoesNothingToAnArchiveOfToday) {
  const auto before = bytes_of(file_);
  EXPECT_TRUE(migrate_by({{1, "no SQL at all"}}));
  EXPECT_TRUE(migrate_by({}));
  EXPECT_TRUE(bytes_of(file_) == before);
}

TEST_F(House_Migrate, MakesViewsOfAnOlderNewsarcAnewAndLeavesOthers) {
  change(
      "DROP VIEW crawls; DROP VIEW sites; CREATE VIEW crawls AS SELECT id AS crawl_id FROM crawl; "
      "CREATE VIEW mine AS SELECT crawl_id FROM crawls");
  ASSERT_TRUE(migrate_by({}));
  EXPECT_EQ(sql("SELECT count(state), count(warnings) FROM crawls"), Rows{"0|0"});
  EXPECT_EQ(sql("SELECT count(*) FROM sites"), Rows{"0"});
  EXPECT_EQ(sql("SELECT count(*) FROM mine"), Rows{"0"});
}

}  // namespace
}  // namespace newsarc::store
