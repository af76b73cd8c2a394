// Feeds that mean harm: what they cost, and that what is sound beside it is still read.

#include <gtest/gtest.h>

#include <ctime>
#include <string>

#include "crawler/feed.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

const Url here = url::parse("https://news.example/rss").value();

std::string times(std::size_t count, const std::string& text) {
  std::string all;
  all.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

const std::string item = "<item><title>A</title><link>http://a/1</link></item>";

std::string rss(const std::string& before, const std::string& within) {
  return before + "<rss><channel>" + within + item + "</channel></rss>";
}

struct HostileCase {
  const char* name;
  std::string (*file)();
  std::size_t entries;
};

class HostileFeedTest : public testing::TestWithParam<HostileCase> {};

// Each takes a fraction of a second of the processor here; ten leave room for sanitizers. Quadratic
// time does not fit into them.
TEST_P(HostileFeedTest, House_CostsLittle) {
  const std::string file = GetParam().file();
  const std::clock_t begin = std::clock();
  const auto feed = read_feed(file, here);
  EXPECT_LT(std::clock() - begin, 10 * CLOCKS_PER_SEC);
  ASSERT_TRUE(feed) << feed.error().what;
  EXPECT_EQ(feed->entries.size(), GetParam().entries);
  if (feed->entries.size() == 1) {
    EXPECT_EQ(feed->entries[0].title, "A");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, HostileFeedTest,
    testing::Values(
        HostileCase{"nested", [] { return rss("", times(200'000, "<a>")); }, 0},
        HostileCase{"nested_and_closed",
                    [] { return rss("", times(200'000, "<a>") + times(200'000, "</a>")); }, 1},
        HostileCase{"long_attribute",
                    [] { return rss("", "<a b='" + std::string(1 << 20, 'x') + "'/>"); }, 1},
        HostileCase{"many_attributes",
                    [] {
                      std::string tag = "<a";
                      for (int i = 0; i < 200'000; ++i) tag += " a" + std::to_string(i) + "='x'";
                      return rss("", tag + "/>");
                    },
                    1},
        HostileCase{"many_namespaces",
                    [] {
                      std::string tags;
                      for (int i = 0; i < 100'000; ++i) {
                        tags += "<a xmlns:n" + std::to_string(i) + "='x'/>";
                      }
                      return rss("", tags);
                    },
                    0},  // names past the first thousand are left out, "item" among them
        HostileCase{"many_entities_declared",
                    [] {
                      std::string doctype = "<!DOCTYPE rss [";
                      for (int i = 0; i < 200'000; ++i) {
                        doctype += "<!ENTITY e" + std::to_string(i) + " 'x'>";
                      }
                      return rss(doctype + "]>", "&e1;");
                    },
                    1},
        HostileCase{"unquoted_tags", [] { return rss("", times(1'000'000, "<a b=\"")); }, 1},
        HostileCase{"ampersands", [] { return rss("", times(2'000'000, "&&#")); }, 1},
        HostileCase{"end_tags", [] { return rss("", times(1'000'000, "</a>")); }, 1},
        HostileCase{"unclosed_in_title",
                    [] {
                      return rss("", "<item><link>http://a/2</link><title>" +
                                         times(1'000'000, "&lt;a") + "</title></item>");
                    },
                    2},
        HostileCase{"different_names",
                    [] {
                      std::string tags;
                      for (int i = 0; i < 500'000; ++i) tags += "<n" + std::to_string(i) + "/>";
                      return rss("", tags);
                    },
                    0}),
    [](const auto& row) { return row.param.name; });

TEST(HostileFeed, House_DeclaredEntitiesAreNeverExpanded) {
  std::string doctype = "<!DOCTYPE rss [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 10; ++i) {
    doctype += "<!ENTITY l" + std::to_string(i) + " '" +
               times(10, "&l" + std::to_string(i - 1) + ";") + "'>";
  }
  doctype += "<!ENTITY amp 'x'><!ENTITY file SYSTEM 'file:///etc/passwd'>]>";
  const auto feed = read_feed(
      rss(doctype, "<item><link>http://a/&l9;</link><title>&l9;&file;&amp;</title></item>"), here);
  ASSERT_TRUE(feed);
  ASSERT_EQ(feed->entries.size(), 2U);
  EXPECT_EQ(feed->entries[0].title, "&l9;&file;&");
  EXPECT_EQ(feed->entries[0].url.href(), "http://a/&l9;");
}

TEST(HostileFeed, House_TitlesAreCutAndLongUrlsAreNone) {
  const std::string long_text = times(10'000, "衡");
  const auto feed = read_feed(rss("", "<item><title>" + long_text +
                                          "</title><link>http://a/2</link></item><item><link>"
                                          "http://a/" +
                                          long_text + "</link></item>"),
                              here);
  ASSERT_TRUE(feed);
  ASSERT_EQ(feed->entries.size(), 2U);
  EXPECT_GT(feed->entries[0].title.size(), 8'000U);
  EXPECT_LT(feed->entries[0].title.size(), 8'700U);
  EXPECT_EQ(feed->entries[0].title.find_first_not_of("衡"), std::string::npos);
  EXPECT_EQ(feed->dropped, 1U);
}

TEST(HostileFeed, House_AnyByteInAnyPlaceIsReadWithoutHarm) {
  const std::string file = rss("<?xml version='1.0'?>", "<a b='c'>&amp;<![CDATA[d]]></a>");
  for (std::size_t at = 0; at < file.size(); ++at) {
    for (const char c : {'\0', '<', '>', '&', '"', '\'', ']', '\xFF', '/'}) {
      std::string damaged = file;
      damaged[at] = c;
      const auto feed = read_feed(damaged, here);
      EXPECT_LE(feed.value_or(Feed()).entries.size(), 1U) << damaged;
    }
  }
}

}  // namespace
}  // namespace newsarc::crawler
