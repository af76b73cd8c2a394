// RSS, Atom and JSON feeds: their entries, dates and links.

#include "crawler/feed.h"

#include <string>
#include <vector>

#include "tests/crawler/feed_reading.h"
#include "tests/http/encode.h"

namespace newsarc::crawler {
namespace {

struct FormatCase {
  const char* name;
  std::string file;
  FeedKind kind;
};

class FeedFormatTest : public testing::TestWithParam<FormatCase> {};

// One entry each: title A, https://news.example/a.html, 2026-11-02T10:00:00+08:00.
TEST_P(FeedFormatTest, Spec_GivesTitleUrlAndDate) {
  const auto feed = read(GetParam().file);
  EXPECT_EQ(feed.kind, GetParam().kind);
  EXPECT_EQ(feed.title, "衡陽新聞");
  EXPECT_TRUE(feed.whole);
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].url.href(), "https://news.example/a.html");
  EXPECT_EQ(feed.entries[0].title, "A");
  EXPECT_EQ(text_of(feed.entries[0].published), "2026-11-02T10:00:00+08:00");
}

INSTANTIATE_TEST_SUITE_P(
    Formats, FeedFormatTest,
    testing::Values(
        FormatCase{"rss_090",
                   "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                   "xmlns='http://my.netscape.com/rdf/simple/0.9/' "
                   "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>衡陽新聞</title>"
                   "</channel><image><title>no</title><link>http://a/</link></image><item>"
                   "<title>A</title><link>https://news.example/a.html</link>"
                   "<dc:date>2026-11-02T10:00:00+08:00</dc:date></item></rdf:RDF>",
                   FeedKind::rss},
        FormatCase{"rss_091",
                   "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' "
                   "'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'>"
                   "<channel><title>衡陽新聞</title><item><title>A</title>"
                   "<link>https://news.example/a.html</link>"
                   "<pubDate>Mon, 02 Nov 2026 10:00:00 +0800</pubDate></item></channel></rss>",
                   FeedKind::rss},
        FormatCase{"rss_092",
                   "<rss version='0.92' xmlns='http://backend.userland.com/rss092'><channel>"
                   "<title>衡陽新聞</title><item><title>A</title>"
                   "<source url='http://other.example/'>S</source>"
                   "<enclosure url='http://other.example/a.mp3' length='1' type='audio/mpeg'/>"
                   "<link>https://news.example/a.html</link>"
                   "<pubDate>Mon, 02 Nov 26 10:00:00 +0800</pubDate></item></channel></rss>",
                   FeedKind::rss},
        FormatCase{"rss_10",
                   "<?xml version='1.0'?>\n<rdf:RDF "
                   "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
                   "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                   "<channel rdf:about='https://news.example/'><title>衡陽新聞</title><items>"
                   "<rdf:Seq><rdf:li resource='https://news.example/a.html'/></rdf:Seq></items>"
                   "</channel><item rdf:about='https://news.example/a.html'><title>A</title>"
                   "<dc:date>2026-11-02T10:00:00+08:00</dc:date></item></rdf:RDF>",
                   FeedKind::rss},
        FormatCase{"rss_20",
                   "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
                   "xmlns:atom='http://www.w3.org/2005/Atom' "
                   "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>衡陽新聞</title>"
                   "<image><url>http://a/x.png</url><title>no</title><link>http://a/</link></image>"
                   "<atom:link href='https://news.example/rss' rel='self'/><item>"
                   "<media:group><media:title>no</media:title></media:group>"
                   "<content:encoded><![CDATA[<title>no</title><a href='http://b/'>]]>"
                   "</content:encoded><title>A</title><link>https://news.example/a.html</link>"
                   "<guid isPermaLink='false'>77</guid>"
                   "<pubDate>Mon, 02 Nov 2026 10:00:00 +0800</pubDate></item></channel></rss>",
                   FeedKind::rss},
        FormatCase{"atom_03",
                   "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>衡陽新聞</title>"
                   "<entry><title mode='escaped' type='text/html'>&lt;b&gt;A&lt;/b&gt;</title>"
                   "<link rel='alternate' type='text/html' href='https://news.example/a.html'/>"
                   "<issued>2026-11-02T10:00:00+08:00</issued>"
                   "<modified>2026-11-03T10:00:00+08:00</modified></entry></feed>",
                   FeedKind::atom},
        FormatCase{"atom_10",
                   atom("<entry><source><title>no</title><link href='http://b/'/></source>"
                        "<title>A</title><link rel='enclosure' href='http://b/'/>"
                        "<link href='/a.html'/><id>tag:x</id>"
                        "<published>2026-11-02T10:00:00+08:00</published>"
                        "<updated>2026-11-03T10:00:00+08:00</updated></entry>"),
                   FeedKind::atom},
        FormatCase{"atom_with_a_prefix",
                   "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>衡陽新聞</a:title>"
                   "<a:entry><a:title>A</a:title><a:link href='/a.html'/>"
                   "<a:published>2026-11-02T10:00:00+08:00</a:published></a:entry></a:feed>",
                   FeedKind::atom}),
    [](const auto& row) { return row.param.name; });

struct ItemCase {
  const char* name;
  std::string item;  // what stands in <item>
  std::string url, title;
};

class RssItemTest : public testing::TestWithParam<ItemCase> {};

TEST_P(RssItemTest, GivesUrlAndTitle) {
  const auto feed = read(rss("<item>" + GetParam().item + "</item>"));
  ASSERT_EQ(feed.entries.size(), GetParam().url.empty() ? 0U : 1U);
  EXPECT_EQ(feed.dropped, GetParam().url.empty() ? 1U : 0U);
  if (feed.entries.empty()) return;
  EXPECT_EQ(feed.entries[0].url.href(), GetParam().url);
  EXPECT_EQ(feed.entries[0].title, GetParam().title);
}

INSTANTIATE_TEST_SUITE_P(
    Spec_, RssItemTest,
    testing::Values(
        ItemCase{"permalink", "<guid>https://news.example/g</guid>", "https://news.example/g", ""},
        ItemCase{"permalink_yields", "<guid>http://b/</guid><link>http://a/</link>", "http://a/",
                 ""},
        ItemCase{"no_permalink", "<guid isPermaLink='false'>http://b/</guid>", "", ""},
        ItemCase{"guid_of_no_url", "<guid>12345</guid>", "", ""},
        ItemCase{"atom_link", "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' href='/a'/>",
                 "https://news.example/a", ""},
        ItemCase{"cdata",
                 "<link><![CDATA[http://a/?x=1&y=2]]></link><title><![CDATA[甲&乙]]></title>",
                 "http://a/?x=1&y=2", "甲&乙"},
        ItemCase{"relative", "<link>\n ../a.html \n</link>", "https://news.example/a.html", ""},
        ItemCase{"base", "<link xml:base='http://b/c/'>d</link>", "http://b/c/d", ""},
        ItemCase{"other_scheme", "<link>ftp://a/</link>", "", ""},
        ItemCase{"no_link", "<title>A</title>", "", ""},
        ItemCase{"empty_link", "<link></link><title>A</title>", "", ""},
        ItemCase{"five_entities",
                 "<link>http://a/</link><title>&lt;X&gt; &amp; &quot;B&apos;</title>", "http://a/",
                 "<X> & \"B'"},
        ItemCase{"numbers", "<link>http://a/</link><title>&#x8861;&#38525;</title>", "http://a/",
                 "衡陽"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    House_, RssItemTest,
    testing::Values(
        ItemCase{"before_the_counter",
                 "<link>http://feedproxy.example/~r/1</link><feedburner:origLink "
                 "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'>"
                 "http://a/1</feedburner:origLink>",
                 "http://a/1", ""},
        ItemCase{"ampersand_alone", "<link>http://a/?x=1&y=2&copy=3</link><title>A & B</title>",
                 "http://a/?x=1&y=2&copy=3", "A & B"},
        ItemCase{"escaped_twice",
                 "<link>http://a/?x=1&amp;amp;y=2</link><title>A &amp;amp; B</title>",
                 "http://a/?x=1&y=2", "A & B"},
        ItemCase{"html_entities", "<link>http://a/</link><title>caf&eacute;&nbsp;&hellip;</title>",
                 "http://a/", "café …"},
        ItemCase{"html_entities_in_cdata",
                 "<link>http://a/</link><title><![CDATA[caf&eacute;&nbsp;&#8212;]]></title>",
                 "http://a/", "café —"},
        ItemCase{"windows_numbers", "<link>http://a/</link><title>it&#146;s</title>", "http://a/",
                 "it’s"},
        ItemCase{"unknown_entity", "<link>http://a/</link><title>A &heng; B</title>", "http://a/",
                 "A &heng; B"},
        ItemCase{"markup_in_cdata",
                 "<link>http://a/</link><title><![CDATA[<p>甲<b>乙</b></p>丙<!-- x --> "
                 "<script>a<b</script>丁]]></title>",
                 "http://a/", "甲乙 丙 丁"},
        ItemCase{"markup_escaped", "<link>http://a/</link><title>&lt;i&gt;A&lt;/i&gt; B</title>",
                 "http://a/", "A B"},
        ItemCase{"markup_bare", "<link>http://a/</link><title>A <b>B</b><br> C</title>",
                 "http://a/", "A B C"},
        ItemCase{"less_than_is_text", "<link>http://a/</link><title>1 < 2, a &lt; b</title>",
                 "http://a/", "1 < 2, a < b"},
        ItemCase{"no_tag_of_html", "<link>http://a/</link><title>vector&lt;int&gt;</title>",
                 "http://a/", "vector<int>"},
        ItemCase{"control_characters", "<link>http://a/\x02</link><title>A\x01\x0B B&#0;</title>",
                 "http://a/", "A B\xEF\xBF\xBD"},
        ItemCase{"unclosed_title", "<title>A<link>http://a/</link><pubDate>x</pubDate>",
                 "http://a/", "A"},
        ItemCase{"unclosed_description",
                 "<description><p>x<br>y<link>http://a/</link><title>A</title>", "", ""},
        ItemCase{"html_in_description",
                 "<title>A</title><description><p>x<br>y</description><link>http://a/</link>",
                 "http://a/", "A"},
        ItemCase{"attribute_without_quotes",
                 "<guid isPermaLink=false>http://b/</guid><link href=http://a/x />", "http://a/x",
                 ""}),
    [](const auto& row) { return row.param.name; });

TEST(Feed, Spec_AtomTitlesAreTextUnlessTheySayHtml) {
  const auto titled = [](const std::string& title) {
    return read(atom("<entry><link href='/a'/>" + title + "</entry>")).entries.at(0).title;
  };
  EXPECT_EQ(titled("<title>&lt;b&gt;A&lt;/b&gt;</title>"), "<b>A</b>");
  EXPECT_EQ(titled("<title type='html'>&lt;b&gt;A&lt;/b&gt; &amp;amp; B</title>"), "A & B");
  EXPECT_EQ(titled("<title type='text/plain' mode='escaped'>&lt;b&gt;</title>"), "<b>");
  EXPECT_EQ(titled("<title type='html'><![CDATA[<b>A</b> &amp; B]]></title>"), "A & B");
  EXPECT_EQ(titled("<title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>B</b> "
                   "&lt;c&gt;</div></title>"),
            "A B <c>");
}

TEST(Feed, Spec_AtomLinksAreChosenByRelationAndBase) {
  const auto linked = [](const std::string& links) {
    const auto feed = read(atom("<entry xml:base='/b/'><id>http://a/id</id>" + links + "</entry>"));
    return feed.entries.at(0).url.href();
  };
  EXPECT_EQ(linked("<link href='c'/>"), "https://news.example/b/c");
  EXPECT_EQ(linked("<link rel='self' href='c'/><link rel='alternate' href='d'/>"),
            "https://news.example/b/d");
  EXPECT_EQ(linked("<link type='application/pdf' href='c'/><link type='text/html' href='d'/>"),
            "https://news.example/b/d");
  EXPECT_EQ(linked("<link rel='edit' href='c'/>"), "http://a/id");
  EXPECT_EQ(linked("<link rel=' ALTERNATE ' href='c'/>"), "https://news.example/b/c");
  EXPECT_EQ(linked("<link rel='http://www.iana.org/assignments/relation/alternate' href='c'/>"),
            "https://news.example/b/c");
  EXPECT_EQ(linked("<link xml:base='e/' href='f'/>"), "https://news.example/b/e/f");
}

TEST(Feed, Spec_AmpersandsInAttributesAreWhatTheySay) {
  const auto linked = [](const std::string& href) {
    return read(atom("<entry><link href='" + href + "'/></entry>")).entries.at(0).url.href();
  };
  for (const auto* href : {"/?a=1&amp;b=2", "/?a=1&#38;b=2", "/?a=1&#x26;b=2", "/?a=1&b=2"})
    EXPECT_EQ(linked(href), "https://news.example/?a=1&b=2") << href;
  const auto about = read(
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://news.example/?a=1&amp;b=2'>"
      "<title>A</title></item></rdf:RDF>");
  EXPECT_EQ(about.entries.at(0).url.href(), "https://news.example/?a=1&b=2");
  const auto paged = read(atom("<link rel='next' href='/?p=2&amp;q=1'/>"));
  ASSERT_TRUE(paged.next_page);
  EXPECT_EQ(paged.next_page->href(), "https://news.example/?p=2&q=1");
}

TEST(Feed, House_WithoutAnAddressRelativeEntriesAreDropped) {
  const auto feed = read_feed(
      rss("<item><link>a.html</link></item><item><link>http://a/b</link></item>"), std::nullopt);
  ASSERT_TRUE(feed);
  EXPECT_EQ(feed->dropped, 1U);
  ASSERT_EQ(feed->entries.size(), 1U);
  EXPECT_EQ(feed->entries[0].url.href(), "http://a/b");
}

TEST(Feed, Spec_ReadsLanguageAuthorsAndModification) {
  const auto feed = read(atom(
      "<author><name>feed's</name></author><entry><link href='/a'/><author><name>張三</name>"
      "<uri>http://a/</uri></author><author><name>李四</name></author>"
      "<contributor><name>no</name></contributor><source><author><name>no</name></author></source>"
      "<updated>2026-11-03</updated></entry>"));
  EXPECT_EQ(feed.language, "zh-TW");
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].authors, (std::vector<std::string>{"張三", "李四"}));
  EXPECT_EQ(text_of(feed.entries[0].modified), "2026-11-03");
  EXPECT_EQ(text_of(feed.entries[0].published), "none");
  const auto second = read(
      rss("<language>zh-cn</language><item xmlns:dc='http://purl.org/dc/elements/1.1/'>"
          "<link>http://a/</link><author>a@b.example (王五)</author><dc:creator>趙六</dc:creator>"
          "<author>a@b.example</author></item>"));
  EXPECT_EQ(second.language, "zh-cn");
  EXPECT_EQ(second.entries.at(0).authors, (std::vector<std::string>{"王五", "趙六"}));
}

TEST(Feed, Spec_PagedFeedsNameTheirNextPage) {
  EXPECT_EQ(read(atom("<link rel='next' href='?page=2'/>")).next_page.value().href(),
            "https://news.example/rss/all.xml?page=2");
  EXPECT_EQ(read(rss("<a:link xmlns:a='http://www.w3.org/2005/Atom' rel='next' href='/2'/>"))
                .next_page.value()
                .href(),
            "https://news.example/2");
  EXPECT_EQ(read(atom("<link rel='prev' href='?page=2'/>")).next_page, std::nullopt);
}

TEST(Feed, House_UndeclaredPrefixesMeanWhatTheyUsuallyDo) {
  const auto feed =
      read(rss("<item><link>http://a/</link><media:title>no</media:title>"
               "<dc:creator>張三</dc:creator><dc:date>2026-11-02</dc:date></item>"));
  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "");
  EXPECT_EQ(feed.entries[0].authors, std::vector<std::string>{"張三"});
  EXPECT_EQ(text_of(feed.entries[0].published), "2026-11-02");
}

TEST(Feed, House_CstOfAChineseFeedIsChinas) {
  const std::string item =
      "<item><link>http://a/</link><pubDate>Mon, 02 Nov 2026 10:00:00 CST</pubDate></item>";
  const auto dated = [](const Feed& feed) { return text_of(feed.entries.at(0).published); };
  EXPECT_EQ(dated(read("<rss><channel><title>News</title>" + item)), "2026-11-02T10:00:00-06:00");
  EXPECT_EQ(dated(read("<rss><channel><language>en-us</language>" + item + "<title>衡陽</title>")),
            "2026-11-02T10:00:00+08:00");
  EXPECT_EQ(dated(read("<rss><channel><language>zh-cn</language>" + item)),
            "2026-11-02T10:00:00+08:00");
}

TEST(Feed, House_BecomesLinksThatTheCrawlTakes) {
  const auto feed =
      read(atom("<link rel='next' href='?p=2'/><entry><title>A</title>"
                "<link href='/a'/><published>2026-11-02</published></entry>"
                "<entry><link href='/b'/><updated>2026-11-02</updated></entry>"));
  const auto links = links_of(feed);
  ASSERT_EQ(links.size(), 3U);
  EXPECT_EQ(links[0], (Link{url::parse("https://news.example/a").value(), LinkKind::article, "A",
                            stated(2026, 11, 2)}));
  EXPECT_EQ(links[1].date, std::nullopt);
  EXPECT_EQ(links[2].kind, LinkKind::feed);
}

}  // namespace
}  // namespace newsarc::crawler
