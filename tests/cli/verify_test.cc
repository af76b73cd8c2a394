// newsarc verify, as people and programs read it.

#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

class Verify : public ArchiveTest {
 protected:
  void flip_in(const std::string& words) const {
    std::string bytes = read("newsarc.db");
    const auto place = bytes.find(words);
    ASSERT_NE(place, std::string::npos);
    bytes[place] = static_cast<char>(bytes[place] ^ 1);
    write("newsarc.db", bytes);
  }
};

TEST_F(Verify, SaysThatAnArchiveIsWhole) {
  for (const char* how : {"--quick", "--full"}) {
    const auto ran = newsarc({"verify", how});
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.out.find("whole: "), ran.out.rfind("whole: ")) << ran.out;
  }
  const auto document = nlohmann::json::parse(newsarc({"verify", "--json"}).out);
  EXPECT_TRUE(document["ok"].get<bool>());
  EXPECT_EQ(document["checked"]["articles"], 3);
  expect_untouched();
}

TEST_F(Verify, NamesWhatIsDamaged) {
  flip_in(second_url);
  const auto ran = newsarc({"verify"});
  EXPECT_EQ(ran.code, 9);
  EXPECT_NE(ran.out.find("table url, row "), std::string::npos) << ran.out;
  const auto again = newsarc({"verify", "--json"});
  EXPECT_EQ(again.code, 9);
  const auto document = nlohmann::json::parse(again.out);
  EXPECT_FALSE(document["ok"].get<bool>());
  ASSERT_FALSE(document["damage"].empty());
  EXPECT_TRUE(document["damage"][0]["where"].is_string());
}

TEST_F(Verify, RefusesWhatIsNoArchive) {
  write("newsarc.db", "no archive");
  EXPECT_EQ(newsarc({"verify"}).code, 7);
  EXPECT_EQ(newsarc({"-A", "none.db", "verify"}).code, 7);
}

TEST_F(Verify, DamageIsLeftBehindBySalvage) {
  EXPECT_EQ(newsarc({"salvage", "whole.db"}).code, 0);
  EXPECT_EQ(newsarc({"-A", "whole.db", "verify", "--full"}).code, 0);
  flip_in(second_url);
  const auto ran = newsarc({"salvage", "saved.db"});
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_NE(ran.out.find("lost: table url, row "), std::string::npos) << ran.out;
  EXPECT_EQ(newsarc({"-A", "saved.db", "verify", "--full"}).code, 0);
  const auto document = nlohmann::json::parse(newsarc({"--json", "salvage", "other.db"}).out);
  EXPECT_FALSE(document["ok"].get<bool>());
  EXPECT_EQ(document["tables"]["article"]["kept"], 2);
  EXPECT_EQ(document["tables"]["article"]["lost"], 1);
}

TEST_F(Verify, SalvageTouchesNothingThatIsThere) {
  const std::string before = read("newsarc.db");
  write("saved.db", "mine");
  EXPECT_EQ(newsarc({"salvage", "saved.db"}).code, 2);
  EXPECT_EQ(newsarc({"salvage", "newsarc.db"}).code, 2);
  EXPECT_EQ(newsarc({"-A", "none.db", "salvage", "new.db"}).code, 7);
  EXPECT_EQ(read("saved.db"), "mine");
  EXPECT_TRUE(before == read("newsarc.db"));
}

}  // namespace
}  // namespace newsarc::cli
