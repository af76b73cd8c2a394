// Lines of CDXJ read, and whole indexes held against the records they lead to.

#include "warc/index_check.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "warc/cdxj.h"
#include "warc/writer.h"

namespace newsarc::warc {
namespace {

namespace fs = std::filesystem;

const std::string good =
    "example,news)/1 20201013052526 {\"url\":\"http://news.example/1\",\"mime\":\"text/html\","
    "\"status\":\"200\",\"digest\":\"sha1:ABC\",\"length\":\"12\",\"offset\":\"34\",\"filename\":"
    "\"a.warc.gz\"}";

TEST(CdxjLines, House_AreReadAsTheyWereWritten) {
  const IndexEntry entry{"http://news.example/新?b=\"1\"",
                         Instant(std::chrono::seconds(1'602'566'726)),
                         "text/html",
                         200,
                         "ABC",
                         12,
                         34,
                         "a.warc.gz"};
  const auto read = parse_cdxj_line(cdxj_line(entry));
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->key, surt_key(entry.url));
  EXPECT_EQ(read->entry.time, entry.time);
  EXPECT_EQ(read->entry.status, 200);
  EXPECT_EQ(read->entry.offset, 34U);
  EXPECT_EQ(read->entry.length, 12U);
  EXPECT_EQ(read->entry.filename, "a.warc.gz");
}

TEST(CdxjLines, House_NumbersMayBeNumbersAndUnknownMembersArePassedOver) {
  const auto read = parse_cdxj_line(
      "k 20201013052526 "
      "{\"url\":\"http://a.example/\",\"x\":{\"y\":[1]},\"status\":404,\"length\":12,"
      "\"offset\":0,\"filename\":\"f\"}\r\n");
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->entry.status, 404);
  EXPECT_EQ(read->entry.length, 12U);
}

TEST(CdxjLines, House_WhatIsWrongIsSaid) {
  struct Case {
    std::string from;
    std::string to;
    std::string what;
  };
  const std::vector<Case> cases = {
      {good, "", "has no key"},
      {"20201013052526", "2020101305252", "has no time of 14 digits behind its key"},
      {"20201013052526", "20201313052526", "has no time of 14 digits behind its key"},
      {"\"a.warc.gz\"}", "\"a.warc.gz\"", "has no JSON object behind its time"},
      {"\"offset\":\"34\"", "\"offset\":\"-3\"", "has no offset"},
      {"\"length\":\"12\"", "\"length\":1e3", "has no length"},
      {"\"filename\"", "\"file\"", "has no filename"},
      {"\"url\"", "\"uri\"", "has no url"}};
  for (const auto& [from, to, what] : cases) {
    auto line = good;
    line.replace(line.find(from), from.size(), to);
    const auto read = parse_cdxj_line(line);
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().what, what);
  }
}

class IndexCheck : public testing::Test {
 protected:
  IndexCheck() {
    std::string pattern = (fs::temp_directory_path() / "newsarc-index-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    std::ofstream out(folder_ / "a.warc.gz", std::ios::binary);
    Writer writer(out, Packed::gzip);
    for (int i = 1; i <= 3; ++i) {
      const Draft draft{"response",
                        Instant(std::chrono::seconds(1'602'566'726 + i)),
                        "http://news.example/" + std::to_string(i),
                        "application/http; msgtype=response",
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + std::to_string(i),
                        {}};
      const auto written = writer.write(draft);
      entries_.push_back(*index_entry(draft, written, "a.warc.gz"));
    }
  }
  ~IndexCheck() override { fs::remove_all(folder_); }

  // "2: WHAT" of each finding.
  std::vector<std::string> check(const std::vector<std::string>& lines) {
    std::ofstream out(folder_ / "a.cdxj", std::ios::binary);
    for (const auto& line : lines) out << line;
    out.close();
    std::vector<std::string> found;
    const auto report = check_index(folder_ / "a.cdxj", [&](const IndexFinding& finding) {
      found.push_back(std::to_string(finding.line) + ": " + finding.what);
    });
    EXPECT_TRUE(report);
    EXPECT_EQ(report->defects, found.size());
    return found;
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (const auto& entry : entries_) all.push_back(cdxj_line(entry));
    return all;
  }

  fs::path folder_;
  std::vector<IndexEntry> entries_;
};

using Found = std::vector<std::string>;

TEST_F(IndexCheck, House_AGoodIndexHasNoDefect) {
  auto all = lines();
  all.insert(all.begin(), "!meta 0 {\"format\": \"cdxj\"}\n");
  EXPECT_EQ(check(all), Found{});
}

TEST_F(IndexCheck, House_EachDefectIsFound) {
  auto all = lines();
  std::swap(all[0], all[1]);
  EXPECT_EQ(check(all), Found{"2: is not in the order of its bytes"});

  entries_[1].offset += 1;
  EXPECT_EQ(check(lines()), Found{"2: there is no record at its offset"});
  entries_[1].offset = 1'000'000;
  EXPECT_EQ(check(lines()).at(0).substr(0, 20), "2: a.warc.gz has no ");
  entries_[1] = entries_[0];
  entries_[1].url = "http://news.example/1a";
  EXPECT_EQ(check(lines()), Found{"2: its record is of http://news.example/1"});
  entries_[1] = entries_[0];
  entries_[1].time += std::chrono::seconds(1);
  EXPECT_EQ(check(lines()), Found{"2: its record is of another time"});
  entries_[1] = entries_[0];
  entries_[1].digest = std::string(entries_[0].digest.rbegin(), entries_[0].digest.rend());
  EXPECT_EQ(check(lines()).back(), "2: its record states another digest");
}

TEST_F(IndexCheck, House_ALengthThatTakesTheNextRecordInIsFound) {
  entries_[0].length += entries_[1].length;
  EXPECT_EQ(check(lines()), Found{"1: its length is not that of the record"});
}

TEST_F(IndexCheck, House_AFileThatIsNotThereIsAnError) {
  EXPECT_EQ(check_index(folder_ / "none.cdxj", [](const IndexFinding&) {}).error().fault,
            Fault::not_found);
}

}  // namespace
}  // namespace newsarc::warc
