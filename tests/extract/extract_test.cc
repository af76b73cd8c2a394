#include "extract/extract.h"

#include <gtest/gtest.h>

#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

const std::string article =
    "<html lang=zh-CN><head><title>江城大桥通车</title></head><body><div "
    "class=t1>大桥，通车了</div><div class=when>上线 2020/10/13 13:25</div>"
    "<div "
    "class=text><p>江城大桥昨日正式通车，两岸市民步行过桥，见证这座城市新的地标投入使用。</p><p "
    "class=ad>广告：买房请找江城地产，电话畅通，随时恭候。</p></div>"
    "<div class=who>林小雨 撰文：高远</div><div class=from>江城晚报</div><div "
    "class=crumb2>要闻</div></body></html>";

TEST(ExtractorTest, NamesItselfByCodeAndRules) {
  const Extractor plain = Extractor::create(plain_site("a")).value();
  Site site = plain_site("b");
  EXPECT_EQ(Extractor::create(site).value().name(), plain.name());
  site.fingerprint = "abc";
  EXPECT_NE(Extractor::create(site).value().name(), plain.name());
  Options options;
  options.keep_glosses = true;
  EXPECT_NE(Extractor::create(plain_site("a"), options).value().name(), plain.name());
  EXPECT_EQ(read(article).extractor, plain.name());
}

TEST(ExtractorTest, AProfilesRulesComeFirst) {
  Site site = plain_site("test");
  site.timezone = "Asia/Shanghai";
  site.extract.title.selectors = {".none", ".t1"};
  site.extract.published.near = "上线";
  site.extract.body.selectors = {".text"};
  site.extract.credits.selectors = {".who"};
  site.extract.source.selectors = {".from"};
  site.extract.section.selectors = {".crumb2"};
  site.extract.remove = {".ad"};
  const Reading reading = read(page_of(article), site);
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->title, "大桥，通车了");
  EXPECT_EQ(to_text(*reading.article->published), "2020-10-13T13:25+08:00");
  EXPECT_EQ(reading.article->paragraphs,
            (std::vector<std::string>{
                "江城大桥昨日正式通车，两岸市民步行过桥，见证这座城市新的地标投入使用。"}));
  EXPECT_EQ(reading.article->credits, (std::vector<Credit>{{Role::author, "撰文", "高远"}}));
  EXPECT_EQ(reading.article->source, "江城晚报");
  EXPECT_EQ(reading.article->section, "要闻");
  EXPECT_EQ(reading.article->language, "zh-CN");
  for (const Evidence& evidence : reading.evidence)
    EXPECT_EQ(evidence.rule, "site profile") << evidence.field;
}

TEST(ExtractorTest, RefusesAProfileThatCannotBeUnderstood) {
  Site site = plain_site("test");
  site.extract.body.selectors = {"div[class"};
  const auto selector = Extractor::create(site);
  ASSERT_FALSE(selector);
  EXPECT_EQ(selector.error().fault, Fault::config);
  EXPECT_NE(selector.error().what.find("column 10"), std::string::npos) << selector.error().what;
  site = plain_site("test");
  site.timezone = "Asia/Nowhere";
  const auto zone = Extractor::create(site);
  ASSERT_FALSE(zone);
  EXPECT_EQ(zone.error().fault, Fault::config);
}

TEST(ExtractorTest, SaysWhyAPageIsUnparsed) {
  Page unknown = page_of(article);
  unknown.header = "HTTP/1.1 200 OK\r\nContent-Encoding: rot13\r\n\r\n";
  const Reading coded = read(unknown);
  EXPECT_EQ(coded.kind, PageKind::unparsed);
  ASSERT_TRUE(coded.error);
  EXPECT_EQ(coded.error->fault, Fault::decode);
  EXPECT_EQ(coded.error->where, "http://news.example/a/1.html");

  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "<div>";
  const Reading nested = read(deep + article);
  EXPECT_EQ(nested.kind, PageKind::unparsed);
  EXPECT_EQ(nested.error->fault, Fault::limit);

  Options options;
  options.max_bytes = 100;
  const Reading big = read(page_of(article), plain_site("test"), options);
  EXPECT_EQ(big.kind, PageKind::unparsed);
  EXPECT_EQ(big.error->fault, Fault::limit);
}

TEST(ExtractorTest, ReadsUtf16WithoutAByteOrderMarkThatTheHeaderNames) {
  std::u16string wide;
  for (const char c : std::string("<title>On tides</title><h1>On tides</h1><p>They came.</p>"))
    wide += static_cast<char16_t>(c);
  Page page = page_of(article);
  page.body.clear();
  for (const char16_t unit : wide) page.body += {static_cast<char>(unit), '\0'};
  page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-16le\r\n\r\n";
  const Reading wide_page = read(page);
  EXPECT_NE(wide_page.kind, PageKind::unparsed);
  EXPECT_EQ(wide_page.decoding.charset, "utf-16le");
  page.header = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
  EXPECT_EQ(read(page).kind, PageKind::unparsed);
}

TEST(ExtractorTest, ComposesTextAndLeavesAddressesAsTheyAre) {
  const Reading reading = read(
      "<title>Cafe\u0301 \uF9D1</title><h1>Cafe\u0301 \uF9D1</h1><p>2020-10-13 13:25</p>"
      "<p>Cafe\u0301, cafe&#x301; und <a href='/cafe\u0301'>Cafe\u0301</a> waren gestern den "
      "ganzen "
      "Tag offen, und viele kamen.</p>");
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->title, "Café 六");
  EXPECT_TRUE(reading.article->paragraphs.front().starts_with("Café, café und Café"));
  ASSERT_EQ(reading.links.size(), 1);
  EXPECT_EQ(reading.links.front().url.path(), "/cafe%CC%81");
}

TEST(ExtractorTest, DropsGlossesThatAreWrittenInPieces) {
  const std::string whole =
      "創(chuàng)新發(fā)展,領(lǐng)導(dǎo)同志實(shí)地調研,推動創(chuàng)業。";
  const auto page = [&](std::string text) {
    return "<h1>大會</h1><p>2020-10-13 13:25</p><p>" + text + text + "</p>";
  };
  const Reading composed = read(page(whole));
  std::string pieces = whole;
  for (const auto& [letter, written] :
       {std::pair("à", "a\u0300"), std::pair("ā", "a\u0304"), std::pair("ǐ", "i\u030C"),
        std::pair("ǎ", "a\u030C"), std::pair("í", "i\u0301")}) {
    for (auto at = pieces.find(letter); at != std::string::npos; at = pieces.find(letter))
      pieces.replace(at, std::string_view(letter).size(), written);
  }
  const Reading read_pieces = read(page(pieces));
  ASSERT_TRUE(composed.article && read_pieces.article);
  EXPECT_EQ(read_pieces.article->paragraphs, composed.article->paragraphs);
  EXPECT_EQ(composed.article->paragraphs.front().find('('), std::string::npos);
}

TEST(ExtractorTest, ToldNotModifiedLooksNoFurther) {
  Page page = page_of(article);
  page.status = 304;
  const Reading reading = read(page);
  EXPECT_EQ(reading.kind, PageKind::not_modified);
  EXPECT_FALSE(reading.article);
  EXPECT_FALSE(reading.error);
}

TEST(ExtractorTest, HearsNoarchiveInMetaAndHeader) {
  EXPECT_FALSE(read(article).noarchive);
  EXPECT_TRUE(read("<meta name=ROBOTS content='index, NoArchive'>" + article).noarchive);
  Page page = page_of(article);
  page.header = "HTTP/1.1 200 OK\r\nX-Robots-Tag: noindex, noarchive\r\n\r\n";
  EXPECT_TRUE(read(page).noarchive);
}

std::string glossed(std::string_view text) {
  return "<title>創(chuàng)新之城</title><h1>創(chuàng)新之城</h1><p>發(fā)布: 2020-10-13 "
         "13:25</p><div>" +
         std::string(text) +
         "<p>今年,本市的建設(shè)、領(lǐng)導(dǎo)、學(xué)習(xí)與質(zhì)量標(biāo)準(zhǔn)"
         "都有進步,市民滿意。</p></div>";
}

TEST(ExtractorTest, DropsGlossesOnceThePageIsKnownToBeGlossed) {
  const Reading reading =
      read(glossed("<p>創(<b>chuàng</b>)新,從這里開始,人人都能參加,大家一起努力吧。</p>"));
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->title, "創新之城");
  EXPECT_EQ(reading.article->paragraphs.front(), "創新,從這里開始,人人都能參加,大家一起努力吧。");
  EXPECT_EQ(to_text(*reading.article->published), "2020-10-13T13:25");
  EXPECT_GE(reading.glosses, 8u);
}

TEST(ExtractorTest, KeepsGlossesWhereAsked) {
  Options options;
  options.keep_glosses = true;
  const Reading reading = read(page_of(glossed("")), plain_site("test"), options);
  ASSERT_TRUE(reading.article);
  EXPECT_EQ(reading.article->title, "創(chuàng)新之城");
  EXPECT_EQ(reading.glosses, 0u);
}

TEST(ExtractorTest, EndsInBoundedTimeOnTextMadeToBlowUp) {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "字";
  std::string dates;
  for (int i = 0; i < 40'000; ++i) dates += "2020-";
  const Reading reading =
      read("<h1>江城大桥通车</h1><p>发布：2020-10-13</p><p>" + text + "。</p><p>" + dates +
           "</p><p>" + std::string(100'000, '(') + "</p><p>" + std::string(200'000, ' ') + "x</p>");
  EXPECT_EQ(reading.kind, PageKind::article);
}

}  // namespace
}  // namespace newsarc::extract
