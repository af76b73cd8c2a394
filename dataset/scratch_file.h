#pragma once
// Scratch file: room on disk for what is made before its size or order is known. It has no name,
// so nothing is left of it, however the program ends.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <istream>
#include <ostream>
#include <string>
#include <utility>

#include "core/result.h"

namespace newsarc::dataset {

class ScratchFile {
 public:
  // Of the folder's disk. Errors: disk.
  static Result<ScratchFile> in(const std::filesystem::path& folder);

  std::ostream& out() { return file_; }  // before it is read

  // How many bytes were written; in() begins with the first of them. Errors: disk.
  Result<std::uint64_t> rewind();
  std::istream& in() { return file_; }  // after rewind()

 private:
  explicit ScratchFile(std::fstream file, std::string folder)
      : file_(std::move(file)), folder_(std::move(folder)) {}

  std::fstream file_;
  std::string folder_;  // for messages
};

}  // namespace newsarc::dataset
