#include "crawler/scope.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/crawler/make.h"

namespace newsarc::crawler {
namespace {

Scope scope_of(std::vector<std::string> start, FetchRules fetch = {}) {
  return Scope::create(site_of(std::move(start), fetch)).value();
}

Reading reading_of(PageKind kind, std::vector<Link> links) {
  Reading reading;
  reading.kind = kind;
  reading.links = std::move(links);
  return reading;
}

Request asked(Purpose purpose, int depth = 0, std::string_view url = "http://a.test/here") {
  Request request = request_for(url, 1, purpose);
  request.depth = depth;
  return request;
}

// "article /1", "next_page /p2 if new"
std::vector<std::string> words(const std::vector<Request>& requests) {
  std::vector<std::string> result;
  for (const auto& request : requests) {
    result.push_back(std::string(name(request.purpose)) + ' ' + request.url.target() +
                     (request.if_new ? " if new" : ""));
  }
  return result;
}

using Words = std::vector<std::string>;

std::vector<Link> one_of_each() {
  return {link_to("http://a.test/1", LinkKind::article),
          link_to("http://a.test/cat/", LinkKind::section),
          link_to("http://a.test/p2", LinkKind::next_page),
          link_to("http://a.test/feed.xml", LinkKind::feed),
          link_to("http://a.test/name", LinkKind::canonical),
          link_to("http://a.test/about", LinkKind::other)};
}

TEST(Scope, House_IsTheHostsOfTheStartPages) {
  const Scope scope = scope_of({"http://a.test/news/", "https://b.test:8443/"});
  for (const char* inside :
       {"http://a.test/", "https://a.test/x", "http://www.a.test/", "https://b.test:8443/y"}) {
    EXPECT_TRUE(scope.contains(url_of(inside))) << inside;
  }
  for (const char* outside : {"http://b.test/", "http://a.test:8080/", "http://aa.test/",
                              "http://m.a.test/", "http://a.test.evil.test/"}) {
    EXPECT_FALSE(scope.contains(url_of(outside))) << outside;
  }
}

TEST(Scope, NeedsStartPagesThatAreUrls) {
  EXPECT_EQ(Scope::create(site_of({"http://a.test/", "a.test"})).error().fault, Fault::config);
  EXPECT_EQ(Scope::create(site_of({"ftp://a.test/"})).error().fault, Fault::config);
  EXPECT_EQ(Scope::create(site_of({"http://me:secret@a.test/"})).error().fault, Fault::config);
  EXPECT_EQ(Scope::create(site_of({})).error().fault, Fault::config);
}

TEST(Scope, ErrorsNeverRepeatAPassword) {
  const auto scope = Scope::create(site_of({"http://me:secret@a.test/"}));
  EXPECT_EQ((scope.error().what + scope.error().where).find("secret"), std::string::npos);
}

TEST(Scope, ListsGiveArticlesSectionsAndNextPages) {
  const Scope scope = scope_of({"http://a.test/"});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::list, 1),
                                      reading_of(PageKind::list, one_of_each()))),
            (Words{"article /1", "list /cat/", "next_page /p2"}));
}

TEST(Scope, AStartPageIsFollowedWhateverItLooksLike) {
  const Scope scope = scope_of({"http://a.test/"});
  EXPECT_EQ(
      words(scope.requests_from(asked(Purpose::start), reading_of(PageKind::empty, one_of_each()))),
      (Words{"article /1", "list /cat/", "feed /feed.xml", "next_page /p2"}));
}

TEST(Scope, FeedsAreTakenFromStartPagesThatMay) {
  const Reading list = reading_of(PageKind::list, {link_to("http://a.test/feed", LinkKind::feed)});
  Site site = site_of({"http://a.test/"});
  const auto of = [&](Purpose purpose) {
    return words(Scope::create(site)->requests_from(asked(purpose), list));
  };
  EXPECT_EQ(of(Purpose::start), Words{"feed /feed"});
  EXPECT_EQ(of(Purpose::list), Words{});
  site.follow.feeds = false;
  EXPECT_EQ(of(Purpose::start), Words{});
}

TEST(Scope, AFeedGivesItsArticlesAndFurtherFeedsUpToADepth) {
  const Scope scope = scope_of({"http://a.test/"});
  const Reading feed =
      reading_of(PageKind::sitemap, {link_to("http://a.test/1", LinkKind::article),
                                     link_to("http://b.test/2", LinkKind::article),
                                     link_to("http://a.test/more.xml", LinkKind::feed)});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::feed, 1), feed)),
            (Words{"article /1", "feed /more.xml"}));
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::feed, 4), feed)), Words{"article /1"});
}

TEST(Scope, House_APageOfAListIsFollowedEvenIfItReadsAsAnArticle) {
  const Scope scope = scope_of({"http://a.test/"});
  const Words wanted{"article /1", "next_page /p2 if new"};
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::next_page, 1),
                                      reading_of(PageKind::article, one_of_each()))),
            wanted);
  for (const PageKind kind : {PageKind::error_page, PageKind::login, PageKind::unparsed}) {
    EXPECT_TRUE(
        scope.requests_from(asked(Purpose::next_page, 1), reading_of(kind, one_of_each())).empty());
  }
}

TEST(Scope, ArticlesGiveTheirCanonicalUrlAlone) {
  const Scope scope = scope_of({"http://a.test/"});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::article, 1),
                                      reading_of(PageKind::article, one_of_each()))),
            (Words{"article /name"}));
  const Reading own =
      reading_of(PageKind::article, {link_to("http://a.test/here#top", LinkKind::canonical),
                                     link_to("http://other.test/here", LinkKind::canonical)});
  EXPECT_TRUE(scope.requests_from(asked(Purpose::article), own).empty());
}

TEST(Scope, LinksOutOfScopeAreNotFollowed) {
  const Scope scope = scope_of({"http://a.test/"});
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://127.0.0.1:8801/ssrf", LinkKind::article),
                                  link_to("http://b.test/", LinkKind::section),
                                  link_to("http://user@a.test/1", LinkKind::article)});
  EXPECT_TRUE(scope.requests_from(asked(Purpose::list), reading).empty());
}

TEST(Scope, EachKeyComesOnceWithAllThatItsLinksSaid) {
  const Scope scope = scope_of({"http://a.test/"});
  std::vector<Link> links{link_to("http://a.test/1", LinkKind::article),
                          link_to("http://a.test/1#c", LinkKind::article, "標題"),
                          link_to("http://a.test/here", LinkKind::article)};
  links[1].date = stated(2020, 10, 13);
  const auto requests =
      scope.requests_from(asked(Purpose::list, 2), reading_of(PageKind::list, links));
  ASSERT_EQ(words(requests), (Words{"article /1"}));
  EXPECT_EQ(requests[0].hints.title, "標題");
  EXPECT_EQ(requests[0].hints.date, stated(2020, 10, 13));
  EXPECT_EQ(requests[0].site, "daily");
  EXPECT_EQ(requests[0].depth, 3);
  EXPECT_EQ(requests[0].wanted, requests[0].url);
  EXPECT_EQ(requests[0].id, 0);
}

TEST(Scope, House_NextPagesAreForNewsButForTheFirst) {
  const Scope scope = scope_of({"http://a.test/"});
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/p2", LinkKind::next_page),
                                  link_to("http://a.test/p3", LinkKind::next_page)});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::start), reading)),
            (Words{"next_page /p2", "next_page /p3 if new"}));
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::next_page, 1), reading)),
            (Words{"next_page /p2 if new", "next_page /p3 if new"}));
}

TEST(Scope, House_TheNearestPageComesFirstAndThoseBehindNotAtAll) {
  const Scope scope = scope_of({"http://a.test/"});
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/?p=1", LinkKind::next_page, "1"),
                                  link_to("http://a.test/?p=9", LinkKind::other_page, "尾页"),
                                  link_to("http://a.test/?p=4", LinkKind::next_page, "4"),
                                  link_to("http://a.test/?p=3", LinkKind::next_page, "[3]"),
                                  link_to("http://a.test/?p=2", LinkKind::next_page, "下一页")});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::start), reading)),
            (Words{"next_page /?p=2", "next_page /?p=3 if new", "next_page /?p=4 if new"}));
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::next_page, 2), reading)),
            (Words{"next_page /?p=2 if new", "next_page /?p=4 if new"}));
  const Reading last =
      reading_of(PageKind::list, {link_to("http://a.test/?p=1", LinkKind::next_page, "1"),
                                  link_to("http://a.test/?p=3", LinkKind::other_page, "上一页")});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::next_page, 3), last)),
            Words{"next_page /?p=3 if new"});
}

TEST(Scope, House_StaysWithinThePathsThatTheProfileNames) {
  Site site = site_of({"http://a.test/"});
  site.follow.within = {"/news/", "/新/"};
  const Scope scope = Scope::create(site).value();
  for (const char* inside :
       {"http://a.test/news/", "http://www.a.test/news/1", "http://a.test/新/x"})
    EXPECT_TRUE(scope.contains(url_of(inside))) << inside;
  for (const char* outside : {"http://a.test/", "http://a.test/sports/", "http://b.test/news/"})
    EXPECT_FALSE(scope.contains(url_of(outside))) << outside;
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/news/1", LinkKind::article),
                                  link_to("http://a.test/sports/1", LinkKind::article),
                                  link_to("http://a.test/feed", LinkKind::feed)});
  EXPECT_EQ(words(scope.requests_from(asked(Purpose::start), reading)),
            (Words{"article /news/1", "feed /feed"}));
  site.follow.within = {"/news/?x"};
  EXPECT_EQ(Scope::create(site).error().fault, Fault::config);
}

TEST(Scope, CountsWhatItsLimitsCut) {
  FetchRules fetch;
  fetch.max_depth = 1;
  fetch.max_pages_per_section = 1;
  const Scope scope = scope_of({"http://a.test/"}, fetch);
  const std::string far = "http://a.test/" + std::string(3000, 'x');
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/s/", LinkKind::section),
                                  link_to("http://a.test/t/", LinkKind::section),
                                  link_to("http://a.test/?p=2", LinkKind::next_page, "2"),
                                  link_to("http://a.test/x/x/x/x/", LinkKind::section),
                                  link_to(far, LinkKind::article)});
  Cut cut;
  EXPECT_TRUE(scope.requests_from(asked(Purpose::list, 1), reading, &cut).empty());
  EXPECT_EQ(cut, (Cut{2, 1, 0, 1, 1}));
}

TEST(Scope, AListIsWalkedNoFurtherThanTheSiteAllows) {
  FetchRules fetch;
  fetch.max_pages_per_section = 3;
  const Scope scope = scope_of({"http://a.test/"}, fetch);
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/p", LinkKind::next_page)});
  const auto second = scope.requests_from(asked(Purpose::list, 7), reading);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].depth, 1);
  const auto third = scope.requests_from(asked(Purpose::next_page, 1), reading);
  ASSERT_EQ(third.size(), 1U);
  EXPECT_TRUE(scope.requests_from(asked(Purpose::next_page, 2), reading).empty());
}

TEST(Scope, SectionsLieNoDeeperThanTheSiteAllows) {
  FetchRules fetch;
  fetch.max_depth = 2;
  const Scope scope = scope_of({"http://a.test/"}, fetch);
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/s/", LinkKind::section)});
  EXPECT_EQ(scope.requests_from(asked(Purpose::list, 1), reading).at(0).depth, 2);
  EXPECT_TRUE(scope.requests_from(asked(Purpose::list, 2), reading).empty());
}

TEST(Scope, House_AnArticleLinkThatLedToAListIsFollowedBesideTheStartPageAlone) {
  const Scope scope = scope_of({"http://a.test/"});
  const Reading reading =
      reading_of(PageKind::list, {link_to("http://a.test/1", LinkKind::article)});
  EXPECT_EQ(scope.requests_from(asked(Purpose::article, 1), reading).size(), 1U);
  EXPECT_TRUE(scope.requests_from(asked(Purpose::article, 2), reading).empty());
  EXPECT_TRUE(scope.requests_from(asked(Purpose::revisit, 0), reading).empty());
}

TEST(Scope, House_PathsThatRepeatThemselvesAreTraps) {
  const Scope scope = scope_of({"http://a.test/"});
  const auto followed = [&](const std::string& path) {
    const Reading reading =
        reading_of(PageKind::list, {link_to("http://a.test" + path, LinkKind::section)});
    return !scope.requests_from(asked(Purpose::list), reading).empty();
  };
  EXPECT_TRUE(followed("/loop/loop/loop/"));
  EXPECT_FALSE(followed("/loop/loop/loop/loop/"));
  EXPECT_FALSE(followed("/a/b/a/b/a/b/a/b.html"));
  EXPECT_TRUE(followed("/2020/10/10/10.html"));
  EXPECT_FALSE(followed("/" + std::string(3000, 'x')));
}

TEST(Scope, House_OnePageAsksForTenThousandAtMost) {
  const Scope scope = scope_of({"http://a.test/"});
  std::vector<Link> links;
  for (int i = 0; i < 12'000; ++i) {
    links.push_back(link_to("http://a.test/l/" + std::to_string(i), LinkKind::article));
  }
  EXPECT_EQ(scope.requests_from(asked(Purpose::start), reading_of(PageKind::list, links)).size(),
            10'000U);
}

TEST(StartRequests, AreTheStartPagesEachOnce) {
  const Site site = site_of({"http://a.test/", "http://a.test/cat/", "http://a.test/#top"});
  const auto requests = start_requests(site, Scope::create(site).value());
  EXPECT_EQ(words(requests), (Words{"start /", "start /cat/"}));
  EXPECT_EQ(requests[0].site, "daily");
  EXPECT_EQ(requests[0].depth, 0);
}

}  // namespace
}  // namespace newsarc::crawler
