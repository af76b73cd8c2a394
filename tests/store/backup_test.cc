// Copies that are kept: whole beside a running crawl, counted, and never in the way of what is
// there.

#include "store/copies/backup.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <thread>

#include "store/file/draft.h"
#include "tests/file_bytes.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

const std::string everything =
    "SELECT url, title, body, state, versions FROM articles ORDER BY article_id";

class House_Backup : public SiteOnPaper {
 protected:
  House_Backup() : to_(directory_ / "copies") {
    fs::create_directory(to_);
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
    publish("two", story("湘江两岸春色正好", "湘江两岸春色正好，市民纷纷出游。"));
    crawl();
  }

  Result<Backup> back_up_to(const fs::path& destination, std::optional<int> older = std::nullopt) {
    return back_up(file_, destination, older, now_);
  }

  Rows rows_of(const fs::path& file) {
    const auto archive = std::exchange(file_, file);
    auto rows = sql(everything);
    file_ = archive;
    return rows;
  }

  Rows files() const {
    Rows names;
    for (const auto& entry : fs::directory_iterator(to_))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  // Bytes in the middle of the file, where pages of tables are.
  void damage(const fs::path& file) const {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(16384 * 3);
    stream << std::string(100, '\x7F');
  }

  void write(const fs::path& file, const std::string& bytes) const {
    std::ofstream(file, std::ios::binary) << bytes;
  }

  fs::path to_;
};

TEST_F(House_Backup, IsTheArchiveAgain) {
  const auto backup = back_up_to(to_ / "news.db");
  ASSERT_TRUE(backup) << backup.error().what;
  EXPECT_EQ(backup->file, to_ / "news.db");
  EXPECT_EQ(backup->bytes, static_cast<std::int64_t>(fs::file_size(to_ / "news.db")));
  EXPECT_EQ(rows_of(to_ / "news.db"), sql(everything));
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Backup, CanBeCrawledOn) {
  ASSERT_TRUE(back_up_to(to_ / "news.db"));
  file_ = to_ / "news.db";
  EXPECT_EQ(crawl().same, 2);
}

TEST_F(House_Backup, HasWhoMayReadItFromTheArchive) {
  fs::permissions(file_, fs::perms::owner_read | fs::perms::owner_write);
  ASSERT_TRUE(back_up_to(to_ / "news.db"));
  EXPECT_EQ(fs::status(to_ / "news.db").permissions(), fs::status(file_).permissions());
}

TEST_F(House_Backup, MayBeReadByItsOwnerAloneAsItIsWritten) {
  const auto draft = Draft::begin(to_ / "news.db");
  ASSERT_TRUE(draft);
  EXPECT_EQ(fs::status(draft->file()).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(House_Backup, ReplacesTheCopyBefore) {
  ASSERT_TRUE(back_up_to(to_ / "news.db"));
  publish("three", story("第三篇", "第三篇。"));
  crawl();
  const auto backup = back_up_to(to_ / "news.db");
  ASSERT_TRUE(backup);
  EXPECT_TRUE(backup->older.empty());
  EXPECT_EQ(rows_of(to_ / "news.db").size(), 3U);
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Backup, KeepsOlderCopiesByCount) {
  for (int night = 0; night < 4; ++night) {
    ASSERT_TRUE(back_up_to(to_ / "news.db", 2));
    publish("more" + std::to_string(night), story("又一篇", "又一篇。"));
    crawl();
  }
  EXPECT_EQ(files(), (Rows{"news.db", "news.db.1", "news.db.2"}));
  EXPECT_EQ(rows_of(to_ / "news.db").size(), 5U);
  EXPECT_EQ(rows_of(to_ / "news.db.1").size(), 4U);
  EXPECT_EQ(rows_of(to_ / "news.db.2").size(), 3U);
  const auto fewer = back_up_to(to_ / "news.db", 0);
  ASSERT_TRUE(fewer);
  EXPECT_EQ(fewer->removed.size(), 3U);
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Backup, LeavesNumberedCopiesAloneUnlessACountIsGiven) {
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(back_up_to(to_ / "news.db", 5));
  ASSERT_TRUE(back_up_to(to_ / "news.db"));
  EXPECT_EQ(files(), (Rows{"news.db", "news.db.1", "news.db.2"}));
}

TEST_F(House_Backup, GivesADirectoryDatedFiles) {
  for (int night = 0; night < 2; ++night) {
    ASSERT_TRUE(back_up_to(to_));
    now_ += between_nights_;
  }
  ASSERT_TRUE(back_up_to(to_));
  const auto last = back_up_to(to_);
  ASSERT_TRUE(last);
  EXPECT_EQ(files(), (Rows{"news-20260106T020000Z.db", "news-20260107T020000Z.db",
                           "news-20260108T020000Z.db", "news-20260108T020000Z_02.db"}));
  EXPECT_EQ(last->file.filename(), "news-20260108T020000Z_02.db");
  EXPECT_EQ(last->older.size(), 3U);
}

TEST_F(House_Backup, RemovesOnlyItsOwnFromADirectory) {
  write(to_ / "notes.txt", "mine");
  write(to_ / "news-20200101T000000Z.db", "no archive at all");
  write(to_ / "other-20200101T000000Z.db", bytes_of(file_));
  fs::copy_file(file_, to_ / "news-latest.db");
  for (int night = 0; night < 3; ++night) {
    ASSERT_TRUE(back_up_to(to_, 1));
    now_ += between_nights_;
  }
  EXPECT_EQ(files(), (Rows{"news-20200101T000000Z.db", "news-20260107T020000Z.db",
                           "news-20260108T020000Z.db", "news-latest.db", "notes.txt",
                           "other-20200101T000000Z.db"}));
}

TEST_F(House_Backup, LeavesCopiesOfAnotherArchiveOfThatNameAlone) {
  const auto first = back_up_to(to_, 0);
  ASSERT_TRUE(first);
  fs::remove(file_);
  now_ += between_nights_;
  crawl();
  for (int night = 0; night < 2; ++night) {
    now_ += between_nights_;
    const auto backup = back_up_to(to_, 0);
    ASSERT_TRUE(backup);
    EXPECT_EQ(backup->foreign, std::vector<fs::path>{first->file});
    EXPECT_EQ(backup->removed.size(), static_cast<std::size_t>(night));
  }
  EXPECT_EQ(files().size(), 2U);
}

TEST_F(House_Backup, KeepsTheNewestEvenWhenTheClockWentBack) {
  ASSERT_TRUE(back_up_to(to_, 0));
  now_ -= between_nights_;
  const auto backup = back_up_to(to_, 0);
  ASSERT_TRUE(backup);
  EXPECT_EQ(files(), Rows{backup->file.filename().string()});
}

TEST_F(House_Backup, RefusesADestinationThatIsTheArchiveOrBelongsToIt) {
  fs::create_symlink(file_, to_ / "link.db");
  const auto before = bytes_of(file_);
  for (const auto& place :
       {file_, to_ / "link.db", to_ / ".." / "news.db", fs::path(file_.string() + "-wal"),
        fs::path(file_.string() + ".lock")}) {
    const auto backup = back_up_to(place);
    ASSERT_FALSE(backup) << place;
    EXPECT_EQ(backup.error().fault, Fault::usage) << place;
  }
  EXPECT_TRUE(bytes_of(file_) == before);
}

TEST_F(House_Backup, RefusesToRotateTheArchiveAway) {
  fs::rename(file_, directory_ / "copy.1");
  file_ = directory_ / "copy.1";
  const auto backup = back_up_to(directory_ / "copy", 3);
  ASSERT_FALSE(backup);
  EXPECT_EQ(backup.error().fault, Fault::usage);
  EXPECT_EQ(sql(everything).size(), 2U);
}

TEST_F(House_Backup, RefusesToReplaceWhatIsNoCopy) {
  write(to_ / "notes.txt", "mine");
  write(to_ / "news.db.1", "mine");
  EXPECT_EQ(back_up_to(to_ / "notes.txt").error().fault, Fault::usage);
  EXPECT_EQ(back_up_to(to_ / "news.db", 2).error().fault, Fault::usage);
  EXPECT_EQ(bytes_of(to_ / "notes.txt"), "mine");
  EXPECT_EQ(files(), (Rows{"news.db.1", "notes.txt"}));
}

TEST_F(House_Backup, OfADamagedArchiveIsNoneAndOldCopiesStay) {
  ASSERT_TRUE(back_up_to(to_ / "news.db"));
  const auto before = bytes_of(to_ / "news.db");
  damage(file_);
  const auto backup = back_up_to(to_ / "news.db", 2);
  ASSERT_FALSE(backup);
  EXPECT_EQ(backup.error().fault, Fault::damaged) << backup.error().what;
  EXPECT_EQ(backup.error().where, file_.string());
  EXPECT_EQ(files(), Rows{"news.db"});
  EXPECT_TRUE(bytes_of(to_ / "news.db") == before);
}

TEST_F(House_Backup, NeedsAnArchiveAndAPlace) {
  EXPECT_EQ(back_up(directory_ / "none.db", to_ / "a.db", {}, now_).error().fault, Fault::schema);
  EXPECT_EQ(back_up_to(to_ / "nowhere" / "a.db").error().fault, Fault::disk);
  EXPECT_TRUE(files().empty());
}

TEST_F(House_Backup, ClearsAwayWhatAKilledOneLeft) {
  write(to_ / "news.db.part", "half");
  write(to_ / "news.db.part-journal", "half");
  ASSERT_TRUE(back_up_to(to_ / "news.db"));
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Backup, LeavesARunningCrawlItsWay) {
  auto archive = open();
  const auto run = begin(archive);
  put(archive, run.id, visit_of(run.waiting.front()));
  const auto backup = back_up_to(to_ / "news.db");
  ASSERT_TRUE(backup) << backup.error().what;
  EXPECT_EQ(files(), Rows{"news.db"}) << "nothing of the write-ahead log is left beside the copy";
  visit_all(archive, run);
  ASSERT_TRUE(archive.end_run(run.id, RunState::finished, now_));
  EXPECT_EQ(rows_of(to_ / "news.db").size(), 2U);
}

// A crawl begins, writes and ends, and with it the file's journal mode changes, as copies are made.
TEST_F(House_Backup, IsWholeWheneverItIsTaken) {
  const auto source = file_;
  std::jthread copying([this, source](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      const auto backup = back_up(source, to_ / "news.db", 1, now_);
      ASSERT_TRUE(backup) << backup.error().where << ": " << backup.error().what;
    }
  });
  for (int night = 0; night < 12; ++night) {
    publish("more" + std::to_string(night), story("又一篇" + std::to_string(night), "又一篇。"));
    crawl();
  }
  copying.request_stop();
  copying.join();
  EXPECT_GE(rows_of(to_ / "news.db").size(), 2U);
  ASSERT_TRUE(back_up(source, to_ / "news.db", 1, now_));
  EXPECT_EQ(rows_of(to_ / "news.db"), sql(everything));
}

}  // namespace
}  // namespace newsarc::store
