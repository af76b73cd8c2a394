#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class SavedQueryTest : public ArchiveTest {
 protected:
  SavedQueryTest() { write("newsarc.toml", ""); }

  Ran query(std::vector<std::string> words, const std::string& input = "") const {
    words.insert(words.begin(), "query");
    return newsarc(words, input);
  }
};

TEST_F(SavedQueryTest, IsAFileBesideTheConfigurationAndRuns) {
  const auto saved = query({"save", "states",
                            "-- articles by state\nSELECT state, count(*) AS n "
                            "FROM articles GROUP BY 1  \n\n"});
  EXPECT_EQ(saved.code, 0) << saved.err;
  EXPECT_EQ(read("queries.d/states.sql"),
            "-- articles by state\nSELECT state, count(*) AS n FROM articles GROUP BY 1\n");
  const auto ran = query({"run", "states", "--format", "csv"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "state,n\r\ngone,1\r\nlive,2\r\n");
  EXPECT_EQ(read("newsarc.db"), before_);
}

TEST_F(SavedQueryTest, TakesTheOptionsOfSql) {
  EXPECT_EQ(query({"save", "one", "-"}, "SELECT title FROM articles WHERE article_id = :id").code,
            0);
  EXPECT_EQ(
      query({"run", "one", "--param", "id=1", "--format", "jsonl", "--as-of", "2026-01-06"}).out,
      "{\"title\":\"衡陽創新大會開幕\"}\n");
  EXPECT_EQ(query({"run", "one"}).code, 2);
  EXPECT_EQ(query({"save", "endless",
                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                   "n) SELECT count(*) FROM n"})
                .code,
            0);
  EXPECT_EQ(query({"run", "endless", "--timeout", "20ms"}).code, 11);
}

TEST_F(SavedQueryTest, IsListedWithWhatItIsFor) {
  EXPECT_EQ(query({"list"}).out, "");
  EXPECT_EQ(query({"list", "--json"}).out, "[]\n");
  write("queries.d/b.sql", "SELECT 1");
  write("queries.d/a.sql", "--  what it is for \r\nSELECT 1");
  write("queries.d/notes.txt", "none");
  write("queries.d/bad name.sql", "none");
  const auto listed = Json::parse(query({"list", "--json"}).out);
  ASSERT_EQ(listed.size(), 2);
  EXPECT_EQ(listed[0],
            Json({{"name", "a"}, {"description", "what it is for"}, {"file", "queries.d/a.sql"}}));
  EXPECT_EQ(listed[1]["description"], "");
  EXPECT_NE(query({"list"}).out.find("a  what it is for"), std::string::npos);
}

TEST_F(SavedQueryTest, IsOverwrittenOnlyWhenAskedTo) {
  EXPECT_EQ(query({"save", "q", "SELECT 1"}).code, 0);
  const auto again = query({"save", "q", "SELECT 2"});
  EXPECT_EQ(again.code, 2);
  EXPECT_NE(again.err.find("--replace"), std::string::npos) << again.err;
  EXPECT_EQ(read("queries.d/q.sql"), "SELECT 1\n");
  EXPECT_EQ(query({"save", "q", "SELECT 2", "--replace"}).code, 0);
  EXPECT_EQ(read("queries.d/q.sql"), "SELECT 2\n");
}

TEST_F(SavedQueryTest, HasANameThatIsSafeAsThatOfAFile) {
  for (const auto* name : {"", "../x", "a/b", "a b", ".x", "衡", "a.sql"}) {
    EXPECT_EQ(query({"save", "--", name, "SELECT 1"}).code, 2) << name;
    EXPECT_EQ(query({"run", "--", name}).code, 2) << name;
  }
  EXPECT_EQ(query({"save", "q", ""}).code, 2);
  EXPECT_EQ(query({"save", "q", "-"}, std::string("SELECT 1\0;", 10)).code, 2);
  EXPECT_EQ(files(), (std::vector<std::string>{"newsarc.db", "newsarc.toml"}));
}

TEST_F(SavedQueryTest, ThatIsNotThereIsNamedWithThoseThatAre) {
  EXPECT_EQ(query({"run", "q"}).code, 10);
  write("queries.d/known.sql", "SELECT 1");
  const auto ran = query({"run", "q"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_NE(ran.err.find("known"), std::string::npos) << ran.err;
  std::filesystem::remove(directory_ / "newsarc.toml");
  EXPECT_EQ(query({"list"}).code, 4);
  EXPECT_EQ(query({"save", "q", "SELECT 1"}).code, 4);
}

TEST_F(SavedQueryTest, MayNotWriteEither) {
  EXPECT_EQ(query({"save", "q", "DELETE FROM article"}).code, 0);
  EXPECT_EQ(query({"run", "q"}).code, 2);
  EXPECT_EQ(read("newsarc.db"), before_);
}

}  // namespace
}  // namespace newsarc::cli
