// The program on a disk that fails: its exit code, its words, and what it leaves.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <iterator>

#include "store/read/query.h"
#include "tests/faults/faulty_run.h"
#include "tests/file_bytes.h"

namespace newsarc::faults {
namespace {

namespace fs = std::filesystem;

bool is_whole(const fs::path& file) {
  std::string words;
  const auto asked = store::run_query(file, "PRAGMA integrity_check", {},
                                      {[](const auto&) { return true; },
                                       [&](const std::vector<store::Value>& row) {
                                         words += std::get<std::string_view>(row.front());
                                         return true;
                                       }});
  return asked && words == "ok";
}

class ProgramFaults : public testing::Test {
 protected:
  ProgramFaults() : base_(temporary_directory()), below_(base_ / "disk") {
    fs::create_directory(below_);
  }
  ~ProgramFaults() override { fs::remove_all(base_); }

  void expect_disk_error(const Ended& ended, const std::string& trace) const {
    EXPECT_EQ(ended.code, 12) << trace << ": " << ended.out << ended.err;
    EXPECT_TRUE(ended.err.starts_with("newsarc: " + below_.string())) << trace << ended.err;
  }

  fs::path base_, below_;
};

// A copy beside an older one: what stands under the name is always one of the two, whole.
class House_CopyFaults : public ProgramFaults, public testing::WithParamInterface<const char*> {
 protected:
  House_CopyFaults() : archive_(base_ / "news.db"), copy_(below_ / "copy.db") {
    run_undisturbed({NEWSARC_SMALL_CRAWL, archive_.string()}, below_);
    words_ = {NEWSARC_BINARY, "-A", archive_.string(), GetParam(), copy_.string()};
    if (words_[3] == "snapshot") words_.emplace_back("--force");
    EXPECT_EQ(run_undisturbed(words_, below_).code, 0);
    old_ = bytes_of(copy_);
  }

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(below_))
      names.push_back(entry.path().filename().string());
    return names;
  }

  void expect_old_or_new(const std::string& trace) const {
    EXPECT_TRUE(fs::exists(copy_)) << trace;
    EXPECT_TRUE(is_whole(copy_)) << trace;
  }

  fs::path archive_, copy_;
  std::vector<std::string> words_;
  std::string old_;
};

TEST_P(House_CopyFaults, LeaveNoHalfCopyAndTheOldOne) {
  const auto calls = calls_of(words_, below_);
  ASSERT_GT(calls.size(), 20U);
  for (const long at : chosen_calls(calls.size(), 12)) {
    const auto trace =
        "full at call " + std::to_string(at) + ", " + calls[static_cast<std::size_t>(at - 1)];
    const auto ended = run(words_, below_, {"full", at});
    if (ended.code != 0) expect_disk_error(ended, trace);
    expect_old_or_new(trace);
    EXPECT_EQ(files(), std::vector<std::string>{"copy.db"}) << trace;
  }
}

TEST_P(House_CopyFaults, ByAnIoErrorAreToldAndForgottenByTheNext) {
  const auto calls = calls_of(words_, below_);
  for (const auto* kind : {"broken", "broken-once", "kill", "torn", "power"}) {
    for (const long at : chosen_calls(calls.size(), 4)) {
      const auto trace = std::string(kind) + " at call " + std::to_string(at) + ", " +
                         calls[static_cast<std::size_t>(at - 1)];
      const auto ended = run(words_, below_, {kind, at});
      if (std::string_view(kind).starts_with("broken") && ended.code != 0)
        expect_disk_error(ended, trace);
      expect_old_or_new(trace);
    }
  }
  EXPECT_EQ(run_undisturbed(words_, below_).code, 0);
  EXPECT_EQ(files(), std::vector<std::string>{"copy.db"});
}

INSTANTIATE_TEST_SUITE_P(OfTheDisk, House_CopyFaults, testing::Values("backup", "snapshot"),
                         [](const auto& row) { return row.param; });

TEST_F(ProgramFaults, House_ACrawlOnAFullDiskEndsWithTwelve) {
  const auto demo = below_ / "demo";
  const std::vector<std::string> words{NEWSARC_BINARY, "demo", "--nights", "1",
                                       "--articles",   "20",   "--keep",   demo.string(),
                                       "--progress",   "none"};
  const auto calls = calls_of(words, below_);
  ASSERT_GT(calls.size(), 200U);
  for (const long at : chosen_calls(calls.size(), 6)) {
    fs::remove_all(demo);
    const auto trace =
        "full at call " + std::to_string(at) + ", " + calls[static_cast<std::size_t>(at - 1)];
    const auto ended = run(words, below_, {"full", at});
    if (ended.code == 0) continue;  // it had written all that mattered
    expect_disk_error(ended, trace);
    if (calls[static_cast<std::size_t>(at - 1)].find("demo.db-wal") != std::string::npos) {
      EXPECT_NE(ended.err.find("free some space"), std::string::npos) << trace << ended.err;
    }
  }
}

}  // namespace
}  // namespace newsarc::faults
