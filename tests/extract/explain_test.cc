#include "extract/explain.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extract/element_path.h"
#include "extract/parse.h"
#include "extract/select.h"
#include "extract/suggest.h"
#include "tests/extract/pages.h"

namespace newsarc::extract {
namespace {

constexpr auto prose =
    "<p>市水務公司昨日召開會議，部署防汛準備工作，各單位負責人參加了會議，並就物資儲備提出了意見。<"
    "/p>"
    "<p>會議要求各單位提高認識，壓實責任，確保各項工作按期完成，有關情況將及時向社會公布。</p>"
    "<p>據介紹，該項目總投資三億二千萬元，預計明年六月完工，屆時將惠及十二萬居民。</p>";

std::string article_page(const std::string& id, const std::string& title) {
  return "<html lang=zh><head><title>" + title +
         "_臨江新聞</title><meta property='og:title' content='" + title +
         "'></head><body><div class=top><h2>臨江新聞</h2></div><div id=main><h1 class=bt>" + title +
         "</h1><div class=sj>2020-10-13 13:25:26 來源：臨江日報</div><div class='nr a" + id + "'>" +
         prose +
         "<p>（記者 易成章）</p></div><ul class=related-news><li>記者 呂鎂妍 "
         "2019-01-02</li></ul></div>"
         "</body></html>";
}

Explanation explain(const Page& page) {
  return Extractor::create(plain_site("test")).value().explain(page);
}

const FieldExplanation& field(const Explanation& explanation, std::string_view name) {
  const auto found = std::ranges::find(explanation.fields, name, &FieldExplanation::field);
  EXPECT_NE(found, explanation.fields.end()) << name;
  return *found;
}

TEST(Explain, ReadsAsReadDoes) {
  const auto page = page_of(article_page("1234", "水務公司部署防汛準備工作"));
  EXPECT_EQ(explain(page).reading, read(page));
}

TEST(Explain, SaysWhereAFieldWasFoundAndByWhichRule) {
  const auto explanation = explain(page_of(article_page("1", "水務公司部署防汛準備工作")));
  EXPECT_EQ(explanation.kind, PageKind::article);
  EXPECT_EQ(explanation.why, "running text");
  const auto& title = field(explanation, "title");
  ASSERT_TRUE(title.chosen);
  EXPECT_EQ(title.chosen->path, "div#main > h1.bt");
  EXPECT_EQ(title.chosen->selector, ".bt");
  EXPECT_TRUE(title.chosen->score);
  EXPECT_EQ(field(explanation, "published").chosen->path, "div#main > div.sj");
  EXPECT_EQ(field(explanation, "body").chosen->path, "div#main > div.nr.a1");
}

TEST(Explain, TellsTheRunnersUp) {
  const auto explanation = explain(page_of(article_page("1", "水務公司部署防汛準備工作")));
  const auto& others = field(explanation, "title").others;
  const auto og = std::ranges::find(others, "og:title", &Candidate::rule);
  ASSERT_NE(og, others.end());
  EXPECT_EQ(og->path, "meta[property='og:title']");
  const auto& credits = field(explanation, "credits");
  EXPECT_EQ(credits.chosen->value, "記者 易成章");
  const auto other = std::ranges::find(credits.others, "記者 呂鎂妍", &Candidate::value);
  ASSERT_NE(other, credits.others.end());
  EXPECT_EQ(other->rule, "labelled names, among other articles' lines");
  EXPECT_EQ(other->path, "div#main > ul.related-news > li");
}

TEST(Explain, HasNoFieldsOfAPageThatCannotBeParsed) {
  const auto explanation = explain(page_of("%PDF-1.4"));
  EXPECT_EQ(explanation.kind, PageKind::unparsed);
  EXPECT_EQ(explanation.why, "the page is no text");
  EXPECT_TRUE(explanation.fields.empty());
}

TEST(Explain, SaysWhatEnclosesTheLinksOfAList) {
  std::string list = "<html><body><div class=nav><a href=/a/>甲</a></div><ul class=list>";
  for (int i = 0; i < 12; ++i) {
    const auto number = std::to_string(1000 + i);
    list += "<li><a href='/news/" + number + ".html'>水務公司部署防汛準備工作第" + number +
            "號</a> 2020-10-13</li>";
  }
  const auto page = page_of(list + "</ul></body></html>", "http://news.example/list/");
  const auto explanation = explain(page);
  EXPECT_EQ(explanation.kind, PageKind::list);
  ASSERT_FALSE(explanation.link_groups.empty());
  EXPECT_EQ(explanation.link_groups.front(), (LinkGroup{LinkKind::article, 12, ".list a"}));
  const auto suggestions = suggest_links(plain_site("test"), {page, explanation});
  ASSERT_FALSE(suggestions.empty());
  EXPECT_EQ(suggestions.front().key, "article");
  EXPECT_EQ(suggestions.front().selector, ".list a");
}

TEST(Suggest, OffersSelectorsThatHoldOnAllPagesAndReadTheSame) {
  std::vector<Explained> pages;
  for (const auto* id : {"1234", "5678"}) {
    const auto page = page_of(article_page(id, "水務公司部署防汛準備工作" + std::string(id)));
    pages.push_back({page, explain(page)});
  }
  const auto suggestions = suggest_fields(plain_site("test"), pages);
  const auto title = std::ranges::find(suggestions, "title", &Suggestion::key);
  ASSERT_NE(title, suggestions.end());
  EXPECT_EQ(title->selector, ".bt");
  EXPECT_FALSE(title->doubted);
  const auto body = std::ranges::find(suggestions, "body", &Suggestion::key);
  ASSERT_NE(body, suggestions.end());
  EXPECT_EQ(body->selector, ".nr");  // not .a1234, which the other page has not
}

TEST(Suggest, LeavesAloneWhatTheProfileRules) {
  Site site = plain_site("test");
  site.extract.title = {{"h1"}, std::nullopt, false};
  const auto page = page_of(article_page("1", "水務公司部署防汛準備工作"));
  const auto extractor = Extractor::create(site).value();
  const std::vector<Explained> pages{{page, extractor.explain(page)}};
  EXPECT_EQ(field(pages[0].explanation, "title").chosen->rule, "site profile");
  for (const auto& each : suggest_fields(site, pages)) EXPECT_NE(each.key, "title");
}

TEST(Suggest, DoubtsATitleWithARival) {
  const auto page = page_of(
      "<html><head><title>甲城防汛會議召開</title><meta property='og:title' "
      "content='乙城道路工程完工'></head><body><h1 class=a>甲城防汛會議召開</h1>"
      "<h1 class=b>乙城道路工程完工</h1><div>" +
      std::string(prose) + "</div></body></html>");
  const std::vector<Explained> pages{{page, explain(page)}};
  const auto suggestions = suggest_fields(plain_site("test"), pages);
  const auto title = std::ranges::find(suggestions, "title", &Suggestion::key);
  ASSERT_NE(title, suggestions.end());
  EXPECT_TRUE(title->doubted) << title->why;
}

TEST(Explain, SaysWhereThePeopleAndTheOutletStand) {
  const auto chinese = explain(page_of(article_page("1", "水務公司部署防汛準備工作")));
  EXPECT_EQ(field(chinese, "credits").chosen->path, "div#main > div.nr.a1 > p:nth-child(4)");
  EXPECT_EQ(field(chinese, "source").chosen->path, "div#main > div.sj");
  const std::string html =
      "<h1>Last ferry leaves</h1><p class=who>By Jane Roe</p><div><p>The old ferry between the two "
      "banks of the Lira made its last crossing on Sunday evening, with lanterns.</p><p>Hundreds "
      "of "
      "people, many of them with flags, had come to the pier to see it leave.</p></div>";
  EXPECT_EQ(field(explain(page_of(html)), "bylines").chosen->path, "html > body > p.who");
}

// Each place is looked up by a walk over the page: 20,000 walks took five seconds.
TEST(Explain, EqualDatesOfOneElementAreOneCandidate) {
  std::string dates;
  for (int i = 0; i < 20'000; ++i) dates += "2024-01-02 10:00<br>";
  std::string html = article_page("1", "水務公司部署防汛準備工作");
  html.insert(html.find("</body>"), dates);
  const auto explanation = explain(page_of(html));
  const auto& others = field(explanation, "published").others;
  EXPECT_EQ(std::ranges::count(others, "2024-01-02T10:00", &Candidate::value), 1);
}

// Whatever a page calls its elements, a path is a selector that leads to the element.
TEST(ElementPath, IsASelectorWhoseFirstMatchIsTheElement) {
  const auto document =
      parse_html(
          "<html><body class='a:b w-1/2'><div id='1x'><p>x<p class=c>y<p class=c>z</div>"
          "<div id=d><span>1</span><span>2</span><b class='k &quot;q'>3</b></div>"
          "<div id=d><i>twice the id</i></div><table><tr><td>4<td>5</table></body></html>")
          .value();
  int elements = 0;
  for (NodeId id = 0; id < document.size(); ++id) {
    if (!document.is_element(id)) continue;
    ++elements;
    const auto path = element_path(document, id);
    const auto selector = Selector::parse(path);
    ASSERT_TRUE(selector) << path;
    const auto found = selector->all(document);
    ASSERT_FALSE(found.empty()) << path;
    EXPECT_EQ(found.front(), id) << path;
    const auto steady = steady_selector(document, id);
    if (steady.empty()) continue;
    EXPECT_EQ(Selector::parse(steady)->all(document), std::vector<NodeId>{id}) << steady;
  }
  EXPECT_GT(elements, 15);
}

TEST(ElementPath, NamesNothingThatIsNumbered) {
  const auto document =
      parse_html("<html><body><div id=post-12345><div class='css-1x82k3 text'>x</div></div></body>")
          .value();
  const auto id = Selector::parse(".text")->all(document).front();
  EXPECT_EQ(steady_selector(document, id), ".text");
  EXPECT_EQ(steady_selector(document, document[id].parent), "");
}

}  // namespace
}  // namespace newsarc::extract
