#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

using Json = nlohmann::json;

class SearchTest : public ArchiveTest {};

TEST_F(SearchTest, FindsTraditionalTextInEitherScript) {
  for (const char* query : {"创新衡阳大会", "衡陽創新", "衡阳创新"}) {
    const auto ran = newsarc({"search", query, "--json"});
    const bool wanted = std::string_view(query) != "创新衡阳大会";
    EXPECT_EQ(ran.code, wanted ? 0 : 10) << query << ran.err;
    EXPECT_EQ(Json::parse(ran.out).at("total"), wanted ? 1 : 0) << query;
  }
  expect_untouched();
}

TEST_F(SearchTest, JsonHasTheAgreedShape) {
  const auto found = Json::parse(newsarc({"--json", "search", "衡阳创新"}).out);
  ASSERT_EQ(found.at("results").size(), 1);
  const auto& hit = found.at("results").at(0);
  EXPECT_EQ(hit.at("article_id"), 1);
  EXPECT_EQ(hit.at("url"), first_url);
  EXPECT_EQ(hit.at("title"), "衡陽創新大會圓滿閉幕");
  EXPECT_EQ(hit.at("published"), "2026-01-04T10:20:30+08:00");
  EXPECT_TRUE(hit.at("snippet").is_string());
  EXPECT_EQ(hit.size(), 5);
}

TEST_F(SearchTest, NothingFoundIsCodeTenAndStillADocument) {
  const auto ran = newsarc({"search", "不存在的詞語", "--json"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_EQ(ran.out, "{\"total\":0,\"results\":[]}\n");
  const auto plain = newsarc({"search", "不存在的詞語"});
  EXPECT_EQ(plain.code, 10);
  EXPECT_EQ(plain.out, "");
  EXPECT_EQ(plain.err, "newsarc: 不存在的詞語: no article matches\n");
}

TEST_F(SearchTest, FiltersBySiteDateAndAuthor) {
  const auto code = [&](const std::vector<std::string>& filter) {
    std::vector<std::string> words{"search", "衡阳创新"};
    words.insert(words.end(), filter.begin(), filter.end());
    return newsarc(words).code;
  };
  EXPECT_EQ(code({"--site", "hengyang", "--from", "2026-01-04", "--to", "2026-01-04"}), 0);
  EXPECT_EQ(code({"--site", "other"}), 10);
  EXPECT_EQ(code({"--from", "2026-01-05"}), 10);
  EXPECT_EQ(code({"--to", "2026-01-03"}), 10);
  EXPECT_EQ(code({"--author", "易成章"}), 0);
  EXPECT_EQ(code({"--author", "無此人"}), 10);
}

TEST_F(SearchTest, FindsWhatArticlesSaidThen) {
  EXPECT_EQ(newsarc({"search", "會議為期三天"}).code, 10);
  EXPECT_EQ(newsarc({"search", "會議為期三天", "--as-of", "2026-01-06"}).code, 0);
  EXPECT_EQ(newsarc({"search", "會議為期五天", "--as-of", "2026-01-06"}).code, 10);
  EXPECT_EQ(newsarc({"search", "會議", "--as-of", "then"}).code, 2);
  expect_untouched();
}

// As after a reindex that was killed.
TEST_F(SearchTest, TellsOfVersionsThatAreNotIndexed) {
  EXPECT_EQ(newsarc({"search", "春色"}).err, "");
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open((directory_ / "newsarc.db").c_str(), &connection), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(connection,
                         "UPDATE meta SET value = '0' WHERE key = 'indexed_version'; "
                         "INSERT INTO search(search) VALUES('delete-all')",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(connection);
  const auto ran = newsarc({"search", "春色"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_NE(ran.err.find("versions are not indexed yet"), std::string::npos) << ran.err;
  EXPECT_EQ(newsarc({"--quiet", "search", "春色"}).err.find("indexed"), std::string::npos);
  EXPECT_EQ(newsarc({"reindex"}).code, 0);
  EXPECT_EQ(newsarc({"search", "春色"}).err, "");
}

TEST_F(SearchTest, FiltersByWhatBecameOfAnArticle) {
  const std::vector<std::string> any{"search", "衡陽", "OR", "春色", "OR", "paragraph", "--json"};
  const auto total = [&](const std::vector<std::string>& more) {
    auto words = any;
    words.insert(words.end(), more.begin(), more.end());
    return Json::parse(newsarc(words).out).at("total").get<int>();
  };
  EXPECT_EQ(total({}), 3);
  EXPECT_EQ(total({"--changed"}), 1);
  EXPECT_EQ(total({"--gone"}), 1);
  EXPECT_EQ(total({"--changed", "--gone"}), 0);
  EXPECT_EQ(total({"--changed", "--as-of", "2026-01-06"}), 0);
  EXPECT_EQ(total({"--gone", "--as-of", "2026-01-07"}), 0);
}

TEST_F(SearchTest, GivesTheNewestFirstWhenAsked) {
  const auto ids = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words{"search", "衡陽", "OR", "春色", "--json"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<int> found;
    const Json answer = Json::parse(newsarc(words).out);
    for (const auto& hit : answer.at("results")) found.push_back(hit.at("article_id"));
    return found;
  };
  EXPECT_EQ(ids({"--sort", "newest"}), (std::vector<int>{2, 1}));
  EXPECT_EQ(ids({"--sort", "relevance"}), ids({}));
  EXPECT_EQ(newsarc({"search", "衡陽", "--sort", "oldest"}).code, 2);
}

TEST_F(SearchTest, FindsAPhraseAsItWasTyped) {
  EXPECT_EQ(newsarc({"search", "四百人大會由"}).code, 10);  // other paragraphs, 。 between
  EXPECT_EQ(newsarc({"search", "五天,與會者"}).code, 0);
  EXPECT_EQ(newsarc({"search", "五天與會者"}).code, 10);
  EXPECT_EQ(newsarc({"search", "五天與會者", "--facet", "site"}).code, 10);
}

TEST_F(SearchTest, TakesWhatIsTypedForText) {
  EXPECT_EQ(newsarc({"search", "創新", "-地铁"}).code, 0);
  EXPECT_EQ(newsarc({"search", "創新", "-衡陽"}).code, 10);
  EXPECT_EQ(newsarc({"search", "創新", "--", "-x"}).code, 0);
  EXPECT_EQ(newsarc({"search", "--", "創新", "-衡陽"}).code, 10);
  EXPECT_EQ(newsarc({"search", "[創新,無此]"}).code, 10);
  EXPECT_NE(newsarc({"search", "[]"}).err.find("no word"), std::string::npos);
  const auto mistaken = newsarc({"search", "創新", "-x"});
  EXPECT_EQ(mistaken.code, 2);
  EXPECT_NE(mistaken.err.find("goes behind --"), std::string::npos) << mistaken.err;
}

TEST_F(SearchTest, CountsByFacet) {
  EXPECT_EQ(newsarc({"search", "衡陽", "OR", "春色", "--facet", "site"}).out, "2  hengyang\n");
  EXPECT_EQ(newsarc({"search", "衡陽", "OR", "paragraph", "--facet", "year"}).out,
            "1  no date\n1  2026\n");
  EXPECT_EQ(newsarc({"search", "衡陽", "--facet", "author", "--json"}).out,
            "{\"total\":1,\"facet\":\"author\",\"counts\":[{\"value\":\"呂鎂妍\","
            "\"articles\":1},{\"value\":\"易成章\",\"articles\":1}]}\n");
  EXPECT_EQ(newsarc({"search", "衡陽", "--facet", "author", "--limit", "1"}).out, "1  呂鎂妍\n");
  EXPECT_EQ(newsarc({"search", "無此詞語", "--facet", "author"}).code, 10);
  expect_untouched();
}

TEST_F(SearchTest, ASiteThatIsNotThereIsNamed) {
  const auto ran = newsarc({"search", "衡陽", "--site", "other"});
  EXPECT_EQ(ran.code, 10);
  EXPECT_NE(ran.err.find("it has hengyang"), std::string::npos) << ran.err;
}

TEST_F(SearchTest, ColoursHighlightsOnlyWhenAsked) {
  const auto plain = newsarc({"search", "市民"});
  EXPECT_NE(plain.out.find("[市民]"), std::string::npos) << plain.out;
  EXPECT_EQ(plain.out.find('\x1b'), std::string::npos);
  const auto colored = newsarc({"search", "市民", "--color", "always"});
  EXPECT_NE(colored.out.find("\x1b[31m市民\x1b[0m"), std::string::npos) << colored.out;
}

TEST_F(SearchTest, LetsNoControlCharacterOfAPageThrough) {
  const auto ran = newsarc({"search", "paragraph"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
}

TEST_F(SearchTest, SeveralWordsAreOneQueryAndNoSubcommand) {
  EXPECT_EQ(newsarc({"search", "衡陽", "創新"}).code, 0);
  EXPECT_EQ(newsarc({"search", "crawl"}).code, 10);
}

TEST_F(SearchTest, LimitSaysHowMuchIsLeft) {
  const auto found = Json::parse(newsarc({"search", "a", "OR", "春色", "--json", "--limit=1"}).out);
  EXPECT_EQ(found.at("total"), 2);
  EXPECT_EQ(found.at("results").size(), 1);
}

TEST_F(SearchTest, RefusesWhatIsNoQueryAndNoDate) {
  EXPECT_EQ(newsarc({"search", "，。"}).code, 2);
  EXPECT_EQ(newsarc({"search"}).code, 2);
  EXPECT_EQ(newsarc({"search", "x", "--from", "yesterday"}).code, 2);
  EXPECT_EQ(newsarc({"search", "x", "--limit", "-1"}).code, 2);
  EXPECT_EQ(newsarc({"search", "x", "--facet", "colour"}).code, 2);
  expect_untouched();
}

}  // namespace
}  // namespace newsarc::cli
