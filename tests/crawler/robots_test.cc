#include "crawler/robots.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace newsarc::crawler {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

bool allows(std::string_view file, std::string_view target, std::string_view agent = "newsarc") {
  return Robots::parse(file, agent).allows(target);
}

struct RobotsCase {
  const char* name;
  std::string file;
  std::string target;
  bool allowed;
};

class RobotsTest : public testing::TestWithParam<RobotsCase> {};

TEST_P(RobotsTest, DecidesAsTheStandardSays) {
  EXPECT_EQ(allows(GetParam().file, GetParam().target), GetParam().allowed);
}

INSTANTIATE_TEST_SUITE_P(
    Spec_, RobotsTest,
    testing::Values(
        RobotsCase{"no_rules", "", "/a", true},
        RobotsCase{"prefix", "User-agent: *\nDisallow: /a", "/ab/c", false},
        RobotsCase{"other_prefix", "User-agent: *\nDisallow: /a", "/b/a", true},
        RobotsCase{"empty_disallow", "User-agent: *\nDisallow:", "/a", true},
        RobotsCase{"longest_wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
        RobotsCase{"allow_wins_a_tie", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
        RobotsCase{"named_group_wins",
                   "User-agent: *\nDisallow: /\n\nUser-agent: newsarc\nAllow: /", "/a", true},
        RobotsCase{"named_group_alone_counts",
                   "User-agent: *\nDisallow: /x\nUser-agent: NewsArc\nDisallow: /y", "/x", true},
        RobotsCase{"two_named_groups_add_up",
                   "User-agent: newsarc\nDisallow: /x\nUser-agent: other\nDisallow: /z\n"
                   "User-agent: newsarc\nDisallow: /y",
                   "/x", false},
        RobotsCase{"agents_share_a_group",
                   "User-agent: a\nUser-agent: newsarc\nDisallow: /\nUser-agent: b\nAllow: /", "/a",
                   false},
        RobotsCase{"agent_with_version", "User-agent: newsarc/1.0\nDisallow: /", "/a", false},
        RobotsCase{"agent_prefix_is_another", "User-agent: newsarcbot\nDisallow: /", "/a", true},
        RobotsCase{"star", "User-agent: *\nDisallow: /*.php", "/x/news.php?a", false},
        RobotsCase{"star_and_end", "User-agent: *\nDisallow: /*.php$", "/x/news.php", false},
        RobotsCase{"star_and_end_not_there", "User-agent: *\nDisallow: /*.php$", "/news.php?a",
                   true},
        RobotsCase{"end_after_an_earlier_match", "User-agent: *\nDisallow: /*a$", "/aba", false},
        RobotsCase{"piece_before_end_may_not_overlap", "User-agent: *\nDisallow: /ab*ba$", "/aba",
                   true},
        RobotsCase{"only_end", "User-agent: *\nDisallow: /$", "/a", true},
        RobotsCase{"two_stars", "User-agent: *\nDisallow: /a*b*c", "/axxbyyc", false},
        RobotsCase{"escapes_without_case", "User-agent: *\nDisallow: /%e6%96%b0", "/%E6%96%B0/1",
                   false},
        RobotsCase{"lower_case_target", "User-agent: *\nDisallow: /%E6%96%B0", "/%e6%96%b0/1",
                   false},
        RobotsCase{"raw_octets", "User-agent: *\nDisallow: /新", "/%E6%96%B0/1", false},
        RobotsCase{"comment", "User-agent: * # all\nDisallow: /a # this\n#Disallow: /b", "/b",
                   true},
        RobotsCase{"carriage_returns", "User-agent: *\r\rDisallow: /a\r", "/a", false},
        RobotsCase{"byte_order_mark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a", "/a", false},
        RobotsCase{"rules_before_any_group", "Disallow: /a\nUser-agent: b\nAllow: /", "/a", true},
        RobotsCase{"query_counts", "User-agent: *\nDisallow: /s?q=", "/s?q=1", false}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    House_, RobotsTest,
    testing::Values(
        RobotsCase{"misspelt", "useragent: *\ndissallow: /a", "/a", false},
        RobotsCase{"blank_for_colon", "User-agent *\nDisallow /a", "/a", false},
        RobotsCase{"three_words_are_no_rule", "User-agent: *\nDisallow /a b", "/a", true},
        RobotsCase{"index_page_opens_its_folder", "User-agent: *\nDisallow: /\nAllow: /index.html",
                   "/", true},
        RobotsCase{"sitemap_ends_no_group", "User-agent: newsarc\nSitemap: http://a/s\nDisallow: /",
                   "/a", false},
        RobotsCase{"nul_ends_a_line", std::string("User-agent: *\nDisallow: /a\0b", 27), "/ac",
                   false},
        RobotsCase{"a_web_page", "<html>\n<p>Disallow: /\n", "/a", true}),
    [](const auto& row) { return row.param.name; });

// The slow and obvious twin of the matcher.
bool matches_slowly(std::string_view path, std::string_view pattern) {
  if (pattern.empty()) return true;
  if (pattern == "$") return path.empty();
  if (pattern[0] == '*') {
    return matches_slowly(path, pattern.substr(1)) ||
           (!path.empty() && matches_slowly(path.substr(1), pattern));
  }
  return !path.empty() && path[0] == pattern[0] &&
         matches_slowly(path.substr(1), pattern.substr(1));
}

// All words over `letters` of up to `length` letters.
std::vector<std::string> all_words(std::string_view letters, std::size_t length) {
  std::vector<std::string> words{""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() == length) break;
    for (const char letter : letters) words.push_back(words[i] + letter);
  }
  return words;
}

TEST(Robots, Spec_MatchesAsItsSlowTwinDoes) {
  const auto paths = all_words("ab$", 5);
  for (const std::string& pattern : all_words("ab*$", 5)) {
    const Robots robots = Robots::parse("User-agent: *\nDisallow: /" + pattern, "newsarc");
    for (const std::string& path : paths) {
      ASSERT_EQ(!robots.allows('/' + path), matches_slowly(path, pattern))
          << path << " " << pattern;
    }
  }
}

TEST(Robots, Spec_ReadsAtLeast500KiB) {
  const std::string padding(400 << 10, '#');
  EXPECT_FALSE(allows(padding + "\nUser-agent: *\nDisallow: /private/\n", "/private/a"));
}

TEST(Robots, House_ARuleCutByTheLimitDoesNotBecomeAShorterOne) {
  std::string file = "User-agent: *\nDisallow: /z\n";
  file += std::string((2 << 20) - file.size() - 12, '#') + "\nDisallow: /abcdef\n";
  ASSERT_GT(file.size(), std::size_t{2 << 20});
  EXPECT_TRUE(allows(file, "/abx"));
  EXPECT_FALSE(allows(file, "/z"));
}

TEST(Robots, Spec_ReadsLongRules) {
  const std::string path = "/" + std::string(3000, 'z') + "/";
  EXPECT_FALSE(allows("User-agent: *\nDisallow: " + path, path + "a"));
  EXPECT_TRUE(allows("User-agent: *\nDisallow: " + path, path.substr(0, 2000)));
}

TEST(Robots, House_ManyStarsCostNoMoreThanTheirLength) {
  std::string pattern = "/";
  for (int i = 0; i < 5000; ++i) pattern += "*a";
  EXPECT_TRUE(allows("User-agent: *\nDisallow: " + pattern + "b", "/" + std::string(8000, 'a')));
}

TEST(Robots, Spec_AnswersMeanWhatTheirStatusSays) {
  const std::string rules = "User-agent: *\nDisallow: /a";
  EXPECT_FALSE(Robots::from_answer(200, rules, "newsarc").allows("/a"));
  EXPECT_TRUE(Robots::from_answer(200, rules, "newsarc").allows("/b"));
  EXPECT_TRUE(Robots::from_answer(404, rules, "newsarc").allows("/a"));
  EXPECT_TRUE(Robots::from_answer(302, rules, "newsarc").allows("/a"));
  for (const int status : {429, 500, 503}) {
    const Robots robots = Robots::from_answer(status, rules, "newsarc");
    EXPECT_FALSE(robots.allows("/b")) << status;
    EXPECT_TRUE(robots.unreachable()) << status;
  }
}

TEST(Robots, House_ReadsCrawlDelayOfItsOwnGroup) {
  const std::string file =
      "User-agent: *\nCrawl-delay: 10\nDisallow: /x\nUser-agent: newsarc\nCrawl-delay: 1.5\n";
  EXPECT_EQ(Robots::parse(file, "newsarc").crawl_delay(), milliseconds(1500));
  EXPECT_EQ(Robots::parse(file, "other").crawl_delay(), seconds(10));
}

TEST(Robots, House_IgnoresACrawlDelayThatIsNone) {
  for (const char* value : {"", "soon", "-1", "nan", "inf"}) {
    const std::string file = std::string("User-agent: *\nCrawl-delay: ") + value;
    EXPECT_EQ(Robots::parse(file, "newsarc").crawl_delay(), std::nullopt) << value;
  }
  EXPECT_EQ(Robots::parse("User-agent: *\nCrawl-delay: 1e300", "newsarc").crawl_delay(),
            std::chrono::hours(24));
}

TEST(Robots, Spec_ListsSitemapsOfEveryGroup) {
  const auto robots = Robots::parse(
      "Sitemap: http://a.test/1.xml\nUser-agent: b\nDisallow: /\nsitemap: http://a.test/2.xml#x",
      "newsarc");
  EXPECT_EQ(robots.sitemaps(),
            (std::vector<std::string>{"http://a.test/1.xml", "http://a.test/2.xml"}));
}

}  // namespace
}  // namespace newsarc::crawler
