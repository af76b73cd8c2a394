// docs/cookbook.md against the program: every query runs and gives the columns, and where the
// sample archive has an answer the very row, that the book shows.

#include <algorithm>
#include <array>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"
#include "tests/file_bytes.h"

namespace newsarc::cli {
namespace {

struct Recipe {
  std::string heading;
  std::string sql;
  std::string columns;  // as the book has them: "| site | month |"
  std::string row;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<Recipe> recipes() {
  const auto lines = lines_of(bytes_of(NEWSARC_SOURCE_DIR "/docs/cookbook.md"));
  std::vector<Recipe> all;
  std::string heading;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("### ")) heading = lines[i].substr(4);
    if (lines[i] != "```sql") continue;
    Recipe recipe{heading, "", "", ""};
    while (lines.at(++i) != "```") recipe.sql += lines[i] + '\n';
    recipe.columns = lines.at(i + 1);
    recipe.row = lines.at(i + 3);
    all.push_back(std::move(recipe));
  }
  return all;
}

// Questions of which the sample archive has no example: it is of one site and three articles.
constexpr auto unanswered = std::to_array<std::string_view>(
    {"What is taken out most", "Edited, then deleted", "Names that came or went after publication",
     "Near-duplicates over sites"});

class CookbookTest : public ArchiveTest {};

TEST_F(CookbookTest, EveryQueryGivesTheColumnsAndTheRowShown) {
  const auto all = recipes();
  EXPECT_GE(all.size(), 15);
  for (const auto& [heading, sql, columns, row] : all) {
    const auto ran = newsarc({"sql", "--format", "md", "--timeout", "60s"}, sql);
    ASSERT_EQ(ran.code, 0) << heading << '\n' << ran.err;
    const auto lines = lines_of(ran.out);
    ASSERT_GE(lines.size(), 2U) << heading;
    EXPECT_EQ(lines[0], columns) << heading;
    if (std::ranges::find(unanswered, heading) != unanswered.end()) continue;
    EXPECT_NE(std::ranges::find(lines, row), lines.end()) << heading << '\n' << ran.out;
  }
  expect_untouched();
}

TEST_F(CookbookTest, EveryCommandShownRuns) {
  int shown = 0;
  for (const auto& line : lines_of(bytes_of(NEWSARC_SOURCE_DIR "/docs/cookbook.md"))) {
    if (!line.starts_with("$ ")) continue;
    ++shown;
    const auto ran = shell(line.substr(2));
    EXPECT_EQ(ran.code, 0) << line << '\n' << ran.err;
    EXPECT_NE(ran.out.find("圓滿閉幕"), std::string::npos) << ran.out;
  }
  EXPECT_EQ(shown, 1);
}

TEST_F(CookbookTest, ARecipeKeptAsAQueryRuns) {
  write("newsarc.toml", "");
  const auto all = recipes();
  const auto deleted = std::ranges::find(all, "Articles deleted within a week", &Recipe::heading);
  ASSERT_NE(deleted, all.end());
  EXPECT_EQ(newsarc({"query", "save", "deleted-fast", "-"}, deleted->sql).code, 0);
  const auto ran = newsarc({"query", "run", "deleted-fast", "--format", "csv"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find(third_url), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace newsarc::cli
