// The WHATWG's own test data, where the shared folder has it.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "url/parse.h"

namespace newsarc {
namespace {

using nlohmann::json;

const std::string folder = NEWSARC_SOURCE_DIR "/../shared/conformance/";

// The objects of the array in that file; the strings between them are remarks.
std::optional<std::vector<json>> cases_of(const std::string& name) {
  std::ifstream file(folder + name);
  if (!file) return std::nullopt;
  std::vector<json> cases;
  for (auto& row : json::parse(file)) {
    if (row.is_object()) cases.push_back(row);
  }
  return cases;
}

std::optional<std::string> text_at(const json& row, const char* key) {
  const auto found = row.find(key);
  if (found == row.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

Result<Url> answer(const json& row) {
  const std::string input = row.at("input").get<std::string>();
  const auto base = text_at(row, "base");
  if (!base) return url::parse(input);
  auto parsed = url::parse(*base);
  if (!parsed) return parsed;
  return url::resolve(input, *parsed);
}

// The row's claims about a URL: its href, and the parts that Url shows.
void expect_parts(const Url& url, const json& row) {
  EXPECT_EQ(url.href(), row.at("href"));
  EXPECT_EQ(std::string(url.scheme()) + ":", row.at("protocol"));
  EXPECT_EQ(url.host(), row.at("hostname").get<std::string>());
  EXPECT_EQ(url.port() ? std::to_string(*url.port()) : "", row.at("port"));
  EXPECT_EQ(url.path(), row.at("pathname").get<std::string>());
  const auto query = url.query().value_or("");
  EXPECT_EQ(query.empty() ? "" : "?" + std::string(query), row.at("search"));
  const auto fragment = url.fragment().value_or("");
  EXPECT_EQ(fragment.empty() ? "" : "#" + std::string(fragment), row.at("hash"));
  EXPECT_EQ(url.origin(), text_at(row, "origin").value_or(url.origin()));
  const auto credentials = text_at(row, "username").value() + text_at(row, "password").value();
  EXPECT_EQ(url.has_credentials(), !credentials.empty());
}

int failures() {
  return testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
}

bool is_ours(const std::optional<std::string>& text) {
  return !text || text->starts_with("http:") || text->starts_with("https:");
}

TEST(UrlConformance, Spec_EveryHttpCaseOfUrltestdataPasses) {
  const auto cases = cases_of("urltestdata.json");
  if (!cases) GTEST_SKIP() << folder << "urltestdata.json is not here";
  int total = 0, passed = 0;
  for (const json& row : *cases) {
    if (!is_ours(text_at(row, "base")) || row.contains("relativeTo")) continue;
    const bool fails = row.contains("failure");
    if (!fails && !is_ours(text_at(row, "protocol"))) continue;
    SCOPED_TRACE(row.dump(-1, ' ', true, json::error_handler_t::replace));
    const auto url = answer(row);
    const int before = failures();
    EXPECT_EQ(!url, fails) << (url ? url->href() : url.error().what);
    if (url && !fails) expect_parts(*url, row);
    ++total;
    if (failures() == before) ++passed;
  }
  std::cout << "urltestdata: " << passed << " of " << total << "\n";
  EXPECT_GT(total, 300);
}

TEST(UrlConformance, Spec_OtherSchemesOfUrltestdataAreRefused) {
  const auto cases = cases_of("urltestdata.json");
  if (!cases) GTEST_SKIP() << folder << "urltestdata.json is not here";
  for (const json& row : *cases) {
    const auto protocol = text_at(row, "protocol");
    if (!is_ours(text_at(row, "base")) || !protocol || is_ours(protocol)) continue;
    const auto url = answer(row);
    ASSERT_FALSE(url) << row;
    EXPECT_EQ(url.error().fault, Fault::refused) << row;
    EXPECT_EQ(url.error().what + ":", "scheme is " + *protocol);
  }
}

TEST(UrlConformance, Spec_EveryHostOfToasciiPasses) {
  const auto cases = cases_of("toascii.json");
  if (!cases) GTEST_SKIP() << folder << "toascii.json is not here";
  std::size_t passed = 0;
  for (const json& row : *cases) {
    const auto url = url::parse("https://" + row.at("input").get<std::string>() + "/x");
    const auto wanted = text_at(row, "output");
    const auto got = url ? std::optional<std::string>(url->host()) : std::nullopt;
    passed += got == wanted;
    EXPECT_EQ(got.value_or("failure"), wanted.value_or("failure")) << row;
  }
  std::cout << "toascii: " << passed << " of " << cases->size() << "\n";
}

}  // namespace
}  // namespace newsarc
