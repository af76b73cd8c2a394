// newsarc_text.so: the SQL functions of newsarc in programs that are none of ours.

#include <sqlite3.h>
#include <sys/wait.h>

#include <cstdio>
#include <fstream>

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

// As a person names it: SQLite adds the ending.
const std::string extension =
    std::string(NEWSARC_EXTENSION)
        .substr(0, std::string(NEWSARC_EXTENSION).size() - std::string(".so").size());

// A sanitizer's runtime must come with the program, which the system's do not bring.
constexpr bool can_be_loaded_by_others = std::string_view(NEWSARC_SANITIZED).empty();

struct Ran {
  int code = -1;
  std::string out;
};

Ran run(const std::string& command) {
  Ran ran;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return ran;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) ran.out += static_cast<char>(c);
  ran.code = WEXITSTATUS(pclose(pipe));
  return ran;
}

class House_Extension : public SiteOnPaper {
 protected:
  House_Extension() {
    Answer answer = page_with(story("衡陽創新大會開幕", "衡陽創新大會開幕。"));
    answer.body = "<h1>\xba\xe2\xea\x96</h1>";  // 衡陽 in GBK
    answer.header = "Content-Type: text/html; charset=gbk\r\n";
    publish("one", answer);
    crawl();
  }

  // The first column of each row, or the error, in a connection that loaded the extension.
  Rows loaded(const std::string& query) const {
    sqlite3* connection = nullptr;
    sqlite3_open_v2(file_.c_str(), &connection, SQLITE_OPEN_READONLY, nullptr);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 1, nullptr);
    char* words = nullptr;
    Rows rows;
    if (sqlite3_load_extension(connection, extension.c_str(), nullptr, &words) != SQLITE_OK)
      rows = {"not loaded: " + std::string(words != nullptr ? words : "")};
    else
      sqlite3_exec(connection, query.c_str(), add_row, &rows, &words);
    if (words != nullptr && rows.empty()) rows.push_back("error: " + std::string(words));
    sqlite3_free(words);
    sqlite3_close(connection);
    return rows;
  }

  // A file of SQL or Python beside the archive: no shell reads its quotes.
  std::string script(const std::string& name, const std::string& text) const {
    const auto path = file_.parent_path() / name;
    std::ofstream(path) << text;
    return path.string();
  }

 private:
  static int add_row(void* rows, int, char** values, char**) {
    static_cast<Rows*>(rows)->emplace_back(values[0] != nullptr ? values[0] : "NULL");
    return 0;
  }
};

struct Case {
  const char* name;
  const char* expression;
  const char* wanted;
};

class House_SqlFunctions : public House_Extension, public testing::WithParamInterface<Case> {};

TEST_P(House_SqlFunctions, AreTheSameInTheProgramAndInTheExtension) {
  const std::string query = std::string("SELECT ") + GetParam().expression;
  EXPECT_EQ(sql(query), Rows{GetParam().wanted});
  EXPECT_EQ(loaded(query), Rows{GetParam().wanted});
}

INSTANTIATE_TEST_SUITE_P(
    Cases, House_SqlFunctions,
    testing::Values(
        Case{"to_simplified", "to_simplified('衡陽創新')", "衡阳创新"},
        Case{"simplified_stays", "to_simplified('什么时候')", "什么时候"},
        Case{"to_traditional", "to_traditional('衡阳创新')", "衡陽創新"},
        Case{"fold", "fold('衡陽ＡＢ')", "衡阳ab"},
        Case{"drop_glosses", "drop_glosses('創(chuàng)新(GDP)')", "創新(GDP)"},
        Case{"looks_glossed", "looks_glossed('創(chuàng)新')", "0"},
        Case{"hant", "script_of('衡陽')", "Hant"}, Case{"hans", "script_of('衡阳')", "Hans"},
        Case{"neither_script", "script_of('中山')", ""},
        Case{"language", "language_of('衡陽')", "zh"}, Case{"no_language", "language_of('1')", ""},
        Case{"likeness", "hamming_distance(simhash('衡陽創新大會'), simhash('衡阳创新大会'))", "0"},
        Case{"distance", "hamming_distance(-1, 0)", "64"},
        Case{"search_query", "search_query('title:創新 -廣告')", "title : \"创 新\" NOT \"广 告\""},
        Case{"excluded_from_a_field", "search_query('創新 title:-廣告')",
             "\"创 新\" NOT title : \"广 告\""},
        Case{"malformed_text",
             "hex(to_simplified(CAST(x'61ff' AS TEXT)) || text_diff(CAST(x'ff' AS TEXT), ''))",
             "61EFBFBD5B7B226B696E64223A2272656D6F766564222C2274657874223A22EFBFBD227D5D"},
        Case{"matches_query",
             "matches_query('创新衡阳', '', '創新衡陽', '[]') || "
             "matches_query('创新衡阳', '', '创新，衡阳', '[]')",
             "10"},
        Case{"regexp", "'newsarc' REGEXP '^n.*c$'", "1"},
        Case{"url_host", "url_host('http://NEWS.example:81/a')", "news.example"},
        Case{"no_url", "url_host('a')", "NULL"},
        Case{"text_diff", "text_diff('三天', '五天')",
             R"([{"kind":"removed","text":"三"},{"kind":"added","text":"五"},)"
             R"({"kind":"same","text":"天"}])"},
        Case{"html", "html(sha256) FROM fetches WHERE kind = 'article'", "<h1>衡陽</h1>"},
        Case{"html_of_nothing", "html('00')", "NULL"},
        Case{"found_by_the_index",
             "count(*) FROM search WHERE search MATCH search_query('创新大会')", "1"},
        Case{"null",
             "count(coalesce(to_simplified(NULL), to_traditional(NULL), fold(NULL), "
             "drop_glosses(NULL), looks_glossed(NULL), script_of(NULL), "
             "language_of(NULL), simhash(NULL), search_query(NULL), html(NULL), "
             "hamming_distance(NULL, 1), hamming_distance(1, NULL), url_host(NULL), "
             "matches_query(NULL, '', '', ''), "
             "matches_query('a', NULL, '', ''), "
             "text_diff(NULL, ''), text_diff('', NULL), NULL REGEXP 'a', "
             "'a' REGEXP NULL))",
             "0"},
        Case{"empty_text_is_no_null", "to_simplified('') || fold('') || drop_glosses('') = ''",
             "1"}),
    [](const auto& row) { return row.param.name; });

TEST_F(House_Extension, SaysWhatIsWrongAsASqlError) {
  EXPECT_EQ(loaded("SELECT search_query('，。')"),
            Rows{"error: search_query: the query has no word to look for"});
  EXPECT_EQ(loaded("SELECT 'a' REGEXP '('"), Rows{"error: regexp: missing ): ("});
}

TEST_F(House_Extension, StandsInViewsOfAFileThatIsNotTrustedButForHtml) {
  change("CREATE VIEW v AS SELECT fold('陽'); CREATE VIEW w AS SELECT html('00')");
  EXPECT_EQ(sql("SELECT * FROM v"), Rows{"阳"});
  EXPECT_EQ(loaded("PRAGMA trusted_schema = OFF; SELECT * FROM v"), Rows{"阳"});
  EXPECT_EQ(loaded("SELECT * FROM w"), Rows{"error: unsafe use of html()"});
}

TEST_F(House_Extension, IsLoadedByTheStockShell) {
  if (!can_be_loaded_by_others) GTEST_SKIP() << "a sanitizer's library cannot be loaded";
  if (run("sqlite3 --version").code != 0) GTEST_SKIP() << "no sqlite3 shell is installed";
  const std::string query =
      "SELECT to_simplified(title), 'a' REGEXP 'a' FROM articles WHERE article_id IN "
      "(SELECT article_id FROM versions WHERE version_id IN "
      "(SELECT rowid FROM search WHERE search MATCH search_query('创新')));\n";
  for (const std::string& load :
       {".load " + extension + "\n", "SELECT load_extension('" + extension + "');\n"}) {
    const Ran ran = run("sqlite3 -readonly '" + file_.string() + "' <'" +
                        script("load.sql", load + query) + "'");
    EXPECT_EQ(ran.code, 0) << load;
    EXPECT_TRUE(ran.out.ends_with("衡阳创新大会开幕|1\n")) << ran.out;
  }
}

// Some builds of Python leave loading out; Debian's has it.
std::string python_that_loads() {
  for (const std::string python : {"python3", "/usr/bin/python3"}) {
    const std::string asks =
        " -c 'import sqlite3; sqlite3.connect(\":memory:\").enable_load_extension(True)'";
    if (run(python + asks).code == 0) return python;
  }
  return "";
}

TEST_F(House_Extension, IsLoadedByPython) {
  if (!can_be_loaded_by_others) GTEST_SKIP() << "a sanitizer's library cannot be loaded";
  const std::string python = python_that_loads();
  if (python.empty()) GTEST_SKIP() << "no python3 whose sqlite3 loads extensions is installed";
  const std::string program =
      "import sqlite3\n"
      "archive = sqlite3.connect('" +
      file_.string() +
      "')\n"
      "archive.enable_load_extension(True)\n"
      "archive.load_extension('" +
      extension +
      "')\n"
      "print(archive.execute('SELECT rowid, to_simplified(?) FROM search WHERE search MATCH '\n"
      "                      'search_query(?)', ('衡陽', '創新大會')).fetchall())\n";
  const Ran ran = run("PYTHONUTF8=1 " + python + " '" + script("load.py", program) + "'");
  EXPECT_EQ(ran.out, "[(1, '衡阳')]\n");
  EXPECT_EQ(ran.code, 0);
}

}  // namespace
}  // namespace newsarc::store
