#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class HistoryTest : public ArchiveTest {};
class DiffTest : public ArchiveTest {};

TEST_F(HistoryTest, TellsTheVersionsInOrder) {
  const auto told = Json::parse(newsarc({"history", "1", "--json"}).out);
  EXPECT_EQ(told.at("article_id"), 1);
  EXPECT_EQ(told.at("state"), "live");
  std::vector<std::string> changes;
  for (const auto& version : told.at("versions")) changes.push_back(version.at("change"));
  EXPECT_EQ(changes, (std::vector<std::string>{"new", "edit", "title"}));
  EXPECT_EQ(told.at("versions").at(1).at("valid_from"), "2026-01-06T02:00:00Z");
  EXPECT_EQ(told.at("versions").at(1).at("valid_to"), "2026-01-07T02:00:00Z");
  EXPECT_GT(told.at("versions").at(1).at("chars_added"), 0);
  expect_untouched();
}

TEST_F(HistoryTest, TellsADisappearance) {
  const auto told = Json::parse(newsarc({"history", third_url, "--json"}).out);
  EXPECT_EQ(told.at("state"), "gone");
  ASSERT_FALSE(told.at("events").empty());
  EXPECT_EQ(told.at("events").back().at("to"), "gone");
  const auto ran = newsarc({"history", "3"});
  EXPECT_LT(ran.out.find(" new "), ran.out.find(" gone ")) << ran.out;
}

TEST_F(HistoryTest, NamesAddressesAndReadings) {
  const auto told = Json::parse(newsarc({"history", "1", "--json"}).out);
  ASSERT_EQ(told.at("addresses").size(), 1);
  EXPECT_EQ(told.at("addresses").at(0).at("url"), first_url);
  const auto& readings = told.at("versions").at(1).at("readings");
  ASSERT_EQ(readings.size(), 1);
  EXPECT_EQ(readings.at(0).at("extractor"), "test-1");
  EXPECT_EQ(readings.at(0).at("fetched_at"), "2026-01-06T02:00:00Z");
  EXPECT_EQ(readings.at(0).at("current"), true);
}

TEST_F(HistoryTest, NamesWhatIsNotThere) {
  EXPECT_EQ(newsarc({"history", "99"}).code, 10);
  EXPECT_EQ(newsarc({"history"}).code, 2);
}

TEST_F(DiffTest, ComparesTheLastTwoVersionsByDefault) {
  const auto ran = newsarc({"diff", "1"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("v2 (2026-01-06T02:00:00Z) → v3 (2026-01-07T02:00:00Z)"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("\ntitle  +"), std::string::npos);
  EXPECT_EQ(ran.out.find("\nbody"), std::string::npos);
  expect_untouched();
}

TEST_F(DiffTest, ComparesTheVersionsNamed) {
  const auto by_number = newsarc({"diff", first_url, "1", "v2"});
  EXPECT_NE(by_number.out.find("[-三-]{+五+}天"), std::string::npos) << by_number.out;
  EXPECT_EQ(by_number.out.find("\ntitle"), std::string::npos);
  EXPECT_EQ(newsarc({"diff", "1", "2026-01-06", "2026-01-06T12:00:00Z"}).out,
            newsarc({"diff", "1", "1", "2"}).out);
}

TEST_F(DiffTest, JsonPutsTogetherBothTexts) {
  const auto told = Json::parse(newsarc({"diff", "1", "1", "--json"}).out);
  EXPECT_EQ(told.at("a").at("version"), 1);
  EXPECT_EQ(told.at("b").at("version"), 3);
  std::string before, after;
  for (const auto& edit : told.at("fields").at(0).at("edits")) {
    if (edit.at("kind") != "added") before += edit.at("text");
    if (edit.at("kind") != "removed") after += edit.at("text");
  }
  EXPECT_EQ(told.at("fields").at(0).at("field"), "title");
  EXPECT_EQ(before, "衡陽創新大會開幕");
  EXPECT_EQ(after, "衡陽創新大會圓滿閉幕");
}

TEST_F(DiffTest, StatCountsCharacters) {
  EXPECT_EQ(newsarc({"diff", "1", "1", "2", "--stat"}).out, "body  +8  -1\n");
}

TEST_F(DiffTest, TakesSeveralThingsToIgnore) {
  EXPECT_EQ(newsarc({"diff", "1", "--ignore", "script,space,gloss"}).code, 0);
  EXPECT_EQ(newsarc({"diff", "1", "--ignore", "case"}).code, 2);
}

TEST_F(DiffTest, SaysWhenThereIsNothingToCompare) {
  const auto ran = newsarc({"diff", "2"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_NE(ran.err.find("one version only"), std::string::npos) << ran.err;
  EXPECT_EQ(newsarc({"diff", "1", "7"}).code, 10);
  EXPECT_EQ(newsarc({"diff", "1", "soon"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
