// One file fit for publishing.

#include "store/copies/snapshot.h"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "tests/file_bytes.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

class House_Snapshot : public SiteOnPaper {
 protected:
  House_Snapshot() : to_(directory_ / "published") {
    fs::create_directory(to_);
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
    crawl();
  }
  ~House_Snapshot() override { fs::permissions(to_, fs::perms::owner_all); }

  Rows files() const {
    Rows names;
    for (const auto& entry : fs::directory_iterator(to_))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  std::string bytes() const { return bytes_of(to_ / "news.db"); }

  fs::path to_;
};

TEST_F(House_Snapshot, HoldsWhatTheArchiveHolds) {
  const std::string all =
      "SELECT url, title, body, state, versions FROM articles ORDER BY article_id; "
      "SELECT rowid FROM search WHERE search MATCH '\"高 新\"'; SELECT url, sha256 FROM fetches";
  const auto wanted = sql(all);
  const auto snapshot = write_snapshot(file_, to_ / "news.db", false);
  ASSERT_TRUE(snapshot) << snapshot.error().what;
  EXPECT_EQ(snapshot->emptied, Rows{"frontier"});
  EXPECT_EQ(files(), Rows{"news.db"});
  file_ = to_ / "news.db";
  EXPECT_EQ(sql(all), wanted);
  EXPECT_EQ(sql("PRAGMA journal_mode; PRAGMA freelist_count; PRAGMA integrity_check"),
            (Rows{"delete", "0", "ok"}));
}

TEST_F(House_Snapshot, IsReadOnlyAndReadInADirectoryThatCannotBeWritten) {
  ASSERT_TRUE(write_snapshot(file_, to_ / "news.db", false));
  constexpr auto read_only = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
  EXPECT_EQ(fs::status(to_ / "news.db").permissions(), read_only);
  fs::permissions(to_, fs::perms::owner_read | fs::perms::owner_exec);
  file_ = to_ / "news.db";
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"1"});
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Snapshot, OfARunningCrawlHasNothingOfItsMemory) {
  auto archive = open();
  publish("unvisited-address", story("还没有去过", "还没有去过。"));
  const auto run = begin(archive);
  put(archive, run.id, visit_of(run.waiting.front()));
  ASSERT_NE(sql("SELECT count(*) FROM frontier"), Rows{"0"});
  ASSERT_TRUE(write_snapshot(file_, to_ / "news.db", false));
  EXPECT_EQ(files(), Rows{"news.db"});
  visit_all(archive, run);
  file_ = to_ / "news.db";
  EXPECT_EQ(sql("SELECT count(*) FROM frontier; SELECT count(*) FROM sqlite_sequence; "
                "PRAGMA freelist_count; SELECT count(*) FROM articles"),
            (Rows{"0", "0", "0", "1"}));
}

TEST_F(House_Snapshot, ReplacesNothingUnasked) {
  ASSERT_TRUE(write_snapshot(file_, to_ / "news.db", false));
  const auto before = bytes();
  publish("two", story("第二篇", "第二篇。"));
  crawl();
  EXPECT_EQ(write_snapshot(file_, to_ / "news.db", false).error().fault, Fault::usage);
  EXPECT_TRUE(bytes() == before);
  EXPECT_TRUE(write_snapshot(file_, to_ / "news.db", true));
  EXPECT_FALSE(bytes() == before);
}

TEST_F(House_Snapshot, IsNeverTheArchiveNorADirectory) {
  for (const auto& place : {file_, fs::path(file_.string() + "-wal"), to_}) {
    const auto snapshot = write_snapshot(file_, place, true);
    ASSERT_FALSE(snapshot) << place;
    EXPECT_EQ(snapshot.error().fault, Fault::usage) << place;
  }
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"1"});
}

TEST_F(House_Snapshot, OfADamagedArchiveIsNone) {
  std::fstream stream(file_, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(16384 * 3);
  stream << std::string(100, '\x7F');
  stream.close();
  const auto snapshot = write_snapshot(file_, to_ / "news.db", false);
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().fault, Fault::damaged) << snapshot.error().what;
  EXPECT_EQ(snapshot.error().where, file_.string());
  EXPECT_TRUE(files().empty());
}

}  // namespace
}  // namespace newsarc::store
