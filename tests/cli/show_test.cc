#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class ShowTest : public ArchiveTest {
 protected:
  Json shown(const std::string& reference) const {
    const auto ran = newsarc({"show", reference, "--json"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.code == 0 ? Json::parse(ran.out) : Json::object();
  }
};

TEST_F(ShowTest, ShowsTheLatestVersionByIdAndByUrl) {
  for (const auto& reference : {std::string("1"), first_url}) {
    const auto record = shown(reference);
    EXPECT_EQ(record.at("version"), 3);
    EXPECT_EQ(record.at("title"), "衡陽創新大會圓滿閉幕");
    EXPECT_EQ(record.at("authors"), Json({"易成章", "呂鎂妍"}));
    EXPECT_EQ(record.at("credits").at(1).at("role"), "trainee_reporter");
    EXPECT_EQ(record.at("evidence").at("title"), "h1");
    EXPECT_EQ(record.at("title_simplified"), "衡阳创新大会圆满闭幕");
    EXPECT_EQ(record.at("valid_to"), nullptr);
  }
  expect_untouched();
}

TEST_F(ShowTest, ShowsAVersionByNumberAndByDate) {
  EXPECT_EQ(shown("1@v1").at("version"), 1);
  EXPECT_EQ(shown(first_url + "@v2").at("version"), 2);
  EXPECT_EQ(shown("1@2026-01-06").at("version"), 1);
  EXPECT_EQ(shown("1@2026-01-06T12:00:00Z").at("version"), 2);
  EXPECT_EQ(shown("1@2026-01-07T10:00:00+08:00").at("version"), 3);
}

TEST_F(ShowTest, ShowsNothingOfLaterThanADate) {
  const auto then = [&](const std::string& date) {
    return newsarc({"show", "3", "--json", "--as-of", date});
  };
  EXPECT_EQ(Json::parse(then("2026-01-07").out).at("state"), "live");
  EXPECT_EQ(Json::parse(then("2026-01-07T02:00:00Z").out).at("state"), "gone");
  const auto unknown = then("2026-01-05");
  EXPECT_EQ(unknown.code, 10);
  EXPECT_NE(unknown.err.find("known at 2026-01-05T00:00:00Z"), std::string::npos) << unknown.err;
  EXPECT_EQ(newsarc({"show", "1@v2", "--as-of", "2026-01-06"}).code, 10);
  EXPECT_EQ(newsarc({"show", "1", "--raw", "--as-of", "2026-01-06"}).out, first_page(1));
  EXPECT_EQ(then("soon").code, 2);
  expect_untouched();
}

TEST_F(ShowTest, TakesAnAtSignInAUrlForWhatItIs) {
  EXPECT_EQ(shown(second_url).at("article_id"), 2);
  EXPECT_EQ(shown(second_url + "@v1").at("article_id"), 2);
}

TEST_F(ShowTest, NamesWhatIsNotThere) {
  for (const auto& reference : {std::string("99"), first_url + "@v9", std::string("1@2020-01-01"),
                                std::string("http://nowhere.example/"), std::string("1@soon")}) {
    const auto ran = newsarc({"show", reference});
    EXPECT_EQ(ran.code, 10) << reference;
    EXPECT_EQ(ran.out, "");
    EXPECT_TRUE(ran.err.starts_with("newsarc: ")) << ran.err;
  }
  expect_untouched();
}

TEST_F(ShowTest, RawGivesTheBytesAsReceived) {
  EXPECT_EQ(newsarc({"show", "1", "--raw"}).out, first_page(3));
  EXPECT_EQ(newsarc({"show", "1@v1", "--raw"}).out, first_page(1));
}

TEST_F(ShowTest, RawGivesThePageThatIsNamed) {
  EXPECT_EQ(newsarc({"show", "1", "--raw", "--page", "1"}).out, first_page(3));
  const auto beyond = newsarc({"show", "1", "--raw", "--page", "2"});
  EXPECT_EQ(beyond.code, 10);
  EXPECT_NE(beyond.err.find("one page"), std::string::npos) << beyond.err;
  EXPECT_EQ(newsarc({"show", "1", "--raw", "--page", "0"}).code, 2);
  EXPECT_EQ(newsarc({"show", "1", "--page", "1"}).code, 2) << "without --raw";
}

TEST_F(ShowTest, TextIsTitleAndBody) {
  EXPECT_EQ(newsarc({"show", "1@v1", "--text"}).out,
            "衡陽創新大會開幕\n\n本報訊 衡陽創新大會昨日在高新區開幕。\n會議為期三天。\n"
            "大會由集團主辦。\n");
}

TEST_F(ShowTest, WhyTellsTheRuleOfEachField) {
  EXPECT_EQ(newsarc({"show", "1", "--why"}).out,
            "title      h1\nbody       .content\nextractor  test-1\n");
  const auto why = Json::parse(newsarc({"show", "1", "--why", "--json"}).out);
  EXPECT_EQ(why.at("evidence").at("body"), ".content");
  EXPECT_EQ(why.at("extractor"), "test-1");
}

TEST_F(ShowTest, PeopleSeeCreditsVersionAndState) {
  const auto ran = newsarc({"show", "1"});
  for (const char* wanted : {"記者 易成章, 見習記者 呂鎂妍", "version 3 of 3 (title)", "live",
                             "衡陽日報", "會議為期五天"}) {
    EXPECT_NE(ran.out.find(wanted), std::string::npos) << wanted << '\n' << ran.out;
  }
}

TEST_F(ShowTest, LetsNoControlCharacterOfAPageThrough) {
  const auto plain = newsarc({"show", "3"});
  EXPECT_EQ(plain.code, 0) << plain.err;
  EXPECT_EQ(plain.out.find('\x1b'), std::string::npos);
  const auto json = newsarc({"show", "3", "--json"});
  EXPECT_EQ(json.out.find('\x1b'), std::string::npos);
  EXPECT_NE(newsarc({"show", "3", "--raw"}).out.find('\x1b'), std::string::npos);
}

TEST_F(ShowTest, RefusesTwoFormsAtOnce) {
  EXPECT_EQ(newsarc({"show", "1", "--raw", "--text"}).code, 2);
}

}  // namespace
}  // namespace newsarc::cli
