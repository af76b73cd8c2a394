// An archive as WARC files and as a WACZ file.

#include "dataset/warc_export.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "dataset/wacz.h"
#include "digest/digest.h"
#include "http/coding.h"
#include "store/read/captures.h"
#include "tests/cli/sample_archive.h"
#include "tests/dataset/zip_reader.h"
#include "warc/check.h"
#include "warc/reader.h"

namespace newsarc::dataset {
namespace {

using Json = nlohmann::json;

// Files in memory.
class MemorySink final : public WarcSink {
 public:
  Result<File> begin(int number) override {
    EXPECT_EQ(number, static_cast<int>(files.size()));
    files.emplace_back();
    return File{warc_name(number), &files.back()};
  }
  Result<void> index(const warc::IndexEntry& entry) override {
    entries.push_back(entry);
    return {};
  }
  Result<void> page(const WarcPage& page) override {
    pages.push_back(page);
    return {};
  }
  Result<void> end() override {
    ++ended;
    return {};
  }

  std::deque<std::ostringstream> files;
  std::vector<warc::IndexEntry> entries;
  std::vector<WarcPage> pages;
  int ended = 0;
};

class WarcExportTest : public testing::Test {
 protected:
  WarcExportTest() {
    std::string name = (std::filesystem::temp_directory_path() / "newsarc-warc-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
    cli::write_sample_archive(directory_ / "news.db");
  }
  ~WarcExportTest() override { std::filesystem::remove_all(directory_); }

  store::Reader reader(std::optional<Instant> as_of = std::nullopt) const {
    return *store::Reader::open(directory_ / "news.db", as_of);
  }

  WarcExported exported(MemorySink& sink, const WarcOptions& options = {},
                        std::optional<Instant> as_of = std::nullopt) const {
    const auto done = write_warc(reader(as_of), options, sink);
    EXPECT_TRUE(done) << done.error().what;
    return done.value_or(WarcExported{});
  }

  std::string packed(const WarcOptions& options = {}) const {
    std::ostringstream out;
    const auto done = write_wacz(reader(), {options, directory_}, out);
    EXPECT_TRUE(done) << done.error().what;
    return out.str();
  }

  std::filesystem::path directory_;
};

warc::Reader reading(const std::string& file) {
  return *warc::Reader::over(std::make_unique<std::istringstream>(file), "test");
}

std::vector<std::string> defects(const std::string& file) {
  std::vector<std::string> found;
  EXPECT_TRUE(warc::check(reading(file), [&found](const warc::Finding& finding) {
    found.push_back(std::string(warc::name_of(finding.kind)) + ": " + finding.what);
  }));
  return found;
}

std::map<std::string, int> types_in(const std::string& file) {
  std::map<std::string, int> types;
  auto records = reading(file);
  for (auto record = records.next(); record && *record; record = records.next())
    ++types[(*record)->type()];
  return types;
}

TEST_F(WarcExportTest, EveryAnswerHasItsRecordsAndTheCheckFindsNothing) {
  MemorySink sink;
  const auto done = exported(sink);
  ASSERT_EQ(sink.files.size(), 1u);
  EXPECT_EQ(sink.ended, 1);
  const auto file = sink.files[0].str();
  EXPECT_EQ(defects(file), std::vector<std::string>());
  // Three nights of a list and three pages; the list, the second page and the third's "not found"
  // come again as they were.
  EXPECT_EQ(
      types_in(file),
      (std::map<std::string, int>{
          {"warcinfo", 1}, {"request", 12}, {"response", 7}, {"revisit", 5}, {"metadata", 5}}));
  EXPECT_EQ(done.tally, (store::CaptureTally{12, 0, 0}));
  EXPECT_EQ(to_text(done.latest), "2026-01-07T02:00:00Z");
}

TEST_F(WarcExportTest, AnIndexLineLeadsToItsRecord) {
  MemorySink sink;
  exported(sink);
  const auto file = sink.files[0].str();
  EXPECT_EQ(sink.entries.size(), 17u);
  for (const auto& entry : sink.entries) {
    auto records = reading(file.substr(entry.offset, entry.length));
    const auto record = records.next();
    ASSERT_TRUE(record && *record) << entry.url;
    EXPECT_EQ((*record)->target_uri(), entry.url);
    EXPECT_EQ((*record)->date()->instant(), entry.time);
    EXPECT_EQ(entry.filename, "captures-00000.warc.gz");
  }
}

TEST_F(WarcExportTest, AFileEndsBehindTheGroupThatFillsIt) {
  MemorySink whole;
  exported(whole);
  MemorySink sink;
  WarcOptions options;
  options.file_size = 1;
  const auto done = exported(sink, options);
  EXPECT_EQ(sink.files.size(), 12u);
  EXPECT_EQ(done.files, 12);
  EXPECT_EQ(sink.ended, 12);
  for (const auto& file : sink.files) {
    EXPECT_EQ(types_in(file.str())["warcinfo"], 1);
    EXPECT_EQ(defects(file.str()), std::vector<std::string>());
  }
  EXPECT_EQ(sink.entries.back().filename, "captures-00011.warc.gz");
  MemorySink two;
  options.file_size = whole.files[0].str().size() - 1000;
  exported(two, options);
  EXPECT_EQ(two.files.size(), 2u);
}

TEST_F(WarcExportTest, TheSameArchiveGivesTheSameBytes) {
  MemorySink one, other;
  exported(one);
  exported(other);
  EXPECT_EQ(one.files[0].str(), other.files[0].str());
  EXPECT_EQ(packed(), packed());
}

TEST_F(WarcExportTest, AnArchiveThatGrewBeginsAsBefore) {
  MemorySink then, now;
  exported(then, {}, parse_instant("2026-01-05T12:00:00Z").value());
  exported(now);
  EXPECT_TRUE(now.files[0].str().starts_with(then.files[0].str()));
}

TEST_F(WarcExportTest, ASelectionIsSaidInTheFile) {
  MemorySink sink;
  WarcOptions options;
  options.filter.query = "SELECT 2";
  options.selection = "--query SELECT 2";
  exported(sink, options);
  const auto file = sink.files[0].str();
  EXPECT_EQ(types_in(file)["response"], 1);
  auto records = reading(file);
  ASSERT_TRUE(records.next());
  const auto block = records.block().value();
  EXPECT_NE(block.find("description: Captures of a newsarc archive: --query SELECT 2\r\n"),
            std::string::npos);
  EXPECT_NE(block.find("software: newsarc/"), std::string::npos);
}

TEST_F(WarcExportTest, WithoutACaptureThereIsAFileThatSaysSo) {
  MemorySink sink;
  WarcOptions options;
  options.filter.query = "SELECT 99";
  exported(sink, options);
  ASSERT_EQ(sink.files.size(), 1u);
  EXPECT_EQ(defects(sink.files[0].str()), std::vector<std::string>());
  EXPECT_EQ(types_in(sink.files[0].str()), (std::map<std::string, int>{{"warcinfo", 1}}));
}

TEST_F(WarcExportTest, APageIsAVersionWhereItBegan) {
  MemorySink sink;
  exported(sink);
  ASSERT_EQ(sink.pages.size(), 5u);
  EXPECT_EQ(sink.pages[0].id, "1@v1");
  EXPECT_EQ(sink.pages[0].url, cli::first_url);
  EXPECT_EQ(to_text(sink.pages[0].at), "2026-01-05T02:00:00Z");
  EXPECT_EQ(sink.pages[4].id, "1@v3");
  EXPECT_EQ(sink.pages[4].title, "衡陽創新大會圓滿閉幕");
}

TEST_F(WarcExportTest, AnInterruptEndsIt) {
  MemorySink sink;
  const std::atomic<bool> interrupted = true;
  WarcOptions options;
  options.interrupted = &interrupted;
  const auto done = write_warc(reader(), options, sink);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().fault, Fault::interrupted);
  EXPECT_EQ(sink.ended, 0);
}

TEST_F(WarcExportTest, AStreamThatTakesNoMoreEndsIt) {
  class FullSink final : public WarcSink {
   public:
    Result<File> begin(int) override { return File{"full", &out_}; }
    Result<void> index(const warc::IndexEntry&) override { return {}; }
    Result<void> page(const WarcPage&) override { return {}; }
    Result<void> end() override { return {}; }

   private:
    std::ofstream out_;  // of no file
  } sink;
  const auto done = write_warc(reader(), {}, sink);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error(), (Error{Fault::disk, "cannot be written", "full"}));
  std::ofstream none;
  EXPECT_EQ(write_wacz(reader(), {{}, directory_}, none).error().fault, Fault::disk);
}

TEST_F(WarcExportTest, Spec_APackageHasWhatWaczDemands) {
  WarcOptions options;
  options.file_size = 1;
  const auto zip = zip_entries(packed(options));
  ASSERT_TRUE(zip.contains("datapackage.json"));
  for (const auto& [name, entry] : zip) EXPECT_EQ(entry.is_stored, name.ends_with(".gz")) << name;
  const auto manifest = Json::parse(zip.at("datapackage.json").bytes);
  EXPECT_EQ(manifest.at("profile"), "data-package");
  EXPECT_EQ(manifest.at("wacz_version"), "1.1.1");
  EXPECT_EQ(manifest.at("created"), "2026-01-07T02:00:00Z");
  EXPECT_EQ(manifest.at("resources").size() + 2, zip.size());
  for (const auto& resource : manifest.at("resources")) {
    const auto& bytes = zip.at(resource.at("path")).bytes;
    EXPECT_EQ(resource.at("bytes"), bytes.size());
    EXPECT_EQ(resource.at("hash"), "sha256:" + digest::hex(digest::sha256(bytes)));
  }
  const auto digest = Json::parse(zip.at("datapackage-digest.json").bytes);
  EXPECT_EQ(digest.at("path"), "datapackage.json");
  EXPECT_EQ(digest.at("hash"),
            "sha256:" + digest::hex(digest::sha256(zip.at("datapackage.json").bytes)));
}

TEST_F(WarcExportTest, APackageHasTheWarcFilesOfTheExport) {
  MemorySink sink;
  exported(sink);
  EXPECT_EQ(zip_entries(packed()).at("archive/captures-00000.warc.gz").bytes, sink.files[0].str());
}

TEST_F(WarcExportTest, Spec_PagesAreAHeaderAndALineAVersion) {
  std::istringstream lines(zip_entries(packed()).at("pages/pages.jsonl").bytes);
  std::string line;
  ASSERT_TRUE(std::getline(lines, line));
  EXPECT_EQ(Json::parse(line).at("format"), "json-pages-1.0");
  ASSERT_TRUE(std::getline(lines, line));
  const auto page = Json::parse(line);
  EXPECT_EQ(page.at("url"), cli::first_url);
  EXPECT_EQ(page.at("ts"), "2026-01-05T02:00:00Z");
  EXPECT_EQ(page.at("title"), "衡陽創新大會開幕");
  EXPECT_TRUE(page.at("text").get<std::string>().starts_with("本報訊 衡陽創新大會"));
}

// Each line of the second level gives a block of the first, by its first key.
TEST_F(WarcExportTest, TheIndexIsInSortedBlocks) {
  const auto zip = zip_entries(packed());
  std::istringstream keys(zip.at("indexes/index.idx").bytes);
  const auto& blocks = zip.at("indexes/index.cdx.gz").bytes;
  std::string key, all;
  ASSERT_TRUE(std::getline(keys, key));
  EXPECT_EQ(key, R"(!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"})");
  while (std::getline(keys, key)) {
    const auto place = Json::parse(key.substr(key.find(" {")));
    const auto block = blocks.substr(place.at("offset"), place.at("length"));
    EXPECT_EQ(place.at("digest"), "sha256:" + digest::hex(digest::sha256(block)));
    const auto lines = http::decode_body("HTTP/1.1 200\r\nContent-Encoding: gzip\r\n\r\n", block);
    ASSERT_TRUE(lines);
    EXPECT_TRUE(lines->starts_with(key.substr(0, key.find(" {"))));
    all += *lines;
  }
  std::istringstream lines(all);
  std::string line, before;
  int count = 0;
  for (; std::getline(lines, line); before = line, ++count) EXPECT_LT(before, line);
  EXPECT_EQ(count, 17);
}

}  // namespace
}  // namespace newsarc::dataset
