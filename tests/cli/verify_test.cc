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

class VerifyWarc : public ProgramTest {
 protected:
  static std::string record(const std::string& id, const std::string& length) {
    return "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:x:" + id +
           ">\r\nWARC-Date: 2020-10-13T05:25:26Z\r\nWARC-Target-URI: "
           "http://news.example/\r\nContent-Type: text/plain\r\nContent-Length: " +
           length + "\r\n\r\nhello\r\n\r\n";
  }
};

TEST_F(VerifyWarc, SaysThatAFileIsWhole) {
  write("any.name", record("1", "5") + record("2", "5"));
  const auto ran = newsarc({"verify", "any.name"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "any.name: whole in 2 records\n");
}

TEST_F(VerifyWarc, NamesDefectsWithOffsetAndSection) {
  write("good.warc", record("1", "5"));
  write("bad.warc", record("1", "5") + record("2", "3") + record("1", "5"));
  const auto ran = newsarc({"verify", "good.warc", "bad.warc"});
  EXPECT_EQ(ran.code, 9);
  const auto offset = std::to_string(record("1", "5").size());
  EXPECT_NE(ran.out.find("bad.warc: offset " + offset + ": wrong-length (5.3): "),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("doubled-id (5.2)"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("bad.warc: 2 defects in 3 records: doubled-id 1, wrong-length 1\n"),
            std::string::npos)
      << ran.out;
  const auto again = newsarc({"verify", "--json", "good.warc", "bad.warc"});
  EXPECT_EQ(again.code, 9);
  const auto document = nlohmann::json::parse(again.out);
  EXPECT_FALSE(document["ok"].get<bool>());
  EXPECT_TRUE(document["files"][0]["ok"].get<bool>());
  EXPECT_EQ(document["files"][1]["types"]["resource"], 3);
  EXPECT_EQ(document["files"][1]["findings"][0]["kind"], "wrong-length");
}

TEST_F(VerifyWarc, RefusesWhatIsNoWarcFile) {
  write("empty", "");
  write("page.html", "<html>\n</html>\n");
  for (const char* file : {"none.warc", "empty", "page.html"}) {
    const auto ran = newsarc({"verify", file});
    EXPECT_EQ(ran.code, 2) << file;
    EXPECT_EQ(ran.out.find("whole"), std::string::npos);
  }
  EXPECT_EQ(newsarc({"verify", "."}).code, 12);
  EXPECT_EQ(newsarc({"verify", "--quick", "empty"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
