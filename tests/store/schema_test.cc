// The schema: documented to the last column, every row under its hash.

#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "digest/digest.h"
#include "store/sqlite/rows.h"
#include "tests/file_bytes.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

class House_Schema : public SiteOnPaper {
 protected:
  House_Schema() {
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
  }
};

TEST_F(House_Schema, IsDocumentedToTheLastColumn) {
  crawl();
  const std::string page =
      bytes_of(std::filesystem::path(NEWSARC_SOURCE_DIR) / "docs" / "archive.md");
  ASSERT_FALSE(page.empty());
  const auto names =
      sql("SELECT t.name FROM sqlite_schema t WHERE t.type IN ('table', 'view') AND t.name NOT "
          "GLOB 'sqlite_*' AND t.name NOT GLOB 'search_*' UNION SELECT c.name FROM sqlite_schema "
          "t, pragma_table_info(t.name) c WHERE t.type IN ('table', 'view') AND t.name NOT GLOB "
          "'sqlite_*' AND t.name NOT GLOB 'search_*'");
  EXPECT_GT(names.size(), 100U);
  for (const auto& name : names) {
    const bool is_heading = page.find("### " + name) != std::string::npos ||
                            page.find(", " + name + "\n") != std::string::npos;
    EXPECT_TRUE(is_heading || page.find("`" + name + "`") != std::string::npos) << name;
  }
}

// What newsarc writes contradicts no constraint: a row that does was met by one that should not be
// there.
TEST_F(House_Schema, ARowThatContradictsAnotherIsDamage) {
  crawl();
  auto database = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(database);
  database->script("INSERT INTO url SELECT * FROM url");
  const auto written = database->take_error();
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().fault, Fault::damaged);
  EXPECT_NE(written.error().what.find("newsarc verify"), std::string::npos);
}

// Every content table: what row_hash says is what the other columns say.
TEST_F(House_Schema, HashesEveryRow) {
  Answer answer = answers_[article_url("one")];
  answer.article->images = {{"http://news.example/1.jpg", "图"}};
  publish("one", answer);
  crawl();
  publish("one", page_with_status(404));
  crawl();
  crawl();
  auto database = Database::open(file_.string(), SQLITE_OPEN_READONLY);
  ASSERT_TRUE(database);
  std::vector<std::string> tables;
  {
    Query names = database->query(
        "SELECT t.name FROM sqlite_schema t WHERE t.type = 'table' AND EXISTS(SELECT 1 FROM "
        "pragma_table_info(t.name) c WHERE c.name = 'row_hash') ORDER BY t.name");
    while (names.next()) tables.push_back(names.text(0));
  }
  EXPECT_EQ(tables.size(), 23U);
  for (const auto& table : tables) {
    Query rows = database->query("SELECT * FROM " + table);
    int count = 0;
    for (; rows.next(); ++count) {
      std::vector<std::string> kept;  // what cells look at
      std::vector<Cell> cells;
      const int columns = sqlite3_column_count(rows.statement()) - 1;
      kept.reserve(static_cast<std::size_t>(columns));
      for (int i = 0; i < columns; ++i) {
        const int type = sqlite3_column_type(rows.statement(), i);
        if (type == SQLITE_INTEGER) cells.emplace_back(rows.integer(i));
        if (type == SQLITE_FLOAT) cells.emplace_back(rows.real(i));
        if (type == SQLITE_NULL) cells.emplace_back();
        if (type != SQLITE_TEXT && type != SQLITE_BLOB) continue;
        kept.push_back(rows.text(i));
        if (type == SQLITE_BLOB)
          cells.emplace_back(Bytes{kept.back()});
        else
          cells.emplace_back(std::string_view(kept.back()));
      }
      EXPECT_EQ(digest::hex(row_hash(cells)), digest::hex(rows.text(columns))) << table;
    }
    constexpr std::array<std::string_view, 5> may_be_empty{"dict", "dict_source", "parting",
                                                           "profile", "tombstone"};
    if (std::ranges::find(may_be_empty, table) == may_be_empty.end()) {
      EXPECT_GT(count, 0) << table;
    }
  }
}

}  // namespace
}  // namespace newsarc::store
