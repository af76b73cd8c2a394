// What is said at a run's end of the pages that led nowhere.

#include "store/tables/entrances.h"

#include <sqlite3.h>

#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

class House_Entrances : public SiteOnPaper {
 protected:
  // A run that asked for forty lists and so many other pages.
  Database run_of(int others) {
    { open(); }
    auto database = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
    EXPECT_TRUE(database);
    database->script(
        "PRAGMA foreign_keys = OFF; INSERT INTO crawl VALUES(1, 0, NULL, 'running', '', '', x'');"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40 + " +
        std::to_string(others) +
        ") INSERT INTO url SELECT i, 'http://news.example/' || i, i, i, NULL, 1, NULL, NULL, NULL, "
        "NULL, 1, 0, x'' FROM n;"
        "INSERT INTO fetch(id, crawl_id, url_id, kind, at, status, row_hash) SELECT id, 1, id, "
        "'list', 0, 200, x'' FROM url;"
        "INSERT INTO frontier SELECT id, 1, 1, id, 'list', 0, 0, 0, 0, 'done' FROM url WHERE id <= "
        "40");
    EXPECT_TRUE(database->check());
    return std::move(*database);
  }

  // A list that named twenty articles in the first run and none in the second, in an archive with
  // so many links of another page.
  Database list_lost_beside(int others) {
    auto database = run_of(60);
    database.script(
        "INSERT INTO crawl VALUES(2, 100, NULL, 'running', '', '', x'');"
        "UPDATE crawl SET state = 'finished', finished = 50 WHERE id = 1;"
        "DELETE FROM frontier;"
        "INSERT INTO frontier SELECT id, 2, 1, id, 'list', 0, 0, 0, 0, 'done' FROM url WHERE id = "
        "1;"
        "INSERT INTO fetch(id, crawl_id, url_id, kind, at, status, row_hash) VALUES(1000, 2, 1, "
        "'empty', 100, 200, x'');"
        "INSERT INTO link SELECT NULL, id, 1, '', NULL, x'' FROM url WHERE id BETWEEN 41 AND 60;"
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(others) +
        ") INSERT INTO link SELECT NULL, 61 + i % 30, 2, '', NULL, x'' FROM n");
    EXPECT_TRUE(database.check());
    return database;
  }

  // In hundreds of SQLite's instructions.
  static int work_of_end(Database database, std::int64_t run = 1, std::size_t told = 0) {
    int work = 0;
    const auto count = [](void* counted) { return ++*static_cast<int*>(counted), 0; };
    sqlite3_progress_handler(database.handle(), 100, count, &work);
    EXPECT_EQ(entrance_warnings(database, run, 1).size(), told);
    sqlite3_progress_handler(database.handle(), 0, nullptr, nullptr);
    return work;
  }
};

TEST_F(House_Entrances, AreLookedUpAmongTheirOwnFetchesNotThoseOfTheRun) {
  const int few = work_of_end(run_of(100));
  std::filesystem::remove(file_);
  EXPECT_LT(work_of_end(run_of(10000)), 2 * few + 10);
}

TEST_F(House_Entrances, WhatAListNamedBeforeIsLookedUpAmongItsOwnLinks) {
  const int few = work_of_end(list_lost_beside(100), 2, 1);
  std::filesystem::remove(file_);
  EXPECT_LT(work_of_end(list_lost_beside(10000), 2, 1), 2 * few + 10);
}

}  // namespace
}  // namespace newsarc::store
