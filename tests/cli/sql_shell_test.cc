// The shell of newsarc sql, at a terminal.

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"
#include "tests/file_bytes.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

// A person at a terminal, who waits for what the shell shows before typing on.
class Terminal {
 public:
  Terminal(const fs::path& directory, const fs::path& state,
           const std::vector<std::string>& options = {}) {
    std::vector<std::string> words{NEWSARC_BINARY, "sql"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const winsize size{50, 200, 0, 0};
    process_ = ::forkpty(&terminal_, nullptr, nullptr, &size);
    if (process_ != 0) return;
    ::setenv("XDG_STATE_HOME", state.c_str(), 1);
    ::setenv("HOME", state.c_str(), 1);
    ::setenv("TERM", "vt100", 1);
    if (::chdir(directory.c_str()) != 0) ::_exit(127);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (process_ > 0) {
      ::kill(process_, SIGKILL);
      ::waitpid(process_, nullptr, 0);
    }
    ::close(terminal_);
  }

  void type(const std::string& keys) {
    ASSERT_EQ(::write(terminal_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  // All that is shown till `text` has been; what follows it stays to be waited for.
  std::string wait_for(const std::string& text) {
    for (;;) {
      if (const auto at = shown_.find(text); at != std::string::npos) {
        auto seen = shown_.substr(0, at + text.size());
        shown_.erase(0, at + text.size());
        return seen;
      }
      if (!read_more()) break;
    }
    ADD_FAILURE() << "not shown: " << text << "; but: " << shown_;
    return shown_;
  }

  // Typed until it is taken: one that comes before the editor has set the terminal is lost.
  void type_end_of_input() {
    while (!shown_.ends_with("^D\r\n") && ::write(terminal_, "\x04", 1) == 1 &&
           (!is_ready(100) || read_more())) {
    }
  }

  int exit_code() {
    while (read_more()) {
    }
    ::kill(process_, SIGKILL);  // one that has ended is not hurt
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

 private:
  bool is_ready(int milliseconds) const {
    pollfd ready{terminal_, POLLIN, 0};
    return ::poll(&ready, 1, milliseconds) > 0;
  }

  bool read_more() {
    if (!is_ready(30'000)) return false;
    char bytes[4096];
    const auto size = ::read(terminal_, bytes, sizeof bytes);
    if (size <= 0) return false;
    shown_.append(bytes, static_cast<std::size_t>(size));
    return true;
  }

  pid_t process_ = -1;
  int terminal_ = -1;
  std::string shown_;
};

constexpr auto prompt = "newsarc> ";
constexpr auto endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;\n";

class SqlShellTest : public ArchiveTest {
 protected:
  SqlShellTest() : state_(directory_.parent_path() / "state") {}

  std::string history() const { return bytes_of(state_ / "newsarc" / "sql_history"); }

  fs::path state_;
};

TEST_F(SqlShellTest, AnswersStatementsOverSeveralLines) {
  Terminal terminal(directory_, state_);
  terminal.wait_for(prompt);
  terminal.type("SELECT article_id,\n");
  terminal.wait_for("...> ");
  terminal.type("state || ';' AS s FROM articles WHERE article_id = 3;\n");
  EXPECT_NE(terminal.wait_for(prompt).find("gone;"), std::string::npos);
  terminal.type("SELECT '衡' || '陽';\n");
  terminal.wait_for("衡陽");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
  expect_untouched();
}

TEST_F(SqlShellTest, GoesOnAfterAnError) {
  Terminal terminal(directory_, state_);
  for (const auto* wrong :
       {"SELEC 1;\n", "DROP TABLE article;\n", ".what\n", ".mode xml\n", "SELECT :nothing;\n"}) {
    terminal.wait_for(prompt);
    terminal.type(wrong);
    terminal.wait_for("newsarc: ");
  }
  terminal.wait_for(prompt);
  terminal.type("SELECT 6 * 7;\n");
  terminal.wait_for("42");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
  expect_untouched();
}

TEST_F(SqlShellTest, CtrlCEndsALineOrAStatementAndNotTheShell) {
  Terminal terminal(directory_, state_, {"--format", "csv"});
  terminal.wait_for(prompt);
  terminal.type("SELECT half\n");
  terminal.wait_for("...> ");
  terminal.type("\x03");
  terminal.wait_for(prompt);
  terminal.type(endless);
  terminal.wait_for("\n1000\r");
  terminal.type("\x03");
  terminal.wait_for(prompt);
  terminal.type("SELECT 6 * 7;\n");
  terminal.wait_for("42");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
}

TEST_F(SqlShellTest, HasTheCommandsOfTheSqliteShell) {
  Terminal terminal(directory_, state_);
  terminal.wait_for(prompt);
  terminal.type(".tables\n");
  EXPECT_NE(terminal.wait_for(prompt).find("deletions"), std::string::npos);
  terminal.type(".schema deletions\n");
  EXPECT_NE(terminal.wait_for(prompt).find("CREATE VIEW deletions"), std::string::npos);
  terminal.type(".mode jsonl\n");
  terminal.wait_for(prompt);
  terminal.type("SELECT 6 * 7 AS a;\n");
  terminal.wait_for("{\"a\":42}");
  terminal.wait_for(prompt);
  terminal.type(".parameter set word 衡陽 創新\n");
  terminal.wait_for(prompt);
  terminal.type("SELECT :word || '!' AS w;\n");
  terminal.wait_for("{\"w\":\"衡陽 創新!\"}");
  terminal.wait_for(prompt);
  terminal.type(".help\n");
  const auto help = terminal.wait_for("Tab completes");
  for (const auto* command : {".tables", ".schema", ".mode", ".quit", ".parameter"})
    EXPECT_NE(help.find(command), std::string::npos) << command;
  terminal.wait_for(prompt);
  terminal.type(".exit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
}

TEST_F(SqlShellTest, CompletesNamesOfTheArchiveOfFunctionsAndOfSql) {
  Terminal terminal(directory_, state_, {"--format", "jsonl"});
  terminal.wait_for(prompt);
  terminal.type("SEL\tcount(gone_a\t) AS n FROM dele\t;\n");
  terminal.wait_for("{\"n\":1}");
  terminal.wait_for(prompt);
  terminal.type("SELECT to_simp\t('衡陽') AS s;\n");
  terminal.wait_for("{\"s\":\"衡阳\"}");
  terminal.wait_for(prompt);
  terminal.type(".ta\t\n");
  terminal.wait_for("deletions");
  terminal.wait_for(prompt);
  terminal.type("SELECT article\t");
  terminal.wait_for("article_id");  // of several, they are listed
  terminal.type("\x03");
  terminal.wait_for("^C");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
}

TEST_F(SqlShellTest, KeepsItsHistoryForTheNextTime) {
  {
    Terminal terminal(directory_, state_);
    terminal.wait_for(prompt);
    terminal.type("SELECT 40 + 2;\n");
    terminal.wait_for("42");
    terminal.wait_for(prompt);
    terminal.type(".quit\n");
    EXPECT_EQ(terminal.exit_code(), 0);
  }
  EXPECT_EQ(history(), "SELECT 40 + 2;\n.quit\n");
  struct stat status {};
  ASSERT_EQ(::stat((state_ / "newsarc" / "sql_history").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  Terminal terminal(directory_, state_);
  terminal.wait_for(prompt);
  terminal.type("\x10\x10\n");  // twice back
  terminal.wait_for("42");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
  expect_untouched();
}

TEST_F(SqlShellTest, DoesWithoutHistoryWhereNoneCanBeKept) {
  std::ofstream(state_).put('x');  // a file where the directory would be
  Terminal terminal(directory_, state_);
  terminal.wait_for(prompt);
  terminal.type("SELECT 40 + 2;\n");
  terminal.wait_for("42");
  terminal.wait_for(prompt);
  terminal.type("\x10\n");
  terminal.wait_for("42");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
  expect_untouched();
}

TEST_F(SqlShellTest, LooksAtTheArchiveAsItStood) {
  Terminal terminal(directory_, state_, {"--as-of", "2026-01-06", "--format", "csv"});
  terminal.wait_for(prompt);
  terminal.type("SELECT group_concat(state) FROM articles;\n");
  terminal.wait_for("\"live,live,live\"");
  terminal.wait_for(prompt);
  terminal.type(".quit\n");
  EXPECT_EQ(terminal.exit_code(), 0);
}

TEST_F(SqlShellTest, EndsWhereTheInputDoes) {
  Terminal terminal(directory_, state_);
  terminal.wait_for(prompt);
  terminal.type(std::string(1, '\0'));
  terminal.type_end_of_input();
  EXPECT_EQ(terminal.exit_code(), 0);
}

TEST_F(SqlShellTest, SaysAtOnceThatThereIsNoArchive) {
  fs::remove(directory_ / "newsarc.db");
  Terminal terminal(directory_, state_);
  terminal.wait_for("there is no archive here");
  EXPECT_EQ(terminal.exit_code(), 7);
}

}  // namespace
}  // namespace newsarc::cli
