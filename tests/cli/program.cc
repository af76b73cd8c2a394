#include "tests/cli/program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>

#include "tests/cli/sample_archive.h"
#include "tests/file_bytes.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

void redirect(int descriptor, const fs::path& file, int flags) {
  const int opened = ::open(file.c_str(), flags, 0666);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(127);
  ::close(opened);
}

void redirect_output(StandardOutput output, const fs::path& kept) {
  if (output == StandardOutput::full_device) return redirect(STDOUT_FILENO, "/dev/full", O_WRONLY);
  if (output == StandardOutput::kept) {
    return redirect(STDOUT_FILENO, kept, O_WRONLY | O_CREAT | O_TRUNC);
  }
  int ends[2];
  if (::pipe(ends) != 0 || ::dup2(ends[1], STDOUT_FILENO) < 0) ::_exit(127);
  ::close(ends[0]);
  ::close(ends[1]);
}

// Whether /proc says that the process handles SIGINT.
bool handles_interrupt(pid_t process) {
  std::istringstream status(bytes_of("/proc/" + std::to_string(process) + "/status"));
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with("SigCgt:")) continue;
    const auto caught = std::stoull(line.substr(7), nullptr, 16);
    return (caught >> (SIGINT - 1) & 1) != 0;
  }
  return false;
}

bool has_ended(pid_t process) {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(process), &state, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         state.si_pid == process;
}

}  // namespace

Process::Process(const fs::path& directory, const std::vector<std::string>& words,
                 const std::string& input, StandardOutput output)
    : directory_(directory) {
  const auto base = directory.parent_path();
  std::ofstream(base / "in", std::ios::binary) << input;
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  process_ = ::fork();
  if (process_ != 0) return;
  redirect(STDIN_FILENO, base / "in", O_RDONLY);
  redirect(STDERR_FILENO, base / "err", O_WRONLY | O_CREAT | O_TRUNC);
  redirect_output(output, base / "out");
  if (::chdir(directory.c_str()) != 0) ::_exit(127);
  ::signal(SIGPIPE, SIG_DFL);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

void Process::interrupt_when_ready() const {
  while (!handles_interrupt(process_) && !has_ended(process_)) std::this_thread::yield();
  ::kill(process_, SIGINT);
}

Ran Process::wait() {
  int status = 0;
  ::waitpid(process_, &status, 0);
  const auto base = directory_.parent_path();
  Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytes_of(base / "out"),
          bytes_of(base / "err")};
  fs::remove(base / "out");
  fs::remove(base / "err");
  return ran;
}

ProgramTest::ProgramTest() {
  std::string name = (fs::temp_directory_path() / "newsarc-cli-XXXXXX").string();
  base_ = ::mkdtemp(name.data());
  directory_ = base_ / "work";
  fs::create_directory(directory_);
  ::setenv("NO_COLOR", "1", 1);
  ::unsetenv("NEWSARC_ARCHIVE");
}

ProgramTest::~ProgramTest() { fs::remove_all(base_); }

Ran ProgramTest::newsarc(const std::vector<std::string>& arguments, const std::string& input,
                         StandardOutput output) const {
  std::vector<std::string> words{NEWSARC_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return Process(directory_, words, input, output).wait();
}

Ran ProgramTest::shell(const std::string& command) const {
  const auto folder = fs::path(NEWSARC_BINARY).parent_path().string();
  return Process(directory_, {"/bin/sh", "-c", "PATH=" + folder + ":$PATH; " + command}, "",
                 StandardOutput::kept)
      .wait();
}

Process ProgramTest::start(const std::vector<std::string>& arguments) const {
  std::vector<std::string> words{NEWSARC_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  return {directory_, words, "", StandardOutput::kept};
}

void ProgramTest::write(const std::string& name, const std::string& bytes) const {
  const auto file = directory_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

std::string ProgramTest::read(const std::string& name) const { return bytes_of(directory_ / name); }

std::vector<std::string> ProgramTest::files() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

ArchiveTest::ArchiveTest() {
  write_sample_archive(directory_ / "newsarc.db");
  fs::remove(directory_ / "newsarc.db.lock");
  before_ = read("newsarc.db");
}

void ArchiveTest::expect_untouched() const {
  EXPECT_TRUE(before_ == read("newsarc.db")) << "the archive has changed";
  EXPECT_EQ(files(), std::vector<std::string>{"newsarc.db"});
}

}  // namespace newsarc::cli
