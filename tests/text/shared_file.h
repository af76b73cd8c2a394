#pragma once
// Data that stands beside the checkout and not in it: tests that read it skip where it is absent.

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace newsarc::text {

inline std::filesystem::path shared_path(const std::string& name) {
  return std::filesystem::path(NEWSARC_SOURCE_DIR) / ".." / "shared" / name;
}

inline std::optional<std::string> read_shared(const std::string& name) {
  std::ifstream file(shared_path(name), std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The lines of a table with two columns, a tab between.
inline std::vector<std::pair<std::string, std::string>> pairs_of(const std::string& table) {
  std::vector<std::pair<std::string, std::string>> pairs;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    pairs.emplace_back(line.substr(0, tab), line.substr(tab + 1));
  }
  return pairs;
}

}  // namespace newsarc::text
