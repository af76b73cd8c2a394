// Files of a dataset on their way, and the memory of those that are whole.

#include "dataset/journal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "dataset/data_file.h"
#include "digest/digest.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;

class DataFiles : public testing::Test {
 protected:
  DataFiles() {
    std::string pattern = (fs::temp_directory_path() / "newsarc-data-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~DataFiles() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(DataFiles, House_AFileIsCountedHashedAndThereWhenWhole) {
  auto writer = DataFileWriter::create(folder_, "data/a/b.txt");
  ASSERT_TRUE(writer);
  writer->stream() << "one " << 2;
  EXPECT_FALSE(fs::exists(folder_ / "data/a/b.txt"));
  const auto file = writer->finish();
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path, "data/a/b.txt");
  EXPECT_EQ(file->bytes, 5U);
  EXPECT_EQ(file->sha256, digest::hex(digest::sha256("one 2")));
  EXPECT_EQ(fs::file_size(folder_ / "data/a/b.txt"), 5U);
}

TEST_F(DataFiles, House_AFileThatIsNotFinishedLeavesNothing) {
  {
    auto writer = DataFileWriter::create(folder_, "a.txt");
    ASSERT_TRUE(writer);
    writer->stream() << "half";
  }
  EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(DataFiles, House_AFolderThatCannotBeMadeIsAnError) {
  std::ofstream(folder_ / "data") << "a file";
  EXPECT_EQ(write_file(folder_, "data/a.txt", "x").error().fault, Fault::disk);
}

TEST_F(DataFiles, House_AJournalKnowsWhatWasWrittenByTheSameExport) {
  const auto file = *write_file(folder_, "data/a.txt", "whole");
  {
    auto journal = Journal::open(folder_, "one");
    ASSERT_TRUE(journal);
    ASSERT_TRUE(journal->add(file));
  }
  EXPECT_TRUE(Journal::is_in(folder_));
  EXPECT_EQ(Journal::open(folder_, "one")->find("data/a.txt"), file);
  EXPECT_EQ(Journal::open(folder_, "one")->find("data/b.txt"), std::nullopt);
  std::ofstream(folder_ / "data/a.txt") << "cut";
  EXPECT_EQ(Journal::open(folder_, "one")->find("data/a.txt"), std::nullopt) << "another size";
  EXPECT_EQ(Journal::open(folder_, "two")->find("data/a.txt"), std::nullopt) << "another export";
}

TEST_F(DataFiles, House_WhatAnotherExportLeftUnfinishedMakesWay) {
  {
    auto journal = Journal::open(folder_, "one");
    ASSERT_TRUE(journal->begin("data/site=a/whole.txt"));
    ASSERT_TRUE(journal->add(*write_file(folder_, "data/site=a/whole.txt", "whole")));
    ASSERT_TRUE(journal->begin("data/site=b/cut.txt"));
  }
  fs::create_directories(folder_ / "data/site=b");
  std::ofstream(folder_ / "data/site=b/cut.txt.part") << "cu";
  std::ofstream(folder_ / "data/mine.txt") << "nobody's";
  ASSERT_TRUE(Journal::open(folder_, "one"));
  EXPECT_TRUE(fs::exists(folder_ / "data/site=a/whole.txt")) << "the same goes on";
  ASSERT_TRUE(Journal::open(folder_, "two"));
  EXPECT_FALSE(fs::exists(folder_ / "data/site=a"));
  EXPECT_FALSE(fs::exists(folder_ / "data/site=b"));
  EXPECT_TRUE(fs::exists(folder_ / "data/mine.txt"));
}

TEST_F(DataFiles, House_OnlyWhatLiesBelowDataIsTakenAway) {
  fs::create_directories(folder_ / "set/data/folder");
  fs::create_directories(folder_ / "kept");
  std::ofstream(folder_ / "kept/a.txt") << "a";
  std::ofstream(folder_ / "set/b.txt") << "b";
  fs::create_directory_symlink(folder_ / "kept", folder_ / "set/data/link");
  for (const char* path : {"b.txt", "data/../b.txt", "data/../../kept/a.txt", "data/link/a.txt",
                           "data/folder", "data/folder/..", "data/", "data", "", "../kept/a.txt"})
    remove_data(folder_ / "set", path);
  EXPECT_TRUE(fs::exists(folder_ / "kept/a.txt"));
  EXPECT_TRUE(fs::exists(folder_ / "set/b.txt"));
  EXPECT_TRUE(fs::exists(folder_ / "set/data/folder"));
}

TEST_F(DataFiles, House_WhatFollowsALineThatWasCutIsKnown) {
  const auto file = *write_file(folder_, "data/a.txt", "whole");
  { ASSERT_TRUE(Journal::open(folder_, "one")); }
  std::ofstream(folder_ / ".newsarc-export.jsonl", std::ios::app) << "{\"path\":\"data/cu";
  {
    auto journal = Journal::open(folder_, "one");
    ASSERT_TRUE(journal->add(file));
  }
  EXPECT_EQ(Journal::open(folder_, "one")->find("data/a.txt"), file);
}

TEST_F(DataFiles, House_ALineThatWasCutIsNone) {
  const auto file = *write_file(folder_, "data/a.txt", "whole");
  {
    auto journal = Journal::open(folder_, "one");
    ASSERT_TRUE(journal->add(file));
  }
  const auto path = folder_ / ".newsarc-export.jsonl";
  fs::resize_file(path, fs::file_size(path) - 5);
  auto journal = Journal::open(folder_, "one");
  ASSERT_TRUE(journal);
  EXPECT_EQ(journal->find("data/a.txt"), std::nullopt);
  journal->remove();
  EXPECT_FALSE(Journal::is_in(folder_));
}

}  // namespace
}  // namespace newsarc::dataset
