#pragma once
// Program: the built newsarc, run as a person runs it: arguments, standard input and a directory
// in, standard output, standard error and the exit code out.

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace newsarc::cli {

struct Ran {
  int code = -1;  // 128 + the signal when one ended it
  std::string out;
  std::string err;
};

enum class StandardOutput { kept, closed_pipe, full_device };

// A process under way.
class Process {
 public:
  Process(const std::filesystem::path& directory, const std::vector<std::string>& words,
          const std::string& input, StandardOutput output);

  void interrupt_when_ready() const;  // SIGINT, once the process handles it
  Ran wait();

 private:
  std::filesystem::path directory_;
  pid_t process_ = -1;
};

// A test with a temporary directory of its own, from which newsarc is run.
class ProgramTest : public testing::Test {
 protected:
  ProgramTest();
  ~ProgramTest() override;

  Ran newsarc(const std::vector<std::string>& arguments, const std::string& input = "",
              StandardOutput output = StandardOutput::kept) const;
  Ran shell(const std::string& command) const;
  Process start(const std::vector<std::string>& arguments) const;

  void write(const std::string& name, const std::string& bytes) const;
  std::string read(const std::string& name) const;
  std::vector<std::string> files() const;  // in the directory, by name

  std::filesystem::path directory_;

 private:
  std::filesystem::path base_;  // holds the directory, and what the processes print
};

// The same beside the sample archive, under the name newsarc looks for.
class ArchiveTest : public ProgramTest {
 protected:
  ArchiveTest();

  // Nothing that a command did changed the archive or left a file beside it.
  void expect_untouched() const;

  std::string before_;
};

}  // namespace newsarc::cli
