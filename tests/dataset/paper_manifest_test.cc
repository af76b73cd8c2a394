#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "dataset/papers.h"
#include "digest/digest.h"
#include "tests/dataset/paper_cases.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::vector<Paper>& papers, const std::string& path) {
  const auto found = std::ranges::find(papers, path, &Paper::path);
  return found == papers.end() ? "no " + path : found->text;
}

class ManifestTest : public testing::Test {
 protected:
  ManifestTest() {
    std::string name = (fs::temp_directory_path() / "newsarc-papers-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~ManifestTest() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& bytes) const {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << bytes;
  }

  void write_all(const PaperCase& made, bool bagit) const {
    for (const auto& [path, bytes] : made.data) write(path, bytes);
    const auto papers = papers_of(made.facts);
    for (const auto& paper : papers) write(paper.path, paper.text);
    for (const auto& paper : manifests_of(made.facts, papers, bagit)) write(paper.path, paper.text);
  }

  // As the person does who got the dataset.
  bool sums_are_right(const std::string& manifest) const {
    const auto command = "cd '" + folder_.string() + "' && sha256sum -c --strict --quiet " +
                         manifest + " >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
  }

  fs::path folder_;
};

bool has_sha256sum() { return std::system("sha256sum --version >/dev/null 2>&1") == 0; }

TEST_F(ManifestTest, Sha256sumFindsEveryFileAsTheManifestHasIt) {
  if (!has_sha256sum()) GTEST_SKIP() << "no sha256sum";
  for (const auto* name : {"jsonl", "parquet-parted", "hostile", "none"}) {
    write_all(paper_case(name), false);
    EXPECT_TRUE(sums_are_right("manifest-sha256.txt")) << name;
  }
}

TEST_F(ManifestTest, Sha256sumFindsOneChangedByteOfDataOrPapers) {
  if (!has_sha256sum()) GTEST_SKIP() << "no sha256sum";
  for (const auto* path : {"data/articles.jsonl", "README.md"}) {
    write_all(paper_case("jsonl"), false);
    ASSERT_TRUE(sums_are_right("manifest-sha256.txt"));
    std::ofstream(folder_ / path, std::ios::app) << ' ';
    EXPECT_FALSE(sums_are_right("manifest-sha256.txt")) << path;
  }
}

TEST_F(ManifestTest, Sha256sumReadsPathsWithLineEnds) {
  if (!has_sha256sum()) GTEST_SKIP() << "no sha256sum";
  const std::string path = "data/a\nb\\c%.jsonl";
  PaperCase made{"", {}, {{path, "x"}}};
  made.facts.files = {{path, "", 1, 1, digest::hex(digest::sha256("x"))}};
  write(path, "x");
  write("manifest-sha256.txt", manifests_of(made.facts, {}, false)[0].text);
  EXPECT_TRUE(sums_are_right("manifest-sha256.txt"));
}

TEST_F(ManifestTest, Sha256sumFindsEveryFileOfABag) {
  if (!has_sha256sum()) GTEST_SKIP() << "no sha256sum";
  write_all(paper_case("csv-parted"), true);
  EXPECT_TRUE(sums_are_right("manifest-sha256.txt"));
  EXPECT_TRUE(sums_are_right("tagmanifest-sha256.txt"));
}

TEST_F(ManifestTest, ListsAreSortedByPath) {
  auto facts = paper_case("csv-parted").facts;
  const auto sorted = manifests_of(facts, papers_of(facts), false)[0].text;
  std::ranges::reverse(facts.files);
  auto papers = papers_of(paper_case("csv-parted").facts);
  std::ranges::reverse(papers);
  EXPECT_EQ(manifests_of(facts, papers, false)[0].text, sorted);
}

TEST(BagTest, Spec_TheManifestHasThePayloadAndTheTagManifestAllElse) {
  const auto made = paper_case("csv");
  const auto papers = papers_of(made.facts);
  const auto bag = manifests_of(made.facts, papers, true);
  const auto manifest = text_of(bag, "manifest-sha256.txt");
  EXPECT_EQ(manifest, made.facts.files[0].sha256 + "  data/articles.csv\n");
  const auto tags = text_of(bag, "tagmanifest-sha256.txt");
  for (const auto* path : {"README.md", "DATASHEET.md", "croissant.json", "datapackage.json",
                           "bagit.txt", "bag-info.txt", "manifest-sha256.txt"})
    EXPECT_NE(tags.find(std::string("  ") + path + "\n"), std::string::npos) << path;
  EXPECT_EQ(tags.find("  data/"), std::string::npos);
  EXPECT_EQ(tags.find("  tagmanifest"), std::string::npos);
}

TEST(BagTest, Spec_DeclaresItselfInTwoLines) {
  const auto bag = manifests_of(paper_case("csv").facts, {}, true);
  EXPECT_EQ(text_of(bag, "bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
}

TEST(BagTest, Spec_InformationHasTheSizeAndNoClock) {
  const auto facts = paper_case("csv-parted").facts;
  std::uint64_t bytes = 0;
  for (const auto& file : facts.files) bytes += file.bytes;
  const auto info = text_of(manifests_of(facts, {}, true), "bag-info.txt");
  EXPECT_NE(info.find("\nPayload-Oxum: " + std::to_string(bytes) + ".12\n"), std::string::npos)
      << info;
  EXPECT_NE(info.find("\nBagging-Date: 2026-03-05\n"), std::string::npos) << info;
  const auto unknown = text_of(manifests_of(paper_case("none").facts, {}, true), "bag-info.txt");
  EXPECT_EQ(unknown.find("Bagging-Date"), std::string::npos) << unknown;
  EXPECT_NE(unknown.find("Payload-Oxum: 0.0\n"), std::string::npos) << unknown;
}

TEST(BagTest, Spec_EncodesLineEndsAndPercentSignsOfPaths) {
  DatasetFacts facts;
  facts.files = {{"data/50%\r\n\\.csv", "", 0, 0, "00"}};
  EXPECT_EQ(text_of(manifests_of(facts, {}, true), "manifest-sha256.txt"),
            "00  data/50%25%0D%0A\\.csv\n");
}

TEST(BagTest, InformationIsALineAValueWhateverItHolds) {
  const auto info = text_of(manifests_of(paper_case("hostile").facts, {}, true), "bag-info.txt");
  std::size_t lines = 0;
  for (const auto* label :
       {"Source-Organization: ", "External-Description: ", "External-Identifier: ",
        "Bagging-Date: ", "Bag-Software-Agent: ", "Payload-Oxum: ", "Internal-Sender-Identifier: "})
    lines += info.starts_with(label) || info.find(std::string("\n") + label) != std::string::npos;
  EXPECT_EQ(lines, 7u) << info;
  EXPECT_EQ(std::count(info.begin(), info.end(), '\n'), 7) << info;
}

}  // namespace
}  // namespace newsarc::dataset
