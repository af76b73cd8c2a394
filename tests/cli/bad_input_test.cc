// What people get wrong, and what goes wrong around them: a clear error, its exit code, nothing
// lost.

#include <algorithm>
#include <fstream>

#include "store/write/archive.h"
#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

// SQLite's file header keeps both as big-endian numbers (sqlite.org/fileformat.html §1.3).
constexpr std::streamoff user_version_offset = 60;
constexpr std::streamoff application_id_offset = 68;

const std::vector<std::vector<std::string>> readers{
    {"search", "x"}, {"show", "1"}, {"history", "1"},    {"log"},
    {"diff", "1"},   {"export"},    {"sql", "SELECT 1"}, {"status"}};

class BadInputTest : public ArchiveTest {
 protected:
  void patch(std::streamoff offset, const std::string& bytes) {
    std::fstream file(directory_ / "newsarc.db", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(offset);
    file << bytes;
    file.close();
    before_ = read("newsarc.db");
  }

  void expect_all_readers(int code, const std::string& words) {
    for (const auto& arguments : readers) {
      const auto ran = newsarc(arguments);
      EXPECT_EQ(ran.code, code) << arguments[0] << ": " << ran.err;
      EXPECT_EQ(ran.out, "") << arguments[0];
      EXPECT_TRUE(ran.err.starts_with("newsarc: ")) << ran.err;
      EXPECT_NE(ran.err.find(words), std::string::npos) << arguments[0] << ": " << ran.err;
    }
  }
};

class BadPlaceTest : public ProgramTest {
 protected:
  void write_profile(const std::string& more) const {
    write("newsarc.toml", "");
    write("sites.d/hengyang.toml",
          "[site]\nname = \"hengyang\"\nstart = [\"http://127.0.0.1:9/\"]\n" + more);
  }
};

TEST_F(BadInputTest, AnUnknownOptionIsAUsageError) {
  for (auto arguments : readers) {
    arguments.emplace_back("--no-such-option");
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 2) << arguments[0];
    EXPECT_NE(ran.err.find("--no-such-option"), std::string::npos) << ran.err;
  }
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"serch", "x"}, {"site", "serch"}}) {
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(ran.err.starts_with("newsarc: there is no command serch\n")) << ran.err;
  }
  EXPECT_EQ(newsarc({}).code, 2);
  expect_untouched();
}

TEST_F(BadPlaceTest, ABadLineOfAListIsAnsweredAndTheOthersGoOn) {
  write("a.html",
        "<h1>Bridge opens</h1><p>The bridge over the river opened on Monday, and hundreds of "
        "people crossed it on foot, the town said.</p>");
  write("pages.jsonl", "nonsense\n{\"id\":\"x\"}\n{\"id\":\"a\",\"file\":\"a.html\"}\n");
  const auto ran = newsarc({"extract", "--pages", "pages.jsonl"});
  EXPECT_EQ(ran.code, 3);
  EXPECT_EQ(std::ranges::count(ran.out, '\n'), 3) << ran.out;
  EXPECT_NE(ran.out.find("pages.jsonl:1: is no JSON object"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("{\"id\":\"x\""), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("Bridge opens"), std::string::npos) << ran.out;
  EXPECT_EQ(newsarc({"extract", "--pages", "none.jsonl"}).code, 12);
}

TEST_F(BadPlaceTest, WhatHasNoEndIsReadToALimit) {
  const auto page = newsarc({"extract", "/dev/zero"});
  EXPECT_EQ(page.code, 3);
  EXPECT_NE(page.out.find("/dev/zero: is longer than 33554432 bytes"), std::string::npos);
  const std::vector<std::vector<std::string>> others{
      {"extract", "--pages", "/dev/zero"}, {"probe", "/dev/zero"}, {"feed", "/dev/zero"}};
  for (const auto& arguments : others) {
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 11) << ran.err;
    EXPECT_NE(ran.err.find("longer than "), std::string::npos) << ran.err;
  }
}

TEST_F(BadPlaceTest, AnAddressThatIsNoneIsRefused) {
  write("a.html", "<h1>Bridge opens</h1>");
  const auto ran = newsarc({"extract", "--url", "not a url", "a.html"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("not a url"), std::string::npos) << ran.err;
}

TEST_F(BadPlaceTest, AProfileThatCannotBeCrawledByMakesNoArchive) {
  for (const auto* profile : {"[extract]\ntitle = \"h1[\"\n", "[extract]\nbody = \"::nope\"\n"}) {
    write_profile(profile);
    EXPECT_EQ(newsarc({"crawl"}).code, 4) << profile;
    EXPECT_EQ(newsarc({"crawl", "--dry-run"}).code, 4) << profile;
  }
  EXPECT_EQ(files(), (std::vector<std::string>{"newsarc.toml", "sites.d"}));
}

TEST_F(BadPlaceTest, AnAddressThatIsNotPublicIsNamedWithWhatToDo) {
  write("newsarc.toml", "");
  write("sites.d/near.toml", "[site]\nname = 'near'\nstart = 'http://127.0.0.1:9/'\n");
  const auto ran = newsarc({"crawl", "near"});
  EXPECT_EQ(ran.code, 5);
  EXPECT_NE(ran.err.find("http://127.0.0.1:9/: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("--allow"), std::string::npos) << ran.err;
  EXPECT_EQ(newsarc({"crawl", "near", "--allow", "foo"}).code, 2);
}

TEST_F(BadPlaceTest, AnUnknownKeyOfAProfileIsNamedWithItsPlaceAndItsLikeness) {
  write_profile("[fetch]\ndealy = \"1s\"\n");
  const auto ran = newsarc({"crawl"});
  EXPECT_EQ(ran.code, 4);
  EXPECT_NE(ran.err.find("sites.d/hengyang.toml:5:1: unknown key \"dealy\" in [fetch]; did you "
                         "mean \"delay\"?"),
            std::string::npos)
      << ran.err;
  EXPECT_EQ(files(), (std::vector<std::string>{"newsarc.toml", "sites.d"}));
}

TEST_F(BadPlaceTest, ReadingWithoutAnArchiveMakesNone) {
  for (const auto& arguments : readers) {
    const auto ran = newsarc(arguments);
    EXPECT_EQ(ran.code, 7) << arguments[0] << ": " << ran.err;
    EXPECT_NE(ran.err.find("newsarc.db"), std::string::npos) << ran.err;
    EXPECT_TRUE(files().empty()) << arguments[0];
  }
}

TEST_F(BadInputTest, AnArchiveOfANewerSchemaIsLeftAlone) {
  patch(user_version_offset, {'\x7F', '\0', '\0', '\0'});
  expect_all_readers(7, "newer");
  write("newsarc.toml", "");
  write("sites.d/a.toml", "[site]\nname = \"a\"\nstart = [\"http://127.0.0.1:9/\"]\n");
  EXPECT_EQ(newsarc({"crawl"}).code, 7);
  EXPECT_TRUE(before_ == read("newsarc.db"));
}

TEST_F(BadInputTest, ADatabaseThatIsNoArchiveIsLeftAlone) {
  patch(application_id_offset, {'\0', '\0', '\0', '\1'});
  expect_all_readers(7, "newsarc.db");
  expect_untouched();
}

TEST_F(BadInputTest, AFileThatIsNoArchiveIsLeftAlone) {
  write("newsarc.db", "Dear diary, this is no database at all. " + std::string(4096, '.'));
  before_ = read("newsarc.db");
  expect_all_readers(7, "newsarc.db");
  expect_untouched();
}

TEST_F(BadInputTest, ADirectoryIsNoArchive) {
  for (const auto& arguments : readers) {
    auto words = arguments;
    words.insert(words.begin(), {"-A", "."});
    EXPECT_NE(newsarc(words).code, 0) << arguments[0];
  }
  expect_untouched();
}

TEST_F(BadInputTest, AnotherWriterIsNamedAndWaitedForByNobody) {
  write("newsarc.toml", "");
  write("sites.d/a.toml", "[site]\nname = \"a\"\nstart = [\"http://127.0.0.1:9/\"]\n");
  const auto writer = store::Archive::open(directory_ / "newsarc.db", {"holding on", true});
  ASSERT_TRUE(writer) << writer.error().what;
  const auto ran = newsarc({"crawl"});
  EXPECT_EQ(ran.code, 8) << ran.err;
  EXPECT_NE(ran.err.find("holding on"), std::string::npos) << ran.err;
  EXPECT_EQ(newsarc({"show", "1"}).code, 0);
}

TEST_F(BadPlaceTest, AnArchiveThatCannotBeMadeIsADiskError) {
  write_profile("");
  write("file", "");
  const auto ran = newsarc({"crawl", "-A", "file/news.db"});
  EXPECT_EQ(ran.code, 12) << ran.err;
  EXPECT_NE(ran.err.find("file/news.db"), std::string::npos) << ran.err;
}

TEST_F(BadPlaceTest, ADirectoryThatCannotBeMadeIsADiskError) {
  write("file", "");
  EXPECT_EQ(newsarc({"init", "file/news"}).code, 12);
  EXPECT_EQ(read("file"), "");
}

}  // namespace
}  // namespace newsarc::cli
