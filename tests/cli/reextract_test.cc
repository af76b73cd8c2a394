#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

// The sample's pages are too short for an article.
class ReextractTest : public ArchiveTest {};

TEST_F(ReextractTest, NamesPagesThatHoldNoArticleTodayAndKeepsTheirReadings) {
  const auto trial = newsarc({"reextract", "--dry-run"});
  EXPECT_EQ(trial.code, 3);
  EXPECT_EQ(trial.out, "5 versions to read again: 0 differ, 0 say the same, 5 cannot be read\n");
  EXPECT_NE(trial.err.find("http://news.example/a/1.html@v3: its reading stays: "),
            std::string::npos)
      << trial.err;
  EXPECT_NE(trial.err.find("hengyang: no profile of this site here"), std::string::npos);
  expect_untouched();
  const auto versions = newsarc({"sql", "SELECT * FROM versions"}).out;
  EXPECT_EQ(newsarc({"reextract"}).code, 3);
  EXPECT_EQ(newsarc({"sql", "SELECT * FROM versions"}).out, versions);
}

TEST_F(ReextractTest, NeedsAnArchiveAndASiteInIt) {
  EXPECT_EQ(newsarc({"reextract", "--site", "nope"}).code, 10);
  EXPECT_EQ(newsarc({"reextract", "--site", "nope", "--dry-run"}).code, 10);
  EXPECT_EQ(newsarc({"reextract", "-A", "none.db"}).code, 7);
  EXPECT_EQ(newsarc({"reextract", "--jobs", "0"}).code, 2);
  EXPECT_EQ(files(), std::vector<std::string>{"newsarc.db"});
}

TEST_F(ReextractTest, RefusesAProfileItCannotUnderstand) {
  write("newsarc.toml", "archive = 'newsarc.db'\n");
  write("sites.d/hengyang.toml",
        "[site]\nname = 'hengyang'\nstart = 'http://news.example/'\n[extract]\nbody = ':is('\n");
  EXPECT_EQ(newsarc({"reextract"}).code, 4);
}

// An archive of pages as long as real ones, and a profile that reads them otherwise.
class ReextractDemoTest : public ProgramTest {
 protected:
  ReextractDemoTest() {
    EXPECT_EQ(newsarc({"demo", "--nights", "1", "--articles", "20", "--keep", ".", "-q"}).code, 0);
    write("sites.d/demo.toml", read("sites.d/demo.toml") + "[extract]\nbody = 'p:first-child'\n");
  }
};

TEST_F(ReextractDemoTest, TellsOnTrialWhatItThenDoes) {
  const auto trial = newsarc({"reextract", "--dry-run", "--json", "--diff"});
  ASSERT_EQ(trial.code, 0) << trial.err;
  const auto told = Json::parse(trial.out);
  EXPECT_EQ(told.at("dry_run"), true);
  const int differ = told.at("differ");
  ASSERT_GT(differ, 0);
  ASSERT_EQ(told.at("versions").size(), static_cast<std::size_t>(differ));
  const auto& field = told.at("versions").at(0).at("fields").at(0);
  EXPECT_EQ(field.at("field"), "body");
  EXPECT_GT(field.at("chars_removed"), 0);
  EXPECT_FALSE(field.at("edits").empty());

  const auto done = newsarc({"reextract"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_TRUE(done.out.find(std::to_string(differ) + " differ") != std::string::npos) << done.out;
  EXPECT_EQ(newsarc({"reextract"}).out,
            "0 versions read again: 0 differ, 0 say the same, 0 could not be read\n");
}

TEST_F(ReextractDemoTest, PrintsALineAVersionAndTheDifferences) {
  const auto lines = newsarc({"reextract", "--dry-run"});
  EXPECT_NE(lines.out.find("@v1  body\n"), std::string::npos) << lines.out;
  EXPECT_EQ(lines.out.find("[-"), std::string::npos);
  EXPECT_NE(newsarc({"reextract", "--diff"}).out.find("[-"), std::string::npos);
}

}  // namespace
}  // namespace newsarc::cli
