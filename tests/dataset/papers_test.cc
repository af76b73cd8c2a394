#include "dataset/papers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "dataset/paper_facts.h"
#include "tests/dataset/json_schema.h"
#include "tests/dataset/paper_cases.h"

namespace newsarc::dataset {
namespace {

using Json = nlohmann::json;

std::string text_of(const DatasetFacts& facts, const std::string& path) {
  for (const auto& paper : papers_of(facts)) {
    if (paper.path == path) return paper.text;
  }
  return {};
}

Json json_of(const DatasetFacts& facts, const std::string& path) {
  return Json::parse(text_of(facts, path));
}

Json schema(const std::string& name) {
  return Json::parse(
      std::ifstream(std::string(NEWSARC_SOURCE_DIR) + "/tests/fixtures/schemas/" + name));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::vector<DataFile> files_at(const std::vector<std::string>& paths) {
  std::vector<DataFile> files(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) files[i].path = paths[i];
  return files;
}

class PapersTest : public testing::TestWithParam<std::string> {
 protected:
  PaperCase made_ = paper_case(GetParam());
};

TEST_P(PapersTest, AreTheSameEachTime) {
  const auto first = papers_of(made_.facts);
  const auto again = papers_of(paper_case(GetParam()).facts);
  ASSERT_EQ(first.size(), again.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].path, again[i].path);
    EXPECT_EQ(first[i].text, again[i].text);
  }
}

TEST_P(PapersTest, StandInTheOrderOfTheirPathsAndEndALine) {
  const auto papers = papers_of(made_.facts);
  EXPECT_TRUE(std::ranges::is_sorted(papers, {}, &Paper::path));
  for (const auto& paper : papers) EXPECT_TRUE(paper.text.ends_with('\n')) << paper.path;
}

TEST_P(PapersTest, HoldNothingThatATerminalWouldObey) {
  for (const auto& paper : papers_of(made_.facts)) {
    for (const auto& part : {"\x1b", "\x07", "\r", "\u202E", "\u0085"})
      EXPECT_FALSE(has(paper.text, part)) << paper.path;
  }
}

TEST_P(PapersTest, Spec_TheDataPackageIsValid) {
  const auto found =
      objections(schema("datapackage-2.0.json"), json_of(made_.facts, "datapackage.json"));
  EXPECT_TRUE(found.empty()) << joined(found);
}

TEST_P(PapersTest, Spec_TheTableSchemaThatResourcesNameIsThere) {
  const auto package = json_of(made_.facts, "datapackage.json");
  if (!package["resources"][0]["schema"].is_string()) return;
  auto wanted = schema("datapackage-2.0.json");
  wanted["$ref"] = "#/definitions/table_schema";
  const auto found = objections(
      wanted, json_of(made_.facts, package["resources"][0]["schema"].get<std::string>()));
  EXPECT_TRUE(found.empty()) << joined(found);
}

TEST_P(PapersTest, Spec_ResourcesHaveNamesOfTheirOwn) {
  std::set<std::string> names;
  const auto package = json_of(made_.facts, "datapackage.json");
  for (const auto& resource : package["resources"])
    EXPECT_TRUE(names.insert(resource["name"].get<std::string>()).second) << resource["name"];
}

TEST_P(PapersTest, Spec_TheCroissantDocumentIsValid) {
  const auto found =
      objections(schema("croissant-1.1.json"), json_of(made_.facts, "croissant.json"));
  EXPECT_TRUE(found.empty()) << joined(found);
}

// Objects that have more than an @id are what @id names; the others refer to them.
void collect(const Json& json, std::multiset<std::string>& named, std::set<std::string>& referred) {
  if (json.is_object() && json.contains("@id")) {
    const auto id = json["@id"].get<std::string>();
    if (json.size() == 1) {
      referred.insert(id);
    } else {
      named.insert(id);
    }
  }
  if (!json.is_structured()) return;
  for (const auto& inner : json) collect(inner, named, referred);
}

TEST_P(PapersTest, Spec_EachReferenceOfCroissantNamesOneThing) {
  std::multiset<std::string> named;
  std::set<std::string> referred;
  const auto document = json_of(made_.facts, "croissant.json");
  collect(document["distribution"], named, referred);
  collect(document["recordSet"], named, referred);
  for (const auto& id : named) EXPECT_EQ(named.count(id), 1u) << id;
  for (const auto& id : referred) EXPECT_EQ(named.count(id), 1u) << id;
}

TEST_P(PapersTest, FilesStandInEachWithSizeAndHash) {
  const auto package = json_of(made_.facts, "datapackage.json");
  const auto croissant = json_of(made_.facts, "croissant.json");
  for (std::size_t i = 0; i < made_.facts.files.size(); ++i) {
    const auto& file = made_.facts.files[i];
    EXPECT_EQ(package["resources"][i]["path"], file.path);
    EXPECT_EQ(package["resources"][i]["bytes"], file.bytes);
    EXPECT_EQ(package["resources"][i]["hash"], "sha256:" + file.sha256);
    EXPECT_EQ(croissant["distribution"][i]["name"], file.path);
    EXPECT_EQ(croissant["distribution"][i]["contentSize"], std::to_string(file.bytes) + " B");
    EXPECT_EQ(croissant["distribution"][i]["sha256"], file.sha256);
  }
}

TEST_P(PapersTest, FrontMatterIsBetweenTwoLinesOfDashesAtTheTop) {
  const auto text = text_of(made_.facts, "README.md");
  ASSERT_TRUE(text.starts_with("---\n"));
  const auto end = text.find("\n---\n", 4);
  ASSERT_NE(end, std::string::npos);
  std::istringstream lines(text.substr(4, end + 1 - 4));
  const std::regex form(R"(( *- |  +)*([a-z_]+:( .*)?|".*"|[a-z-]+))");
  for (std::string line; std::getline(lines, line);)
    EXPECT_TRUE(std::regex_match(line, form)) << line;
}

TEST_P(PapersTest, RowsOfATableHaveAsManyCellsAsItsHead) {
  for (const auto* path : {"README.md", "DATASHEET.md"}) {
    std::istringstream lines(text_of(made_.facts, path));
    long wanted = 0;
    for (std::string line; std::getline(lines, line);) {
      const std::regex escaped(R"(\\.)");
      const auto bare = std::regex_replace(line, escaped, "");
      const auto cells = line.starts_with('|') ? std::count(bare.begin(), bare.end(), '|') : 0;
      EXPECT_TRUE(wanted == 0 || cells == 0 || cells == wanted) << line;
      wanted = cells;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, PapersTest,
                         testing::Values("jsonl", "csv", "parquet", "jsonl-parted", "csv-parted",
                                         "parquet-parted", "versions", "none", "thousand",
                                         "hostile"),
                         [](const auto& row) {
                           auto name = row.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

// Each breaks a document that is whole, so that a check that finds nothing would show.
struct BreakCase {
  const char* name;
  const char* paper;
  const char* schema;
  const char* patch;  // RFC 6902
};
class BrokenPaperTest : public testing::TestWithParam<BreakCase> {};

TEST_P(BrokenPaperTest, IsRefused) {
  const auto whole = json_of(paper_case("parquet-parted").facts, GetParam().paper);
  EXPECT_TRUE(objections(schema(GetParam().schema), whole).empty());
  const auto broken = whole.patch(Json::parse(GetParam().patch));
  EXPECT_FALSE(objections(schema(GetParam().schema), broken).empty());
}
INSTANTIATE_TEST_SUITE_P(
    Cases, BrokenPaperTest,
    testing::Values(
        BreakCase{"package_without_resources", "datapackage.json", "datapackage-2.0.json",
                  R"([{"op":"replace","path":"/resources","value":[]}])"},
        BreakCase{"package_name", "datapackage.json", "datapackage-2.0.json",
                  R"([{"op":"replace","path":"/name","value":"Ünï"}])"},
        BreakCase{"package_hash", "datapackage.json", "datapackage-2.0.json",
                  R"([{"op":"replace","path":"/resources/0/hash","value":"sha256:12"}])"},
        BreakCase{"package_path_outside", "datapackage.json", "datapackage-2.0.json",
                  R"([{"op":"replace","path":"/resources/0/path","value":"../a.csv"}])"},
        BreakCase{"package_bytes", "datapackage.json", "datapackage-2.0.json",
                  R"([{"op":"replace","path":"/resources/0/bytes","value":"12"}])"},
        BreakCase{"package_stray_member", "datapackage.json", "datapackage-2.0.json",
                  R"([{"op":"add","path":"/resources/0/size","value":12}])"},
        BreakCase{
            "croissant_version", "croissant.json", "croissant-1.1.json",
            R"([{"op":"replace","path":"/conformsTo","value":"http://mlcommons.org/croissant/1.0"}])"},
        BreakCase{"croissant_without_license", "croissant.json", "croissant-1.1.json",
                  R"([{"op":"remove","path":"/license"}])"},
        BreakCase{"croissant_hash", "croissant.json", "croissant-1.1.json",
                  R"([{"op":"remove","path":"/distribution/0/sha256"}])"},
        BreakCase{
            "croissant_type", "croissant.json", "croissant-1.1.json",
            R"([{"op":"replace","path":"/recordSet/1/field/0/dataType","value":"sc:Number8"}])"},
        BreakCase{
            "croissant_two_sources", "croissant.json", "croissant-1.1.json",
            R"([{"op":"add","path":"/recordSet/1/field/0/source/fileObject","value":{"@id":"a"}}])"}),
    [](const auto& row) { return row.param.name; });

TEST(CroissantTest, Spec_SplitsAreARecordSetThatTheRecordsReferTo) {
  const auto document = json_of(paper_case("versions").facts, "croissant.json");
  const auto& splits = document["recordSet"][0];
  EXPECT_EQ(splits["dataType"], "cr:Split");
  EXPECT_EQ(splits["data"], Json::parse(R"([{"splits/name":"train","splits/url":"cr:TrainingSplit"},
                                            {"splits/name":"test","splits/url":"cr:TestSplit"}])"));
  const auto& records = document["recordSet"][1];
  EXPECT_EQ(records["@id"], "versions");
  EXPECT_EQ(records["key"]["@id"], "versions/version_id");
  const auto& split = records["field"].back();
  EXPECT_EQ(split["references"]["@id"], "splits/name");
  EXPECT_EQ(split["source"]["transform"]["regex"], "data/(train|test)/.*");
}

TEST(CroissantTest, Spec_ColumnsHaveTheirTypes) {
  const auto document = json_of(paper_case("csv").facts, "croissant.json");
  std::map<std::string, Json> fields;
  for (const auto& field : document["recordSet"][0]["field"]) fields[field["name"]] = field;
  EXPECT_EQ(fields["article_id"]["dataType"], "sc:Integer");
  EXPECT_EQ(fields["url"]["dataType"], Json({"sc:Text", "sc:URL"}));
  EXPECT_EQ(fields["first_seen"]["dataType"], "sc:DateTime");
  EXPECT_EQ(fields["published_date"]["dataType"], "sc:Date");
  EXPECT_EQ(fields["published"]["dataType"], "sc:Text");
  EXPECT_EQ(fields["authors"]["isArray"], true);
  EXPECT_EQ(fields["authors"]["source"]["transform"]["jsonPath"], "$[*]");
  EXPECT_EQ(fields["credits"]["subField"].size(), 3u);
  EXPECT_EQ(
      fields["title"]["source"],
      Json::parse(R"({"fileObject":{"@id":"data/articles.csv"},"extract":{"column":"title"}})"));
}

TEST(CroissantTest, House_WhatWasNotGivenIsNotMadeUp) {
  const auto document = json_of(paper_case("none").facts, "croissant.json");
  EXPECT_EQ(document["license"]["@type"], "sc:CreativeWork");
  EXPECT_EQ(document["url"], "README.md");
  EXPECT_EQ(document["creator"]["name"], "not stated");
  EXPECT_FALSE(document.contains("datePublished"));
  EXPECT_TRUE(document["recordSet"].empty());
}

TEST(DataPackageTest, Spec_WithoutAFileItIsATableWithoutRows) {
  const auto package = json_of(paper_case("none").facts, "datapackage.json");
  ASSERT_EQ(package["resources"].size(), 1u);
  EXPECT_EQ(package["resources"][0]["data"], Json::array());
  EXPECT_FALSE(package.contains("licenses"));
  EXPECT_FALSE(package.contains("created"));
}

TEST(DataPackageTest, Spec_AnEmptyTextIsMissingInCsvAlone) {
  for (const auto& [name, missing] :
       {std::pair("csv", R"([""])"), {"jsonl", "[]"}, {"parquet", "[]"}}) {
    const auto schema =
        json_of(paper_case(name).facts, "datapackage.json")["resources"][0]["schema"];
    EXPECT_EQ(schema["missingValues"], Json::parse(missing)) << name;
    for (const auto& field : schema["fields"]) {
      const bool required = field.contains("constraints");
      EXPECT_TRUE(field["name"] != "body" || required == (std::string(name) != "csv")) << name;
      EXPECT_TRUE(field["name"] != "article_id" || required) << name;
    }
  }
}

TEST(DataPackageTest, FilesOfLikeNamesAreToldApart) {
  auto facts = paper_case("csv").facts;
  facts.files = files_at({"data/A b.csv", "data/a-b.csv", "data/a/b.csv"});
  std::vector<std::string> names;
  const auto package = json_of(facts, "datapackage.json");
  for (const auto& resource : package["resources"]) names.push_back(resource["name"]);
  EXPECT_EQ(names, (std::vector<std::string>{"a-b", "a-b-2", "a-b-3"}));
}

TEST(ReadmeTest, Spec_EachSplitNamesItsFilesByGlobs) {
  const auto text = text_of(paper_case("parquet-parted").facts, "README.md");
  for (const auto* split : {"train", "validation", "test"})
    EXPECT_TRUE(has(text, std::string("  - split: \"") + split + "\"\n    path:\n    - \"data/" +
                              split + "/*/*/articles.parquet\"\n"));
  EXPECT_TRUE(has(text, "  - name: \"train\"\n    num_examples: 4\n"));
  EXPECT_TRUE(has(text, "hive_partitioning = true"));
}

TEST(ReadmeTest, Spec_FeaturesAreThoseOfTheFormat) {
  const auto parquet = text_of(paper_case("parquet").facts, "README.md");
  EXPECT_TRUE(has(parquet, "- name: \"first_seen\"\n    dtype: timestamp[us, tz=UTC]\n"));
  EXPECT_TRUE(has(parquet, "- name: \"authors\"\n    list: string\n"));
  const auto csv = text_of(paper_case("csv").facts, "README.md");
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
  EXPECT_TRUE(has(text_of(facts, "README.md"), "\n" + GetParam().wanted))
      << text_of(facts, "README.md");
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
  const auto text = text_of(paper_case("hostile").facts, "README.md");
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
        has(text_of(facts, "README.md"), std::string("size_categories:\n- ") + wanted + "\n"));
  }
}

TEST(ReadmeTest, House_OnlyAPlainNameOfTheHubIsPutIntoCode) {
  EXPECT_TRUE(has(text_of(paper_case("jsonl").facts, "README.md"),
                  "load_dataset(\"someone/hengyang-news\")"));
  EXPECT_TRUE(has(text_of(paper_case("hostile").facts, "README.md"), "load_dataset(\".\")"));
}

TEST(ReadmeTest, DuplicatesThatWereNotSoughtAreNotCountedAsNone) {
  EXPECT_TRUE(
      has(text_of(paper_case("jsonl").facts, "README.md"), "Duplicates were not looked for."));
  const auto text = text_of(paper_case("versions").facts, "README.md");
  EXPECT_TRUE(
      has(text, "2 records have the text of an earlier one. 1 group of near duplicates has"));
}

TEST(DatasheetTest, CountsWhatIsLeftOut) {
  const auto text = text_of(paper_case("jsonl").facts, "DATASHEET.md");
  EXPECT_TRUE(has(text, "| `hy` | 3 | 1 | 30 | 2 | 7 | 11 |"));
  EXPECT_TRUE(has(text, "Pages with `noarchive`: 7."));
  EXPECT_TRUE(has(text, "brought no page: 2."));
  EXPECT_TRUE(has(text, "out of scope: 11."));
  EXPECT_TRUE(has(text, std::string(64, 'f')));
}

TEST(DatasheetTest, TellsImportsFromCrawls) {
  auto facts = paper_case("jsonl").facts;
  EXPECT_TRUE(has(text_of(facts, "DATASHEET.md"), "WARC files"));
  facts.sites[0].imports = 0;
  EXPECT_FALSE(has(text_of(facts, "DATASHEET.md"), "WARC files"));
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
