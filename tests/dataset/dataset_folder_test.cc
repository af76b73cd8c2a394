// A dataset with its papers, in a folder.

#include "dataset/dataset_folder.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "core/time.h"
#include "dataset/data_file.h"
#include "dataset/journal.h"
#include "digest/digest.h"
#include "store/write/archive.h"
#include "tests/cli/sample_archive.h"
#include "tests/file_bytes.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class DatasetFolder : public testing::Test {
 protected:
  DatasetFolder() {
    std::string name = (fs::temp_directory_path() / "newsarc-folder-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    archive_ = directory_ / "news.db";
    cli::write_sample_archive(archive_);
    fs::create_directory(directory_ / "out");
    options_.name = "news";
    options_.title = "News";
    options_.command = "newsarc export --out .";
  }
  ~DatasetFolder() override { fs::remove_all(directory_); }

  Result<FolderReport> try_write(const std::string& to = "out") {
    const auto reader = store::Reader::open(archive_);
    EXPECT_TRUE(reader);
    return write_folder(*reader, archive_, options_, directory_ / to);
  }
  FolderReport write(const std::string& to = "out") {
    auto report = try_write(to);
    EXPECT_TRUE(report) << report.error().what;
    return report.value_or(FolderReport{});
  }

  std::string read(const std::string& path) const { return bytes_of(directory_ / path); }
  std::map<std::string, std::string> all(const std::string& folder) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(directory_ / folder)) {
      const auto path = fs::relative(entry.path(), directory_ / folder).string();
      if (entry.is_regular_file()) files[path] = read(folder + "/" + path);
    }
    return files;
  }
  std::vector<Json> records(const std::string& path) const {
    std::istringstream lines(read(path));
    std::vector<Json> parsed;
    for (std::string line; std::getline(lines, line);) parsed.push_back(Json::parse(line));
    return parsed;
  }

  fs::path directory_;
  fs::path archive_;
  FolderOptions options_;
};

TEST_F(DatasetFolder, House_HoldsTheDataAndItsPapers) {
  const auto report = write();
  EXPECT_EQ(report.records, 3);
  EXPECT_EQ(records("out/data/articles.jsonl").size(), 3U);
  for (const char* paper :
       {"README.md", "croissant.json", "datapackage.json", "DATASHEET.md", "manifest-sha256.txt"})
    EXPECT_FALSE(read("out/" + std::string(paper)).empty()) << paper;
  EXPECT_FALSE(fs::exists(directory_ / "out/.newsarc-export.jsonl"));
}

TEST_F(DatasetFolder, House_TheManifestHasTheDigestOfEachFile) {
  options_.partitions = {PartitionBy::month};
  write();
  auto files = all("out");
  std::istringstream manifest(files.at("manifest-sha256.txt"));
  files.erase("manifest-sha256.txt");
  for (std::string line; std::getline(manifest, line); files.erase(line.substr(66))) {
    ASSERT_TRUE(files.contains(line.substr(66))) << line;
    EXPECT_EQ(line.substr(0, 64), digest::hex(digest::sha256(files.at(line.substr(66)))));
  }
  EXPECT_TRUE(files.empty()) << files.begin()->first;
}

TEST_F(DatasetFolder, House_TheSameArchiveGivesTheSameBytes) {
  options_.data.format = Format::parquet;
  options_.splits = *parse_splits("train=1,test=1");
  fs::create_directory(directory_ / "again");
  write("out");
  write("again");
  EXPECT_EQ(all("out"), all("again"));
}

TEST_F(DatasetFolder, House_SplitsAndLikenessAreColumnsBehindTheOthers) {
  options_.splits = *parse_splits("train,test=1990-01-01");
  write();
  std::size_t seen = 0;
  for (const auto& [path, text] : all("out/data")) {
    for (const auto& record : records("out/data/" + path)) {
      ++seen;
      EXPECT_EQ(record.at("split"), path.substr(0, path.find('/')));
      EXPECT_EQ(record.at("cluster"), record.at("article_id"));
      EXPECT_EQ(record.at("duplicate_of"), nullptr);
    }
  }
  EXPECT_EQ(seen, 3U);
}

TEST_F(DatasetFolder, House_AnInterruptedExportGoesOnWithTheFilesThatAreMissing) {
  options_.most_records = 1;
  write();
  const auto whole = all("out");
  fs::remove_all(directory_ / "out");
  fs::create_directory(directory_ / "out");
  std::atomic<bool> stop = true;
  options_.data.interrupted = &stop;
  EXPECT_EQ(try_write().error().fault, Fault::interrupted);
  stop = false;
  write();
  // As if it had been killed behind the first file.
  std::ofstream(directory_ / "out/data/articles-00002.jsonl") << "cut";
  fs::remove(directory_ / "out/data/articles-00001.jsonl");
  const auto report = write();
  EXPECT_EQ(report.kept, 0U) << "a whole dataset is made anew";
  EXPECT_EQ(all("out"), whole);
}

TEST_F(DatasetFolder, House_AnEarlierDatasetMakesWay) {
  options_.most_records = 1;
  write();
  std::ofstream(directory_ / "out/data/mine.txt") << "not a dataset's";
  options_.most_records.reset();
  write();
  EXPECT_FALSE(fs::exists(directory_ / "out/data/articles-00000.jsonl"));
  EXPECT_TRUE(fs::exists(directory_ / "out/data/articles.jsonl"));
  EXPECT_TRUE(fs::exists(directory_ / "out/data/mine.txt"));
}

TEST_F(DatasetFolder, House_FoldersThatAreEmptyBehindAnEarlierDatasetGo) {
  options_.partitions = {PartitionBy::site, PartitionBy::month};
  write();
  EXPECT_TRUE(fs::exists(directory_ / "out/data/site=hengyang"));
  options_.partitions.clear();
  write();
  EXPECT_FALSE(fs::exists(directory_ / "out/data/site=hengyang"));
}

TEST_F(DatasetFolder, House_OfAnExportThatWasKilledNothingIsLeftInAnother) {
  fs::create_directory(directory_ / "alone");
  options_.bagit = true;
  write("alone");
  {
    auto journal = Journal::open(directory_ / "out", "another");
    ASSERT_TRUE(journal->begin("data/site=a/articles.jsonl"));
    ASSERT_TRUE(
        journal->add(*write_file(directory_ / "out", "data/site=a/articles.jsonl", "{}\n")));
    ASSERT_TRUE(journal->begin("data/site=b/articles.jsonl"));
  }
  fs::create_directory(directory_ / "out/data/site=b");
  std::ofstream(directory_ / "out/data/site=b/articles.jsonl.part") << "{";
  write();
  EXPECT_EQ(all("out"), all("alone"));
}

// Runs begin and end meanwhile, as of a crawl.
TEST_F(DatasetFolder, House_IsOfOneMomentOrNone) {
  auto archive = store::Archive::open(archive_, {"test", false});
  ASSERT_TRUE(archive);
  std::atomic<bool> is_over = false;
  std::thread crawl([&] {
    while (!is_over) {
      const auto now = *parse_instant("2026-01-09T02:00:00Z");
      const auto run = archive->begin_import({}, now);
      if (run) static_cast<void>(archive->end_run(*run, store::RunState::finished, now));
    }
  });
  Result<FolderReport> report;
  // Each export takes longer than a run; that none comes between would be chance.
  for (int tries = 0; report && tries < 100; ++tries) report = try_write();
  is_over = true;
  crawl.join();
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::busy) << report.error().what;
  options_.as_of = *parse_instant("2026-01-08T00:00:00Z");
  const auto reader = store::Reader::open(archive_, options_.as_of);
  ASSERT_TRUE(reader);
  EXPECT_TRUE(write_folder(*reader, archive_, options_, directory_ / "out"));
}

TEST_F(DatasetFolder, House_ABagThatIsNoneAnyMoreLosesItsPapers) {
  options_.bagit = true;
  write();
  EXPECT_TRUE(fs::exists(directory_ / "out/bagit.txt"));
  options_.bagit = false;
  write();
  for (const char* paper : {"bagit.txt", "bag-info.txt", "tagmanifest-sha256.txt"})
    EXPECT_FALSE(fs::exists(directory_ / "out" / paper)) << paper;
}

TEST_F(DatasetFolder, House_AFileThatTheDiskDoesNotTakeIsNamed) {
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  options_.data.format = Format::parquet;
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit little{300, usual.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &little);
  const auto report = try_write();
  ::setrlimit(RLIMIT_FSIZE, &usual);
  std::signal(SIGXFSZ, before);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::disk) << report.error().what;
  EXPECT_EQ(report.error().where, (directory_ / "out/data/articles.parquet").string());
}

TEST_F(DatasetFolder, House_PapersOfSomebodyElseAreNotOverwritten) {
  std::ofstream(directory_ / "out/README.md") << "mine";
  EXPECT_EQ(try_write().error().fault, Fault::usage);
  EXPECT_EQ(read("out/README.md"), "mine");
}

TEST_F(DatasetFolder, House_WithoutRecordsThereIsAnEmptyFile) {
  options_.data.filter.from = "2999-01-01";
  options_.data.format = Format::csv;
  EXPECT_EQ(write().records, 0);
  EXPECT_TRUE(read("out/data/articles.csv").starts_with("article_id,site,url,"));
}

}  // namespace
}  // namespace newsarc::dataset
