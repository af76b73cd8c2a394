// Which of a page's headings is the headline, and how it is spelled.

#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

constexpr std::string_view prose =
    "<p>The harbour was closed on Monday, and the ferries waited outside until the storm had "
    "passed, as the harbour master said.</p>"
    "<p>Nobody was hurt, but two boats broke loose, and the pier has to be mended before summer, "
    "which will cost the town a good deal.</p>";

struct Claims {
  std::string_view title;
  std::string_view open_graph = "";
  std::string_view headline = "";
  std::string_view twitter = "";
};

std::string meta(std::string_view name, std::string_view content) {
  if (content.empty()) return "";
  return "<meta property=\"" + std::string(name) + "\" content=\"" + std::string(content) + "\">";
}

std::string title_of(const Claims& claims, std::string_view above) {
  std::string html = "<html><head><title>" + std::string(claims.title) + "</title>";
  html += meta("og:title", claims.open_graph);
  html += meta("twitter:title", claims.twitter);
  html += meta("og:site_name", "Harbour Post");
  if (!claims.headline.empty()) {
    html += "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"" +
            std::string(claims.headline) + "\"}</script>";
  }
  html += "</head><body>" + std::string(above) + "<div>" + std::string(prose) + "</div></body>";
  Options options;
  options.assume_article = true;
  const Reading reading = read(page_of(html), plain_site("test"), options);
  return reading.article ? reading.article->title : "";
}

TEST(TitleTest, KickerInTheHeadlineIsKeptWhenMachinesAreToldOfIt) {
  constexpr std::string_view whole = "After the storm: Harbour closed - and many questions";
  EXPECT_EQ(title_of({"After the storm: Harbour closed - and many questions | Harbour Post", whole,
                      whole, whole},
                     "<h1><span>After the storm</span><span class=\"headline-text\">Harbour closed "
                     "- and many questions</span></h1>"),
            whole);
}

TEST(TitleTest, KickerInTheHeadlineIsCutWhenMachinesAreToldOfNone) {
  EXPECT_EQ(title_of({"Harbour closed by storm - Harbour Post", "Harbour closed by storm"},
                     "<h1><span class=\"kicker\">After the night of wind</span> Harbour closed by "
                     "storm</h1>"),
            "Harbour closed by storm");
}

TEST(TitleTest, KickerAloneIsNoHeadline) {
  EXPECT_EQ(title_of({"Northsea: Harbour closed by storm and ferries wait - Harbour Post",
                      "Northsea: Harbour closed by storm and ferries wait"},
                     "<h1>Northsea: Harbour closed by storm and ferries wait</h1>"
                     "<p class=\"title\">Northsea</p>"),
            "Northsea: Harbour closed by storm and ferries wait");
}

TEST(TitleTest, SubtitleInTheHeadlineIsCut) {
  constexpr std::string_view headline = "Harbour closed by storm";
  EXPECT_EQ(title_of({headline, headline, headline},
                     "<h1>Harbour closed by storm <small>Two ferries had to wait</small></h1>"),
            headline);
}

TEST(TitleTest, ThreeThatSpellAlikeSpellTheTitle) {
  constexpr std::string_view plain = "Harbour's ferries wait for wind";
  EXPECT_EQ(title_of({plain, plain, plain}, "<h1>Harbour’s ferries wait for wind</h1>"), plain);
  EXPECT_EQ(title_of({plain, plain}, "<h1>Harbour’s ferries wait for wind</h1>"),
            "Harbour’s ferries wait for wind");
}

TEST(TitleTest, HeadlineMayStandInARegionOfOtherThings) {
  EXPECT_EQ(title_of({"Harbour closed by storm | Harbour Post", "Harbour closed by storm"},
                     "<div class=\"related-teaser\"><h1>Harbour closed by storm</h1></div>"
                     "<h1>While you are here…</h1>"),
            "Harbour closed by storm");
}

TEST(TitleTest, HeadingThatLinksToTheFrontPageIsTheSitesName) {
  EXPECT_EQ(title_of({"seagull » Number two: Leo"},
                     "<h1><a href=\"/\">seagull</a></h1><h2>Number two: Leo</h2>"),
            "Number two: Leo");
}

}  // namespace
}  // namespace newsarc::extract
