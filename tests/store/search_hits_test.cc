// What a search finds, counts and in which order.

#include <sqlite3.h>

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

class House_SearchHits : public SiteOnPaper {
 protected:
  Found found(const std::string& words, const SearchFilter& filter = {}) const {
    const auto found = Reader::open(file_)->search(words, filter);
    EXPECT_TRUE(found) << found.error().what;
    return found.value_or(Found{});
  }

  static SearchFilter limited_to(std::int64_t limit) {
    SearchFilter filter;
    filter.limit = limit;
    return filter;
  }

  Rows titles(const std::string& words, const SearchFilter& filter = {}) const {
    Rows titles;
    for (const auto& hit : found(words, filter).hits) titles.push_back(hit.title);
    return titles;
  }

  void publish_dated(const std::string& name, const std::string& date, const std::string& text) {
    Article article = story(name, text);
    article.published = date.empty() ? std::nullopt : stated_from_text(date);
    publish(name, article);
  }
};

TEST_F(House_SearchHits, AreOfAPhraseAsItWasTypedInEitherScript) {
  publish("a", story("甲", "在創新衡陽大會上。"));
  publish("b", story("乙", "坚持创新，衡阳大步向前。"));
  publish("c", story("丙", "创新衡阳，再次出发。"));
  crawl();
  for (const auto* words : {"创新衡阳", "創新衡陽", "“创新衡阳”"}) {
    EXPECT_EQ(found(words).total, 2) << words;
    EXPECT_EQ(found(words, limited_to(0)).total, 2) << words;
    EXPECT_EQ(found(words).hits.size(), 2U) << words;
  }
  EXPECT_EQ(titles("创新，衡阳"), Rows{"乙"});
  EXPECT_EQ(found("创新 衡阳").total, 3);
  EXPECT_EQ(titles("创新 -创新衡阳"), Rows{"乙"});
  EXPECT_EQ(found("大会 OR 大步").total, 2);
}

TEST_F(House_SearchHits, AreCountedByFacetAsTheyAreFound) {
  publish("a", story("甲", "创新衡阳。"));
  publish("b", story("乙", "创新，衡阳。"));
  crawl();
  const auto facets = Reader::open(file_)->count_finds("创新衡阳", {}, Facet::site);
  ASSERT_TRUE(facets);
  EXPECT_EQ(facets->total, 1);
  EXPECT_EQ(facets->counts, (std::vector<Facets::Count>{{site_.key, 1}}));
}

TEST_F(House_SearchHits, CrossNoNamesAndNoFields) {
  Article article = story("创新大会", "衡阳日报讯。");
  article.credits = {{Role::reporter, "记者", "易成章"}, {Role::reporter, "记者", "吕镁妍"}};
  publish("a", article);
  crawl();
  EXPECT_EQ(found("author:呂鎂妍").total, 1);
  EXPECT_EQ(found("易成章 吕镁妍").total, 1);
  EXPECT_EQ(found("成章吕镁").total, 0);
  EXPECT_EQ(found("大会衡阳").total, 0);
}

TEST_F(House_SearchHits, StandNewestFirstWhenAsked) {
  publish_dated("old", "2026-01-02", "创新创新创新。");
  publish_dated("noon", "2026-01-03T12:00", "关于创新的一篇长一些的文章。");
  publish_dated("evening", "2026-01-03T20:00", "关于创新的一篇长一些的文章，又长了一些。");
  publish_dated("undated", "", "创新。");
  publish_dated("day", "2026-01-03", "又一篇创新。");
  crawl();
  const auto seen = sql("SELECT substr(first_seen, 1, 10) FROM articles WHERE title = 'undated'");
  ASSERT_EQ(seen.size(), 1U);
  Rows wanted{"evening", "noon", "day", "old"};
  wanted.insert(seen[0] > "2026-01-03" ? wanted.begin() : wanted.end(), "undated");
  SearchFilter newest;
  newest.order = SearchOrder::newest;
  EXPECT_EQ(titles("创新", newest), wanted);
  EXPECT_NE(titles("创新"), wanted);
  newest.limit = 1;
  EXPECT_EQ(titles("创新", newest), Rows{wanted.front()});
}

// What FTS5 makes of an expression is FTS5's to say: nothing typed may be an error there.
TEST_F(House_SearchHits, ComeOfWhateverIsTyped) {
  publish("a", story("甲", "a b c"));
  crawl();
  std::string many_words, many_alternatives, many_exclusions = "a";
  for (int i = 0; i < 1300; ++i) {
    const std::string word(1, static_cast<char>('a' + i % 3));
    many_words += word + ' ';
    if (many_alternatives.size() < 4000) many_alternatives += "x OR ";
    many_exclusions += i % 2 == 0 ? " -z" : "";
  }
  for (const std::string& words :
       {std::string("a\"b"), std::string("a*"), std::string("^a (b"), std::string("NEAR(a b, 2)"),
        std::string("{title body}: a"), std::string("title : a"), std::string("a + b"),
        std::string("a AND"), std::string("- a"), std::string("a\\'; DROP TABLE search"),
        std::string("search:a"), std::string("rank:a"), std::string("\xff\xfe a"), many_words,
        many_alternatives + "a", many_exclusions}) {
    const auto result = Reader::open(file_)->search(words, {});
    EXPECT_TRUE(result) << words.substr(0, 60) << ": " << result.error().what;
  }
}

TEST_F(House_SearchHits, AreCountedBySectionAndSource) {
  const auto with = [](Article article, const std::string& section, const std::string& source) {
    article.section = section.empty() ? std::nullopt : std::optional(section);
    article.source = source.empty() ? std::nullopt : std::optional(source);
    return article;
  };
  publish("a", with(story("甲", "创新。"), "要闻", "衡阳日报"));
  publish("b", with(story("乙", "创新。"), "要闻", ""));
  publish("c", with(story("丙", "创新。"), "", "衡阳日报"));
  crawl();
  using Counts = std::vector<Facets::Count>;
  const auto counts = [&](Facet facet) {
    return Reader::open(file_)->count_finds("创新", {}, facet)->counts;
  };
  EXPECT_EQ(counts(Facet::section), (Counts{{"要闻", 2}, {std::nullopt, 1}}));
  EXPECT_EQ(counts(Facet::source), (Counts{{"衡阳日报", 2}, {std::nullopt, 1}}));
}

// More finds than are all looked at.
class House_ManyHits : public House_SearchHits {
 protected:
  static constexpr int articles = 1100;

  House_ManyHits() {
    for (int i = 0; i < articles; ++i) {
      const auto name = std::to_string(i);
      const auto day = std::to_string(10 + i * 7 % 18);
      const auto hour = std::to_string(10 + i % 13);
      const std::string text = i % 3 == 0 ? "坚持创新，衡阳大步向前。" : "创新衡阳，再次出发。";
      if (i % 10 == 0)
        publish_dated(name, "", text);
      else if (i % 2 == 0)
        publish_dated(name, "2026-01-" + day, text);
      else
        publish_dated(name, "2025-12-" + day + "T" + hour + ":00", text);
    }
    crawl();
  }

  // The slow, obvious way.
  Rows newest(const std::string& words, int limit) const {
    return sql("SELECT title FROM articles WHERE instr(body, '" + words +
               "') > 0 ORDER BY coalesce(published_date, substr(first_seen, 1, 10)) DESC, "
               "published DESC, article_id DESC LIMIT " +
               std::to_string(limit));
  }
};

TEST_F(House_ManyHits, StandNewestFirstAsFewDo) {
  auto filter = limited_to(150);
  filter.order = SearchOrder::newest;
  EXPECT_EQ(titles("创新衡阳", filter), newest("创新衡阳", 150));
  EXPECT_EQ(titles("创新", filter), newest("创新", 150));
}

// A page may be taken for one article's first and for another's later: the reading of it is of
// both.
TEST_F(House_ManyHits, OfTwoArticlesThatShowOneReadingAreBothShown) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &connection), SQLITE_OK);
  sqlite3_exec(connection,
               "UPDATE version SET current_reading_id = (SELECT current_reading_id FROM version "
               "WHERE article_id = 2) WHERE article_id IN (5, 11)",
               nullptr, nullptr, nullptr);
  ASSERT_EQ(sqlite3_changes(connection), 2);
  sqlite3_close(connection);
  auto filter = limited_to(articles);
  filter.order = SearchOrder::newest;
  EXPECT_EQ(titles("创新衡阳", filter), newest("创新衡阳", articles));
}

TEST_F(House_ManyHits, HaveATotalThatIsExactOrSaysThatItIsNot) {
  constexpr int crossing = (articles + 2) / 3;
  const auto shown = found("创新衡阳");
  EXPECT_FALSE(shown.is_exact);
  EXPECT_GE(shown.total, articles - crossing);
  EXPECT_LE(shown.total, articles);
  EXPECT_EQ(shown.hits.size(), 20U);
  for (const auto& hit : shown.hits)
    EXPECT_NE(hit.snippet.find("[创新衡阳]"), std::string::npos) << hit.snippet;
  const auto counted = found("创新衡阳", limited_to(0));
  EXPECT_TRUE(counted.is_exact);
  EXPECT_EQ(counted.total, articles - crossing);
  EXPECT_EQ(Reader::open(file_)->count_finds("创新衡阳", {}, Facet::site)->total,
            articles - crossing);
}

TEST_F(House_ManyHits, AreNarrowedByAFilter) {
  auto filter = limited_to(10);
  filter.from = "2026-01-01";
  EXPECT_EQ(found("创新衡阳", filter).total,
            std::stoi(sql("SELECT count(*) FROM articles WHERE published_date >= '2026-01-01' AND "
                          "instr(body, '创新衡阳') > 0")
                          .front()));
  filter.order = SearchOrder::newest;
  filter.from.reset();
  filter.site = "nowhere";
  EXPECT_EQ(found("创新衡阳", filter).total, 0);
}

}  // namespace
}  // namespace newsarc::store
