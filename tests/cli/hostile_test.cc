// What strangers may give newsarc: profiles, indexes, datasets, WARC files, archives, queries and
// redirects that mean harm. docs/security.md names these tests.

#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"
#include "tests/cli/served_site.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

std::string times(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

class HostileProfileTest : public ProgramTest {
 protected:
  Ran check(const std::string& more) {
    write("newsarc.toml", "");
    write("sites.d/a.toml",
          "[site]\nname = \"a\"\nstart = \"https://news.example/\"\n" + more + "\n");
    return newsarc({"site", "check"});
  }
};

TEST_F(HostileProfileTest, AKeyOfAHundredThousandPartsIsAnError) {
  const std::string parts = times(100'000, "a.");
  for (const auto& text :
       {parts + "a = 1", "[" + parts + "a]", times(100'000, "\"a b\" . ") + "a=1",
        // The apostrophe is in a text of three quotes, what follows is not.
        "x = [\"\"\"\n' \"\"\", {" + parts + "a = 1}]"}) {
    const auto ran = check(text);
    EXPECT_EQ(ran.code, 4);
    EXPECT_NE(ran.err.find("a key has more than 16 parts"), std::string::npos) << ran.err;
  }
}

TEST_F(HostileProfileTest, DotsInTextsAndCommentsAreNoParts) {
  const auto text = times(50, "a.b.c. ");
  EXPECT_EQ(check("title = '''\n" + text + "'''\n# " + times(50, "a.")).code, 0);
  EXPECT_EQ(check("title = \"" + times(50, "a.") + "\\\"" + times(50, "a.") + "\"").code, 0);
}

TEST_F(HostileProfileTest, TheDeepestThatMayBeEndsInAnErrorToo) {
  std::string value = "1";
  for (int i = 0; i < 300; ++i) {
    value = "{" + times(15, "a.") + "a = [" + value + "]}";
    if (i % 20 == 0) {
      EXPECT_EQ(check("x = " + value).code, 4) << i;
    }
  }
}

TEST_F(HostileProfileTest, ValuesThatNestForEverAreAnError) {
  EXPECT_EQ(check("x = " + times(100'000, "[")).code, 4);
  EXPECT_EQ(check("[extract]\nbody = \"" + times(100'000, ":not(") + "\"").code, 4);
}

class HostileIndexTest : public ProgramTest {};

TEST_F(HostileIndexTest, OpensNoFileThatDoesNotLieBesideIt) {
  fs::create_directory(directory_ / "in");
  write("secret", times(10, "secret"));
  ASSERT_EQ(::mkfifo((directory_ / "in/pipe").c_str(), 0600), 0);  // would be waited for
  const std::string begin =
      "example,news)/1 20201013052526 {\"url\":\"http://news.example/1\",\"length\":\"6\","
      "\"offset\":\"0\",\"filename\":\"";
  for (const std::string name : {"../secret", "/dev/zero", "pipe", "a/../../secret"}) {
    write("in/a.cdxj", begin + name + "\"}\n");
    const auto ran = newsarc({"verify", "in/a.cdxj"});
    EXPECT_EQ(ran.code, 9);
    EXPECT_NE(ran.out.find("is no file beside the index, and is not read"), std::string::npos)
        << ran.out;
  }
}

class HostileDatasetTest : public ArchiveTest {
 protected:
  HostileDatasetTest() {
    fs::create_directories(directory_ / "set/data");
    write("set/manifest-sha256.txt", "");
    write("mine/kept", "mine");
  }

  void expect_mine_is_kept() const { EXPECT_EQ(read("mine/kept"), "mine"); }
};

TEST_F(HostileDatasetTest, ALinkWhereAFileIsWrittenGivesWayAndIsNotFollowed) {
  for (const auto* place : {"set/data/articles.jsonl", "set/data/articles.jsonl.part",
                            "set/README.md.part", "set/.newsarc-export.jsonl"})
    fs::create_symlink(directory_ / "mine/kept", directory_ / place);
  EXPECT_EQ(newsarc({"export", "--out", "set"}).code, 0);
  expect_mine_is_kept();
  EXPECT_FALSE(fs::is_symlink(directory_ / "set/data/articles.jsonl"));
}

TEST_F(HostileDatasetTest, AFolderThatIsALinkIsAnError) {
  fs::create_symlink(directory_ / "mine", directory_ / "set/data/site=hengyang");
  const auto ran = newsarc({"export", "--out", "set", "--partition", "site"});
  EXPECT_EQ(ran.code, 12);
  EXPECT_NE(ran.err.find("there is a link on its way"), std::string::npos) << ran.err;
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_ / "mine"), fs::directory_iterator()),
            1);
}

TEST_F(HostileDatasetTest, AManifestRemovesNothingOutsideOfItsData) {
  fs::create_symlink(directory_ / "mine", directory_ / "set/data/link");
  write("set/data/old.jsonl", "");
  const std::string hash(64, '0');
  for (const auto& path :
       std::vector<std::string>{"data/link/kept", "data/../../mine/kept", "../mine/kept",
                                directory_ / "mine/kept", "data/old.jsonl"})
    write("set/manifest-sha256.txt", read("set/manifest-sha256.txt") + hash + "  " + path + "\n");
  EXPECT_EQ(newsarc({"export", "--out", "set"}).code, 0);
  expect_mine_is_kept();
  EXPECT_FALSE(fs::exists(directory_ / "set/data/old.jsonl"));
}

TEST_F(HostileDatasetTest, AJournalOfOtherTypesIsNone) {
  for (const auto* line : {"{\"fingerprint\":1}\n", "[]\n", "{}\n{\"sha256\":[],\"path\":1}\n"}) {
    write("set/.newsarc-export.jsonl", line);
    EXPECT_EQ(newsarc({"export", "--out", "set"}).code, 0) << line;
  }
}

// A terminal takes U+009B for ESC [, and U+202E turns what follows round.
const std::string controls =
    "\xC2\x9B"
    "31m\xE2\x80\xAE\x7F";

bool holds_controls(const std::string& text) {
  for (const auto* control : {"\x1b", "\x7f", "\xC2\x9B", "\xE2\x80\xAE"})
    if (text.find(control) != std::string::npos) return true;
  return false;
}

class HostileWarcTest : public ArchiveTest {};

TEST_F(HostileWarcTest, NeitherTextNorJsonOfItHoldsWhatATerminalObeys) {
  write("a.warc", "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:" + controls +
                      ">\r\nWARC-Date: \x1b[31m2020\r\nWARC-Block-Digest: sha1:" + controls +
                      "\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nab\r\n\r\n");
  const auto text = newsarc({"verify", "a.warc"});
  EXPECT_EQ(text.code, 9);
  EXPECT_FALSE(holds_controls(text.out)) << text.out;
  const auto json = newsarc({"verify", "a.warc", "--json"});
  EXPECT_FALSE(holds_controls(json.out)) << json.out;
  EXPECT_NE(nlohmann::json::parse(json.out).dump().find(controls), std::string::npos);
}

// Two answers 404, days apart, would be enough in crawls.
TEST_F(HostileWarcTest, AnImportMarksNoArticleAsGone) {
  const std::string answer = "HTTP/1.1 404 X\r\nContent-Type: text/html\r\n\r\ngone";
  for (const std::string day : {"1", "3", "5"}) {
    write("gone.warc",
          "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: "
          "<urn:uuid:00000000-0000-4000-8000-00000000000" +
              day + ">\r\nWARC-Date: 2026-02-0" + day + "T00:00:00Z\r\nWARC-Target-URI: " +
              second_url + "\r\nContent-Type: application/http; msgtype=response\r\n" +
              "Content-Length: " + std::to_string(answer.size()) + "\r\n\r\n" + answer +
              "\r\n\r\n");
    const auto ran = newsarc({"import", "gone.warc"});
    EXPECT_NE(ran.out.find("1 capture archived"), std::string::npos) << ran.out << ran.err;
  }
  EXPECT_EQ(
      newsarc({"sql", "--format", "csv", "SELECT state FROM articles WHERE article_id = 2"}).out,
      "state\r\nlive\r\n");
}

// An archive that a stranger has changed by other tools.
class HostileArchiveTest : public ArchiveTest {
 protected:
  void tamper(const std::string& statements) const {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open((directory_ / "newsarc.db").c_str(), &connection), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(connection, statements.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection);
    sqlite3_close(connection);
  }
};

TEST_F(HostileArchiveTest, NoNameInItTellsATerminalAnything) {
  tamper("UPDATE site SET key = '" + controls + "\x1b[31m'; CREATE VIEW \"" + controls +
         "\" AS SELECT 1 AS \"" + controls + "\"");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"status"},
                                                {"status", "--json"},
                                                {"verify"},
                                                {"verify", "--json"},
                                                {"log", "--json"},
                                                {"export"},
                                                {"salvage", "saved.db", "--json"},
                                                {"sql", "SELECT * FROM \"" + controls + "\""}}) {
    const auto ran = newsarc(words);
    EXPECT_NE(ran.out, "") << words[0];
    EXPECT_FALSE(holds_controls(ran.out + ran.err)) << words[0] << ran.out << ran.err;
  }
}

TEST_F(HostileArchiveTest, ItsTriggersNeverRun) {
  tamper(
      "CREATE TRIGGER t AFTER DELETE ON version BEGIN DELETE FROM credit; END; "
      "CREATE TRIGGER u AFTER DELETE ON url BEGIN DELETE FROM credit; END");
  const std::string query = "SELECT count(*) AS n FROM credits WHERE article_id = 1";
  const auto before = newsarc({"sql", query}).out;
  EXPECT_EQ(newsarc({"forget", third_url}).code, 0);
  EXPECT_EQ(newsarc({"sql", query}).out, before);
  EXPECT_EQ(before.find(" 0\n"), std::string::npos) << before;
}

class HostileQueryTest : public ArchiveTest {};

TEST_F(HostileQueryTest, OneFunctionThatTakesHoursIsStoppedByTheTimeLimit) {
  const auto ran = newsarc({"sql", "--timeout", "100ms",
                            "SELECT instr(zeroblob(120000000), "
                            "CAST(zeroblob(50000000) || x'01' AS BLOB))"});
  EXPECT_EQ(ran.code, 11);
  EXPECT_NE(ran.err.find("the query ran out of time"), std::string::npos) << ran.err;
  expect_untouched();
}

TEST_F(HostileQueryTest, FunctionsTakeTextsOf64MebibytesAtMost) {
  const auto fold = [&](const std::string& size) {
    return newsarc({"sql", "SELECT length(fold(printf('%.*c', " + size + ", 'x'))) AS n"});
  };
  EXPECT_EQ(fold("67108864").code, 0);
  EXPECT_EQ(fold("67108865").code, 11);
}

class HostileSiteTest : public ProgramTest {};

TEST_F(HostileSiteTest, ARedirectReachesNoOtherPortAndNoOtherSpellingOfAnAllowedHost) {
  const fakes::LoopbackServer inner;
  fakes::LoopbackServer outer;
  const auto port = std::to_string(inner.port());
  int number = 0;
  for (const std::string host : {"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"}) {
    const auto path = "/" + std::to_string(++number);
    outer.serve(path, "HTTP/1.1 302 X\r\nLocation: http://" + host + ":" + port +
                          "/secret\r\nContent-Length: 0\r\n\r\n");
    const auto ran =
        newsarc({"probe", outer.url(path), "--allow", "127.0.0.1:" + std::to_string(outer.port())});
    EXPECT_EQ(ran.code, 3) << host;
    EXPECT_NE(ran.err.find("is not public"), std::string::npos) << host << ran.err;
  }
  EXPECT_EQ(inner.connections(), 0);
}

}  // namespace
}  // namespace newsarc::cli
