#include "cli/profile_text.h"

#include <gtest/gtest.h>

#include "core/site.h"

namespace newsarc::cli {
namespace {

TEST(ProfileText, WhateverAPageSaysStaysAText) {
  for (const std::string title : {"a\"b", "a\\b", "line\nline", "tab\t", "\x1b[31m", "\x7f", "衡陽",
                                  "\xe2\x80\xae", "\xc2\x9b", "x'''y\"\"\"z", "# no comment"}) {
    ProfileText profile;
    profile.table("site");
    profile.set("name", "\"a\"", "why\nnot [x]");
    profile.set("title", toml_text(title), title);
    profile.set("start", "\"http://a.example/\"", title);
    profile.comment(title);
    const auto site = parse_site(profile.text(), "s.toml");
    ASSERT_TRUE(site) << site.error().where << ' ' << site.error().what << '\n' << profile.text();
    EXPECT_EQ(site->title, title);
    EXPECT_EQ(profile.text().find('\x1b'), std::string::npos);
  }
}

TEST(ProfileText, SetsDoubtedSuggestionsAndOffersTheOthers) {
  ProfileText profile;
  const std::vector<extract::Suggestion> suggestions{{"extract", "title", "h1", "close", true},
                                                     {"extract", "body", ".nr", "", false},
                                                     {"follow", "article", "ul a", "links", false}};
  add_suggestions(profile, suggestions, "extract");
  EXPECT_EQ(profile.text(),
            "[extract]\n"
            "title = [\"h1\"]    # close\n"
            "# body = [\".nr\"]  # not needed: reads the same\n");
}

}  // namespace
}  // namespace newsarc::cli
