#include "dataset/papers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "tests/dataset/json_schema.h"
#include "tests/dataset/paper_cases.h"

namespace newsarc::dataset {
namespace {

using Json = nlohmann::json;

Json json_of(const DatasetFacts& facts, const std::string& path) {
  return Json::parse(paper_text(facts, path));
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
  const auto text = paper_text(made_.facts, "README.md");
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
    std::istringstream lines(paper_text(made_.facts, path));
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

}  // namespace
}  // namespace newsarc::dataset
