#pragma once
// A program run with the fault shim before it: one call that changes a file below a directory goes
// wrong, as tests/faults/fault_shim.cc says.

#include <filesystem>
#include <string>
#include <vector>

namespace newsarc::faults {

struct Fault {
  std::string kind = "count";
  long at = 0;  // the call, from 1
};

struct Ended {
  int code = -1;  // 128 + the signal when one ended it
  std::string out;
  std::string err;
};

// Output is kept in files beside `below`, where no fault reaches.
Ended run(const std::vector<std::string>& words, const std::filesystem::path& below,
          const Fault& fault);
Ended run_undisturbed(const std::vector<std::string>& words, const std::filesystem::path& below);

// A line for each call that the program makes when nothing goes wrong: "pwrite /path/news.db".
std::vector<std::string> calls_of(const std::vector<std::string>& words,
                                  const std::filesystem::path& below);

// A new one, in memory where there is such a place: a run waits for a disk some forty times.
std::filesystem::path temporary_directory();

// Of `count` calls about `wanted`, spread out; or each when NEWSARC_EVERY_FAULT is 1, each tenth
// when it is 10. Those before NEWSARC_FIRST_FAULT are left out.
std::vector<long> chosen_calls(std::size_t count, std::size_t wanted);

}  // namespace newsarc::faults
