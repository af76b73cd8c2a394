#include "demo/site.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "http/header.h"
#include "text/charset.h"
#include "text/gloss.h"

namespace newsarc::demo {
namespace {

std::string decoded(const Answer& answer) {
  const auto type =
      http::content_type("HTTP/1.1 200 OK\r\nContent-Type: " + answer.content_type + "\r\n\r\n");
  return text::decode_html(answer.body, type.charset).utf8;
}

Answer ask(const NewsSite& site, std::string_view target, int night, std::uint64_t visit = 1) {
  return site.answer(target, Visit{night, visit, "http://127.0.0.1:1"});
}

std::vector<std::string> targets_in(const std::string& html) {
  std::vector<std::string> found;
  constexpr std::string_view mark = "href=\"/";
  for (auto at = html.find(mark); at != std::string::npos; at = html.find(mark, at + 1)) {
    const auto begin = at + mark.size() - 1;
    auto target = html.substr(begin, html.find('"', begin) - begin);
    if (const auto amp = target.find("&amp;"); amp != std::string::npos) target.erase(amp + 1, 4);
    found.push_back(target);
  }
  return found;
}

// Every address that links lead to from the home page, through lists alone.
std::set<std::string> reachable_through_lists(const NewsSite& site, int night) {
  std::set<std::string> seen{"/"};
  std::vector<std::string> waiting{"/"};
  while (!waiting.empty()) {
    const auto list = waiting.back();
    waiting.pop_back();
    for (auto& target : targets_in(decoded(ask(site, list, night)))) {
      const bool is_new = seen.insert(target).second;
      if (is_new && target.starts_with("/list/")) waiting.push_back(target);
    }
  }
  return seen;
}

int count_of(const NewsSite& site, Happening happening) {
  return static_cast<int>(std::ranges::count(site.events(), happening, &Event::happening));
}

TEST(DemoSiteTest, ASeedGivesTheSameBytesTwice) {
  const NewsSite site({5, 40, 3});
  const NewsSite twin({5, 40, 3});
  EXPECT_EQ(site.events(), twin.events());
  for (const auto& article : site.articles()) {
    EXPECT_EQ(ask(site, article.target, 2), ask(twin, article.target, 2));
  }
}

TEST(DemoSiteTest, AnotherSeedGivesAnotherSite) {
  const NewsSite site({5, 40, 3});
  const NewsSite other({6, 40, 3});
  EXPECT_NE(site.telling(0, 1), other.telling(0, 1));
}

TEST(DemoSiteTest, ADefaultSiteShowsThreeOfEachKind) {
  const NewsSite site({});
  EXPECT_EQ(site.articles().size(), 120U);
  EXPECT_GE(count_of(site, Happening::edited), 3);
  EXPECT_GE(count_of(site, Happening::retitled), 3);
  EXPECT_GE(count_of(site, Happening::restored), 3);
  const auto known_gone = std::ranges::count_if(site.events(), [](const Event& event) {
    return event.happening == Happening::deleted && event.night < 4;
  });
  EXPECT_GE(known_gone, 3);
}

TEST(DemoSiteTest, TheSmallestSiteHasAnArticleForEveryNight) {
  const NewsSite site({1, fewest_articles, most_nights});
  EXPECT_EQ(site.articles().size(), static_cast<std::size_t>(fewest_articles));
  for (const auto& article : site.articles()) EXPECT_LE(article.first_night, most_nights);
}

TEST(DemoSiteTest, OneNightHasNoEvents) {
  const NewsSite site({1, 40, 1});
  EXPECT_TRUE(site.events().empty());
  EXPECT_FALSE(site.layout_change_night());
}

TEST(DemoSiteTest, NoTwoArticlesShareAnAddressOrATitle) {
  const NewsSite site({2, 500, 2});
  std::set<std::string> targets;
  std::set<std::string> titles;
  for (const auto& article : site.articles()) {
    EXPECT_TRUE(targets.insert(article.target).second);
    EXPECT_TRUE(titles.insert(article.stories.begin()->second.title).second);
  }
}

TEST(DemoSiteTest, ListsAndTheirNextPagesReachEveryArticleOfTheNight) {
  const NewsSite site({3, 300, 3});
  for (int night = 1; night <= 3; ++night) {
    const auto reached = reachable_through_lists(site, night);
    for (std::size_t i = 0; i < site.articles().size(); ++i) {
      EXPECT_EQ(reached.contains(site.articles()[i].target), site.telling(i, night).has_value());
    }
  }
}

TEST(DemoSiteTest, PagesDecodeToWhatTheSiteTells) {
  const NewsSite site({4, 120, 4});
  for (int night = 1; night <= 4; ++night) {
    for (std::size_t i = 0; i < site.articles().size(); ++i) {
      const auto told = site.telling(i, night);
      if (!told) continue;
      const auto html = decoded(ask(site, site.articles()[i].target, night));
      const bool machine_made = site.articles()[i].voice.machine_made;
      EXPECT_EQ(text::looks_glossed(html), machine_made) << html;
      const auto plain = machine_made ? text::drop_glosses(html).text : html;
      EXPECT_NE(plain.find(told->title), std::string::npos);
      for (const auto& paragraph : told->paragraphs) {
        EXPECT_NE(plain.find(paragraph), std::string::npos) << paragraph;
      }
    }
  }
}

TEST(DemoSiteTest, BothScriptsAndThreeCharsetsAreServed) {
  const NewsSite site({});
  std::set<Charset> charsets;
  std::size_t simplified_pages = 0;
  for (const auto& article : site.articles()) {
    charsets.insert(article.charset);
    simplified_pages += article.voice.simplified ? 1U : 0U;
    EXPECT_FALSE(article.charset == Charset::big5 && article.voice.simplified);
  }
  EXPECT_EQ(charsets.size(), 3U);
  EXPECT_EQ(simplified_pages, 60U);
}

TEST(DemoSiteTest, TellingsChangeExactlyWhereEventsSaySo) {
  const NewsSite site({9, 200, 6});
  std::vector<Event> seen;
  for (int night = 2; night <= 6; ++night) {
    for (std::size_t i = 0; i < site.articles().size(); ++i) {
      const auto before = site.telling(i, night - 1);
      const auto after = site.telling(i, night);
      if (before == after || site.articles()[i].first_night == night) continue;
      auto what = Happening::retitled;
      if (!after) {
        what = Happening::deleted;
      } else if (!before) {
        what = Happening::restored;
      } else if (site.articles()[i].script_switch == night) {
        what = Happening::script_switched;
      } else if (before->paragraphs != after->paragraphs) {
        what = Happening::edited;
      }
      seen.push_back({night, what, i});
    }
  }
  EXPECT_EQ(seen.size(), site.events().size());
  for (const auto& event : site.events()) {
    EXPECT_NE(std::ranges::find(seen, event), seen.end());
  }
}

TEST(DemoSiteTest, TheTemplateChangeAltersThePageAndNotTheTelling) {
  const NewsSite site({});
  const int night = *site.layout_change_night();
  int changed = 0;
  for (std::size_t i = 0; i < site.articles().size(); ++i) {
    const auto& article = site.articles()[i];
    const bool eventful =
        std::ranges::find(site.events(), i, &Event::article) != site.events().end();
    if (article.layout != NewsSite::changed_layout || article.first_night >= night || eventful) {
      continue;
    }
    EXPECT_EQ(site.telling(i, night - 1), site.telling(i, night));
    EXPECT_NE(ask(site, article.target, night - 1).body.find("TRS_Editor"), std::string::npos);
    EXPECT_EQ(ask(site, article.target, night).body.find("TRS_Editor"), std::string::npos);
    ++changed;
  }
  EXPECT_GT(changed, 10);
}

TEST(DemoSiteTest, ACounterChangesWithEveryVisit) {
  const NewsSite site({});
  const auto counting = std::ranges::find(site.articles(), 1, &ArticlePlan::layout);
  EXPECT_NE(ask(site, counting->target, 1, 1).body, ask(site, counting->target, 1, 2).body);
}

TEST(DemoSiteTest, DeletedArticlesAnswer404Or410UntilTheyAreBack) {
  const NewsSite site({});
  for (const auto& event : site.events()) {
    const auto answer = ask(site, site.articles()[event.article].target, event.night);
    if (event.happening == Happening::deleted) {
      EXPECT_TRUE(answer.status == 404 || answer.status == 410);
    } else {
      EXPECT_EQ(answer.status, 200);
    }
  }
}

TEST(DemoSiteTest, WhatIsNotThereIsNotFound) {
  const NewsSite site({});
  EXPECT_EQ(ask(site, "/no-such-page", 1).status, 404);
  EXPECT_EQ(ask(site, "/list/city/index_99.html", 1).status, 404);
  EXPECT_EQ(ask(site, "/list/city/index_x.html", 1).status, 404);
  EXPECT_EQ(ask(site, site.articles().back().target, 1).status, 404);  // of a later night
}

TEST(DemoSiteTest, AnEntityTagChangesWithTheArticle) {
  const NewsSite site({1, 400, 3});
  int compared = 0;
  for (const auto& event : site.events()) {
    const auto& article = site.articles()[event.article];
    if (!article.validators || event.happening != Happening::edited) continue;
    const auto tag = ask(site, article.target, event.night).etag;
    EXPECT_NE(tag, ask(site, article.target, event.night - 1).etag);
    EXPECT_EQ(tag, ask(site, article.target, event.night, 99).etag);
    ++compared;
  }
  EXPECT_GT(compared, 0);
}

TEST(DemoSiteTest, RobotsTextForbidsWhatPagesLinkTo) {
  const NewsSite site({});
  EXPECT_NE(ask(site, "/robots.txt", 1).body.find("Disallow: /print/"), std::string::npos);
  EXPECT_TRUE(NewsSite::forbids("/print/1001"));
  EXPECT_TRUE(NewsSite::forbids("/search?q=zh-Hans"));
  EXPECT_FALSE(NewsSite::forbids("/news/2026/0302/1001.html"));
  const auto home = targets_in(ask(site, "/", 1).body);
  EXPECT_NE(std::ranges::find_if(home, NewsSite::forbids), home.end());
}

TEST(DemoSiteTest, TheFeedNamesTheNewestArticlesByWholeUrls) {
  const NewsSite site({});
  const auto feed = ask(site, "/feed.xml", 2);
  EXPECT_EQ(feed.content_type, "application/rss+xml; charset=utf-8");
  EXPECT_NE(feed.body.find("<link>http://127.0.0.1:1/"), std::string::npos);
  EXPECT_NE(feed.body.find("utm_source=rss</link>"), std::string::npos);
}

TEST(DemoSiteTest, ATrackingParameterChangesNothing) {
  const NewsSite site({});
  for (const auto& article : {site.articles()[0], site.articles()[1], site.articles()[2]}) {
    const char* joint = article.target.find('?') == std::string::npos ? "?" : "&";
    EXPECT_EQ(ask(site, article.target + joint + "utm_source=rss", 1),
              ask(site, article.target, 1));
  }
}

TEST(DemoSiteTest, NightsBeginADayApart) {
  EXPECT_EQ(to_text(night_begins(1)), "2026-03-02T18:00:00Z");
  EXPECT_EQ(to_text(night_begins(4)), "2026-03-05T18:00:00Z");
}

}  // namespace
}  // namespace newsarc::demo
