// SQL that means harm: what `newsarc sql` says to it, on an archive that stays as it was.

#include "tests/cli/program.h"
#include "tests/cli/sample_archive.h"

namespace newsarc::cli {
namespace {

struct Harm {
  const char* name;
  const char* sql;
  int code;          // 2: denied or wrong; 11: too much
  const char* says;  // in the error
};

#define COUNTING "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "

constexpr auto change = "wants a change; an archive is only read here";
constexpr auto long_text = "more than 128 MiB";
constexpr auto memory = "more memory than it may have";
constexpr auto time_out = "ran out of time";

// Under a sanitizer, whose own memory counts and which is slow to give it, the limit of memory is
// not the program's to keep.
constexpr bool has_own_memory = std::string_view(NEWSARC_SANITIZED).empty();

class SqlHarmTest : public ArchiveTest, public testing::WithParamInterface<Harm> {};

TEST_P(SqlHarmTest, IsRefusedWithItsReason) {
  if (!has_own_memory && std::string_view(GetParam().says) == memory)
    GTEST_SKIP() << "not under a sanitizer";
  const auto ran = newsarc({"sql", "--timeout", "300s", "--format", "csv", GetParam().sql});
  EXPECT_EQ(ran.code, GetParam().code) << ran.out.substr(0, 1000) << ran.err;
  EXPECT_TRUE(ran.err.starts_with("newsarc: ")) << ran.err;
  EXPECT_NE(ran.err.find(GetParam().says), std::string::npos) << ran.err;
  EXPECT_EQ(files(), std::vector<std::string>{"newsarc.db"});
  expect_untouched();
}

std::string name_of_harm(const testing::TestParamInfo<Harm>& harm) { return harm.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Writes, SqlHarmTest,
    testing::Values(
        Harm{"insert", "INSERT INTO meta VALUES('a', 'b', x'')", 2, change},
        Harm{"update", "UPDATE article SET state = 'gone'", 2, change},
        Harm{"delete_rows", "DELETE FROM version", 2, change},
        Harm{"returning", "DELETE FROM version RETURNING id", 2, change},
        Harm{"with_delete", "WITH a AS (SELECT 1) DELETE FROM version", 2, change},
        Harm{"drop", "DROP TABLE article", 2, change},
        Harm{"alter", "ALTER TABLE article ADD COLUMN x", 2, change},
        Harm{"create", "CREATE TABLE t(a)", 2, change},
        Harm{"create_temp", "CREATE TEMP TABLE t AS SELECT * FROM article", 2, change},
        Harm{"temp_view", "CREATE TEMP VIEW articles AS SELECT 1", 2, change},
        Harm{"temp_trigger", "CREATE TEMP TRIGGER t AFTER INSERT ON article BEGIN SELECT 1; END", 2,
             change},
        Harm{"virtual_table", "CREATE VIRTUAL TABLE temp.f USING fts5(a)", 2, change},
        Harm{"index_command", "INSERT INTO search(search) VALUES('rebuild')", 2, change},
        Harm{"index_tables", "DELETE FROM search_data", 2, "may not be modified"},
        Harm{"schema_rows", "UPDATE sqlite_schema SET sql = ''", 2,
             "sqlite_master may not be modified"},
        Harm{"reindex", "REINDEX", 2, change}, Harm{"analyze", "ANALYZE", 2, change},
        Harm{"vacuum", "VACUUM", 2, "wants ATTACH or VACUUM"},
        Harm{"vacuum_into", "VACUUM INTO 'stolen.db'", 2, "wants ATTACH or VACUUM"},
        Harm{"explained", "EXPLAIN DELETE FROM article", 2, change}),
    name_of_harm);

INSTANTIATE_TEST_SUITE_P(
    WaysOut, SqlHarmTest,
    testing::Values(
        Harm{"attach", "ATTACH 'stolen.db' AS s", 2, "wants ATTACH"},
        Harm{"attach_memory", "ATTACH ':memory:' AS m", 2, "wants ATTACH"},
        Harm{"attach_by_uri", "ATTACH 'file:newsarc.db?mode=rw' AS m", 2, "wants ATTACH"},
        Harm{"detach", "DETACH main", 2, "wants DETACH"},
        Harm{"begin", "BEGIN EXCLUSIVE", 2, "wants a transaction"},
        Harm{"savepoint", "SAVEPOINT s", 2, "wants a transaction"},
        Harm{"load_extension", "SELECT load_extension('./evil')", 2, "function: load_extension"},
        Harm{"tokenizer", "SELECT fts3_tokenizer('simple')", 2, "function: fts3_tokenizer"},
        Harm{"read_file", "SELECT readfile('/etc/passwd')", 2, "no such function: readfile"},
        Harm{"write_file", "SELECT writefile('stolen', 'x')", 2, "no such function: writefile"},
        Harm{"edit", "SELECT edit('x', 'vi')", 2, "no such function: edit"},
        Harm{"directory", "SELECT * FROM fsdir('/')", 2, "no such table"},
        Harm{"writable_schema", "PRAGMA writable_schema = ON", 2, "PRAGMA writable_schema"},
        Harm{"query_only", "PRAGMA query_only = OFF", 2, "PRAGMA query_only"},
        Harm{"trusted_schema", "PRAGMA trusted_schema = ON", 2, "PRAGMA trusted_schema"},
        Harm{"heap_limit", "PRAGMA hard_heap_limit = 0", 2, "PRAGMA hard_heap_limit"},
        Harm{"journal_mode", "PRAGMA journal_mode = WAL", 2, "PRAGMA journal_mode"},
        Harm{"temp_store", "PRAGMA temp_store = FILE", 2, "PRAGMA temp_store"},
        Harm{"temp_directory", "PRAGMA temp_store_directory = '/tmp'", 2, "PRAGMA temp_store"},
        Harm{"cache_size", "PRAGMA cache_size = -99999999", 2, "PRAGMA cache_size"},
        Harm{"mmap_size", "PRAGMA main.mmap_size = 99999999", 2, "PRAGMA mmap_size"},
        Harm{"user_version", "PRAGMA user_version = 9", 2, "PRAGMA user_version"},
        Harm{"checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)", 2, "PRAGMA wal_checkpoint"}),
    name_of_harm);

INSTANTIATE_TEST_SUITE_P(
    Bombs, SqlHarmTest,
    testing::Values(
        Harm{"randomblob", "SELECT randomblob(1000000000)", 11, long_text},
        Harm{"zeroblob", "SELECT zeroblob(1000000000)", 11, long_text},
        Harm{"hex", "SELECT hex(zeroblob(100000000))", 11, long_text},
        Harm{"replace", "SELECT replace(hex(zeroblob(100000)), '0', hex(zeroblob(100000)))", 11,
             long_text},
        Harm{"group_concat",
             COUNTING
             "SELECT group_concat(hex(zeroblob(1000000))) FROM (SELECT i FROM n LIMIT 200)",
             11, long_text},
        Harm{"doubling",
             "WITH RECURSIVE d(s) AS (SELECT 'x' UNION ALL SELECT s || s FROM d) "
             "SELECT max(length(s)) FROM d",
             11, long_text},
        Harm{"json_array",
             COUNTING
             "SELECT json_group_array(hex(zeroblob(1000000))) FROM (SELECT i FROM n LIMIT 200)",
             11, "more"},
        Harm{"json_depth", "SELECT json_extract(replace(hex(zeroblob(5000)), '0', '['), '$')", 2,
             "malformed JSON"},
        Harm{"sorting",
             COUNTING ", some AS (SELECT i || hex(zeroblob(500000)) AS h FROM n LIMIT "
                      "5000) SELECT h FROM some ORDER BY h LIMIT 1 OFFSET 4000",
             11, memory},
        Harm{"distinct",
             COUNTING ", some AS (SELECT i || hex(zeroblob(500000)) AS h FROM n LIMIT "
                      "5000) SELECT count(DISTINCT h) FROM some",
             11, memory},
        Harm{"like_pattern", "SELECT 'x' LIKE replace(hex(zeroblob(5000)), '0', '%')", 2,
             "pattern too complex"},
        Harm{"glob_pattern", "SELECT 'x' GLOB replace(hex(zeroblob(5000)), '0', '*')", 2,
             "pattern too complex"},
        Harm{"regexp_repeated", "SELECT 'x' REGEXP '((((a{9}){9}){9}){9}){9}'", 2, "regexp: "},
        Harm{"regexp_long", "SELECT 'x' REGEXP replace(hex(zeroblob(5000000)), '0', '(a|b)')", 2,
             "longer than 20,000 bytes"},
        Harm{"regexp_deep", "SELECT 'x' REGEXP replace(hex(zeroblob(5000)), '0', '(')", 2,
             "regexp: "},
        Harm{"search_query", "SELECT search_query(hex(zeroblob(10000)))", 2, "4096 bytes"},
        Harm{"depth",
             "SELECT ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1"
             "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))) FROM",
             2, "newsarc: "}),
    name_of_harm);

constexpr auto long_steps = std::to_array<const char*>({
    "SELECT 1 FROM article a, article b, article c, article d, article e, article f, article g, "
    "article h, article i, article j, article k, article l, article m, article n, article o, "
    "article p, article q, article r, article s, article t, article u, article v "
    "WHERE a.id + v.id < 0",
    // Steps of SQLite's machine in which it asks nobody.
    "SELECT hex(zeroblob(20000000)) LIKE '%0%0%0%0%0%0%0%1'",
    "SELECT instr(hex(zeroblob(40000000)), hex(zeroblob(20000000)) || '1')",
    "SELECT text_diff(hex(randomblob(3000000)), hex(randomblob(3000000)))",
});

class SqlStepTest : public ArchiveTest, public testing::WithParamInterface<const char*> {};

TEST_P(SqlStepTest, IsStoppedByItsTimeLimitInTheMiddleOfAStep) {
  const auto ran = newsarc({"sql", "--timeout", "50ms", GetParam()});
  EXPECT_EQ(ran.code, 11) << ran.err;
  EXPECT_NE(ran.err.find(time_out), std::string::npos) << ran.err;
  expect_untouched();
}
INSTANTIATE_TEST_SUITE_P(Long, SqlStepTest, testing::ValuesIn(long_steps));

TEST_F(SqlStepTest, OfAQueryInTimeIsNotStopped) {
  const auto ran = newsarc({"sql", "--timeout", "60s", "--format", "csv", "SELECT 1 AS a"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "a\r\n1\r\n");
}

struct Use {
  const char* sql;
  const char* gives;
};

class SqlUseTest : public ArchiveTest {};

TEST_F(SqlUseTest, WhatIsHarmlessWorks) {
  for (const auto& [sql, gives] : std::to_array<Use>({
           {"SELECT count(*) FROM search WHERE search MATCH '\"创 新\"'", "3"},
           {"SELECT count(*) FROM search WHERE search MATCH search_query('創新')", "3"},
           {"SELECT sum(value) FROM json_each('[1,2,3]')", "6"},
           {"SELECT count(*) FROM json_tree('{\"a\":[1]}')", "3"},
           {"SELECT fold('衡陽') = fold('衡阳')", "1"},
           {"SELECT 'abc' REGEXP '^a.c$'", "1"},
           {"SELECT hamming_distance(simhash('a'), simhash('a'))", "0"},
           {"SELECT count(*) > 5 FROM pragma_table_info('articles')", "1"},
           {"SELECT sum(i) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
            "WHERE i < 1000) SELECT i FROM n)",
            "500500"},
           {"SELECT length(hex(zeroblob(1000000)))", "2000000"},
       })) {
    const auto ran = newsarc({"sql", "--format", "csv", sql});
    EXPECT_EQ(ran.code, 0) << sql << ran.err;
    EXPECT_EQ(ran.out.substr(ran.out.find("\r\n") + 2), std::string(gives) + "\r\n") << sql;
  }
  expect_untouched();
}

}  // namespace
}  // namespace newsarc::cli
