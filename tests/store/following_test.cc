// What of the links of its lists a run follows, and where it sees that they lead nowhere.

#include <algorithm>

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

const std::string token_a = "9f86d081884c7d65";
const std::string token_b = "60303ae22b998861";

class House_Following : public SiteOnPaper {
 protected:
  static Request request_for(const std::string& path, Purpose purpose, int depth = 1,
                             bool if_new = false) {
    Request request;
    request.site = "paper";
    request.wanted = request.url = url_of("http://news.example" + path);
    request.purpose = purpose;
    request.depth = depth;
    request.if_new = if_new;
    return request;
  }
  static Request article(const std::string& path) { return request_for(path, Purpose::article); }
  static Request page(const std::string& path, bool if_new = true) {
    return request_for(path, Purpose::next_page, 1, if_new);
  }
  static Request section(const std::string& path) { return request_for(path, Purpose::list); }

  // The paths that the run goes on with from a list that names these.
  Rows followed(Archive& archive, std::int64_t run, const Request& from, std::vector<Request> found,
                const Cut& cut = {}) {
    Visit visit = visit_of(request_for("/", Purpose::start));
    std::get<Capture>(visit.outcome).pages.front().request = from;
    visit.found = std::move(found);
    visit.cut = cut;
    Rows paths;
    for (const auto& request : put(archive, run, std::move(visit)).admitted)
      paths.push_back(request.wanted.target());
    return paths;
  }
  Rows followed_from_start(Archive& archive, const store::Run& run, std::vector<Request> found) {
    return followed(archive, run.id, run.waiting.front(), std::move(found));
  }
  void end(Archive& archive, const store::Run& run) {
    ASSERT_TRUE(archive.end_run(run.id, RunState::finished, now_));
    now_ += between_nights_;
  }
};

TEST_F(House_Following, AsksForOneNextPageAtATimeWhereOldAndNewStandTogether) {
  auto archive = open();
  auto run = begin(archive);
  EXPECT_EQ(followed_from_start(
                archive, run, {article("/1"), page("/?p=2", false), page("/?p=3"), page("/?p=4")}),
            (Rows{"/1", "/?p=2", "/?p=3", "/?p=4"}))
      << "all of the page is new";
  end(archive, run);
  run = begin(archive);
  EXPECT_EQ(followed_from_start(
                archive, run,
                {article("/1"), article("/2"), page("/?p=2", false), page("/?p=3"), page("/?p=4")}),
            (Rows{"/1", "/2", "/?p=2"}));
  const Request second = page("/?p=2");
  EXPECT_EQ(followed(archive, run.id, second,
                     {article("/1"), article("/2"), page("/?p=3"), page("/?p=4")}),
            Rows{"/?p=3"})
      << "in the first pages, what another list brought counts";
}

TEST_F(House_Following, TakesNoSectionForNews) {
  auto archive = open();
  const auto run = begin(archive);
  EXPECT_EQ(followed_from_start(archive, run, {section("/s/"), page("/?p=2")}), Rows{"/s/"});
}

TEST_F(House_Following, TakesFewSectionsOnTrust) {
  auto archive = open();
  const auto run = begin(archive);
  followed_from_start(archive, run, {article("/1")});
  std::size_t sections = 0;
  for (int list = 0; list < 50; ++list) {
    std::vector<Request> found{article("/1")};
    for (int i = 0; i < 5; ++i)
      found.push_back(section("/" + std::to_string(list) + "-" + std::to_string(i) + "/"));
    sections += followed(archive, run.id, request_for("/list/", Purpose::list), found).size();
  }
  EXPECT_EQ(sections, 100U);
  EXPECT_EQ(followed(archive, run.id, request_for("/l/", Purpose::list),
                     {article("/2"), section("/behind-news/")})
                .size(),
            2U);
  EXPECT_EQ(followed(archive, run.id, request_for("/l/", Purpose::list), {section("/inner/")}),
            Rows{"/inner/"})
      << "a list of lists, not far from the start page";
  EXPECT_EQ(followed(archive, run.id, request_for("/l/", Purpose::list, 2), {section("/far/")}),
            Rows{});
  const auto ended = archive.end_run(run.id, RunState::finished, now_);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->front().warnings,
            Rows{"links not followed, sections of lists that brought nothing new: 151"});
}

TEST_F(House_Following, AsksForOneOfTwoListsWithOneLooseKey) {
  auto archive = open();
  const auto run = begin(archive);
  EXPECT_EQ(followed_from_start(archive, run,
                                {section("/s/"), section("/s/index.html"), section("/index.html"),
                                 section("/s.asp?sid=1"), section("/s.asp?sid=2")}),
            (Rows{"/s/", "/s.asp?sid=1", "/s.asp?sid=2"}));
}

TEST_F(House_Following, KnowsAPageThatOnlyCarriesAnotherSession) {
  auto archive = open();
  const auto run = begin(archive);
  followed_from_start(archive, run,
                      {article("/1?s=" + token_a), article("/2?id=7&s=" + token_a),
                       article("/(S(" + token_a + "))/3"), article("/4;jsessionid=AB")});
  const Request from = page("/?p=2&s=" + token_a);
  EXPECT_EQ(followed(archive, run.id, from,
                     {article("/1?s=" + token_b), article("/2?id=7&s=" + token_b),
                      article("/2?id=8&s=" + token_b), article("/(S(" + token_b + "))/3"),
                      article("/4")}),
            (Rows{"/2?id=8&s=" + token_b, "/4"}));
}

TEST_F(House_Following, TakesNothingForASessionThatMaySelectContent) {
  auto archive = open();
  const auto run = begin(archive);
  followed_from_start(archive, run, {page("/l?c=" + token_a + "&p=2", false)});
  const auto wanted = "/l?c=" + token_b + "&p=2";
  EXPECT_EQ(followed(archive, run.id, section("/l?c=" + token_b),
                     {page(wanted, false), article("/1?c=" + token_b)}),
            (Rows{wanted, "/1?c=" + token_b}))
      << "what the page was asked with";
  EXPECT_EQ(followed(archive, run.id, section("/m"),
                     {article("/1?c=" + token_a), article("/1?c=" + std::string(16, '7'))})
                .size(),
            2U)
      << "links differ";
  EXPECT_EQ(followed(archive, run.id, section("/m"),
                     {article("/1?c=2026"), article("/2?c=2026"), article("/3?c=2026")})
                .size(),
            3U)
      << "short";
}

TEST_F(House_Following, TellsWhatLimitsCut) {
  auto archive = open();
  auto run = begin(archive);
  followed(archive, run.id, run.waiting.front(), {}, {2, 1, 0, 0, 3});
  ASSERT_TRUE(archive.end_run(run.id, RunState::interrupted, now_));
  run = begin(archive);
  followed(archive, run.id, request_for("/s/", Purpose::list), {}, {1, 0, 0, 0, 0});
  const auto ended = archive.end_run(run.id, RunState::finished, now_);
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->front().warnings,
            (Rows{"links not followed, deeper than 20 (max_depth): 3",
                  "links not followed, pages of a list after the first 1000 "
                  "(max_pages_per_section): 1",
                  "links not followed, with a path that repeats itself: 3"}));
}

}  // namespace
}  // namespace newsarc::store
