#pragma once
// Sorted lines: an index comes by time and is read by its keys. Lines are put in the order of their
// bytes in so much memory and no more; what is beyond lies sorted in scratch files, to be merged.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "dataset/scratch_file.h"

namespace newsarc::dataset {

class SortedLines {
 public:
  static constexpr std::size_t usual_memory = std::size_t{32} << 20;

  // `folder`: where scratch files may lie.
  explicit SortedLines(std::filesystem::path folder, std::size_t memory = usual_memory)
      : folder_(std::move(folder)), memory_(memory) {}

  // A line with its LF, which is its only one. Errors: disk.
  Result<void> add(std::string line);

  // All of them, in order; leaves none. Errors: disk.
  Result<void> take(const std::function<void(std::string_view line)>& each);

 private:
  Result<void> spill();

  std::filesystem::path folder_;
  std::size_t memory_;
  std::size_t held_ = 0;  // bytes of lines_, about
  std::vector<std::string> lines_;
  std::vector<ScratchFile> runs_;  // each sorted
};

}  // namespace newsarc::dataset
