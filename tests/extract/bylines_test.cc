// Who wrote a page whose names are written with capitals.

#include <gtest/gtest.h>

#include "extract/author_names.h"
#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

using Names = std::vector<std::string>;

struct LineCase {
  const char* name;
  std::string_view line;
  Names wanted;
};
class BylineTest : public testing::TestWithParam<LineCase> {};

TEST_P(BylineTest, NamesPersons) { EXPECT_EQ(names_in_byline(GetParam().line), GetParam().wanted); }

INSTANTIATE_TEST_SUITE_P(
    Cases, BylineTest,
    testing::Values(
        LineCase{"two", "By Jane Roe and John Q. Doe", {"Jane Roe", "John Q. Doe"}},
        LineCase{
            "a_blank_without_width", "By Jane Roe and \u200BJohn Doe", {"Jane Roe", "John Doe"}},
        LineCase{"sentence", "By the time they arrived", {}},
        LineCase{"standing_by", "Standing by Jane Roe", {}},
        LineCase{"behind_a_date",
                 "Do 25.04.24 | 14:07 Uhr | Von Jana Meier-Rätsch",
                 {"Jana Meier-Rätsch"}},
        LineCase{"before_a_date", "VON JANA MEIER am 21. April 2020", {"JANA MEIER"}},
        LineCase{"before_a_comma_and_date", "By Jane Roe, 3 May 2020", {"Jane Roe"}},
        LineCase{"with_a_place", "Von Jana Meier, Lille", {"Jana Meier"}},
        LineCase{"with_a_role", "By Jane Roe, Political Editor", {"Jane Roe"}},
        LineCase{"behind_posted_on", "Posted on July 5, 2024 by Jane Roe", {"Jane Roe"}},
        LineCase{"behind_a_time", "July 5, 2024 9:12 am EDT by Jane Roe in Boats", {"Jane Roe"}},
        LineCase{"before_a_button", "July 5, 2024 by Jane Roe Leave a Comment", {"Jane Roe"}},
        LineCase{"of_a_sentence", "The old bridge was closed on July 5, 2024 by Jane Roe", {}},
        LineCase{"with_a_job_of_two_words", "By Jane Roe, Health Correspondent", {"Jane Roe"}},
        LineCase{"with_jobs", "By Jane Roe, Senior Reporter, and John Doe", {"Jane Roe"}},
        LineCase{"behind_a_job", "By Political Editor Jane Roe", {"Jane Roe"}},
        LineCase{"particles",
                 "Von Anna von der Leyen und Max Mustermann",
                 {"Anna von der Leyen", "Max Mustermann"}},
        LineCase{"glued_particle",
                 "Par Hélène d'Arcy et Jean Le Goff",
                 {"Hélène d'Arcy", "Jean Le Goff"}},
        LineCase{"korean", "김민수 기자 | 2024.07.05", {"김민수"}},
        LineCase{"koreans", "김민수·이영희 기자", {"김민수", "이영희"}},
        LineCase{"korean_reporters", "오늘 기자들 회견", {}},
        LineCase{"korean_sentence", "서울시는 오늘 열린 회견에서 기자 질문에 답했다", {}},
        LineCase{"french", "Accueil | Par Loïc Le Clerc | 30 septembre", {"Loïc Le Clerc"}},
        LineCase{"spanish", "Por Ana Díaz y José Miguel Soto", {"Ana Díaz", "José Miguel Soto"}},
        LineCase{"one_with_a_joint", "Por José Ortega y Gasset", {"José Ortega y Gasset"}},
        LineCase{"pen_name", "Gespeichert von rasos am 24. Juli 2017", {"rasos"}},
        LineCase{"agency", "By Reuters Staff", {}}, LineCase{"desk", "Von unserer Redaktion", {}},
        LineCase{"dot_at_the_end", "By Jane Turner.", {"Jane Turner"}},
        LineCase{"dot_of_an_initial", "Por Juan Carlos Muñoz C.", {"Juan Carlos Muñoz C."}}),
    [](const auto& row) { return row.param.name; });

TEST(BylineTest, NameMayShareALineWithTheDateAlone) {
  EXPECT_EQ(name_beside_date("11.12.2019 - Amelie Roe"), Names{"Amelie Roe"});
  EXPECT_EQ(name_beside_date("Amelie Roe | Hafen | 11.12.2019"), Names{});
  EXPECT_EQ(name_beside_date("Amelie Roe"), Names{});
}

std::string page(std::string_view head, std::string_view bar, std::string_view below = "") {
  std::string html = "<html><head><title>Harbour closed by storm</title>";
  html += "<meta property=\"og:site_name\" content=\"Harbour Post\">" + std::string(head);
  html += "</head><body><h1>Harbour closed by storm</h1>" + std::string(bar);
  html +=
      "<div><p>The harbour was closed on Monday, and the ferries waited outside until the storm "
      "had passed, as the harbour master said.</p><p>Nobody was hurt, but two boats broke loose, "
      "and the pier has to be mended before summer, which will cost a good deal.</p></div>";
  return html + std::string(below) + "</body></html>";
}

Names bylines(std::string html) {
  Options options;
  options.assume_article = true;
  const Reading reading = read(page_of(std::move(html)), plain_site("test"), options);
  return reading.article ? reading.article->bylines : Names();
}

std::string linked_data(std::string_view graph) {
  return "<script type=\"application/ld+json\">" + std::string(graph) + "</script>";
}

TEST(BylineTest, AuthorsAreLookedUpInTheGraph) {
  EXPECT_EQ(bylines(page(linked_data(R"({"@graph":[{"@type":"Article","author":{"@id":"#jane"}},)"
                                     R"({"@type":["Person"],"@id":"#jane","name":"Jane Roe"}]})"),
                         "")),
            Names{"Jane Roe"});
}

TEST(BylineTest, LinkedDataOfAnotherArticleIsPassedOver) {
  const std::string other = R"({"@type":"NewsArticle","headline":"Dogs","author":"John Doe",)"
                            R"("url":"http://news.example/a/2.html"})";
  const std::string by_url = R"({"@type":"NewsArticle","author":"Jane Roe",)"
                             R"("mainEntityOfPage":{"@id":"https://www.news.example/a/1.html"}})";
  const std::string by_headline =
      R"({"@type":"NewsArticle","author":"Jane Roe","headline":"Harbour closed by storm"})";
  for (const std::string& own : {by_url, by_headline}) {
    EXPECT_EQ(bylines(page(linked_data("[" + other + "," + own + "]"), "")), Names{"Jane Roe"});
  }
  EXPECT_EQ(bylines(page(linked_data(other), "")), Names{"John Doe"}) << "the first, else";
  const std::string canonical = "<link rel=canonical href=http://news.example/dogs>";
  EXPECT_EQ(bylines(page(canonical + linked_data("[" + by_headline + "," +
                                                 R"({"@type":"Article","author":"Ane Berg",)"
                                                 R"("@id":"http://news.example/dogs/#it"}])"),
                         "")),
            Names{"Ane Berg"})
      << "a URL is surer than a headline";
}

TEST(BylineTest, LinkedDataMayEscapeAndEndItsMembersOnceTooOften) {
  EXPECT_EQ(bylines(page(linked_data(R"({"@type":"Article","author":"Jane O&#039;Neill"})"), "")),
            Names{"Jane O'Neill"});
  EXPECT_EQ(
      bylines(page(linked_data(R"({"@type":"Article","author":"Jane Roe &bogus; &#0;"})"), "")),
      Names{"Jane Roe &bogus; &#0;"});
  EXPECT_EQ(bylines(page(
                linked_data(R"({"@type":"Article","author":[{"name":"Roe, Jane,} R"},],})"), "")),
            Names{"Roe, Jane,} R"});
}

TEST(BylineTest, ANameHasNoControlCharacters) {
  EXPECT_EQ(bylines(page("<meta name=author content=\"Jane\x07 Roe\">", "")), Names{});
  EXPECT_EQ(bylines(page(linked_data(R"({"@type":"Article","author":"Jane\u0007 Roe"})"), "")),
            Names{});
}

TEST(BylineTest, AnArticleHasABoundedNumberOfAuthors) {
  std::string authors = R"({"@type":"Article","author":[)";
  for (int i = 0; i < 1000; ++i) authors += "\"Jane Roe " + std::to_string(i) + "\",";
  authors.back() = ']';
  EXPECT_EQ(bylines(page(linked_data(authors + "}"), "")).size(), 100U);
}

TEST(BylineTest, LinkedDataIsReadAsFarAsThereIsRoomForIt) {
  const std::string author = linked_data(R"({"@type":"Article","author":"Jane Roe"})");
  const std::string padding(1 << 20, ' ');
  EXPECT_EQ(bylines(page(linked_data("[" + padding + "]") + author, "")), Names{"Jane Roe"});
  const std::string none = linked_data("{}" + padding.substr(1000));
  EXPECT_EQ(bylines(page(none + none + author, "")), Names{"Jane Roe"});
  EXPECT_EQ(
      bylines(page(none + linked_data("{}" + padding.substr(padding.size() - 960)) + author, "")),
      Names{});
}

TEST(BylineTest, TwoInOneNameAreParted) {
  EXPECT_EQ(bylines(page(
                linked_data(R"({"@type":"Article","author":{"name":"Ane Roe og Ulf Doe"}})"), "")),
            (Names{"Ane Roe", "Ulf Doe"}));
}

TEST(BylineTest, PersonComesBeforeTheOutletAndTheHandle) {
  const std::string bar = "<p class=\"byline\">Jane Roe</p>";
  EXPECT_EQ(bylines(page(linked_data(R"({"@type":"Article","author":"Harbour Post"})"), bar)),
            Names{"Jane Roe"});
  EXPECT_EQ(bylines(page(linked_data(R"({"@type":"Article","author":"jane.roe"})"), bar)),
            Names{"Jane Roe"});
  EXPECT_EQ(bylines(page(linked_data(R"({"@type":"Article","author":"Harbour Post"})"), "")),
            Names{"Harbour Post"})
      << "when nobody else signs";
}

struct ElementCase {
  const char* name;
  std::string_view bar;
  Names wanted;
};
class AuthorElementTest : public testing::TestWithParam<ElementCase> {};

TEST_P(AuthorElementTest, IsRead) {
  EXPECT_EQ(bylines(page("", GetParam().bar)), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, AuthorElementTest,
    testing::Values(
        ElementCase{"pen_name",
                    "<span class=\"author vcard\"><a rel=\"author\">gizmo</a></span>",
                    {"gizmo"}},
        ElementCase{"korean", "<span class=\"author\">김민수 기자</span>", {"김민수"}},
        ElementCase{"link", "<div><a href=\"/autor/jane\">Jane Roe</a></div>", {"Jane Roe"}},
        ElementCase{"several",
                    "<div class=\"article-byline\"><span>Ane Roe</span> <span>Ulf Doe</span></div>",
                    {"Ane Roe", "Ulf Doe"}},
        ElementCase{"word_alone", "<p class=\"author\">Von</p>", {}},
        ElementCase{"picture", "<p class=\"author\">Image: Getty Images/Doe</p>", {}},
        ElementCase{"chinese_editor", "<p class=\"author\">责任编辑：张迪</p>", {}}),
    [](const auto& row) { return row.param.name; });

TEST(BylineTest, PosterOfTwoWordsIsNoPosterOfOne) {
  Options options;
  options.assume_article = true;
  const std::string by = "<div>Posted on July 5, 2024 by ";
  for (const std::string_view name : {"<a href=/z>Jane Roe</a>", "<a class=author>Jane Roe</a>"}) {
    const Page given = page_of(page("", by + std::string(name) + "</div>"));
    const Reading reading = read(given, plain_site("test"), options);
    EXPECT_EQ(authors(reading.article.value()), Names{"Jane Roe"}) << name;
  }
}

TEST(BylineTest, ElementsBelowTheTextMustAgree) {
  const std::string one = "<p><a rel=\"author\">Jane Roe</a></p>";
  EXPECT_EQ(bylines(page("", "", one)), Names{"Jane Roe"});
  EXPECT_EQ(bylines(page("", "", one + "<p><a rel=\"author\">John Doe</a></p>")), Names{});
}

TEST(BylineTest, CardsOfOtherSitesAreToldWhoWrote) {
  EXPECT_EQ(bylines(page("<meta name=\"twitter:label1\" content=\"Verfasst von\">"
                         "<meta name=\"twitter:data1\" content=\"Jane Roe\">",
                         "")),
            Names{"Jane Roe"});
}

}  // namespace
}  // namespace newsarc::extract
