// SQL from strangers on files from strangers.

#include "store/read/query.h"

#include <sqlite3.h>

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

class House_Query : public SiteOnPaper {
 protected:
  House_Query() {
    Answer answer = page_with(story("衡陽創新大會開幕", "衡陽創新大會開幕。"));
    answer.body = "<h1>\xba\xe2\xea\x96</h1>";  // 衡陽 in GBK
    answer.header = "Content-Type: text/html; charset=gbk\r\n";
    publish("one", answer);
    crawl();
  }

  Result<void> ask(const std::string& query, const QueryOptions& options = {}) {
    columns_.clear();
    rows_ = 0;
    return run_query(file_, query, options,
                     {[this](const auto& columns) {
                        columns_ = columns;
                        return true;
                      },
                      [this](const auto&) {
                        ++rows_;
                        return true;
                      }});
  }

  std::vector<std::string> columns_;
  int rows_ = 0;
};

TEST_F(House_Query, GivesColumnsEvenWithoutRows) {
  ASSERT_TRUE(ask("SELECT url, title FROM articles WHERE 0"));
  EXPECT_EQ(columns_, (Rows{"url", "title"}));
  EXPECT_EQ(rows_, 0);
}

TEST_F(House_Query, RunsOneStatementAfterAnother) {
  ASSERT_TRUE(ask("SELECT 1; SELECT 2 -- the last\n;"));
  EXPECT_EQ(rows_, 2);
  EXPECT_TRUE(ask("  -- nothing\n"));
}

TEST_F(House_Query, RefusesANulThatSqliteWouldStopAt) {
  for (const auto* query : {"SELECT 1", ""}) {
    const auto asked = ask(std::string(query) + '\0' + "SELECT 2");
    ASSERT_FALSE(asked);
    EXPECT_EQ(asked.error().fault, Fault::usage);
  }
  EXPECT_EQ(rows_, 0);
}

TEST_F(House_Query, ReadsAMillionEmptyStatementsInOnePass) {
  EXPECT_TRUE(ask(std::string(1'000'000, ';') + "SELECT 1"));
  EXPECT_EQ(rows_, 1);
}

struct View {
  const char* name;
  const char* columns;
};

class House_Views : public House_Query, public testing::WithParamInterface<View> {};

TEST_P(House_Views, HaveTheirColumnsInOrder) {
  ASSERT_TRUE(ask("SELECT * FROM " + std::string(GetParam().name)));
  std::string columns;
  for (const auto& column : columns_) columns += (columns.empty() ? "" : " ") + column;
  EXPECT_EQ(columns.substr(0, std::string(GetParam().columns).size()), GetParam().columns);
}

INSTANTIATE_TEST_SUITE_P(
    All, House_Views,
    testing::Values(
        View{"articles",
             "article_id site url title title_simplified published published_date section source "
             "authors language script body body_simplified first_seen last_seen state versions"},
        View{"versions",
             "version_id article_id site url version valid_from valid_to change title published "
             "body body_simplified chars_added chars_removed extractor"},
        View{"edits",
             "article_id site url version at change old_title new_title old_body new_body "
             "chars_added chars_removed"},
        View{"deletions", "article_id site url title gone_at restored_at"},
        View{"credits", "article_id version position role label name name_simplified"},
        View{"fetches", "fetch_id crawl_id article_id url at status error bytes ms sha256"},
        View{"sites", "key name base_url"},
        View{"crawls", "crawl_id started finished seen new changed gone failed"}),
    [](const auto& row) { return row.param.name; });

class House_Denied : public House_Query, public testing::WithParamInterface<const char*> {};

TEST_P(House_Denied, IsAUsageErrorAndChangesNothing) {
  const auto before = fs::last_write_time(file_);
  const auto asked = ask(GetParam());
  ASSERT_FALSE(asked) << GetParam();
  EXPECT_EQ(asked.error().fault, Fault::usage) << asked.error().what;
  EXPECT_EQ(fs::last_write_time(file_), before);
  EXPECT_FALSE(fs::exists("stolen.db"));
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"1"});
}

INSTANTIATE_TEST_SUITE_P(
    Statements, House_Denied,
    testing::Values("DELETE FROM article", "INSERT INTO meta VALUES('a', 'b', x'')",
                    "UPDATE article SET state = 'gone'", "DROP TABLE article", "CREATE TABLE t(a)",
                    "CREATE TEMP TABLE t(a)", "CREATE TEMP VIEW w AS SELECT 1",
                    "ATTACH 'stolen.db' AS s", "DETACH main", "BEGIN", "COMMIT", "SAVEPOINT a",
                    "VACUUM", "VACUUM INTO 'stolen.db'", "REINDEX", "ANALYZE",
                    "SELECT load_extension('x')", "SELECT fts3_tokenizer('x')",
                    "PRAGMA journal_mode = DELETE", "PRAGMA writable_schema = ON",
                    "PRAGMA query_only = OFF", "PRAGMA user_version = 9",
                    "PRAGMA trusted_schema = ON", "PRAGMA hard_heap_limit = 0",
                    "PRAGMA wal_checkpoint", "PRAGMA application_id = 7",
                    "PRAGMA temp_store_directory = '/tmp'", "UPDATE sqlite_master SET sql = ''",
                    "DELETE FROM sqlite_master", "INSERT INTO search(search) VALUES('delete-all')",
                    "EXPLAIN DELETE FROM article", "SELECT", "SELECT * FROM nowhere", "SELECT ?",
                    "SELECT :missing", "SELECT 'a' REGEXP '('"));

TEST_F(House_Query, MayUseWhatIsHarmless) {
  for (const auto* query :
       {"SELECT count(*) FROM search WHERE search MATCH '\"创 新\"'",
        "SELECT value FROM json_each('[1]')", "PRAGMA table_info(article)", "PRAGMA user_version",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT i FROM "
        "n",
        "EXPLAIN QUERY PLAN SELECT * FROM articles",
        "SELECT highlight(search, 0, '[', ']') FROM "
        "search WHERE search MATCH '创'"})
    EXPECT_TRUE(ask(query)) << query;
}

TEST_F(House_Query, ShowsTheSearchRecipeOfTheDocs) {
  EXPECT_EQ(sql("SELECT title FROM versions WHERE version_id IN (SELECT rowid FROM search WHERE "
                "search MATCH '\"创 新 大 会\"')"),
            Rows{"衡陽創新大會開幕"});
}

TEST_F(House_Query, NamesWhereSqlIsWrong) {
  const auto asked = ask("SELECT 1 FRM articles WHERE");
  ASSERT_FALSE(asked);
  EXPECT_NE(asked.error().where.find("byte"), std::string::npos);
}

const std::string endless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

TEST_F(House_Query, EndsWhenItsTimeIsUp) {
  QueryOptions options;
  options.timeout = std::chrono::milliseconds(20);
  const auto asked = ask(endless, options);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().fault, Fault::limit);
}

TEST_F(House_Query, EndsWhenItIsInterrupted) {
  const std::atomic<bool> interrupted = true;
  QueryOptions options;
  options.interrupted = &interrupted;
  const auto asked = ask(endless, options);
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().fault, Fault::interrupted);
}

TEST_F(House_Query, EndsWhenItWantsTooMuchMemory) {
  const auto asked = ask("SELECT length(zeroblob(300000000))");
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().fault, Fault::limit);
}

TEST_F(House_Query, TakesParametersByName) {
  QueryOptions options;
  options.parameters = {{"id", "1"}, {"word", "007"}};
  EXPECT_TRUE(
      ask("SELECT 1 FROM articles WHERE article_id + 0 = :id AND typeof(:word) = 'text' "
          "LIMIT :id",
          options));
  EXPECT_EQ(rows_, 1);
  EXPECT_EQ(ask("SELECT :id", options).error().fault, Fault::usage) << "word is not used";
}

TEST_F(House_Query, StopsWhenTheSinkHasEnough) {
  int seen = 0;
  EXPECT_TRUE(
      run_query(file_, std::string("SELECT 1; ") + endless, {},
                {[](const auto&) { return false; }, [&](const auto&) { return ++seen < 0; }}));
  EXPECT_EQ(seen, 0);
}

TEST_F(House_Query, HasTheFunctionsOfNewsarc) {
  EXPECT_EQ(
      sql("SELECT to_simplified('衡陽創新'), to_traditional('衡阳创新'), to_simplified('什么'), "
          "to_simplified(NULL)"),
      Rows{"衡阳创新|衡陽創新|什么|NULL"});
  EXPECT_EQ(sql("SELECT fold('衡陽') = fold('衡阳'), fold('ABC')"), Rows{"1|abc"});
  EXPECT_EQ(
      sql("SELECT title REGEXP '^衡.創', title REGEXP '會$', regexp('x', NULL) FROM articles"),
      Rows{"1|0|NULL"});
  EXPECT_EQ(sql("SELECT url_host(url), url_host('no url') FROM articles"),
            Rows{"news.example|NULL"});
  EXPECT_EQ(sql("SELECT text_diff('三天', '五天')"),
            Rows{R"([{"kind":"removed","text":"三"},{"kind":"added","text":"五"},)"
                 R"({"kind":"same","text":"天"}])"});
  EXPECT_EQ(sql("SELECT json_valid(text_diff('\"a\n', 'b\\'))"), Rows{"1"});
}

TEST_F(House_Query, ShowsStoredPagesAsText) {
  EXPECT_EQ(sql("SELECT html(sha256) FROM fetches WHERE url LIKE '%one.html'"),
            Rows{"<h1>衡陽</h1>"});
  EXPECT_EQ(sql("SELECT html('00'), html(NULL), html(hex(zeroblob(32)))"), Rows{"NULL|NULL|NULL"});
}

TEST_F(House_Query, GivesNothingForAPageThatCannotBeDecoded) {
  Answer answer = page_with(story("衡陽", "文"));
  answer.header = "Content-Encoding: gzip\r\n";
  publish("odd", answer);
  crawl();
  EXPECT_EQ(sql("SELECT html(sha256) FROM fetches WHERE url LIKE '%odd.html'"), Rows{"NULL"});
}

TEST_F(House_Query, SaysThatAStoredPageIsDamaged) {
  change("UPDATE blob SET data = zeroblob(length(data))");
  const auto asked = ask("SELECT html(sha256) FROM fetches");
  ASSERT_FALSE(asked);
  EXPECT_EQ(asked.error().fault, Fault::damaged);
  EXPECT_TRUE(asked.error().what.starts_with("html: ")) << asked.error().what;
}

TEST_F(House_Query, DoesNotBelieveTheSchemaOfAStranger) {
  sqlite3* connection = nullptr;
  ASSERT_EQ(sqlite3_open(file_.c_str(), &connection), SQLITE_OK);
  sqlite3_exec(connection,
               "CREATE VIEW trap AS SELECT load_extension('x') AS a; CREATE VIEW bomb AS WITH "
               "RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
               nullptr, nullptr, nullptr);
  sqlite3_close(connection);
  EXPECT_EQ(ask("SELECT * FROM trap").error().fault, Fault::usage);
  QueryOptions options;
  options.timeout = std::chrono::milliseconds(20);
  EXPECT_EQ(ask("SELECT * FROM bomb", options).error().fault, Fault::limit);
}

}  // namespace
}  // namespace newsarc::store
