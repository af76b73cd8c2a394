// What a file holds, for tests that compare files or read what a program wrote.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

namespace newsarc {

// Empty where there is no such file.
inline std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  if (std::ifstream stream(file, std::ios::binary); stream) bytes << stream.rdbuf();
  return std::move(bytes).str();
}

}  // namespace newsarc
