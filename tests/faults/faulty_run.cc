#include "tests/faults/faulty_run.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "tests/file_bytes.h"

namespace newsarc::faults {
namespace {

namespace fs = std::filesystem;

void redirect(int descriptor, const std::string& file) {
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (opened < 0 || ::dup2(opened, descriptor) < 0) ::_exit(127);
}

// Sanitizers want their own runtime first; what is preloaded here replaces none of it.
void set_environment(const std::string& below, const Fault& fault, const std::string& log) {
  ::setenv("LD_PRELOAD", NEWSARC_FAULT_SHIM, 1);
  ::setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);
  ::setenv("NEWSARC_FAULT_BELOW", below.c_str(), 1);
  ::setenv("NEWSARC_FAULT", fault.kind.c_str(), 1);
  ::setenv("NEWSARC_FAULT_AT", std::to_string(fault.at).c_str(), 1);
  ::setenv("NEWSARC_FAULT_LOG", log.c_str(), 1);
}

Ended start(const std::vector<std::string>& words, const fs::path& below, const Fault* fault) {
  const std::string out = below.string() + ".out", err = below.string() + ".err";
  std::vector<char*> argv;
  for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t process = ::fork();
  if (process == 0) {
    redirect(STDOUT_FILENO, out);
    redirect(STDERR_FILENO, err);
    if (fault != nullptr) set_environment(below.string() + "/", *fault, below.string() + ".log");
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(process, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytes_of(out),
          bytes_of(err)};
}

}  // namespace

fs::path temporary_directory() {
  const fs::path memory = "/dev/shm";
  const fs::path place = ::access(memory.c_str(), W_OK) == 0 ? memory : fs::temp_directory_path();
  std::string name = (place / "newsarc-faults-XXXXXX").string();
  return ::mkdtemp(name.data());
}

Ended run(const std::vector<std::string>& words, const fs::path& below, const Fault& fault) {
  return start(words, below, &fault);
}

Ended run_undisturbed(const std::vector<std::string>& words, const fs::path& below) {
  return start(words, below, nullptr);
}

std::vector<std::string> calls_of(const std::vector<std::string>& words, const fs::path& below) {
  const fs::path log = below.string() + ".log";
  fs::remove(log);
  run(words, below, {"count", 0});
  std::vector<std::string> calls;
  std::ifstream lines(log);
  for (std::string line; std::getline(lines, line);) calls.push_back(line);
  return calls;
}

std::vector<long> chosen_calls(std::size_t count, std::size_t wanted) {
  std::vector<long> chosen;
  if (const char* every = std::getenv("NEWSARC_EVERY_FAULT"); every != nullptr)
    wanted = count / static_cast<std::size_t>(std::max(1L, std::atol(every)));
  wanted = std::min(wanted, count);
  for (std::size_t i = 0; i < wanted; ++i)
    chosen.push_back(static_cast<long>(i * count / wanted + 1));
  if (const char* first = std::getenv("NEWSARC_FIRST_FAULT"); first != nullptr)
    std::erase_if(chosen, [&](long at) { return at < std::atol(first); });
  return chosen;
}

}  // namespace newsarc::faults
