#include <gtest/gtest.h>

#include "dataset/paper_facts.h"
#include "dataset/record.h"
#include "tests/dataset/paper_cases.h"

namespace newsarc::dataset {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(ReadmeTest, Spec_EachSplitNamesItsFilesByGlobs) {
  const auto text = paper_text(paper_case("parquet-parted").facts, "README.md");
  for (const auto* split : {"train", "validation", "test"})
    EXPECT_TRUE(has(text, std::string("  - split: \"") + split + "\"\n    path:\n    - \"data/" +
                              split + "/*/*/articles.parquet\"\n"));
  EXPECT_TRUE(has(text, "  - name: \"train\"\n    num_examples: 4\n"));
  EXPECT_TRUE(has(text, "hive_partitioning = true"));
}

TEST(ReadmeTest, Spec_FeaturesAreThoseOfTheFormat) {
  const auto parquet = paper_text(paper_case("parquet").facts, "README.md");
  EXPECT_TRUE(has(parquet, "- name: \"first_seen\"\n    dtype: timestamp[us, tz=UTC]\n"));
  EXPECT_TRUE(has(parquet, "- name: \"authors\"\n    list: string\n"));
  const auto csv = paper_text(paper_case("csv").facts, "README.md");
  EXPECT_TRUE(has(csv, "- name: \"first_seen\"\n    dtype: string\n"));
  EXPECT_TRUE(has(csv, "- name: \"authors\"\n    dtype: string\n"));
}

struct LicenseCase {
  const char* name;
  std::string given, wanted;
};
class LicenseTest : public testing::TestWithParam<LicenseCase> {};

TEST_P(LicenseTest, Spec_TheCardHasTheNameThatTheHubKnows) {
  auto facts = paper_case("jsonl").facts;
  facts.license = GetParam().given;
  EXPECT_TRUE(has(paper_text(facts, "README.md"), "\n" + GetParam().wanted))
      << paper_text(facts, "README.md");
}
INSTANTIATE_TEST_SUITE_P(
    Cases, LicenseTest,
    testing::Values(LicenseCase{"known", "CC-BY-SA-4.0", "license: cc-by-sa-4.0\n"},
                    LicenseCase{"renamed", "ODbL-1.0", "license: odbl\n"},
                    LicenseCase{"none", "", "license: unknown\n"},
                    LicenseCase{"other", "other", "license: other\nsize"},
                    LicenseCase{"not_known_there", "CC-BY-3.0-IGO",
                                "license: other\nlicense_name: \"cc-by-3.0-igo\"\nlicense_link: "
                                "\"https://spdx.org/licenses/CC-BY-3.0-IGO.html\"\n"}),
    [](const auto& row) { return row.param.name; });

TEST(LicenseUrlTest, House_AnIdentifierOfOnesOwnHasNoAddress) {
  auto facts = paper_case("jsonl").facts;
  for (const auto* license : {"LicenseRef-mine", "a b\nc", "other", ""}) {
    facts.license = license;
    EXPECT_EQ(license_url(facts), std::nullopt) << license;
  }
}

TEST(ReadmeTest, Spec_LanguagesAreIso639AndQuoted) {
  const auto text = paper_text(paper_case("hostile").facts, "README.md");
  EXPECT_TRUE(has(text, "\nlanguage:\n- \"no\"\n- \"zh\"\nlicense"));
}

TEST(ReadmeTest, Spec_SizeCategoriesBeginAtTheirFirstNumber) {
  auto facts = paper_case("jsonl").facts;
  for (const auto& [records, wanted] : {std::pair(999, "\"n<1K\""),
                                        {1000, "\"1K<n<10K\""},
                                        {1'000'000, "\"1M<n<10M\""},
                                        {1'000'000'000, "\"n>1B\""}}) {
    facts.records = records;
    EXPECT_TRUE(
        has(paper_text(facts, "README.md"), std::string("size_categories:\n- ") + wanted + "\n"));
  }
}

TEST(ReadmeTest, House_OnlyAPlainNameOfTheHubIsPutIntoCode) {
  EXPECT_TRUE(has(paper_text(paper_case("jsonl").facts, "README.md"),
                  "load_dataset(\"someone/hengyang-news\")"));
  EXPECT_TRUE(has(paper_text(paper_case("hostile").facts, "README.md"), "load_dataset(\".\")"));
}

TEST(ReadmeTest, DuplicatesThatWereNotSoughtAreNotCountedAsNone) {
  EXPECT_TRUE(
      has(paper_text(paper_case("jsonl").facts, "README.md"), "Duplicates were not looked for."));
  const auto text = paper_text(paper_case("versions").facts, "README.md");
  EXPECT_TRUE(
      has(text, "2 records have the text of an earlier one. 1 group of near duplicates has"));
}

TEST(DatasheetTest, CountsWhatIsLeftOut) {
  const auto text = paper_text(paper_case("jsonl").facts, "DATASHEET.md");
  EXPECT_TRUE(has(text, "| `hy` | 3 | 1 | 30 | 2 | 7 | 11 |"));
  EXPECT_TRUE(has(text, "Pages with `noarchive`: 7."));
  EXPECT_TRUE(has(text, "brought no page: 2."));
  EXPECT_TRUE(has(text, "out of scope: 11."));
  EXPECT_TRUE(has(text, std::string(64, 'f')));
}

TEST(DatasheetTest, TellsImportsFromCrawls) {
  auto facts = paper_case("jsonl").facts;
  EXPECT_TRUE(has(paper_text(facts, "DATASHEET.md"), "WARC files"));
  facts.sites[0].imports = 0;
  EXPECT_FALSE(has(paper_text(facts, "DATASHEET.md"), "WARC files"));
}

TEST(PaperFactsTest, EveryColumnOfAnExportHasAMeaning) {
  for (const auto columns : {article_columns(), version_columns(), all_columns()}) {
    for (const auto& column : columns) {
      const Column nameless{"", column.kind, column.nullable, column.cell};
      EXPECT_NE(meaning_of(column), meaning_of(nameless)) << column.name;
    }
  }
}

TEST(PaperFactsTest, GlobsAreTheFewestThatNameAllFiles) {
  const auto globs = [](const std::vector<std::string>& paths) {
    const auto files = files_at(paths);
    std::vector<const DataFile*> named;
    for (const auto& file : files) named.push_back(&file);
    return globs_of(named);
  };
  using Globs = std::vector<std::string>;
  EXPECT_EQ(globs({"data/a.csv"}), (Globs{"data/a.csv"}));
  EXPECT_EQ(globs({"data/a.csv", "data/b.csv"}), (Globs{"data/*.csv"}));
  EXPECT_EQ(globs({"data/site=a/x.csv", "data/site=b/x.csv"}), (Globs{"data/*/x.csv"}));
  EXPECT_EQ(globs({"data/a.csv", "data/b/a.csv"}), (Globs{"data/a.csv", "data/b/a.csv"}));
  EXPECT_EQ(globs({"data/a[1]*.csv"}), (Globs{"data/a?1??.csv"}));
  EXPECT_EQ(globs({}), Globs{});
}

TEST(PaperFactsTest, House_TheDayIsThatOfTheNewestRunElseOfTheNewestCapture) {
  DatasetFacts facts;
  EXPECT_EQ(state_day(facts), std::nullopt);
  facts.as_of = "2026-03-09";
  EXPECT_EQ(state_instant(facts), "2026-03-09T00:00:00Z");
  facts.sites.resize(3);
  facts.sites[0].last = "2026-03-04T01:00:00Z";
  facts.sites[1].last = "2026-03-02T01:00:00Z";
  EXPECT_EQ(state_day(facts), "2026-03-04");
  facts.archive.last_run = "2026-03-03T18:00:00Z";
  EXPECT_EQ(state_instant(facts), "2026-03-03T18:00:00Z");
}

}  // namespace
}  // namespace newsarc::dataset
