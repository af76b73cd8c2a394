// Which files are feeds, and of which kind.

#include <gtest/gtest.h>

#include <string>

#include "crawler/feed.h"
#include "tests/http/encode.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

const Url here = url::parse("https://news.example/rss/all.xml").value();

struct KindCase {
  const char* name;
  std::string_view bytes;
  std::optional<FeedKind> kind;
};

class FeedKindTest : public testing::TestWithParam<KindCase> {};

TEST_P(FeedKindTest, IsToldByTheFirstTag) {
  const std::string bytes(GetParam().bytes);
  for (const auto& file : {bytes, testing_http::gzip(bytes)}) {
    const auto feed = read_feed(file, here);
    ASSERT_EQ(feed.has_value(), GetParam().kind.has_value());
    if (feed) {
      EXPECT_EQ(feed->kind, *GetParam().kind);
    } else {
      EXPECT_EQ(feed.error().fault, Fault::parse);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    House_, FeedKindTest,
    testing::Values(
        KindCase{"rss", "<!-- x --><rss version='2.0'/>", FeedKind::rss},
        KindCase{"rss_with_a_doctype", "<!DOCTYPE rss [<!ENTITY a '>'>]><rss/>", FeedKind::rss},
        KindCase{"stylesheet", "<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><rss/>",
                 FeedKind::rss},
        KindCase{"atom_without_a_namespace", "<feed></feed>", FeedKind::atom},
        KindCase{"sitemap", "\xEF\xBB\xBF<urlset>", FeedKind::sitemap},
        KindCase{"index", "<sitemapindex xmlns='x'>", FeedKind::sitemap_index},
        KindCase{"urls", "https://a.example/1\r\n\r\nhttps://a.example/2\r\n",
                 FeedKind::text_sitemap},
        KindCase{"html", "<!DOCTYPE html><html><body><rss>", std::nullopt},
        KindCase{"xhtml", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>",
                 std::nullopt},
        KindCase{"other_feed", "<feed xmlns='http://example.com/animals'/>", std::nullopt},
        KindCase{"other_rdf", "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
                 std::nullopt},
        KindCase{"svg", "<?xml version='1.0'?><svg/>", std::nullopt},
        KindCase{"text", "https://a.example/1 is a URL", std::nullopt},
        KindCase{"json", "{\"version\":\"https://jsonfeed.org/version/1\"}", std::nullopt},
        KindCase{"blank", " \n", std::nullopt}, KindCase{"empty", "", std::nullopt}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace newsarc::crawler
