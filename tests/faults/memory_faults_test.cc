// Memory that runs out at some allocation while a page is read and archived: the program ends with
// words, what the archive holds is whole, and the next run comes to the same end.
// NEWSARC_EVERY_FAULT=1 tries every allocation instead of some, from NEWSARC_FIRST_FAULT on, as
// tests/faults/faulty_run.h says.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <functional>
#include <iterator>
#include <system_error>

#include "cli/command.h"
#include "cli/out_of_memory.h"
#include "store/blobs/codec.h"
#include "store/sqlite/json_text.h"
#include "tests/faults/failing_memory.h"
#include "tests/faults/faulty_run.h"
#include "tests/faults/one_page.h"
#include "tests/file_bytes.h"

namespace newsarc::faults {
namespace {

namespace fs = std::filesystem;

// What the program's door makes of an Error.
int code_of(const Result<void>& result) {
  if (result) return cli::ok;
  std::fprintf(stderr, "newsarc: %s: %s\n", result.error().where.c_str(),
               result.error().what.c_str());
  return result.error().fault == newsarc::Fault::limit ? cli::stopped : cli::internal_error;
}

class MemoryFaults : public testing::Test {
 protected:
  ~MemoryFaults() override { fs::remove_all(base_); }

  // In a process of its own: what a library makes once and keeps, each makes anew.
  Ended in_child(const std::function<int()>& work) const {
    const auto words = base_ / "words";
    const pid_t process = ::fork();
    if (process == 0) {
      const int file = ::open(words.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
      if (file < 0 || ::dup2(file, STDERR_FILENO) < 0) ::_exit(127);
      cli::end_when_memory_runs_out();
      const auto thrown_to_nobody = [&]() noexcept { return work(); };
      ::_exit(thrown_to_nobody());
    }
    int status = 0;
    ::waitpid(process, &status, 0);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), "", bytes_of(words)};
  }

  // Each of the first allocations of a piece of work fails, alone. The work gives its exit code.
  void expect_words_or_success(const std::function<int()>& work) const {
    for (long at = 1; at <= 60; ++at) {
      const auto ended = in_child([&] {
        fail_allocation(at, false);
        const int code = work();
        fail_allocation(0, false);
        return code;
      });
      if (ended.code == cli::ok) continue;
      EXPECT_EQ(ended.code, cli::stopped) << "allocation " << at << ": " << ended.err;
      EXPECT_NE(ended.err.find("out of memory"), std::string::npos) << at << ": " << ended.err;
    }
  }

  const fs::path base_ = temporary_directory();
};

class House_MemoryFaults : public MemoryFaults, public testing::WithParamInterface<const char*> {
 protected:
  Ended archive_failing_at(long at, bool all_after) const {
    return in_child([&] {
      fail_allocation(at, all_after);
      const auto result = archive_page(html_, file_);
      fail_allocation(0, false);
      return code_of(result);
    });
  }

  long allocations_of_all() const {
    const auto counted = in_child([&] {
      fail_allocation(0, false);
      const auto result = archive_page(html_, file_);
      std::fprintf(stderr, "%ld", allocations());
      return code_of(result);
    });
    return std::atol(counted.err.c_str());
  }

  // Damage at once, before anything is mended by going on; damage after the next run; and the
  // versions that are in the archive then.
  std::string went_on() const {
    const auto ended = in_child([&] {
      std::string said = damage_now();
      auto whole = archive_page(html_, file_);
      const auto damage = whole ? damage_of(file_) : tl::unexpected(whole.error());
      const auto rows = damage ? archived(file_) : tl::unexpected(damage.error());
      said += rows ? *damage + *rows : rows.error().what;
      std::fputs(said.c_str(), stderr);
      return 0;
    });
    return ended.err;
  }

  // None, too, where there is no archive yet, or one that waits for its next writer.
  std::string damage_now() const {
    if (!fs::exists(file_)) return "";
    const auto damage = damage_of(file_);
    if (damage) return *damage;
    const bool is_none = damage.error().fault == newsarc::Fault::schema;
    const bool waits = fs::exists(file_.string() + "-journal");
    return is_none || waits ? "" : damage.error().what;
  }

  void clear() const {
    for (const auto& entry : fs::directory_iterator(base_)) fs::remove(entry.path());
  }

  const fs::path file_ = base_ / "news.db";
  const std::string html_ =
      bytes_of(fs::path(NEWSARC_SOURCE_DIR) / "tests/fixtures" / GetParam() / "page.html");
};

TEST_P(House_MemoryFaults, EndWithWordsAndBreakNoArchive) {
  const long count = allocations_of_all();
  ASSERT_GT(count, 1000);
  const auto wanted = went_on();
  ASSERT_NE(wanted.find("edit"), std::string::npos) << wanted;
  const auto chosen = chosen_calls(static_cast<std::size_t>(count), 40);
  int borne = 0;
  for (const long at : chosen) {
    clear();
    const bool all_after = at % 2 == 0;
    const auto trace = "allocation " + std::to_string(at) + (all_after ? " and all after" : "");
    const auto ended = archive_failing_at(at, all_after);
    borne += ended.code == cli::ok ? 1 : 0;
    if (ended.code != cli::ok) {
      EXPECT_EQ(ended.code, cli::stopped) << trace << ": " << ended.err;
      EXPECT_NE(ended.err.find("out of memory"), std::string::npos) << trace << ": " << ended.err;
    }
    EXPECT_EQ(went_on(), wanted) << trace;
  }
  std::printf("%s: %zu of %ld allocations, %d of them borne\n", GetParam(), chosen.size(), count,
              borne);
}

INSTANTIATE_TEST_SUITE_P(OfPages, House_MemoryFaults,
                         testing::Values("oldtown/2005-03-31", "riverside/2020-10-13"),
                         [](const auto& row) {
                           const std::string name = row.param;
                           return name.substr(0, name.find('/'));
                         });

TEST_F(MemoryFaults, AThreadThatCannotBeStartedEndsTheProgramWithWords) {
  const auto thrown = [](std::errc why) -> int {
    throw std::system_error(std::make_error_code(why));
  };
  const auto ended = in_child([&] { return thrown(std::errc::resource_unavailable_try_again); });
  EXPECT_EQ(ended.code, cli::stopped);
  EXPECT_NE(ended.err.find("no thread could be started: out of memory"), std::string::npos)
      << ended.err;
  const auto otherwise = in_child([&] { return thrown(std::errc::invalid_argument); });
  EXPECT_EQ(otherwise.code, 128 + SIGABRT);
  EXPECT_EQ(otherwise.err.find("out of memory"), std::string::npos) << otherwise.err;
}

TEST_F(MemoryFaults, ADictionaryWithoutMemoryIsNotRead) {
  expect_words_or_success([] {
    const store::Dictionary dictionary(std::string(50'000, 'x'), store::quick_level);
    return cli::ok;
  });
}

TEST_F(MemoryFaults, ValidJsonIsNeverCalledNone) {
  expect_words_or_success([] {
    auto database = store::Database::open(":memory:", SQLITE_OPEN_READWRITE);
    if (!database) return cli::internal_error;
    const auto names = store::names_in(*database, R"(["易成章","吕镁妍"])");
    return names.size() == 2 && database->check() ? cli::ok : cli::internal_error;
  });
}

// The program itself, whose door this is.
TEST_F(MemoryFaults, House_TheProgramSaysThatMemoryRanOut) {
  const std::string page =
      std::string(NEWSARC_SOURCE_DIR) + "/tests/fixtures/riverside/2020-10-13/page.html";
  int ended_early = 0;
  for (long at = 2000;; at *= 2) {
    const auto ended = run_undisturbed(
        {"/usr/bin/env", std::string("LD_PRELOAD=") + NEWSARC_MEMORY_SHIM,
         "NEWSARC_MEMORY_AT=" + std::to_string(at), NEWSARC_BINARY, "extract", page},
        base_ / "run");
    if (ended.code == cli::ok) break;
    ++ended_early;
    EXPECT_EQ(ended.code, cli::stopped) << at << ": " << ended.err;
    EXPECT_TRUE(ended.err.starts_with("newsarc: out of memory")) << at << ": " << ended.err;
    ASSERT_LT(at, 1 << 24);
  }
  EXPECT_GT(ended_early, 1);
}

}  // namespace
}  // namespace newsarc::faults
