// newsarc export as WARC and WACZ: where it goes, and which options it takes.

#include <filesystem>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

class ExportCapturesTest : public ArchiveTest {
 protected:
  void expect_usage(const std::vector<std::string>& options, const std::string& words) {
    std::vector<std::string> arguments{"export"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 2);
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    expect_untouched();
  }
};

TEST_F(ExportCapturesTest, AFileHasItsIndexBesideIt) {
  const auto ran = newsarc({"export", "--format", "warc", "--out", "all.warc.gz"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(files(), (std::vector<std::string>{"all.cdxj", "all.warc.gz", "newsarc.db"}));
  EXPECT_TRUE(read("all.cdxj").starts_with("example,news)/ 20260105020000 {\"url\":"));
  EXPECT_NE(read("all.cdxj").find("\"filename\":\"all.warc.gz\""), std::string::npos);
  EXPECT_EQ(newsarc({"verify", "all.warc.gz"}).code, 0);
}

TEST_F(ExportCapturesTest, ADirectoryGetsFilesOfASetSize) {
  std::filesystem::create_directory(directory_ / "out");
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--out", "out", "--size", "4k"}).code, 0);
  for (const auto* name : {"captures-00000", "captures-00001", "captures-00002"}) {
    EXPECT_NE(read("out/data/" + std::string(name) + ".warc.gz"), "") << name;
    EXPECT_NE(read("out/data/" + std::string(name) + ".cdxj"), "") << name;
  }
  // A later export that is shorter leaves nothing of this one behind.
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--out", "out"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(directory_ / "out/data/captures-00000.warc.gz"));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "out/data/captures-00001.warc.gz"));
  EXPECT_FALSE(std::filesystem::exists(directory_ / "out/data/captures-00002.cdxj"));
}

TEST_F(ExportCapturesTest, StandardOutputGetsTheWarcAlone) {
  const auto ran = newsarc({"export", "--format", "warc"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.out.starts_with("\x1f\x8b"));
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--out", "-"}).out, ran.out);
  expect_untouched();
}

TEST_F(ExportCapturesTest, APackageIsOneFile) {
  EXPECT_EQ(newsarc({"export", "--format", "wacz", "--out", "all.wacz"}).code, 0);
  EXPECT_TRUE(read("all.wacz").starts_with("PK\x03\x04"));
  EXPECT_EQ(files(), (std::vector<std::string>{"all.wacz", "newsarc.db"}));
  EXPECT_EQ(newsarc({"export", "--format", "wacz"}).out, read("all.wacz"));
  std::filesystem::create_directory(directory_ / "out");
  EXPECT_EQ(newsarc({"export", "--format", "wacz", "--out", "out"}).code, 0);
  EXPECT_EQ(read("out/data/captures.wacz"), read("all.wacz"));
}

TEST_F(ExportCapturesTest, TheFiltersOfTheOtherFormatsHold) {
  const auto all = newsarc({"export", "--format", "warc"}).out.size();
  const auto size_of = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"export", "--format", "warc"});
    const auto ran = newsarc(options);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.size();
  };
  EXPECT_LT(size_of({"--from", "2026-01-05"}), all);
  EXPECT_LT(size_of({"--as-of", "2026-01-06"}), all);
  EXPECT_LT(size_of({"--query", "SELECT article_id FROM deletions"}), all);
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--site", "nowhere"}).code, 10);
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--query", "SELEC"}).code, 2);
}

TEST_F(ExportCapturesTest, WhatIsTakenDownIsLeftOutAndSaid) {
  ASSERT_EQ(newsarc({"forget", first_url}).code, 0);
  const auto ran = newsarc({"export", "--format", "warc", "--out", "all.warc.gz"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.err.find("3 answers of pages that were taken down are left out"), std::string::npos)
      << ran.err;
  EXPECT_EQ(newsarc({"-q", "export", "--format", "warc", "--out", "all.warc.gz"}).err, "");
  EXPECT_EQ(read("all.cdxj").find("/a/1.html"), std::string::npos);
}

TEST_F(ExportCapturesTest, OptionsOfOtherFormatsAreRefused) {
  expect_usage({"--format", "warc", "--csv-safe"}, "--csv-safe is of no use with --format warc");
  expect_usage({"--format", "wacz", "--script", "simplified"}, "--script is of no use");
  expect_usage({"--format", "warc", "--versions", "all"}, "--versions is of no use");
  expect_usage({"--size", "1G"}, "--size is of --format warc and wacz alone");
  expect_usage({"--format", "warc", "--size", "1G"}, "name a directory");
  expect_usage({"--format", "warc", "--size", "1G", "--out", "a.warc.gz"}, "name a directory");
  for (const auto* size : {"1", "0G", "-1G", "1GB", "G", "", "99999999G"})
    EXPECT_EQ(newsarc({"export", "--format", "wacz", "--size", size, "--out", "a.wacz"}).code, 2)
        << size;
}

TEST_F(ExportCapturesTest, ANameSaysWhatTheFileIs) {
  expect_usage({"--format", "warc", "--out", "all.warc"}, "must end in .warc.gz");
  expect_usage({"--format", "warc", "--out", "all.wacz"}, "must end in .warc.gz");
  expect_usage({"--format", "wacz", "--out", "all.zip"}, "must end in .wacz");
}

TEST_F(ExportCapturesTest, AnArchiveIsNeverReplaced) {
  std::filesystem::copy_file(directory_ / "newsarc.db", directory_ / "mine.warc.gz");
  std::filesystem::copy_file(directory_ / "newsarc.db", directory_ / "mine.wacz");
  std::filesystem::copy_file(directory_ / "newsarc.db", directory_ / "other.cdxj");
  const std::vector<std::pair<std::string, std::string>> targets = {
      {"warc", "mine.warc.gz"}, {"wacz", "mine.wacz"}, {"warc", "other.warc.gz"}};
  for (const auto& [format, name] : targets) {
    const auto ran = newsarc({"export", "--format", format, "--out", name});
    EXPECT_EQ(ran.code, 2) << name;
    EXPECT_NE(ran.err.find("name another file"), std::string::npos) << ran.err;
  }
  EXPECT_FALSE(std::filesystem::exists(directory_ / "other.warc.gz"));
  EXPECT_EQ(read("mine.warc.gz"), read("newsarc.db"));
}

TEST_F(ExportCapturesTest, WritesStraightToWhatIsNoFile) {
  for (const auto* format : {"warc", "wacz"}) {
    EXPECT_EQ(newsarc({"export", "--format", format, "--out", "/dev/null"}).code, 0) << format;
    EXPECT_EQ(newsarc({"export", "--format", format, "--out", "/dev/full"}).code, 12) << format;
    EXPECT_EQ(newsarc({"export", "--format", format}, "", StandardOutput::full_device).code, 12);
    const auto ran = newsarc({"export", "--format", format}, "", StandardOutput::closed_pipe);
    EXPECT_EQ(ran.code, 0) << format;
    EXPECT_EQ(ran.err, "") << format;
  }
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--out", "nowhere/a.warc.gz"}).code, 12);
  EXPECT_EQ(newsarc({"export", "--format", "wacz", "--out", "nowhere/a.wacz"}).code, 12);
  expect_untouched();
}

// What is there stays until the new one is whole, and nothing else is left.
TEST_F(ExportCapturesTest, DamageLeavesNoHalfFile) {
  write("all.warc.gz", "old");
  write("all.cdxj", "old");
  ASSERT_EQ(shell("sqlite3 newsarc.db \"UPDATE blob SET data = x'00' WHERE kind = 'body' AND id = "
                  "(SELECT max(id) FROM blob WHERE kind = 'body')\"")
                .code,
            0);
  EXPECT_EQ(newsarc({"export", "--format", "warc", "--out", "all.warc.gz"}).code, 9);
  EXPECT_EQ(newsarc({"export", "--format", "wacz", "--out", "all.wacz"}).code, 9);
  EXPECT_EQ(files(), (std::vector<std::string>{"all.cdxj", "all.warc.gz", "newsarc.db"}));
  EXPECT_EQ(read("all.warc.gz"), "old");
  EXPECT_EQ(read("all.cdxj"), "old");
}

}  // namespace
}  // namespace newsarc::cli
