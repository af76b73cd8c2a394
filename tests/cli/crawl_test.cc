// What a crawl, and the status after it, tell of sites that cannot be reached, of runs that were
// cut off, and of an archive that is in use.

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/sqlite/sqlite.h"
#include "tests/cli/program.h"
#include "tests/cli/served_site.h"

namespace newsarc::cli {
namespace {

class CrawlTest : public ProgramTest {
 protected:
  CrawlTest() {
    write("newsarc.toml", "");
    write_site("linjiang", site_.url("/list/"));
  }

  void write_site(const std::string& name, const std::string& start) const {
    write("sites.d/" + name + ".toml", "[site]\nname = \"" + name + "\"\nstart = [\"" + start +
                                           "\"]\n[fetch]\ndelay = \"0s\"\n");
  }

  Ran crawl(std::vector<std::string> more = {}) const {
    std::vector<std::string> words{"crawl", "--allow", site_.authority(), "--allow", "127.0.0.1:1"};
    words.insert(words.end(), more.begin(), more.end());
    return newsarc(words);
  }

  // A run that was killed: nobody is at it, and its row says otherwise.
  void break_off() const {
    EXPECT_EQ(crawl({"--max-pages", "2"}).code, 11);
    auto database =
        store::Database::open((directory_ / "newsarc.db").string(), SQLITE_OPEN_READWRITE);
    ASSERT_TRUE(database);
    database->script("UPDATE crawl SET state = 'running'");
  }

  static bool has(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
  }

  ServedSite site_;
};

TEST_F(CrawlTest, ASiteThatRobotsTxtForbidsIsToldAndExit5) {
  site_.serve("/robots.txt", "User-agent: *\nDisallow: /\n");
  const auto ran = crawl();
  EXPECT_EQ(ran.code, 5);
  EXPECT_TRUE(has(ran.err, "linjiang: no start page could be reached: " + site_.url("/list/") +
                               ": robots.txt disallows it for newsarc"))
      << ran.err;
  EXPECT_FALSE(has(ran.err, "--allow")) << "the address guard had no say: " << ran.err;
}

TEST_F(CrawlTest, AHostThatIsDownIsToldAndNoAddressGuard) {
  write_site("linjiang", "http://127.0.0.1:1/");
  const auto ran = crawl();
  EXPECT_EQ(ran.code, 5);
  EXPECT_TRUE(has(ran.err, "robots.txt could not be had: ")) << ran.err;
  EXPECT_FALSE(has(ran.err, "--allow")) << ran.err;
}

TEST_F(CrawlTest, AnAddressThatIsNotPublicIsAdvisedToBeAllowed) {
  const auto ran = newsarc({"crawl"});
  EXPECT_EQ(ran.code, 5);
  EXPECT_TRUE(has(ran.err, "is not public, and --allow does not name it")) << ran.err;
  EXPECT_TRUE(has(ran.err, "--allow HOST:PORT lets a crawl ask a loopback")) << ran.err;
}

TEST_F(CrawlTest, OneSiteOfTwoThatCannotBeReachedIsExit3) {
  write_site("down", "http://127.0.0.1:1/");
  const auto ran = crawl();
  EXPECT_EQ(ran.code, 3);
  EXPECT_TRUE(has(ran.err, "warning: down: no start page could be reached")) << ran.err;
  EXPECT_FALSE(has(ran.err, "linjiang: no start page")) << ran.err;
  EXPECT_TRUE(has(newsarc({"status"}).out, "  warning: no start page could be reached"));
}

TEST_F(CrawlTest, ADryRunCountsWhatRefreshAsksFor) {
  crawl();
  EXPECT_TRUE(has(newsarc({"crawl", "--dry-run", "--refresh", "all"}).out, "due\t5 articles"));
  EXPECT_TRUE(has(newsarc({"crawl", "--dry-run", "--refresh", "none"}).out, "due\t0 articles"));
  EXPECT_EQ(newsarc({"crawl", "--dry-run", "--refresh", "all", "--json"}).out,
            "{\"sites\":[{\"site\":\"linjiang\",\"start\":[\"" + site_.url("/list/") +
                "\"],\"due\":5,\"waiting\":0}]}\n");
}

TEST_F(CrawlTest, ARunThatStoppedSaysAtWhichLimit) {
  const auto ran = crawl({"--max-pages", "2"});
  EXPECT_EQ(ran.code, 11);
  EXPECT_TRUE(has(ran.err, "run 1 stopped at --max-pages 2 and has pages waiting")) << ran.err;
  EXPECT_TRUE(has(crawl().err, "run 1 was resumed")) << "its time is of one sitting";
}

TEST_F(CrawlTest, ARunThatWasKilledIsShownAsBrokenOff) {
  break_off();
  const auto status = newsarc({"status"}).out;
  EXPECT_TRUE(has(status, ", broken off: the next crawl of the same sites goes on with it"))
      << status;
  EXPECT_TRUE(has(status, "linjiang: 3 answers; 1 articles seen, 1 new")) << status;
  EXPECT_TRUE(has(newsarc({"status", "--json"}).out, "\"state\": \"broken_off\""));
}

class HeldArchive : public CrawlTest {
 protected:
  HeldArchive() {
    break_off();
    write("newsarc.db.lock", "pid 4711, newsarc crawl\n");
    held_ = ::open((directory_ / "newsarc.db.lock").c_str(), O_RDWR | O_CLOEXEC);
    EXPECT_EQ(::flock(held_, LOCK_EX), 0);
  }
  ~HeldArchive() override { ::close(held_); }

  int held_ = -1;
};

TEST_F(HeldArchive, ShowsARunWithItsFigures) {
  const auto status = newsarc({"status"}).out;
  EXPECT_TRUE(has(status, ", running\n    linjiang: 3 answers; 1 articles seen, 1 new")) << status;
  EXPECT_TRUE(has(newsarc({"status", "--json"}).out, "\"state\": \"running\""));
}

TEST_F(HeldArchive, TellsASecondCrawlSinceWhenAndWhatToDo) {
  const auto ran = crawl();
  EXPECT_EQ(ran.code, 8);
  EXPECT_TRUE(has(
      ran.err, "newsarc.db: another newsarc (pid 4711, newsarc crawl) is writing to it, since 20"))
      << ran.err;
  EXPECT_TRUE(has(ran.err, "wait until it ends, or end it")) << ran.err;
}

}  // namespace
}  // namespace newsarc::cli
