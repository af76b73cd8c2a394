#include "dataset/export.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "dataset/article_parquet.h"
#include "dataset/record.h"
#include "store/read/query.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::dataset {
namespace {

using Json = nlohmann::ordered_json;

class ExportTest : public testing::Test {
 protected:
  ExportTest() {
    std::string name = (std::filesystem::temp_directory_path() / "newsarc-dataset-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    archive_ = directory_ / "news.db";
    cli::write_sample_archive(archive_);
  }
  ~ExportTest() override { std::filesystem::remove_all(directory_); }

  std::string exported(const ExportOptions& options) const {
    const auto reader = store::Reader::open(archive_);
    EXPECT_TRUE(reader) << reader.error().what;
    std::ostringstream out;
    const auto done = write(*reader, options, out);
    EXPECT_TRUE(done) << done.error().what;
    return out.str();
  }

  std::vector<Json> records(const ExportOptions& options) const {
    std::istringstream lines(exported(options));
    std::vector<Json> parsed;
    for (std::string line; std::getline(lines, line);) parsed.push_back(Json::parse(line));
    return parsed;
  }

  std::vector<std::string> columns_of(const std::string& view) const {
    std::vector<std::string> names;
    store::RowSink sink{[&](const auto& columns) {
                          names = columns;
                          return true;
                        },
                        [](const auto&) { return true; }};
    EXPECT_TRUE(store::run_query(archive_, "SELECT * FROM " + view + " LIMIT 0", {}, sink));
    names.emplace_back("credits");
    return names;
  }

  std::filesystem::path directory_;
  std::filesystem::path archive_;
};

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [key, value] : object.items()) names.push_back(key);
  return names;
}

ExportOptions all_versions() {
  ExportOptions options;
  options.filter.all_versions = true;
  return options;
}

TEST_F(ExportTest, RecordsHaveTheColumnsOfTheViewsAndCredits) {
  EXPECT_EQ(keys(records({}).at(0)), columns_of("articles"));
  EXPECT_EQ(keys(records(all_versions()).at(0)), columns_of("versions"));
}

TEST_F(ExportTest, CsvHasTheSameColumns) {
  ExportOptions options;
  options.format = Format::csv;
  std::string header;
  for (const auto& name : columns_of("articles")) header += (header.empty() ? "" : ",") + name;
  EXPECT_TRUE(exported(options).starts_with(header + "\r\n"));
}

// Every cell of the view, asked for by SQL, stands in the record.
TEST_F(ExportTest, RecordsSayWhatTheViewSays) {
  const auto all = records({});
  std::size_t row = 0;
  std::vector<std::string> names;
  store::RowSink sink;
  sink.columns = [&](const auto& columns) {
    names = columns;
    return true;
  };
  sink.row = [&](const std::vector<store::Value>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto& cell = all.at(row).at(names[i]);
      if (const auto* text = std::get_if<std::string_view>(&values[i])) {
        EXPECT_EQ(cell, cell.is_array() ? Json::parse(*text) : Json(*text)) << names[i];
      } else if (const auto* number = std::get_if<std::int64_t>(&values[i])) {
        EXPECT_EQ(cell, *number) << names[i];
      } else {
        EXPECT_TRUE(cell.is_null()) << names[i];
      }
    }
    ++row;
    return true;
  };
  ASSERT_TRUE(store::run_query(archive_, "SELECT * FROM articles ORDER BY article_id", {}, sink));
  EXPECT_EQ(row, all.size());
}

TEST_F(ExportTest, CreditsAreAList) {
  const auto credits = records({}).at(0).at("credits");
  ASSERT_EQ(credits.size(), 2);
  EXPECT_EQ(credits.at(0).dump(), R"({"role":"reporter","label":"記者","name":"易成章"})");
}

TEST_F(ExportTest, VersionsComeByArticleThenVersion) {
  std::vector<std::pair<int, int>> order;
  for (const auto& record : records(all_versions())) {
    order.emplace_back(record.at("article_id"), record.at("version"));
  }
  EXPECT_EQ(order, (std::vector<std::pair<int, int>>{{1, 1}, {1, 2}, {1, 3}, {2, 1}, {3, 1}}));
}

TEST_F(ExportTest, TheSameArchiveGivesTheSameBytes) {
  EXPECT_EQ(exported(all_versions()), exported(all_versions()));
}

TEST_F(ExportTest, ScriptIsThatOfTitleAndBody) {
  ExportOptions options;
  options.script = TextScript::simplified;
  EXPECT_EQ(records(options).at(0).at("title"), "衡阳创新大会圆满闭幕");
  EXPECT_EQ(records(options).at(1).at("title"), "湘江两岸, \"春色\"正好");
  options.script = TextScript::traditional;
  EXPECT_EQ(records(options).at(0).at("title"), "衡陽創新大會圓滿閉幕");
  EXPECT_EQ(records(options).at(1).at("title"), "湘江兩岸, \"春色\"正好");
  EXPECT_EQ(records(options).at(2).at("title"), "=SUM(1,2) of the year");
}

TEST_F(ExportTest, FormulasAreMadeHarmlessOnlyWhenAsked) {
  ExportOptions options;
  options.format = Format::csv;
  EXPECT_NE(exported(options).find(",\"=SUM(1,2) of the year\","), std::string::npos);
  options.csv_safe = true;
  EXPECT_NE(exported(options).find(",\"'=SUM(1,2) of the year\","), std::string::npos);
}

TEST_F(ExportTest, AnInterruptIsNoWholeDataset) {
  const std::atomic<bool> interrupted = true;
  for (const auto format : {Format::jsonl, Format::csv, Format::parquet}) {
    ExportOptions options;
    options.format = format;
    options.interrupted = &interrupted;
    const auto reader = store::Reader::open(archive_);
    ASSERT_TRUE(reader);
    std::ostringstream out;
    const auto done = write(*reader, options, out);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::interrupted);
    EXPECT_FALSE(out.str().ends_with("PAR1"));
  }
}

TEST_F(ExportTest, AStreamThatFailsIsADiskError) {
  for (const auto format : {Format::jsonl, Format::csv, Format::parquet}) {
    ExportOptions options;
    options.format = format;
    const auto reader = store::Reader::open(archive_);
    ASSERT_TRUE(reader);
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    const auto done = write(*reader, options, out);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().fault, Fault::disk);
  }
}

// Values are compared by readers of others, in tests/peers.
TEST_F(ExportTest, ParquetIsTheSameBytesEachTimeAndSaysWhatARowIs) {
  auto options = all_versions();
  options.format = Format::parquet;
  options.script = TextScript::simplified;
  const auto file = exported(options);
  EXPECT_EQ(file, exported(options));
  EXPECT_TRUE(file.starts_with("PAR1") && file.ends_with("PAR1"));
  for (const auto* text : {"newsarc.view", "versions", "newsarc.script", "simplified"})
    EXPECT_NE(file.rfind(text), std::string::npos) << text;
}

// A date that is none stands in no archive that is whole.
TEST_F(ExportTest, AParquetDateThatIsNoneIsDamage) {
  store::Record record;
  record.url = "http://news.example/a/1.html";
  record.first_seen = record.last_seen = "2026-01-05T02:00:00Z";
  RecordRow row(article_columns());
  EXPECT_TRUE(row.of(record));
  for (const auto* date : {"2026-02-30", "2026", "2026-01-05T10:00", ""}) {
    record.published_date = date;
    const auto made = row.of(record);
    ASSERT_FALSE(made) << date;
    EXPECT_EQ(made.error().fault, Fault::damaged);
    EXPECT_EQ(made.error().where, record.url);
  }
}

TEST_F(ExportTest, WrongSqlIsTheCallersMistake) {
  ExportOptions options;
  options.filter.query = "SELEC article_id";
  const auto reader = store::Reader::open(archive_);
  ASSERT_TRUE(reader);
  std::ostringstream out;
  const auto done = write(*reader, options, out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().fault, Fault::usage);
}

}  // namespace
}  // namespace newsarc::dataset
