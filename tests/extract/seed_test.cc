// The page that the project began from, in three layouts that such a site may use. Its text lies
// beside the project and is not part of it: without it these tests are skipped.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <vector>

#include "tests/extract/pages.h"
#include "text/charset.h"
#include "text/gloss.h"

namespace newsarc::extract {
namespace {

struct Seed {
  std::vector<std::string> navigation;
  std::string title;
  std::string date_bar;
  std::vector<std::string> paragraphs;
  std::string footer;
};

std::vector<std::string> seed_lines() {
  const std::filesystem::path folder = NEWSARC_SOURCE_DIR "/../shared/seed";
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) {
      if (!line.empty()) lines.push_back(line);
    }
    return lines;
  }
  return {};
}

// The line that carries the date parts navigation and title from text and footer.
std::optional<Seed> seed() {
  const auto lines = seed_lines();
  const auto bar = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("2020-10-13 13:25:26") != std::string::npos;
  });
  if (bar == lines.end() || bar == lines.begin()) return std::nullopt;
  Seed found;
  found.navigation.assign(lines.begin(), bar - 1);
  found.title = *(bar - 1);
  found.date_bar = *bar;
  found.paragraphs.assign(bar + 1, lines.end() - 1);
  found.footer = lines.back();
  return found;
}

std::string wrap(const std::vector<std::string>& lines, const std::string& before,
                 const std::string& after) {
  std::string all;
  for (const std::string& line : lines) all += before + line + after;
  return all;
}

std::string boxes(const Seed& seed) {
  return "<!DOCTYPE html><html><head><meta charset=utf-8><title>" + seed.title +
         "-某某集團</title></head><body>"
         "<div class=\"header\"><a href=\"/\">首頁</a></div><div class=\"left\"><ul>" +
         wrap(seed.navigation, "<li><a href=\"/list/\">", "</a></li>") +
         "</ul></div><div class=\"right\"><div class=\"bt\">" + seed.title +
         "</div><div class=\"sj\">" + seed.date_bar + "</div><div class=\"nr\">" +
         wrap(seed.paragraphs, "<p>\u3000\u3000", "</p>\n") + "</div></div><div class=\"foot\">" +
         seed.footer + "</div></body></html>";
}

std::string tables(const Seed& seed) {
  return "<html><head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><title>" +
         seed.title + "</title></head><body><table width=980><tr><td width=200><table>" +
         wrap(seed.navigation, "<tr><td><a href=\"list.asp?id=1\">", "</a></td></tr>") +
         "</table></td><td><table><tr><td align=center><b><font size=4>" + seed.title +
         "</font></b></td></tr><tr><td align=center>" + seed.date_bar + "</td></tr><tr><td>" +
         wrap(seed.paragraphs, "　　", "<br><br>\n") +
         "</td></tr></table></td></tr></table><table><tr><td>" + seed.footer +
         "</td></tr></table></body></html>";
}

std::string cms(const Seed& seed) {
  return "<html><head><meta charset=utf-8><title>" + seed.title +
         "</title></head><body><div id=wrap><div class=subnav>" +
         wrap(seed.navigation, "<a href=\"../\">", "</a>") + "</div><h1>" + seed.title +
         "</h1><p class=xx><span>" + seed.date_bar +
         "</span></p><div class=\"TRS_Editor\"><div class=Custom_UnionStyle>" +
         wrap(seed.paragraphs, "<p align=\"justify\"><span style=\"font-size:16px\">&nbsp;&nbsp; ",
              "</span></p>") +
         "</div></div></div><div id=bottom><p>" + seed.footer + "</p></div></body></html>";
}

std::string in_gb18030(const std::string& utf8) { return text::encode_for_query(utf8, "gb18030"); }

void expect_exact(const Seed& seed, const Page& page) {
  Site site = plain_site("seed");
  site.timezone = "Asia/Shanghai";
  const Reading reading = read(page, site);
  ASSERT_EQ(reading.kind, PageKind::article) << (reading.error ? reading.error->what : "");
  EXPECT_EQ(reading.article->title, "“創新衡陽”背后的“主推手”");
  ASSERT_TRUE(reading.article->published);
  EXPECT_EQ(to_text(*reading.article->published), "2020-10-13T13:25:26+08:00");
  std::vector<std::string> wanted;
  for (const std::string& paragraph : seed.paragraphs)
    wanted.push_back(text::drop_glosses(paragraph).text);
  EXPECT_EQ(wanted.size(), 9u);
  EXPECT_EQ(reading.article->paragraphs, wanted);
  EXPECT_TRUE(reading.article->paragraphs.back().ends_with("(記者 易成章 見習記者 呂鎂妍)"));
  const std::vector<Credit> credits = {{Role::reporter, "記者", "易成章"},
                                       {Role::trainee_reporter, "見習記者", "呂鎂妍"}};
  EXPECT_EQ(reading.article->credits, credits);
  EXPECT_GT(reading.glosses, 50u);
}

TEST(SeedTest, ComesOutExactFromBoxesWithClasses) {
  const auto page = seed();
  if (!page) GTEST_SKIP() << "../shared/seed is not here";
  expect_exact(*page, page_of(boxes(*page)));
}

TEST(SeedTest, ComesOutExactFromNestedTablesInGb18030) {
  const auto page = seed();
  if (!page) GTEST_SKIP() << "../shared/seed is not here";
  expect_exact(
      *page, page_of(in_gb18030(tables(*page)), "http://news.example/show.asp?id=7", "text/html"));
}

TEST(SeedTest, ComesOutExactFromTheEditorOfACms) {
  const auto page = seed();
  if (!page) GTEST_SKIP() << "../shared/seed is not here";
  expect_exact(*page, page_of(cms(*page)));
}

}  // namespace
}  // namespace newsarc::extract
