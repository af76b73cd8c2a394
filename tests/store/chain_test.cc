// Chains on their own: letters are texts, a night each; small letters differ in the title alone.

#include "store/write/chain.h"

#include <gtest/gtest.h>

#include <cctype>
#include <string>

namespace newsarc::store {
namespace {

Chain chain_of(const std::string& texts) {
  std::vector<Content> contents;
  for (const char text : texts) {
    Content content;
    content.body_key = static_cast<char>(std::toupper(text));
    if (std::islower(text) != 0) content.title_key = "other";
    contents.push_back(std::move(content));
  }
  return derive_chain(contents);
}

std::string listed(const std::string& texts) {
  std::string found;
  for (const auto& link : chain_of(texts).links) found += texts[link.first];
  return found;
}

struct Case {
  const char* name;
  const char* texts;
  const char* listed;
};

class House_Chains : public testing::TestWithParam<Case> {};

TEST_P(House_Chains, ListTexts) { EXPECT_EQ(listed(GetParam().texts), GetParam().listed); }

INSTANTIATE_TEST_SUITE_P(Cases, House_Chains,
                         testing::Values(Case{"of_nothing", "", ""}, Case{"one", "A", "A"},
                                         Case{"the_same", "AAA", "A"}, Case{"edits", "ABC", "ABC"},
                                         Case{"a_title", "Aa", "Aa"},
                                         Case{"a_reverted_edit", "ABA", "ABA"},
                                         Case{"flapping", "ABABABAB", "ABA"},
                                         Case{"flapping_that_ends", "ABABBB", "ABAB"},
                                         Case{"flapping_with_pauses", "ABAABAAB", "ABA"},
                                         Case{"three_flapping", "ABCABCABC", "ABCA"},
                                         Case{"news_after_flapping", "ABABC", "ABAC"}),
                         [](const auto& row) { return row.param.name; });

TEST(House_Chain, SaysWhatChangedAndWhereEachTextStands) {
  const Chain chain = chain_of("AAaBab");
  ASSERT_EQ(chain.links.size(), 5U);
  EXPECT_EQ(chain.links[0].change, Change::first);
  EXPECT_EQ(chain.links[0].last, 1U);
  EXPECT_EQ(chain.links[1].change, Change::title);
  EXPECT_EQ(chain.links[2].change, Change::edit);
  EXPECT_EQ(chain.link_of, (std::vector<std::size_t>{0, 0, 1, 2, 3, 4}));
}

TEST(House_Chain, TellsWhatIsWithheldAtItsEnd) {
  const Chain chain = chain_of("ABABB");
  ASSERT_TRUE(chain.withheld);
  EXPECT_EQ(chain.withheld_count, 2);
  EXPECT_EQ(chain.link_of.back(), unlisted);
  EXPECT_EQ(chain_of("ABABA").withheld_count, 0);
}

}  // namespace
}  // namespace newsarc::store
