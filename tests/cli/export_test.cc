#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class ExportTest : public ArchiveTest {
 protected:
  std::vector<Json> exported(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "export");
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    std::istringstream lines(ran.out);
    std::vector<Json> records;
    for (std::string line; std::getline(lines, line);) records.push_back(Json::parse(line));
    return records;
  }
};

TEST_F(ExportTest, WritesJsonLinesToStandardOutput) {
  const auto records = exported({});
  ASSERT_EQ(records.size(), 3);
  EXPECT_EQ(records[0].at("article_id"), 1);
  EXPECT_EQ(records[2].at("state"), "gone");
  expect_untouched();
}

TEST_F(ExportTest, WritesEveryVersionWhenAsked) {
  const auto records = exported({"--versions", "all"});
  ASSERT_EQ(records.size(), 5);
  EXPECT_EQ(records[1].at("version"), 2);
}

TEST_F(ExportTest, FiltersBySiteDateAndQuery) {
  EXPECT_EQ(exported({"--site", "hengyang"}).size(), 3);
  EXPECT_EQ(exported({"--from", "2026-01-05"}).size(), 1);
  EXPECT_EQ(exported({"--query", "SELECT article_id FROM deletions"}).size(), 1);
  EXPECT_EQ(newsarc({"export", "--query", "DELETE FROM article"}).code, 2);
  expect_untouched();
}

TEST_F(ExportTest, AQueryThatChoosesArticlesNeedsToAskForSome) {
  for (const char* query : {"", " ", "-- all of them", ";"}) {
    const auto ran = newsarc({"export", "--query", query});
    EXPECT_EQ(ran.code, 2) << query;
    EXPECT_NE(ran.err.find("the query that chooses articles is empty"), std::string::npos)
        << ran.err;
  }
  EXPECT_EQ(newsarc({"export", "--query", "SELECT article_id FROM articles WHERE 0"}).code, 0);
}

TEST_F(ExportTest, ASiteThatIsNotThereIsNamedAndNothingIsWritten) {
  const auto ran = newsarc({"export", "--site", "hengyan", "--out", "news.jsonl"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_EQ(ran.err, "newsarc: hengyan: the archive has no site of this name; it has hengyang\n");
  expect_untouched();
}

TEST_F(ExportTest, WritesTheArchiveAsItStood) {
  const auto then = exported({"--as-of", "2026-01-06"});
  ASSERT_EQ(then.size(), 3);
  EXPECT_EQ(then[0].at("versions"), 1);
  EXPECT_EQ(then[2].at("state"), "live");
  const auto versions = exported({"--versions", "all", "--as-of", "2026-01-06T02:00:00Z"});
  ASSERT_EQ(versions.size(), 4);
  EXPECT_EQ(versions[1].at("valid_to"), nullptr);
  EXPECT_EQ(exported({"--as-of", "2026-01-06", "--query", "SELECT article_id FROM edits"}).size(),
            0);
  EXPECT_EQ(exported({"--as-of", "2020-01-01"}).size(), 0);
  EXPECT_EQ(newsarc({"export", "--as-of", "2026-13-01"}).code, 2);
  expect_untouched();
}

TEST_F(ExportTest, ConvertsTheScript) {
  EXPECT_EQ(exported({"--script", "simplified"})[0].at("title"), "衡阳创新大会圆满闭幕");
  EXPECT_EQ(exported({"--script", "traditional"})[1].at("title"), "湘江兩岸, \"春色\"正好");
  EXPECT_EQ(exported({"--script", "traditional"})[0].at("title"), "衡陽創新大會圓滿閉幕");
}

TEST_F(ExportTest, MakesDataInADirectoryThatIsThere) {
  std::filesystem::create_directory(directory_ / "out");
  EXPECT_EQ(newsarc({"export", "--out", "out"}).code, 0);
  EXPECT_EQ(read("out/data/articles.jsonl"), newsarc({"export"}).out);
  EXPECT_EQ(newsarc({"export", "--out", "out", "--versions", "all", "--format", "csv"}).code, 0);
  EXPECT_TRUE(read("out/data/versions.csv").starts_with("version_id,article_id,"));
}

TEST_F(ExportTest, WritesParquetToAFileADirectoryOrAPipe) {
  std::filesystem::create_directory(directory_ / "out");
  const auto piped = newsarc({"export", "--format", "parquet"});
  EXPECT_EQ(piped.code, 0) << piped.err;
  EXPECT_TRUE(piped.out.starts_with("PAR1") && piped.out.ends_with("PAR1"));
  EXPECT_EQ(newsarc({"export", "--format", "parquet", "--out", "news.parquet"}).code, 0);
  EXPECT_EQ(read("news.parquet"), piped.out);
  EXPECT_EQ(newsarc({"export", "--format", "parquet", "--out", "out"}).code, 0);
  EXPECT_EQ(read("out/data/articles.parquet"), piped.out);
  EXPECT_EQ(newsarc({"export", "--format", "parquet", "--out", "/dev/full"}).code, 12);
}

TEST_F(ExportTest, CsvSafeIsNotForParquet) {
  const auto ran = newsarc({"export", "--format", "parquet", "--csv-safe", "--out", "a.parquet"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("--csv-safe"), std::string::npos) << ran.err;
  EXPECT_FALSE(std::filesystem::exists(directory_ / "a.parquet"));
}

TEST_F(ExportTest, ReplacesAFileOnlyWhenTheNewOneIsWhole) {
  write("news.jsonl", "old\n");
  EXPECT_EQ(newsarc({"export", "--out", "news.jsonl", "--query", "SELEC"}).code, 2);
  EXPECT_EQ(read("news.jsonl"), "old\n");
  EXPECT_EQ(newsarc({"export", "--out", "news.jsonl"}).code, 0);
  EXPECT_EQ(read("news.jsonl"), newsarc({"export"}).out);
  EXPECT_EQ(files(), (std::vector<std::string>{"news.jsonl", "newsarc.db"}));
}

TEST_F(ExportTest, NeverTakesThePlaceOfAnArchiveOrWhatBelongsToOne) {
  write("mine.toml", "[site]\n");
  for (const auto* target : {"newsarc.db", "newsarc.db.lock", "newsarc.db-wal", "mine.toml"}) {
    const auto ran = newsarc({"export", "--out", target});
    EXPECT_EQ(ran.code, 2) << target;
    EXPECT_NE(ran.err.find("name another file"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(read("mine.toml"), "[site]\n");
  std::filesystem::remove(directory_ / "mine.toml");
  expect_untouched();
}

TEST_F(ExportTest, WritesStraightToWhatIsNoFile) {
  EXPECT_EQ(newsarc({"export", "--out", "/dev/null"}).code, 0);
  EXPECT_EQ(newsarc({"export", "--out", "/dev/full"}).code, 12);
  const auto piped = shell("newsarc export --out /dev/stdout | cat");
  EXPECT_EQ(piped.out, newsarc({"export"}).out) << piped.err;
  EXPECT_FALSE(piped.out.empty());
}

TEST_F(ExportTest, OnlyAWebAddressIsWhereADatasetIsPublished) {
  std::filesystem::create_directory(directory_ / "set");
  for (const char* url : {"javascript:alert(1)", "news.example", "", "http:// "})
    EXPECT_EQ(newsarc({"export", "--out", "set", "--url", url}).code, 2) << url;
  EXPECT_EQ(newsarc({"export", "--out", "set", "--url", "https://news.example/set"}).code, 0);
}

TEST_F(ExportTest, APlaceThatCannotBeWrittenIsAnError) {
  const auto ran = newsarc({"export", "--out", "newsarc.db/news.jsonl"});
  EXPECT_EQ(ran.code, 12);
  EXPECT_NE(ran.err.find("newsarc.db/news.jsonl: cannot be written"), std::string::npos) << ran.err;
  EXPECT_EQ(newsarc({"export", "--out", "nowhere/news.jsonl"}).code, 12);
  EXPECT_EQ(newsarc({"export"}, "", StandardOutput::full_device).code, 12);
  expect_untouched();
}

TEST_F(ExportTest, AReaderThatLeavesEndsItQuietly) {
  const auto ran = newsarc({"export"}, "", StandardOutput::closed_pipe);
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
}

TEST_F(ExportTest, RefusesFormatsItDoesNotKnow) {
  EXPECT_EQ(newsarc({"export", "--format", "xlsx"}).code, 2);
  EXPECT_EQ(newsarc({"export", "--from", "2026"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
