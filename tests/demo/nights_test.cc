#include "demo/nights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace newsarc::demo {
namespace {

namespace files = std::filesystem;

class DemoNightsTest : public testing::Test {
 protected:
  DemoNightsTest() {
    auto name = (files::temp_directory_path() / "newsarc-demo-XXXXXX").string();
    directory_ = ::mkdtemp(name.data());
  }
  ~DemoNightsTest() override { files::remove_all(directory_); }

  Result<Rehearsal> rehearse_plan(const Plan& plan) { return rehearse(plan, directory_, stop_); }

  void write(const files::path& name, std::string_view text) {
    files::create_directories((directory_ / name).parent_path());
    std::ofstream(directory_ / name) << text;
  }

  files::path directory_;
  std::atomic<pipeline::Stop> stop_ = pipeline::Stop::none;
};

std::string mistakes(const Rehearsal& rehearsal) {
  std::string text;
  for (const auto& finding : rehearsal.findings) {
    text += finding.line + "\n";
    for (const auto& mistake : finding.mistakes) text += "  " + mistake + "\n";
  }
  return text;
}

bool all_hold(const Rehearsal& rehearsal) {
  return std::ranges::all_of(rehearsal.findings, &Finding::holds);
}

TEST_F(DemoNightsTest, FourNightsAreFoundAsTheSiteTellsThem) {
  const auto rehearsal = rehearse_plan({});
  ASSERT_TRUE(rehearsal) << rehearsal.error().what;
  EXPECT_TRUE(all_hold(*rehearsal)) << mistakes(*rehearsal);
  EXPECT_TRUE(rehearsal->findings.front().line.starts_with("found 120 of 120 articles"));
}

TEST_F(DemoNightsTest, TwoNightsAreJudgedByWhatTheyCanKnow) {
  const auto rehearsal = rehearse_plan({3, 40, 2});
  ASSERT_TRUE(rehearsal) << rehearsal.error().what;
  EXPECT_TRUE(all_hold(*rehearsal)) << mistakes(*rehearsal);
}

bool line_holds(const std::vector<Finding>& findings, std::string_view kind) {
  const auto found = std::ranges::find_if(findings, [kind](const Finding& finding) {
    return finding.line.find(kind) != std::string::npos;
  });
  return found != findings.end() && found->holds;
}

TEST_F(DemoNightsTest, WhatTheSiteNeverDidDoesNotHold) {
  const auto rehearsal = rehearse_plan({3, 40, 3});
  ASSERT_TRUE(rehearsal) << rehearsal.error().what;
  // The same site as it would be had nothing happened after the first night.
  const auto findings = judge(NewsSite({3, 40, 1}), rehearsal->origin, archive_in(directory_), {});
  ASSERT_TRUE(findings);
  EXPECT_FALSE(line_holds(*findings, "articles"));
  EXPECT_FALSE(line_holds(*findings, "deletions"));
  EXPECT_FALSE(line_holds(*findings, "false versions"));
}

TEST_F(DemoNightsTest, WhatTheArchiveMissedDoesNotHold) {
  const auto rehearsal = rehearse_plan({3, 40, 1});
  ASSERT_TRUE(rehearsal) << rehearsal.error().what;
  // The same site as it went on, which nobody crawled.
  const auto findings = judge(NewsSite({3, 40, 4}), rehearsal->origin, archive_in(directory_), {});
  ASSERT_TRUE(findings);
  EXPECT_FALSE(line_holds(*findings, "articles"));
  EXPECT_FALSE(line_holds(*findings, "edits"));
  EXPECT_FALSE(line_holds(*findings, "retitles"));
  EXPECT_FALSE(line_holds(*findings, "deletions"));
  EXPECT_FALSE(line_holds(*findings, "restorations"));
}

TEST_F(DemoNightsTest, ARequestThatRobotsTxtForbidsDoesNotHold) {
  const auto rehearsal = rehearse_plan({3, 20, 1});
  ASSERT_TRUE(rehearsal) << rehearsal.error().what;
  const NewsSite site({3, 20, 1});
  std::vector<Asked> log{{1, "/robots.txt", 200}, {1, "/", 200}};
  const auto obeyed = judge(site, rehearsal->origin, archive_in(directory_), log);
  EXPECT_TRUE(line_holds(*obeyed, "robots.txt"));
  log.push_back({1, "/print/1001", 200});
  const auto broken = judge(site, rehearsal->origin, archive_in(directory_), log);
  EXPECT_FALSE(line_holds(*broken, "robots.txt"));
  const auto unread = judge(site, rehearsal->origin, archive_in(directory_), {});
  EXPECT_FALSE(line_holds(*unread, "robots.txt"));
}

TEST_F(DemoNightsTest, NothingIsJudgedWithoutAnArchive) {
  const auto findings = judge(NewsSite(Plan{}), "http://127.0.0.1:1", archive_in(directory_), {});
  ASSERT_FALSE(findings);
  EXPECT_EQ(findings.error().fault, Fault::schema);
}

TEST_F(DemoNightsTest, AnArchiveOfSomebodysIsLeftAlone) {
  write("demo.db", "mine");
  const auto rehearsal = rehearse_plan({3, 40, 1});
  ASSERT_FALSE(rehearsal);
  EXPECT_EQ(rehearsal.error().fault, Fault::usage);
  EXPECT_EQ(files::file_size(directory_ / "demo.db"), 4U);
  EXPECT_FALSE(files::exists(directory_ / "newsarc.toml"));
}

TEST_F(DemoNightsTest, ADemoDirectoryIsKnownByWhatIsInIt) {
  EXPECT_FALSE(is_demo_directory(directory_));
  ASSERT_TRUE(rehearse_plan({3, 20, 1}));
  EXPECT_TRUE(is_demo_directory(directory_));
  write("notes.txt", "mine");
  EXPECT_FALSE(is_demo_directory(directory_));
}

TEST_F(DemoNightsTest, AClearedDirectoryTakesAnotherDemo) {
  ASSERT_TRUE(rehearse_plan({3, 20, 1}));
  ASSERT_TRUE(clear_demo_directory(directory_));
  EXPECT_TRUE(rehearse_plan({4, 20, 1}));
}

TEST_F(DemoNightsTest, ADirectoryThatHoldsMoreIsNotCleared) {
  write("notes.txt", "mine");
  const auto cleared = clear_demo_directory(directory_);
  ASSERT_FALSE(cleared);
  EXPECT_EQ(cleared.error().fault, Fault::usage);
  EXPECT_TRUE(files::exists(directory_ / "notes.txt"));
}

TEST_F(DemoNightsTest, AStopEndsTheDemoAndKeepsTheArchive) {
  stop_ = pipeline::Stop::drain;
  const auto rehearsal = rehearse_plan({3, 40, 2});
  ASSERT_FALSE(rehearsal);
  EXPECT_EQ(rehearsal.error().fault, Fault::interrupted);
}

}  // namespace
}  // namespace newsarc::demo
