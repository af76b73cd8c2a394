// A disk that is really full: a file system in memory of few megabytes, in a namespace of its own;
// and a limit of the process on the size of its files.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/faults/faulty_run.h"

namespace newsarc::faults {
namespace {

namespace fs = std::filesystem;

class House_FullDisk : public testing::Test {
 protected:
  House_FullDisk() : base_(temporary_directory()) { fs::create_directory(base_ / "disk"); }
  ~House_FullDisk() override { fs::remove_all(base_); }

  // `script` has the disk's directory as $1.
  Ended in_namespace(const std::string& script) const {
    return run_undisturbed(
        {"/usr/bin/unshare", "-rm", "/bin/sh", "-c", script, "sh", (base_ / "disk").string()},
        base_ / "run");
  }

  fs::path base_;
};

// Prints what the first crawl ended with; then there is room, and the second goes on to the end.
std::string crawl_on_disk_of(int kilobytes) {
  return "mount -t tmpfs -o size=" + std::to_string(kilobytes) +
         "k none $1 || exit 99\n" NEWSARC_SMALL_CRAWL
         " $1/news.db > $1/../first\n"
         "echo first $?\n"
         "[ ! -s $1/../first ] || " NEWSARC_BINARY
         " -A $1/news.db verify --quick --quiet >&2; echo verified $?\n"
         "mount -o remount,size=64m $1\n" NEWSARC_SMALL_CRAWL
         " $1/news.db > $1/../second\n"
         "echo second $?\n" NEWSARC_BINARY " -A $1/news.db verify --quiet >&2; echo verified $?\n" +
         NEWSARC_BINARY +
         " -A $1/news.db sql --format csv 'SELECT count(*), sum(versions) FROM articles'\n"
         "ls $1";
}

TEST_F(House_FullDisk, EndsACrawlThatGoesOnWhenThereIsRoom) {
  if (in_namespace("mount -t tmpfs none $1").code != 0)
    GTEST_SKIP() << "no file system of its own can be made here (unshare -rm)";
  const auto roomy = in_namespace(crawl_on_disk_of(65536)).out;
  ASSERT_TRUE(roomy.starts_with("first 0\nverified 0\nsecond 0\nverified 0\n")) << roomy;
  const auto end = roomy.substr(roomy.find("second"));
  int filled = 0;
  for (int kilobytes = 64; kilobytes < 4096; kilobytes += kilobytes / 2) {
    const auto ended = in_namespace(crawl_on_disk_of(kilobytes));
    const bool is_full = ended.out.starts_with("first 12\n");
    EXPECT_TRUE(is_full || ended.out.starts_with("first 0\n")) << kilobytes << ended.out;
    filled += is_full ? 1 : 0;
    EXPECT_EQ(ended.out.substr(std::min(ended.out.find("second"), ended.out.size())), end)
        << kilobytes << ended.out << ended.err;
  }
  EXPECT_GT(filled, 3);
}

TEST_F(House_FullDisk, AFileThatMayGrowNoLargerIsAnError) {
  const auto demo = (base_ / "disk" / "demo").string();
  const auto ended = run_undisturbed({"/bin/bash", "-c",
                                      "ulimit -f 2500; exec " NEWSARC_BINARY
                                      " demo --nights 1 --articles 1000 --progress none --keep " +
                                          demo},
                                     base_ / "run");
  EXPECT_EQ(ended.code, 12) << ended.err;
  EXPECT_TRUE(ended.err.starts_with("newsarc: " + demo + "/demo.db: ")) << ended.err;
  const auto verified =
      run_undisturbed({NEWSARC_BINARY, "-A", demo + "/demo.db", "verify"}, base_ / "run");
  EXPECT_EQ(verified.code, 0) << verified.err;
}

}  // namespace
}  // namespace newsarc::faults
