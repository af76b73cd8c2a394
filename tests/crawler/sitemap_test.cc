// Sitemaps as feeds: sitemaps.org's files, Google's news extension, lists of URLs.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "crawler/feed.h"
#include "tests/http/encode.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

const Url here = url::parse("https://news.example/sitemap.xml").value();

Feed read(std::string_view bytes) {
  const auto feed = read_feed(bytes, here);
  EXPECT_TRUE(feed) << feed.error().what << "\n" << bytes;
  return feed.value_or(Feed());
}

std::string text_of(const std::optional<Stated>& date) { return date ? to_text(*date) : "none"; }

std::string urlset(std::string_view urls) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
         "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" "
         "xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\" "
         "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">" +
         std::string(urls) + "</urlset>";
}

TEST(Sitemap, Spec_ListsLocationsAndTheirModification) {
  const auto feed =
      read(urlset("<url><loc>https://news.example/a?x=1&amp;y=2</loc><lastmod>2026-11-02</lastmod>"
                  "<changefreq>daily</changefreq><priority>0.5</priority></url>\n"
                  "<url><lastmod>2026-11-02T10:00:00+08:00</lastmod><loc> "
                  "https://news.example/衡陽 </loc></url>"));
  EXPECT_EQ(feed.kind, FeedKind::sitemap);
  EXPECT_TRUE(feed.whole);
  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].url.href(), "https://news.example/a?x=1&y=2");
  EXPECT_EQ(text_of(feed.entries[0].modified), "2026-11-02");
  EXPECT_EQ(text_of(feed.entries[0].published), "none");
  EXPECT_EQ(feed.entries[1].url.href(), "https://news.example/%E8%A1%A1%E9%99%BD");
  EXPECT_EQ(text_of(feed.entries[1].modified), "2026-11-02T10:00:00+08:00");
}

TEST(Sitemap, Spec_NewsHasTitlesAndDates) {
  const auto feed = read(
      urlset("<url><loc>https://news.example/a</loc><news:news><news:publication>"
             "<news:name>衡陽日報</news:name><news:language>zh-tw</news:language>"
             "</news:publication><news:publication_date>2026-11-02T10:00+08:00"
             "</news:publication_date><news:title>甲 &amp; 乙</news:title></news:news>"
             "<image:image><image:loc>https://news.example/a.jpg</image:loc>"
             "<image:title>no</image:title></image:image>"
             "<xhtml:link rel='alternate' hreflang='en' href='https://news.example/en'/></url>"));
  ASSERT_EQ(feed.entries.size(), 1U);
  const auto& entry = feed.entries[0];
  EXPECT_EQ(entry.url.href(), "https://news.example/a");
  EXPECT_EQ(entry.title, "甲 & 乙");
  EXPECT_EQ(entry.publication, "衡陽日報");
  EXPECT_EQ(entry.language, "zh-tw");
  EXPECT_EQ(text_of(entry.published), "2026-11-02T10:00+08:00");
  EXPECT_EQ(links_of(feed).at(0).date, entry.published);
}

TEST(Sitemap, Spec_AnIndexListsSitemaps) {
  const auto feed = read(
      "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
      "<loc>https://news.example/1.xml.gz</loc><lastmod>2026-11-02</lastmod></sitemap>"
      "<sitemap><loc>https://news.example/2.xml</loc></sitemap></sitemapindex>");
  EXPECT_EQ(feed.kind, FeedKind::sitemap_index);
  const auto links = links_of(feed);
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(links[0].url.href(), "https://news.example/1.xml.gz");
  EXPECT_EQ(links[0].kind, LinkKind::feed);
}

TEST(Sitemap, Spec_ATextHasOneUrlALine) {
  const auto feed = read(
      "\xEF\xBB\xBFhttps://news.example/1\r\nhttps://news.example/2\n\n"
      "  https://news.example/\xE8\xA1\xA1  \nhttp://\n");
  EXPECT_EQ(feed.kind, FeedKind::text_sitemap);
  ASSERT_EQ(feed.entries.size(), 3U);
  EXPECT_EQ(feed.entries[2].url.href(), "https://news.example/%E8%A1%A1");
  EXPECT_EQ(feed.dropped, 1U);
}

TEST(Sitemap, House_LocationsThatAreNoWholeUrlAreDropped) {
  const auto feed =
      read(urlset("<url><loc>/a</loc></url><url><loc>news.example/a</loc></url>"
                  "<url><loc>ftp://a/</loc></url><url></url>"
                  "<url><loc>http://other.example/</loc></url>"));
  ASSERT_EQ(feed.entries.size(), 1U);  // another host is the caller's to refuse
  EXPECT_EQ(feed.dropped, 4U);
}

struct SpellingCase {
  const char* name;
  std::string file;
};

class SitemapSpellingTest : public testing::TestWithParam<SpellingCase> {};

TEST_P(SitemapSpellingTest, House_IsReadAllTheSame) {
  const auto feed = read(GetParam().file);
  EXPECT_EQ(feed.kind, FeedKind::sitemap);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url.href(), "https://news.example/a");
}

const std::string one = "<url><loc>https://news.example/a</loc></url>";

INSTANTIATE_TEST_SUITE_P(
    Cases, SitemapSpellingTest,
    testing::Values(
        SpellingCase{"no_namespace", "<urlset>" + one + "</urlset>"},
        SpellingCase{"google", "<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'>" + one +
                                   "</urlset>"},
        SpellingCase{"slip_of_the_pen",
                     "<urlset xmlns='http://www.sitemap.org/schema/0.9'>" + one + "</urlset>"},
        SpellingCase{"https", "<urlset xmlns='https://www.sitemaps.org/schemas/sitemap/0.9/'>" +
                                  one + "</urlset>"},
        SpellingCase{"prefix",
                     "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'><s:url>"
                     "<s:loc>https://news.example/a</s:loc></s:url></s:urlset>"},
        SpellingCase{"cdata",
                     "<urlset><url><loc><![CDATA[https://news.example/a]]></loc></url>"
                     "</urlset>"},
        SpellingCase{"gzip", testing_http::gzip(urlset(one))},
        SpellingCase{"members",
                     testing_http::gzip("<urlset>") + testing_http::gzip(one + "</urlset>")}),
    [](const auto& row) { return row.param.name; });

TEST(Sitemap, House_AGzippedFileIsWholeOrAnError) {
  const std::string file = testing_http::gzip(urlset(one));
  const auto cut = read_feed(std::string_view(file).substr(0, file.size() - 1), here);
  ASSERT_FALSE(cut);
  EXPECT_EQ(cut.error().fault, Fault::decode);
  EXPECT_EQ(cut.error().where, here.href());
}

TEST(Sitemap, House_TheLimitHoldsAfterDecompression) {
  const std::string file = urlset(one + std::string(1 << 20, ' '));
  for (const auto& bytes : {file, testing_http::gzip(file)}) {
    EXPECT_TRUE(read_feed(bytes, here, {}, file.size()));
    const auto feed = read_feed(bytes, here, {}, file.size() - 1);
    ASSERT_FALSE(feed);
    EXPECT_EQ(feed.error().fault, Fault::limit);
  }
}

TEST(Sitemap, Spec_HasFiftyThousandUrlsAtMost) {
  std::string urls, lines;
  for (std::size_t i = 0; i <= entry_limit; ++i) {
    const std::string url = "https://news.example/" + std::to_string(i);
    urls += "<url><loc>" + url + "</loc></url>";
    lines += url + "\n";
  }
  for (const auto& file : {urlset(urls), lines}) {
    const auto feed = read(file);
    EXPECT_EQ(feed.entries.size(), entry_limit);
    EXPECT_FALSE(feed.whole);
  }
}

}  // namespace
}  // namespace newsarc::crawler
