// What verify finds and names, and what it must not.

#include "store/verify/verify.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "store/copies/salvage.h"
#include "store/schema/table_scan.h"
#include "store/sqlite/sqlite.h"
#include "tests/store/damaged_archive.h"

namespace newsarc::store {
namespace {

class House_Verify : public DamagedArchive {
 protected:
  House_Verify() { crawl_some_nights(); }
};

TEST_F(House_Verify, FindsNothingInAnArchiveOfManyKindsOfNights) {
  ASSERT_EQ(sql("SELECT DISTINCT state FROM articles ORDER BY 1"),
            (std::vector<std::string>{"blocked", "gone", "live", "redirected"}));
  for (const auto depth : {Depth::quick, Depth::sample, Depth::full})
    EXPECT_EQ(words_of(verified(depth)), "");
}

TEST_F(House_Verify, FindsNothingWhereTheProfileChangedAndAllWasReadAgain) {
  extractor_ = "test-2";
  reread_ = [](const Page& page) {
    Reading reading;
    reading.kind = PageKind::article;
    reading.article = story("新题", page.body);
    return reading;
  };
  crawl();
  EXPECT_EQ(words_of(verified()), "");
}

TEST_F(House_Verify, FindsNothingWhereATextFlaps) {
  const auto first = story("甲", "甲。");
  const auto second = story("乙", "乙。");
  for (int night = 0; night < 6; ++night) {
    publish("flaps", night % 2 == 0 ? first : second);
    crawl();
  }
  EXPECT_EQ(words_of(verified()), "");
}

TEST_F(House_Verify, FindsNothingWhereAWordIsLongerThanTheIndexTakes) {
  publish("long", story("长", std::string(40'000, 'x') + " 完。"));
  crawl();
  EXPECT_EQ(words_of(verified()), "");
}

TEST_F(House_Verify, FindsNothingWhenMostOfASiteVanishesAtOnce) {
  for (int i = 0; i < 30; ++i)
    publish("many" + std::to_string(i), story("第" + std::to_string(i) + "篇", "文。"));
  crawl();
  for (int i = 0; i < 30; ++i) publish("many" + std::to_string(i), page_with_status(404));
  crawl();
  crawl();
  EXPECT_EQ(words_of(verified()), "");
}

TEST_F(House_Verify, FindsNothingAfterACrawlThatWasInterrupted) {
  publish("late", story("晚到的新闻", "晚到。"));
  crawl(Refresh::all, RunState::interrupted);
  EXPECT_EQ(words_of(verified()), "");
}

TEST_F(House_Verify, FindsNothingWhileACrawlIsUnderWay) {
  auto archive = open();
  const auto run = begin(archive);
  put(archive, run.id, visit_of(run.waiting.front()));
  EXPECT_EQ(words_of(verified()), "");
}

TEST_F(House_Verify, FindsNothingInAnArchiveWithoutAnyPage) {
  std::filesystem::remove(file_);
  { const auto archive = open(); }
  EXPECT_EQ(words_of(verified()), "");
}

struct Case {
  const char* name;
  const char* sql;
  const char* forged;  // the table whose rows get their hashes anew; "" to leave them
  const char* where;
  const char* what;
  const char* url;  // of the site, "" for none
};

class House_VerifyNames : public House_Verify, public testing::WithParamInterface<Case> {};

TEST_P(House_VerifyNames, TheDamage) {
  const Case& given = GetParam();
  *given.forged != '\0' ? forge(given.sql, given.forged) : spoil(given.sql);
  const auto report = verified();
  bool is_named = false;
  for (const auto& one : report.damage) {
    is_named = is_named || (one.where.find(given.where) != std::string::npos &&
                            one.what.find(given.what) != std::string::npos &&
                            one.url.value_or("").find(given.url) != std::string::npos);
  }
  EXPECT_TRUE(is_named) << words_of(report);
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, House_VerifyNames,
    testing::Values(
        Case{"column", "UPDATE fetch SET ms = 21 WHERE id = 3", "", "table fetch, row 3",
             "does not have its hash", "/a/"},
        Case{"type", "UPDATE reading SET title = CAST(title AS BLOB) WHERE id = 1", "",
             "table reading, row 1", "does not have its hash", "/a/"},
        Case{"text", "UPDATE text SET body = body || '。' WHERE id = 1", "text",
             "table text, row 1", "SHA-256", "/a/"},
        Case{"title", "UPDATE reading SET title = '假' WHERE id = 1", "reading",
             "table reading, row 1", "do not have their SHA-256", "/a/"},
        Case{"credit", "UPDATE credit SET name = '假' WHERE reading_id = 2", "credit",
             "table reading, row 2", "do not have their SHA-256", "/a/"},
        Case{"lost_credit", "DELETE FROM credit WHERE reading_id = 2", "", "table reading, row 2",
             "do not have their SHA-256", "/a/"},
        Case{"lost_evidence", "DELETE FROM evidence WHERE reading_id = 2 AND position = 1", "",
             "table evidence, row 2", "evidence of its reading is missing", "/a/"},
        Case{"profile", "UPDATE profile SET text = text || ' '", "profile", "table profile, row 1",
             "SHA-256", ""},
        Case{"url", "UPDATE url SET url = 'http://news.example/b' WHERE url LIKE '%/edited.html'",
             "url", "table url", "key is not that of the URL", "/b"},
        Case{"blob", "UPDATE blob SET sha256 = zeroblob(32) WHERE id = 3", "blob",
             "table blob, row 3", "SHA-256", ""},
        Case{"bytes", "UPDATE blob SET data = zeroblob(9), codec = 'zstd' WHERE id = 3", "blob",
             "table blob, row 3", "", ""},
        Case{"codec", "UPDATE blob SET codec = 'zstd+dict', dict_id = NULL WHERE id = 3", "blob",
             "table blob, row 3", "codec", ""},
        Case{"base",
             "UPDATE blob SET codec = 'zstd+prefix', base_id = id - 1, dict_id = NULL "
             "WHERE id IN (3, 4)",
             "blob", "table blob, row 4", "a difference itself", ""},
        Case{"forms", "UPDATE forms SET title_simplified = '假' WHERE reading_id = 1", "forms",
             "table forms, row 1", "simplified title", "/a/"},
        Case{"no_forms", "DELETE FROM forms WHERE reading_id = 1", "", "table reading, row 1",
             "forms is missing", "/a/"},
        Case{"lost_text", "PRAGMA foreign_keys = OFF; DELETE FROM text WHERE id = 1", "",
             "table reading", "which is not there", "/a/"},
        Case{"lost_fetch",
             "PRAGMA foreign_keys = OFF; DELETE FROM fetch WHERE id IN (SELECT "
             "fetch_id FROM version_page WHERE version_id = 1)",
             "", "table version_page, row 1/1", "which is not there", "/a/"},
        Case{"chain", "UPDATE version SET valid_to = valid_to + 1 WHERE valid_to IS NOT NULL",
             "version", "table version", "where the next version begins", "/edited.html"},
        Case{"current",
             "UPDATE article SET current_version_id = (SELECT min(id) FROM version v "
             "WHERE v.article_id = article.id)",
             "article", "table article", "not its latest", "/edited.html"},
        Case{"second_is_new", "UPDATE version SET change = 'new'", "version", "table version",
             "only the first version", "/edited.html"},
        Case{"others_reading", "UPDATE version SET first_reading_id = 2 WHERE id = 1", "version",
             "table version, row 1", "another article", "/a/"},
        Case{"pages", "UPDATE version_page SET position = 2 WHERE version_id = 1", "version_page",
             "table version, row 1", "numbered from 1", "/a/"},
        Case{"state", "UPDATE article SET state = 'gone' WHERE id = 1", "article",
             "table article, row 1", "not the one its last event", "/a/"},
        Case{"event_chain", "UPDATE state_event SET from_state = 'blocked'", "state_event",
             "table state_event, row 1", "another state", "/a/"},
        Case{"event_time", "UPDATE state_event SET at = at + 1 WHERE id = 1", "state_event",
             "table state_event, row 1", "not of the time", "/a/"},
        Case{"never_gone", "UPDATE fetch SET status = 503 WHERE status = 404", "fetch",
             "table state_event", "does not bear it out", "/gone.html"},
        Case{"gone_too_soon",
             "UPDATE fetch SET status = 503 WHERE id = (SELECT min(id) FROM fetch "
             "WHERE status = 404)",
             "fetch", "table state_event", "six hours before", "/gone.html"},
        Case{"gone_with_all",
             "UPDATE crawl_site SET warnings = '[\"25 of 30 articles vanished at "
             "once; none is marked gone\"]'",
             "crawl_site", "table state_event", "saw most of the site vanish", "/gone.html"},
        Case{"gone_unsaid",
             "DELETE FROM state_event WHERE to_state = 'gone'; UPDATE article SET "
             "state = 'live' WHERE state = 'gone'",
             "article", "table article", "its state does not say so", "/gone.html"},
        Case{"missing_unsaid", "UPDATE article SET missing_since = NULL WHERE state = 'gone'",
             "article", "table article", "is not kept as missing", "/gone.html"},
        Case{"first_seen", "UPDATE article SET first_seen = first_seen - 1 WHERE id = 1", "article",
             "table article, row 1", "it was seen first", "/a/"},
        Case{"last_seen", "UPDATE article SET last_seen = last_seen + 1 WHERE id = 1", "article",
             "table article, row 1", "it was seen last", "/a/"},
        Case{"crawl", "UPDATE crawl SET finished = NULL WHERE id = 1", "crawl",
             "table crawl, row 1", "finished without an end", ""},
        Case{"view", "DROP VIEW articles; CREATE VIEW articles AS SELECT 1 AS article_id", "",
             "view articles", "not ours", ""},
        Case{"lost_view", "DROP VIEW edits", "", "view edits", "missing", ""},
        Case{"strange_trigger", "CREATE TRIGGER t AFTER INSERT ON link BEGIN DELETE FROM link; END",
             "", "trigger t", "not ours", ""},
        Case{"strange_rule", "CREATE UNIQUE INDEX u ON fetch(at, url_id, kind, id)", "", "index u",
             "not ours", ""},
        Case{"lost_index", "DROP INDEX link_by_url", "", "index link_by_url", "missing", ""},
        Case{"user_version", "PRAGMA user_version = 7", "", "file header", "user_version", ""},
        Case{"application_id", "PRAGMA application_id = 7", "", "file header", "application_id",
             ""},
        Case{"unindexed", "DELETE FROM search_docsize WHERE id = 1", "", "search index, row 1",
             "not in the index", "/a/"},
        Case{"lengths", "UPDATE search_docsize SET sz = x'010203' WHERE id = 1", "",
             "search index, row 1", "other lengths", "/a/"},
        Case{"terms", "INSERT INTO search(rowid, title) VALUES(1, '假')", "", "search index, row 1",
             "other terms", "/a/"},
        Case{"stranger", "INSERT INTO search(rowid, title) VALUES(9000, '假')", "",
             "search index, row 9000", "not there", ""},
        Case{"leaf_of_index",
             "UPDATE search_data SET block = zeroblob(40) WHERE id = (SELECT "
             "max(id) FROM search_data)",
             "", "search index", "", ""},
        Case{"tombstone",
             "INSERT INTO tombstone VALUES(1, (SELECT id FROM url WHERE url LIKE "
             "'%/edited.html'), 1, 'asked', 1, x'00')",
             "tombstone", "table tombstone, row 1", "stands for an article still", "/edited.html"}),
    [](const auto& row) { return row.param.name; });

TEST_F(House_Verify, NamesTheVersionThatIsDamaged) {
  spoil(
      "UPDATE text SET body = '' WHERE id = (SELECT r.text_id FROM reading r JOIN version v ON "
      "v.current_reading_id = r.id JOIN url u ON u.article_id = v.article_id WHERE u.url LIKE "
      "'%/edited.html' ORDER BY v.id LIMIT 1)");
  const auto report = verified(Depth::quick);
  ASSERT_FALSE(report.damage.empty());
  EXPECT_EQ(report.damage.front().url, article_url("edited"));
  EXPECT_EQ(report.damage.front().version, 1);
}

TEST_F(House_Verify, GoesOnAfterEachDamage) {
  spoil(
      "UPDATE site SET name = 'x'; UPDATE link SET text = 'x' WHERE id = 1; "
      "UPDATE version SET chars_added = 0 WHERE id = 1; DELETE FROM search_docsize WHERE id = 2");
  const std::string words = words_of(verified());
  for (const char* where :
       {"table site, row 1", "table link, row 1", "table version, row 1", "search index, row 2"})
    EXPECT_NE(words.find(where), std::string::npos) << where << "\n" << words;
}

TEST_F(House_Verify, ReadsPagesAgainAndNamesThoseThatSaySomethingElse) {
  VerifyOptions options;
  options.depth = Depth::full;
  int asked = 0;
  options.read_again = [&](std::span<const Page> pages, const std::string& extractor,
                           const std::string&) -> std::optional<Reading> {
    EXPECT_EQ(extractor, "test-1");
    ++asked;
    const bool is_edited = pages.front().request.url.href() == article_url("edited");
    if (!is_edited) return std::nullopt;
    Reading reading;
    reading.article = story("另一个题目", "另一篇。");
    return reading;
  };
  const auto report = verify(file_, options);
  ASSERT_TRUE(report);
  EXPECT_GT(asked, 5);
  EXPECT_EQ(report->damages, 3) << words_of(*report);
  EXPECT_NE(words_of(*report).find("read again, says something else"), std::string::npos);
  ASSERT_FALSE(report->notes.empty());
  EXPECT_NE(report->notes.front().find("another extractor"), std::string::npos);
}

TEST_F(House_Verify, StopsWhenInterrupted) {
  const std::atomic<bool> flag = true;
  VerifyOptions options;
  options.interrupted = &flag;
  for (int i = 0; i < 300; ++i)
    publish("many" + std::to_string(i), story("第" + std::to_string(i) + "篇", "文。"));
  crawl();
  const auto report = verify(file_, options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::interrupted);
}

TEST_F(House_Verify, TakesNothingForDamageThatItHadNoTimeToLookAt) {
  for (int i = 0; i < 300; ++i)
    publish("many" + std::to_string(i), story("第" + std::to_string(i) + "篇", "文。"));
  crawl();
  std::vector<std::string> steps;
  VerifyOptions options;
  options.step = [&](std::string_view step) { steps.emplace_back(step); };
  ASSERT_TRUE(verify(file_, options));
  for (const auto& last : steps) {
    std::atomic<bool> flag = false;
    options.interrupted = &flag;
    options.step = [&](std::string_view step) { flag = flag || step == last; };
    options.found = [&](const Damage& damage) { ADD_FAILURE() << last << ": " << damage.where; };
    const auto report = verify(file_, options);
    ASSERT_FALSE(report) << last;
    EXPECT_EQ(report.error().fault, Fault::interrupted) << last;
  }
}

TEST_F(House_Verify, TakesAUsersOwnViewsTablesAndIndexesForNoDamage) {
  spoil(
      "CREATE VIEW mine AS SELECT title FROM articles; CREATE INDEX mine_by_at ON fetch(at); "
      "CREATE TABLE marks(url TEXT PRIMARY KEY)");
  const auto report = verified();
  EXPECT_EQ(words_of(report), "");
  EXPECT_NE(std::ranges::find(report.notes, "view mine is not of the schema"), report.notes.end());
  EXPECT_EQ(report.notes.size(), 3U);
  const auto saved = salvage(file_, directory_ / "saved.db", {});
  ASSERT_TRUE(saved) << saved.error().what;
  EXPECT_TRUE(saved->is_whole());
  EXPECT_EQ(saved->beside,
            (std::vector<std::string>{"view mine", "index mine_by_at", "table marks"}));
}

class House_VerifyViews : public House_Verify, public testing::WithParamInterface<const char*> {};

TEST_P(House_VerifyViews, EndsWhereOneThatNeverEndsIsCalledATable) {
  const std::string name = GetParam();
  spoil("ALTER TABLE " + name + " RENAME TO hidden; CREATE VIEW " + name +
        " AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT hidden.* FROM "
        "n, hidden");
  EXPECT_NE(words_of(verified()).find("schema, table " + name), std::string::npos);
  const auto report = salvage(file_, directory_ / "saved.db", {});
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_FALSE(report->is_whole());
}

INSTANTIATE_TEST_SUITE_P(Tables, House_VerifyViews,
                         testing::Values("version", "meta", "dict", "url", "fetch"));

TEST_F(House_Verify, TakesAFullDiskForNoDamage) {
  EXPECT_TRUE(is_final(error_of(SQLITE_FULL, nullptr, "news.db")));
  EXPECT_FALSE(is_final(error_of(SQLITE_IOERR_READ, nullptr, "news.db")));
}

TEST_F(House_Verify, SaysThatItsDirectoryCannotBeWrittenWhereThatIsNeeded) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
  std::filesystem::copy_file(file_, directory_ / "copy.db");
  std::ofstream(directory_ / "copy.db-wal") << "left over";
  std::filesystem::permissions(
      directory_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  const auto report = verify(directory_ / "copy.db", {});
  std::filesystem::permissions(directory_, std::filesystem::perms::owner_all);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().fault, Fault::damaged);
}

}  // namespace
}  // namespace newsarc::store
