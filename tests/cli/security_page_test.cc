// docs/security.md against the sources: every test that it names is there, and every place and
// constant; no promise stands there without a test.

#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/file_bytes.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

const fs::path root = NEWSARC_SOURCE_DIR;

// "Suite.Name" of every test, whatever its kind.
std::set<std::string> tests_in_sources() {
  const std::regex test("\nTEST(?:_F|_P)?\\(\\s*(\\w+),\\s*(\\w+)\\)");
  std::set<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
    if (entry.path().extension() != ".cc") continue;
    const auto source = bytes_of(entry.path());
    for (std::sregex_iterator at(source.begin(), source.end(), test), end; at != end; ++at)
      names.insert((*at)[1].str() + "." + (*at)[2].str());
  }
  return names;
}

std::vector<std::string> code_in(const std::string& text) {
  const std::regex code("`([^`]+)`");
  std::vector<std::string> words;
  for (std::sregex_iterator at(text.begin(), text.end(), code), end; at != end; ++at)
    words.push_back((*at)[1]);
  return words;
}

std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells;
  std::istringstream words(row.substr(1));
  for (std::string cell; std::getline(words, cell, '|');) cells.push_back(cell);
  return cells;
}

// The rows of tables with the columns: threat, promise, limit, kept in, tests.
std::vector<std::vector<std::string>> promises() {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(bytes_of(root / "docs/security.md"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("|") || line.starts_with("|---") || line.starts_with("| threat"))
      continue;
    auto cells = cells_of(line);
    EXPECT_EQ(cells.size(), 5) << line;
    if (cells.size() == 5) rows.push_back(std::move(cells));
  }
  return rows;
}

TEST(SecurityPageTest, EveryPromiseNamesTestsThatAreThere) {
  const auto there = tests_in_sources();
  ASSERT_GT(there.size(), 1000);
  const auto rows = promises();
  EXPECT_GT(rows.size(), 40);
  for (const auto& row : rows) {
    const auto tests = code_in(row[4]);
    EXPECT_FALSE(tests.empty()) << row[1];
    for (const auto& test : tests) EXPECT_TRUE(there.contains(test)) << test;
  }
}

// "`http/coding.h` `decoded_limit`": a file, then names that stand in it.
TEST(SecurityPageTest, EveryLimitIsWhereItIsSaidToBe) {
  for (const auto& row : promises()) {
    std::string source;
    for (const auto& word : code_in(row[3])) {
      if (word.find('/') != std::string::npos) {
        source = bytes_of(root / word);
        EXPECT_NE(source, "") << word;
      } else {
        EXPECT_TRUE(std::regex_search(source, std::regex("\\b" + word + "\\b"))) << word;
      }
    }
    EXPECT_NE(source, "") << row[1];
  }
}

TEST(SecurityPageTest, EveryTestNamedElsewhereOnThePageIsThere) {
  const auto there = tests_in_sources();
  const std::regex name("[A-Z]\\w+\\.[A-Z]\\w+");
  for (const auto& word : code_in(bytes_of(root / "docs/security.md")))
    if (std::regex_match(word, name) && !word.ends_with("DATASHEET.md")) {
      EXPECT_TRUE(there.contains(word)) << word;
    }
}

}  // namespace
}  // namespace newsarc::cli
