// The verdicts of google/robotstxt, where its test data lies beside the checkout.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "crawler/robots.h"

namespace newsarc::crawler {
namespace {

using Json = nlohmann::json;

std::filesystem::path data_file(const char* name) {
  return std::filesystem::path(NEWSARC_SOURCE_DIR) / ".." / "shared" / "conformance" / name;
}

// The data writes bytes as the characters U+0000 to U+00FF.
std::string bytes_of_latin1(const std::string& utf8) {
  std::string bytes;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      bytes += utf8[i];
    } else {
      const auto next = static_cast<unsigned char>(utf8[++i]);
      bytes += static_cast<char>(((lead & 0x03) << 6) | (next & 0x3f));
    }
  }
  return bytes;
}

struct Score {
  int right = 0;
  int all = 0;

  void count(const std::string& file, const std::string& agent, const std::string& url,
             bool allowed) {
    ++all;
    const bool verdict = Robots::parse(file, agent).allows(robots_target(url));
    if (verdict == allowed) ++right;
    EXPECT_EQ(verdict, allowed) << "agent " << agent << ", URL " << url << ", file:\n"
                                << file.substr(0, 2000);
  }
};

template <class Visit>
void for_each_line(const std::filesystem::path& file, Visit visit) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) visit(Json::parse(line));
}

TEST(RobotsConformance, Spec_AgreesWithTheMatchersOwnCases) {
  const auto file = data_file("robots_google.jsonl");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here";
  Score score;
  for_each_line(file, [&](const Json& row) {
    score.count(bytes_of_latin1(row.at("robots_latin1")), row.at("agent"),
                bytes_of_latin1(row.at("url")), row.at("allowed"));
  });
  RecordProperty("right", score.right);
  std::cout << "robots_google: " << score.right << " of " << score.all << "\n";
}

TEST(RobotsConformance, Spec_AgreesWithTheMatcherOnRealFiles) {
  const auto file = data_file("robots_real.jsonl");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here";
  Score score;
  for_each_line(file, [&](const Json& row) {
    const std::string bytes = bytes_of_latin1(row.at("robots_latin1"));
    for (const Json& one : row.at("cases")) score.count(bytes, one.at(0), one.at(1), one.at(2));
  });
  RecordProperty("right", score.right);
  std::cout << "robots_real: " << score.right << " of " << score.all << "\n";
}

}  // namespace
}  // namespace newsarc::crawler
