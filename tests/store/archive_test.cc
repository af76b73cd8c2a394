// Opening, locking, atomicity, and what a closed archive leaves behind.

#include "store/write/archive.h"

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "store/read/reader.h"
#include "store/verify/verify.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

constexpr uid_t nobody = 65534;

class House_Archive : public SiteOnPaper {
 protected:
  House_Archive() {
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(directory_))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  // Whether `claim` holds for a process that may not write the directory. Root may write
  // everywhere, so a child process becomes nobody first.
  bool holds_in_a_read_only_directory(const std::function<bool()>& claim) const {
    fs::permissions(directory_, fs::perms::owner_read | fs::perms::owner_exec |
                                    fs::perms::group_read | fs::perms::group_exec |
                                    fs::perms::others_read | fs::perms::others_exec);
    const pid_t child = fork();
    if (child == 0) {
      if (geteuid() == 0 && setuid(nobody) != 0) _exit(2);
      _exit(claim() ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    fs::permissions(directory_, fs::perms::owner_all);
    return status == 0;
  }

  Fault fault_of_opening(const fs::path& file, bool create = true) const {
    const auto archive = Archive::open(file, {"test", create});
    EXPECT_FALSE(archive);
    return archive ? Fault::internal : archive.error().fault;
  }
};

TEST_F(House_Archive, LeavesOneFileBehind) {
  crawl();
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Archive, HasTheSettingsThatItPromises) {
  crawl();
  EXPECT_EQ(sql("PRAGMA page_size"), Rows{"16384"});
  EXPECT_EQ(sql("PRAGMA application_id"), Rows{std::to_string(0x4e415243)});
  EXPECT_EQ(sql("PRAGMA user_version"), Rows{"2"});
  EXPECT_EQ(sql("PRAGMA integrity_check"), Rows{"ok"});
  EXPECT_EQ(sql("PRAGMA foreign_key_check"), Rows{});
}

TEST_F(House_Archive, IsNotMadeWhenItIsNotWanted) {
  EXPECT_EQ(fault_of_opening(file_, false), Fault::schema);
  EXPECT_EQ(files(), Rows{});
  EXPECT_EQ(Reader::open(file_).error().fault, Fault::schema);
  EXPECT_EQ(files(), Rows{});
}

TEST_F(House_Archive, HasOneWriterAndSaysWhich) {
  const auto archive = open();
  const auto second = Archive::open(file_, {"newsarc import", true});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::busy);
  EXPECT_NE(second.error().what.find("pid " + std::to_string(getpid()) + ", newsarc crawl"),
            std::string::npos)
      << second.error().what;
}

TEST_F(House_Archive, IsFreeOnceItsWriterIsGone) {
  { const auto archive = open(); }
  EXPECT_TRUE(Archive::open(file_, {"newsarc import", true}));
}

TEST_F(House_Archive, IsFreeOnceItsWriterIsKilled) {
  const pid_t child = fork();
  if (child == 0) {
    const auto archive = Archive::open(file_, {"newsarc crawl", true});
    _exit(archive ? 0 : 1);  // nothing is closed
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  EXPECT_TRUE(fs::exists(file_.string() + ".lock"));
  EXPECT_TRUE(Archive::open(file_, {"newsarc import", true}));
  EXPECT_EQ(files(), Rows{"news.db"});
}

TEST_F(House_Archive, WritesOverNothingThatOnlyHasTheNameOfItsLock) {
  const auto lock = fs::path(file_.string() + ".lock");
  const auto diary = directory_ / "diary";
  std::ofstream(diary) << "mine";
  const auto expect_untouched = [&] {
    EXPECT_EQ(fault_of_opening(file_), Fault::disk);
    std::string words;
    std::ifstream(lock) >> words;
    EXPECT_EQ(words, "mine");
    EXPECT_FALSE(fs::exists(file_));
  };
  fs::create_symlink(diary, lock);
  expect_untouched();
  fs::remove(lock);
  fs::create_hard_link(diary, lock);
  expect_untouched();
  fs::remove(diary);
  expect_untouched();
}

TEST_F(House_Archive, IsNoDirectoryAndNeedsOne) {
  EXPECT_EQ(fault_of_opening(directory_), Fault::disk);
  EXPECT_EQ(fault_of_opening(directory_ / "nowhere" / "news.db"), Fault::disk);
  EXPECT_EQ(fault_of_opening("/proc/news.db"), Fault::disk);
  EXPECT_EQ(Reader::open(directory_).error().fault, Fault::disk);
}

TEST_F(House_Archive, OfTwoNamesIsNotWritten) {
  crawl();
  std::filesystem::create_hard_link(file_, directory_ / "other.db");
  const auto archive = Archive::open(file_, {"test", false});
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().fault, Fault::disk);
  EXPECT_TRUE(Reader::open(file_));
}

TEST_F(House_Archive, CannotBeMadeWhereNothingMayBeWritten) {
  EXPECT_TRUE(holds_in_a_read_only_directory([this] {
    const auto archive = Archive::open(file_, {"test", true});
    return !archive && archive.error().fault == Fault::disk;
  }));
}

TEST_F(House_Archive, IsReadWhereNothingMayBeWritten) {
  crawl();
  change("PRAGMA journal_mode = WAL");
  ASSERT_EQ(files(), Rows{"news.db"});
  EXPECT_TRUE(holds_in_a_read_only_directory(
      [this] { return sql("SELECT count(*) FROM articles") == Rows{"1"}; }));
}

// Opened by a process that may not write the directory, and read again after a crawl.
TEST_F(House_Archive, IsReadAsItIsNowWhereNothingMayBeWritten) {
  crawl();
  fs::permissions(directory_, fs::perms(0555));
  std::array<int, 2> opened{};
  std::array<int, 2> crawled{};
  ASSERT_EQ(pipe(opened.data()), 0);
  ASSERT_EQ(pipe(crawled.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    char sign = 0;
    if (geteuid() == 0 && setuid(nobody) != 0) _exit(2);
    const auto reader = Reader::open(file_);
    if (!reader || reader->latest(1)->version != 1) _exit(3);
    if (write(opened[1], &sign, 1) != 1 || read(crawled[0], &sign, 1) != 1) _exit(4);
    _exit(reader->latest(1)->version == 2 ? 0 : 1);
  }
  char sign = 0;
  close(opened[1]);
  EXPECT_EQ(read(opened[0], &sign, 1), 1);
  fs::permissions(directory_, fs::perms(0755));
  publish("one", story("衡阳高新区召开年度工作会议", "会议改期。"));
  crawl();
  EXPECT_EQ(write(crawled[1], &sign, 1), 1);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

TEST_F(House_Archive, IsReadThroughALinkAsItIsNow) {
  crawl();
  fs::create_directory(directory_ / "elsewhere");
  const auto link = directory_ / "elsewhere" / "link.db";
  fs::create_symlink(file_, link);
  auto archive = open();
  publish("one", story("衡阳高新区召开年度工作会议", "会议改期。"));
  visit_all(archive, begin(archive));
  const auto reader = Reader::open(link);
  ASSERT_TRUE(reader) << reader.error().what;
  EXPECT_EQ(reader->latest(1)->version, 2);
}

TEST_F(House_Archive, IsNotJustAnyFile) {
  std::ofstream(file_) << "This is a letter, and a long enough one to be no empty database file, "
                          "with some more words in it so that it has its hundred bytes.";
  EXPECT_EQ(fault_of_opening(file_), Fault::schema);
  EXPECT_EQ(Reader::open(file_).error().fault, Fault::schema);
  std::ifstream letter(file_);
  std::string first;
  letter >> first;
  EXPECT_EQ(first, "This") << "and it is left alone";
}

TEST_F(House_Archive, IsNotJustAnyDatabase) {
  change("CREATE TABLE bookmarks(url)");
  EXPECT_EQ(fault_of_opening(file_), Fault::schema);
  EXPECT_EQ(Reader::open(file_).error().fault, Fault::schema);
}

TEST_F(House_Archive, OfANewerSchemaIsNotTouched) {
  crawl();
  change("PRAGMA user_version = 99");
  const auto archive = Archive::open(file_, {"test", true});
  ASSERT_FALSE(archive);
  EXPECT_EQ(archive.error().fault, Fault::schema);
  EXPECT_NE(archive.error().what.find("newer newsarc"), std::string::npos);
  EXPECT_EQ(Reader::open(file_).error().fault, Fault::schema);
}

TEST_F(House_Archive, WritesAGroupWhollyOrNotAtAll) {
  auto archive = open();
  const auto run = begin(archive);
  const auto found = put(archive, run.id, visit_of(run.waiting.front()));
  Visit good = visit_of(found.admitted.front());
  change("CREATE INDEX full ON image(abs(-9223372036854775808 + 0 * position))");  // fails
  Visit bad = good;
  std::get<Capture>(bad.outcome).pages.front().body = "other";
  auto& article = *std::get<Capture>(bad.outcome).reading.article;
  article.title = "另一篇";
  article.images = {{"http://news.example/1.jpg", ""}};
  const std::vector<Visit> group{good, bad};
  EXPECT_FALSE(archive.put(run.id, group));
  EXPECT_EQ(sql("SELECT count(*) FROM article"), Rows{"0"});
  EXPECT_EQ(sql("SELECT seen, new FROM crawl_site"), Rows{"0|0"});
  EXPECT_EQ(sql("SELECT count(*) FROM frontier WHERE state = 'waiting'"), Rows{"1"});
  change("DROP INDEX full");
  const auto again = archive.put(run.id, group);
  ASSERT_TRUE(again) << "the connection goes on";
  EXPECT_EQ(again->size(), 2U);
  EXPECT_EQ(sql("SELECT versions FROM articles"), Rows{"2"});
}

// A limit on the size of files stands in for a full disk: no byte more may be written.
TEST_F(House_Archive, SaysWhenTheDiskIsFull) {
  crawl();
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    auto archive = open();
    const auto run = begin(archive);
    const rlimit full{0, 0};
    setrlimit(RLIMIT_FSIZE, &full);
    const auto written = archive.put(run.id, std::vector<Visit>{visit_of(run.waiting.front())});
    const bool told = !written && written.error().fault == Fault::disk;
    _exit(told ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(sql("PRAGMA integrity_check"), Rows{"ok"});
  EXPECT_EQ(crawl().same, 1) << "and the run goes on once there is room";
}

TEST_F(House_Archive, MayBeReadWhileItIsWritten) {
  crawl();
  auto archive = open();
  const auto run = begin(archive);
  const auto reader = Reader::open(file_);
  ASSERT_TRUE(reader);
  publish("one", story("衡阳高新区召开年度工作会议", "会议改期。"));
  visit_all(archive, run);
  const auto record = reader->latest(1);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->version, 2);
}

TEST_F(House_Archive, IsNotChangedByReading) {
  crawl();
  const auto written = fs::last_write_time(file_);
  const auto before = files();
  {
    const auto reader = Reader::open(file_);
    ASSERT_TRUE(reader);
    EXPECT_TRUE(reader->latest(1));
    EXPECT_TRUE(reader->search("衡阳", {}));
    EXPECT_EQ(files(), before);
  }
  sql("SELECT * FROM articles ORDER BY body");
  EXPECT_EQ(files(), before);
  EXPECT_EQ(fs::last_write_time(file_), written);
}

TEST_F(House_Archive, KeepsTheSummaryLine) {
  crawl();
  const auto reader = Reader::open(file_);
  ASSERT_TRUE(reader);
  const auto runs = reader->runs(10);
  ASSERT_TRUE(runs);
  ASSERT_EQ(runs->size(), 1U);
  EXPECT_EQ(runs->front().state, "finished");
  ASSERT_EQ(runs->front().summaries.size(), 1U);
  EXPECT_EQ(runs->front().summaries.front().substr(0, 64),
            "paper: 1 seen, 1 new, 0 changed, 0 same, 0 gone, 0 failed; 240 B");
}

TEST_F(House_Archive, IndexesAnewWhatOtherTablesHaveFolded) {
  crawl();
  change(
      "UPDATE meta SET value = '0' WHERE key = 'fold_version'; "
      "INSERT INTO search(search) VALUES('delete-all')");
  const std::string find = "SELECT rowid FROM search WHERE search MATCH '\"衡 阳\"'";
  EXPECT_EQ(sql(find), Rows{});
  { const auto archive = open(); }
  EXPECT_EQ(sql(find), Rows{"1"});
}

TEST_F(House_Archive, IndexesAnewWhatLostItsFormat) {
  crawl();
  for (const auto* damage : {"UPDATE search_config SET v = 3", "DELETE FROM search_config"}) {
    change(damage);
    EXPECT_EQ(crawl().same, 1);
    EXPECT_EQ(sql("SELECT count(*) FROM search WHERE search MATCH '\"衡 阳\"'"), Rows{"1"});
  }
  EXPECT_TRUE(verify(file_, {})->is_whole());
}

TEST_F(House_Archive, OfAnEarlierProgramIsWholeAndGetsTheSettingsOfItsIndexWhenItIsWrittenTo) {
  crawl();
  const std::string settings = "SELECT count(*) FROM search_config WHERE k <> 'version'";
  const Rows all = sql(settings);
  change("DELETE FROM search_config WHERE k <> 'version'");
  EXPECT_TRUE(verify(file_, {})->is_whole());
  crawl();
  EXPECT_EQ(sql(settings), all);
  change("UPDATE search_config SET v = v + 1 WHERE k = 'hashsize'");
  EXPECT_FALSE(verify(file_, {})->is_whole());
}

TEST_F(House_Archive, FromBeforeTheFirstReleaseIsNotTouched) {
  crawl();
  change("PRAGMA user_version = 0");
  EXPECT_EQ(fault_of_opening(file_), Fault::schema);
  EXPECT_EQ(Reader::open(file_).error().fault, Fault::schema);
}

}  // namespace
}  // namespace newsarc::store
