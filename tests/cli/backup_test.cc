// newsarc backup and newsarc snapshot.

#include <nlohmann/json.hpp>

#include "tests/cli/program.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class BackupTest : public ArchiveTest {};

TEST_F(BackupTest, CopiesTheArchiveAndSaysSo) {
  const auto ran = newsarc({"backup", "copy.db"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("copy.db: ")) << ran.out;
  EXPECT_NE(ran.out.find("verified"), std::string::npos) << ran.out;
  EXPECT_EQ(files(), (std::vector<std::string>{"copy.db", "newsarc.db"}));
  EXPECT_EQ(newsarc({"-A", "copy.db", "export"}).out, newsarc({"export"}).out);
  EXPECT_TRUE(before_ == read("newsarc.db"));
}

TEST_F(BackupTest, NamesTheCopiesItKeptAsJson) {
  ASSERT_EQ(newsarc({"backup", "copy.db", "--keep", "1"}).code, 0);
  ASSERT_EQ(newsarc({"backup", "copy.db", "--keep", "1"}).code, 0);
  const auto ran = newsarc({"backup", "copy.db", "--keep", "1", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const auto document = Json::parse(ran.out);
  EXPECT_EQ(document["backup"], "copy.db");
  EXPECT_GT(document["bytes"], 0);
  EXPECT_EQ(document["older"], Json({"copy.db.1"}));
  EXPECT_EQ(document["removed"], Json({"copy.db.2"}));
}

TEST_F(BackupTest, RefusesWithTheExitCodesOfTheDocs) {
  EXPECT_EQ(newsarc({"backup", "newsarc.db"}).code, 2);
  EXPECT_EQ(newsarc({"backup"}).code, 2);
  EXPECT_EQ(newsarc({"backup", "copy.db", "--keep", "-1"}).code, 2);
  EXPECT_EQ(newsarc({"-A", "none.db", "backup", "copy.db"}).code, 7);
  EXPECT_EQ(newsarc({"backup", "nowhere/copy.db"}).code, 12);
  expect_untouched();
}

TEST_F(BackupTest, OfADamagedArchiveEndsWithNine) {
  auto bytes = before_;
  bytes.replace(std::size_t{16384} * 3, 100, std::string(100, '\x7F'));
  write("newsarc.db", bytes);
  for (const auto* command : {"backup", "snapshot"}) {
    const auto ran = newsarc({command, "copy.db"});
    EXPECT_EQ(ran.code, 9) << ran.err;
    EXPECT_TRUE(ran.err.starts_with("newsarc: ./newsarc.db: ")) << ran.err;
  }
  EXPECT_EQ(files(), std::vector<std::string>{"newsarc.db"});
}

TEST_F(BackupTest, PublishesASnapshotOnce) {
  const auto ran = newsarc({"snapshot", "public.db", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Json::parse(ran.out)["snapshot"], "public.db");
  EXPECT_EQ(Json::parse(ran.out)["left_out"], Json({"frontier"}));
  const auto again = newsarc({"snapshot", "public.db"});
  EXPECT_EQ(again.code, 2);
  EXPECT_NE(again.err.find("--force"), std::string::npos) << again.err;
  EXPECT_EQ(newsarc({"snapshot", "public.db", "--force"}).code, 0);
  EXPECT_EQ(newsarc({"-A", "public.db", "export"}).out, newsarc({"export"}).out);
  EXPECT_EQ(files(), (std::vector<std::string>{"newsarc.db", "public.db"}));
  EXPECT_TRUE(before_ == read("newsarc.db"));
}

TEST_F(BackupTest, ReplacesNothingThatIsNoArchive) {
  write("notes.txt", "mine");
  EXPECT_EQ(newsarc({"snapshot", "notes.txt", "--force"}).code, 2);
  EXPECT_EQ(read("notes.txt"), "mine");
}

TEST_F(BackupTest, WritesNowhereWhenNoNameIsGiven) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"backup", ""}, {"snapshot", ""}, {"salvage", ""}, {"export", "--out", ""}}) {
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 2) << arguments[0] << ": " << ran.err;
    EXPECT_EQ(files(), std::vector<std::string>{"newsarc.db"}) << arguments[0];
  }
}

}  // namespace
}  // namespace newsarc::cli
