// Golden pages: tests/fixtures/<site>/<day>/page.html and page.meta give article.json. With
// NEWSARC_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed like code.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

using nlohmann::ordered_json;

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream content;
  content << in.rdbuf();
  return content.str();
}

// "key: value" lines: url, content-type, and where they matter timezone and purpose.
std::map<std::string, std::string> meta_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> meta;
  std::ifstream in(folder / "page.meta");
  for (std::string line; std::getline(in, line);) {
    const std::size_t colon = line.find(": ");
    if (colon != std::string::npos) meta[line.substr(0, colon)] = line.substr(colon + 2);
  }
  return meta;
}

std::vector<std::filesystem::path> fixture_folders() {
  std::vector<std::filesystem::path> folders;
  const std::filesystem::path root = NEWSARC_SOURCE_DIR "/tests/fixtures";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().filename() == "page.meta") folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

ordered_json json_of(const std::optional<Stated>& when) {
  return when ? ordered_json(to_text(*when)) : ordered_json();
}

ordered_json json_of(const std::optional<std::string>& text) {
  return text ? ordered_json(*text) : ordered_json();
}

ordered_json json_of(const Article& article) {
  ordered_json json;
  json["title"] = article.title;
  json["published"] = json_of(article.published);
  json["modified"] = json_of(article.modified);
  json["body"] = article.paragraphs;
  json["credits"] = ordered_json::array();
  for (const Credit& credit : article.credits) {
    json["credits"].push_back({name(credit.role), credit.label, credit.name});
  }
  json["bylines"] = article.bylines;
  json["section"] = json_of(article.section);
  json["source"] = json_of(article.source);
  json["language"] = json_of(article.language);
  json["images"] = ordered_json::array();
  for (const Image& image : article.images) json["images"].push_back({image.url, image.alt});
  return json;
}

ordered_json json_of(const Reading& reading) {
  ordered_json json;
  json["kind"] = name(reading.kind);
  json["charset"] = reading.decoding.charset;
  json["glosses"] = reading.glosses;
  json["noarchive"] = reading.noarchive;
  json["article"] = reading.article ? json_of(*reading.article) : ordered_json();
  json["links"] = ordered_json::array();
  for (const Link& link : reading.links) {
    json["links"].push_back({name(link.kind), link.url.href(), link.text, json_of(link.date)});
  }
  for (const Evidence& evidence : reading.evidence)
    json["evidence"][evidence.field] = evidence.rule;
  return json;
}

Reading reading_of(const std::filesystem::path& folder) {
  auto meta = meta_of(folder);
  Page page = page_of(content_of(folder / "page.html"), meta["url"], meta["content-type"]);
  if (meta.contains("purpose")) page.request.purpose = purpose_from_name(meta["purpose"]).value();
  Site site = plain_site("golden");
  site.timezone = meta["timezone"];
  return read(page, site);
}

TEST(GoldenTest, EveryFixtureReadsAsItsArticleSays) {
  const auto folders = fixture_folders();
  ASSERT_GE(folders.size(), 7u);
  const bool update = std::getenv("NEWSARC_UPDATE_GOLDEN") != nullptr;
  for (const std::filesystem::path& folder : folders) {
    SCOPED_TRACE(folder.string());
    const std::string read_now = json_of(reading_of(folder)).dump(1) + "\n";
    const std::filesystem::path file = folder / "article.json";
    if (update) {
      std::ofstream(file, std::ios::binary) << read_now;
    } else {
      EXPECT_EQ(read_now, content_of(file));
    }
  }
}

}  // namespace
}  // namespace newsarc::extract
