// newsarc log, against what the sample archive went through.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class LogTest : public ArchiveTest {
 protected:
  // "edit 1@v2", newest first.
  std::vector<std::string> told(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"log", "--json"});
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code == 10, ran.out == "[]\n") << ran.err;
    std::vector<std::string> lines;
    for (const auto& entry : Json::parse(ran.out))
      lines.push_back(entry.at("kind").get<std::string>() + " " +
                      std::to_string(entry.at("article_id").get<int>()) + "@v" +
                      std::to_string(entry.at("version").get<int>()));
    std::sort(lines.begin(), lines.end());
    return lines;
  }
};

using Lines = std::vector<std::string>;

TEST_F(LogTest, TellsWhatChangedNewestFirst) {
  const auto ran = newsarc({"log"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_LT(ran.out.find("gone"), ran.out.find("edit")) << ran.out;
  EXPECT_NE(ran.out.find("2026-01-06T02:00:00Z  edit   +8  -1  1@v2  衡陽創新大會開幕\n"),
            std::string::npos)
      << ran.out;
  EXPECT_EQ(ran.out.find("new"), std::string::npos);
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  expect_untouched();
}

TEST_F(LogTest, JsonHasTheWholeEntry) {
  const auto entries = Json::parse(newsarc({"log", "--json", "--kind", "edit"}).out);
  ASSERT_EQ(entries.size(), 1);
  EXPECT_EQ(entries.at(0), Json::parse(R"({"at":"2026-01-06T02:00:00Z","kind":"edit",
      "article_id":1,"version":2,"site":"hengyang","url":"http://news.example/a/1.html",
      "title":"衡陽創新大會開幕","chars_added":8,"chars_removed":1})"));
}

TEST_F(LogTest, TellsTheKindsThatAreWanted) {
  EXPECT_EQ(told({}), (Lines{"edit 1@v2", "gone 3@v1", "title 1@v3"}));
  EXPECT_EQ(told({"--all"}),
            (Lines{"edit 1@v2", "gone 3@v1", "new 1@v1", "new 2@v1", "new 3@v1", "title 1@v3"}));
  EXPECT_EQ(told({"--kind", "gone"}), Lines{"gone 3@v1"});
  EXPECT_EQ(told({"--kind", "title,edit"}), (Lines{"edit 1@v2", "title 1@v3"}));
  EXPECT_EQ(told({"--kind", "restored"}), Lines{});
}

TEST_F(LogTest, CountsBothDaysAndInstants) {
  EXPECT_EQ(told({"--from", "2026-01-06", "--to", "2026-01-06"}), Lines{"edit 1@v2"});
  EXPECT_EQ(told({"--to", "2026-01-06"}), Lines{"edit 1@v2"});
  EXPECT_EQ(told({"--from", "2026-01-07"}), (Lines{"gone 3@v1", "title 1@v3"}));
  EXPECT_EQ(told({"--to", "2026-01-06T02:00:00Z"}), Lines{"edit 1@v2"});
  EXPECT_EQ(told({"--to", "2026-01-06T01:59:59Z"}), Lines{});
  EXPECT_EQ(told({"--from", "2026-01-06T10:00:01+08:00", "--to", "2026-01-06"}), Lines{});
}

TEST_F(LogTest, LimitsFromTheNewest) {
  EXPECT_EQ(told({"-n", "2"}), (Lines{"gone 3@v1", "title 1@v3"}));
  EXPECT_EQ(told({"--limit", "9"}).size(), 3);
}

TEST_F(LogTest, NothingToTellIsCodeTen) {
  const auto ran = newsarc({"log", "--from", "2030-01-01"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_EQ(ran.out, "");
  EXPECT_TRUE(ran.err.starts_with("newsarc: ")) << ran.err;
}

TEST_F(LogTest, ASiteThatIsNotThereIsNamed) {
  EXPECT_EQ(told({"--site", "hengyang"}).size(), 3);
  const auto ran = newsarc({"log", "--site", "other"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_EQ(ran.err, "newsarc: other: the archive has no site of this name; it has hengyang\n");
}

TEST_F(LogTest, RefusesWhatIsNoKindNoDateNoNumber) {
  for (const auto& wrong : std::vector<std::vector<std::string>>{{"--kind", "edits"},
                                                                 {"--kind", "edit", "--all"},
                                                                 {"--from", "yesterday"},
                                                                 {"--to", "2026-02-30"},
                                                                 {"-n", "0"},
                                                                 {"--limit", "many"}}) {
    std::vector<std::string> words{"log"};
    words.insert(words.end(), wrong.begin(), wrong.end());
    EXPECT_EQ(newsarc(words).code, 2) << wrong[0] << ' ' << wrong[1];
  }
  expect_untouched();
}

TEST_F(LogTest, AReaderThatLeavesEndsItQuietly) {
  const auto ran = newsarc({"log"}, "", StandardOutput::closed_pipe);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(newsarc({"log"}, "", StandardOutput::full_device).code, 12);
}

}  // namespace
}  // namespace newsarc::cli
