#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

constexpr auto endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
constexpr auto long_answer =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT i FROM n";

class SqlTest : public ArchiveTest {};

TEST_F(SqlTest, PrintsATableByDefault) {
  EXPECT_EQ(newsarc({"sql", "SELECT article_id, state FROM articles ORDER BY 1"}).out,
            "article_id  state\n----------  -----\n         1  live\n         2  live\n"
            "         3  gone\n");
  expect_untouched();
}

TEST_F(SqlTest, PrintsTheFormatAskedFor) {
  const std::string query = "SELECT article_id AS id, title FROM articles WHERE article_id = 2";
  EXPECT_EQ(newsarc({"sql", query, "--format", "csv"}).out,
            "id,title\r\n2,\"湘江两岸, \"\"春色\"\"正好\"\r\n");
  EXPECT_EQ(newsarc({"sql", query, "--format", "jsonl"}).out,
            "{\"id\":2,\"title\":\"湘江两岸, \\\"春色\\\"正好\"}\n");
  EXPECT_EQ(newsarc({"sql", query, "--json"}).out,
            "[{\"id\":2,\"title\":\"湘江两岸, \\\"春色\\\"正好\"}]\n");
  EXPECT_EQ(newsarc({"sql", query, "--format", "md"}).out,
            "| id | title |\n| --- | --- |\n| 2 | 湘江两岸, \"春色\"正好 |\n");
}

TEST_F(SqlTest, ReadsTheQueryFromStandardInput) {
  EXPECT_EQ(newsarc({"sql", "-", "--format", "jsonl"}, "SELECT 1 AS one").out, "{\"one\":1}\n");
  EXPECT_EQ(newsarc({"sql", "--format", "jsonl"}, "SELECT 1 AS one;\n").out, "{\"one\":1}\n");
}

TEST_F(SqlTest, BindsParameters) {
  EXPECT_EQ(newsarc({"sql", "--param", "id=2",
                     "SELECT state, :x AS x FROM articles WHERE "
                     "article_id = :id",
                     "--param", ":x=a=[b,c]", "--format", "jsonl"})
                .out,
            "{\"state\":\"live\",\"x\":\"a=[b,c]\"}\n");
  EXPECT_EQ(newsarc({"sql", "SELECT 1", "--param", "novalue"}).code, 2);
  EXPECT_EQ(newsarc({"sql", "SELECT :a", "--param", "a=1", "--param", ":a=2"}).code, 2);
}

TEST_F(SqlTest, HasTheFunctionsOfTheArchive) {
  EXPECT_EQ(newsarc({"sql", "SELECT to_simplified('衡陽') AS s, fold('創新') = fold('创新') AS f",
                     "--format", "jsonl"})
                .out,
            "{\"s\":\"衡阳\",\"f\":1}\n");
}

TEST_F(SqlTest, AsksTheArchiveAsItStood) {
  const auto states = [&](const std::string& date) {
    return newsarc({"sql", "--as-of", date, "--format", "csv",
                    "SELECT group_concat(state || versions, ' ') AS s FROM articles"})
        .out;
  };
  EXPECT_EQ(states("2026-01-05"), "s\r\n\r\n");
  EXPECT_EQ(states("2026-01-06"), "s\r\nlive1 live1 live1\r\n");
  EXPECT_EQ(states("2026-01-06T10:00:00+08:00"), "s\r\nlive2 live1 live1\r\n");
  EXPECT_EQ(states("2999-01-01"), "s\r\nlive3 live1 gone1\r\n");
  for (const char* date : {"yesterday", "2026-02-30", "2026", ""})
    EXPECT_EQ(newsarc({"sql", "--as-of", date, "SELECT 1"}).code, 2) << date;
  EXPECT_EQ(newsarc({"sql", "--as-of", "2026-01-06", "DROP VIEW articles"}).code, 2);
  expect_untouched();
}

TEST_F(SqlTest, WrongSqlIsAUsageError) {
  const auto ran = newsarc({"sql", "SELEC 1"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("syntax error"), std::string::npos) << ran.err;
  EXPECT_EQ(newsarc({"sql", "SELECT nothing FROM articles"}).code, 2);
  EXPECT_EQ(newsarc({"sql", "SELECT 1", "--format", "xml"}).code, 2);
}

TEST_F(SqlTest, AQueryThatFailsBeforeItsFirstRowPrintsNoHeader) {
  for (const char* format : {"csv", "table", "md", "json", "jsonl"}) {
    const auto ran = newsarc({"sql", "SELECT zeroblob(1000000000) AS bytes", "--format", format});
    EXPECT_EQ(ran.code, 11) << format << ran.err;
    EXPECT_EQ(ran.out, "") << format;
  }
  EXPECT_EQ(newsarc({"sql", "SELECT 1 AS one WHERE 0", "--format", "csv"}).out, "one\r\n");
}

TEST_F(SqlTest, SqlThatWritesIsDeniedAndChangesNothing) {
  for (const char* query :
       {"DELETE FROM article", "UPDATE article SET state = 'gone'", "CREATE TABLE x(a)",
        "DROP VIEW articles", "ATTACH 'other.db' AS o", "PRAGMA journal_mode = WAL", "VACUUM",
        "INSERT INTO search(search) VALUES('rebuild')", "BEGIN IMMEDIATE"}) {
    const auto ran = newsarc({"sql", query});
    EXPECT_EQ(ran.code, 2) << query << ran.err;
    EXPECT_TRUE(ran.err.starts_with("newsarc: ")) << ran.err;
    expect_untouched();
  }
}

TEST_F(SqlTest, SqlThatNeverEndsIsStoppedByItsTimeLimit) {
  const auto ran = newsarc({"sql", endless, "--timeout", "50ms"});
  EXPECT_EQ(ran.code, 11) << ran.err;
  EXPECT_TRUE(ran.err.starts_with("newsarc: ")) << ran.err;
  EXPECT_EQ(newsarc({"sql", "SELECT 1", "--timeout", "soon"}).code, 2);
  expect_untouched();
}

TEST_F(SqlTest, AnInterruptStopsTheQuery) {
  auto process = start({"sql", endless});
  process.interrupt_when_ready();
  EXPECT_EQ(process.wait().code, 130);
  expect_untouched();
}

TEST_F(SqlTest, AReaderThatLeavesEndsItQuietly) {
  const auto ran =
      newsarc({"sql", long_answer, "--format", "csv"}, "", StandardOutput::closed_pipe);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
}

TEST_F(SqlTest, AFullDiskIsAnError) {
  const auto ran = newsarc({"sql", "SELECT 1"}, "", StandardOutput::full_device);
  EXPECT_EQ(ran.code, 12);
  EXPECT_NE(ran.err.find("No space left"), std::string::npos) << ran.err;
}

TEST_F(SqlTest, JsonOfSeveralResultsIsRefused) {
  EXPECT_EQ(newsarc({"sql", "SELECT 1; SELECT 2", "--json"}).code, 2);
  EXPECT_EQ(newsarc({"sql", "SELECT 1 AS a; SELECT 2 AS b", "--format", "jsonl"}).out,
            "{\"a\":1}\n{\"b\":2}\n");
}

}  // namespace
}  // namespace newsarc::cli
