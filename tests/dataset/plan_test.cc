// Which record goes into which file of a dataset.

#include "dataset/plan.h"

#include <gtest/gtest.h>

#include <map>

namespace newsarc::dataset {
namespace {

using store::RecordKey;

RecordKey key(std::int64_t article, const std::string& site, const std::string& day) {
  RecordKey key;
  key.article_id = key.version_id = article;
  key.site = site;
  if (!day.empty()) key.published_date = day;
  key.language = "zh";
  return key;
}

std::vector<Alike> alone(const std::vector<RecordKey>& keys) {
  std::vector<Alike> alike;
  for (const auto& record : keys) alike.push_back({std::nullopt, record.article_id});
  return alike;
}

using Files = std::map<std::string, std::vector<std::size_t>>;

Files planned(const std::vector<RecordKey>& keys, const PlanOptions& options,
              const std::vector<Alike>& alike) {
  Files files;
  for (const auto& file : make_plan(keys, alike, options)) files[file.path] = file.records;
  return files;
}

const std::vector<RecordKey> keys = {key(1, "hy", "2026-01-03"), key(2, "b c/..", "2026-01-09"),
                                     key(3, "hy", "2026-02-01"), key(4, "hy", "")};

TEST(Plan, House_WithoutAnyWishThereIsOneFile) {
  EXPECT_EQ(planned(keys, {}, alone(keys)), (Files{{"data/articles.jsonl", {0, 1, 2, 3}}}));
  EXPECT_EQ(planned({}, {}, {}), (Files{{"data/articles.jsonl", {}}}));
}

TEST(Plan, House_PartitionsAreFoldersThatHiveReadersUnderstand) {
  PlanOptions options;
  options.partitions = {PartitionBy::site, PartitionBy::month};
  EXPECT_EQ(planned(keys, options, alone(keys)),
            (Files{{"data/site=b%20c%2F../month=2026-01/articles.jsonl", {1}},
                   {"data/site=hy/month=2026-01/articles.jsonl", {0}},
                   {"data/site=hy/month=2026-02/articles.jsonl", {2}},
                   {"data/site=hy/month=__HIVE_DEFAULT_PARTITION__/articles.jsonl", {3}}}));
}

TEST(Plan, House_FilesEndAfterSoManyRecords) {
  PlanOptions options;
  options.most_records = 3;
  options.view = "versions";
  options.ending = ".csv";
  EXPECT_EQ(planned(keys, options, alone(keys)),
            (Files{{"data/versions-00000.csv", {0, 1, 2}}, {"data/versions-00001.csv", {3}}}));
}

TEST(Plan, House_NoClusterIsInTwoSplitsAndSharesAreKept) {
  std::vector<RecordKey> many;
  std::vector<Alike> alike;
  for (std::int64_t i = 1; i <= 6000; ++i) {
    many.push_back(key(i, "hy", "2026-01-01"));
    alike.push_back({std::nullopt, (i + 1) / 2});  // clusters of two
  }
  PlanOptions options;
  options.splits = *parse_splits("train=80,validation=10,test=10");
  const auto files = make_plan(many, alike, options);
  ASSERT_EQ(files.size(), 3U);
  std::map<std::int64_t, std::string> split_of;
  for (const auto& file : files) {
    EXPECT_EQ(file.path, "data/" + file.split + "/articles.jsonl");
    for (const auto i : file.records)
      EXPECT_EQ(split_of.try_emplace(alike[i].cluster, file.split).first->second, file.split);
  }
  EXPECT_EQ(files[1].split, "train");
  EXPECT_NEAR(static_cast<double>(files[1].records.size()), 4800, 150);
  EXPECT_NEAR(static_cast<double>(files[0].records.size()), 600, 100);
}

TEST(Plan, House_ASplitByTimeTakesAClusterToItsFirstDay) {
  auto alike = alone(keys);
  alike[2].cluster = 1;  // nearly the same as the first, a month later
  PlanOptions options;
  options.splits = *parse_splits("train,test=2026-01-05");
  EXPECT_EQ(planned(keys, options, alike),
            (Files{{"data/train/articles.jsonl", {0, 2, 3}}, {"data/test/articles.jsonl", {1}}}));
}

TEST(Plan, House_SplitsThatMakeNoSenseAreRefused) {
  for (const char* text :
       {"", "train", "train=80", "train=80,test", "train=0,test=1", "a=1,a=2",
        "train,test=2026-13-01", "train,b=2026-02-01,c=2026-01-01", "../x=1,y=2",
        "train=nan,test=1", "train=2025-01-01,test=2026-01-01", "a=1,b=2026-01-01"})
    EXPECT_EQ(parse_splits(text).error().fault, Fault::usage) << text;
  EXPECT_EQ(parse_splits("train=0.9,test=0.1")->at(0).share, 0.9);
  EXPECT_EQ(parse_splits("train,v=2025-01-01,test=2026-01-01")->at(2).begins, "2026-01-01");
}

TEST(Plan, House_PartitionsThatAreNoneAreRefused) {
  for (const char* text : {"", "site,site", "day", "site, month"})
    EXPECT_EQ(parse_partitions(text).error().fault, Fault::usage) << text;
  EXPECT_EQ(parse_partitions("site,year,language")->size(), 3U);
}

}  // namespace
}  // namespace newsarc::dataset
