// Archives made to do harm: each ends in a clear error or in right rows; nothing is written, and
// nothing runs for ever.

#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "store/read/reader.h"
#include "tests/file_bytes.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;

class House_Hostile : public SiteOnPaper {
 protected:
  House_Hostile() {
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开年度工作会议。"));
    crawl();
    publish("one", story("衡阳高新区召开年度工作会议", "衡阳高新区日前召开会议，与会者四百人。"));
    crawl();
  }

  // As a stranger's tool would, with leave to change the schema itself.
  void tamper(const std::string& statements) const {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(file_.c_str(), &connection), SQLITE_OK);
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    const std::string all =
        "PRAGMA writable_schema = ON; PRAGMA foreign_keys = OFF; "
        "PRAGMA ignore_check_constraints = ON; " +
        statements;
    char* words = nullptr;
    sqlite3_exec(connection, all.c_str(), nullptr, nullptr, &words);
    EXPECT_EQ(words, nullptr) << words;
    sqlite3_free(words);
    sqlite3_close(connection);
  }

  // Everything that commands which look do, one after the other; the faults met, in order.
  std::vector<Fault> look() const {
    std::vector<Fault> faults;
    const auto note = [&](const auto& result) {
      if (result) return;
      faults.push_back(result.error().fault);
      EXPECT_NE(result.error().what, "");
    };
    QueryOptions options;
    options.timeout = std::chrono::seconds(2);
    const RowSink sink{[](const auto&) { return true; }, [](const auto&) { return true; }};
    for (const auto* query :
         {"SELECT * FROM articles", "SELECT * FROM edits", "SELECT html(sha256) FROM fetches",
          "SELECT rowid FROM search WHERE search MATCH '\"高 新\"'"})
      note(run_query(file_, query, options, sink));
    const auto reader = Reader::open(file_);
    note(reader);
    if (!reader) return faults;
    note(reader->latest(1));
    const auto versions = reader->versions(1);
    note(versions);
    if (versions)
      for (const auto& version : *versions) note(reader->pages(version.version_id));
    note(reader->search("高新", {}));
    note(reader->for_each({}, [](const auto&) { return true; }));
    note(reader->runs(3));
    note(reader->sites(now_));
    return faults;
  }
};

struct Tampering {
  const char* name;
  const char* sql;
  bool is_told;  // an error comes of it; else it does no harm
};

class House_Tampered : public House_Hostile, public testing::WithParamInterface<Tampering> {};

TEST_P(House_Tampered, EndsInAClearErrorOrInRows) {
  tamper(GetParam().sql);
  const auto before = bytes_of(file_);
  const auto faults = look();
  EXPECT_EQ(!faults.empty(), GetParam().is_told);
  for (const auto fault : faults)
    EXPECT_TRUE(fault == Fault::damaged || fault == Fault::usage || fault == Fault::schema ||
                fault == Fault::limit || fault == Fault::not_found)
        << static_cast<int>(fault);
  EXPECT_TRUE(bytes_of(file_) == before);
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 1);
}

constexpr const char* endless_view =
    "ALTER TABLE article RENAME TO hidden; DROP VIEW articles; CREATE VIEW article AS WITH "
    "RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n";

INSTANTIATE_TEST_SUITE_P(
    Files, House_Tampered,
    testing::Values(
        Tampering{"AViewThatCallsWhatIsForbidden",
                  "DROP VIEW articles; CREATE VIEW articles AS SELECT load_extension('x') AS a",
                  true},
        Tampering{"AViewThatNeverEnds",
                  "DROP VIEW articles; CREATE VIEW articles AS WITH RECURSIVE n(i) AS (SELECT 1 "
                  "UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
                  true},
        Tampering{"AViewOfItself",
                  "UPDATE sqlite_schema SET sql = 'CREATE VIEW articles AS SELECT * FROM articles' "
                  "WHERE name = 'articles'",
                  true},
        Tampering{"AViewInPlaceOfATable", endless_view, true},
        Tampering{"AViewInPlaceOfATableOfTheIndex",
                  "ALTER TABLE search_config RENAME TO hidden; CREATE TABLE search_more(a); CREATE "
                  "VIEW search_config AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                  "FROM n) SELECT 'pgsz' AS k, i AS v FROM n",
                  true},
        Tampering{"ATableInPlaceOfAView",
                  "DROP VIEW articles; CREATE TABLE articles(a); INSERT INTO articles VALUES(1)",
                  false},
        Tampering{"AVirtualTableInPlaceOfAView",
                  "DROP VIEW articles; CREATE VIRTUAL TABLE articles USING fts5(title)", false},
        Tampering{"AModuleNobodyKnows",
                  "INSERT INTO sqlite_schema VALUES('table', 'odd', 'odd', 0, "
                  "'CREATE VIRTUAL TABLE odd USING nowhere(a)')",
                  false},
        Tampering{"ATrigger",
                  "CREATE TRIGGER t AFTER INSERT ON article BEGIN DELETE FROM version; END", false},
        Tampering{"AGeneratedColumn",
                  "ALTER TABLE text ADD COLUMN more AS (printf('%.*c', 200000000, 'x'))", true},
        Tampering{"AnIndexOnAnExpression",
                  "CREATE INDEX heavy ON text(length(printf('%.*c', 1000000, body)))", false},
        Tampering{"NoTables", "DROP TABLE version", true},
        Tampering{"TheIndexIsMalformed", "UPDATE search_data SET block = x'00FF00FF00FF'", true},
        Tampering{"TheIndexIsEmpty", "DELETE FROM search_data", true},
        Tampering{"ALengthBelowZero", "UPDATE blob SET raw_len = -1, codec = 'zstd'", true},
        Tampering{"ALengthBeyondMemory",
                  "UPDATE blob SET raw_len = 9223372036854775807, codec = 'zstd'", true},
        Tampering{"ABlobThatSaysItIsHuge", "UPDATE blob SET raw_len = 900000000, codec = 'zstd'",
                  true},
        Tampering{"ABaseThatLeadsBack", "UPDATE blob SET base_id = id, codec = 'zstd+prefix'",
                  true},
        Tampering{"AChainOfBases",
                  "UPDATE blob SET base_id = (SELECT max(id) FROM blob) - id + 1, codec = "
                  "'zstd+prefix'",
                  true},
        Tampering{"ADictionaryThatIsMissing", "UPDATE blob SET dict_id = 4711, codec = 'zstd+dict'",
                  true},
        Tampering{"ACodecNobodyKnows", "UPDATE blob SET codec = 'rot13'", true},
        Tampering{"TextWhereNumbersStand",
                  "UPDATE version SET valid_from = 'soon', chars_added = 'many'", false},
        Tampering{"DatesBeyondTheCalendar",
                  "UPDATE version SET valid_from = 9223372036854775807, valid_to = "
                  "-9223372036854775807; UPDATE article SET first_seen = 9223372036854775807",
                  false},
        Tampering{"ControlCharactersInTitles",
                  "UPDATE reading SET title = char(0, 27) || '[31m' || char(7)", false},
        Tampering{"AUrlThatIsNone", "UPDATE url SET url = char(0) || 'no url'", true},
        Tampering{"ABodyOfAHundredMegabytes",
                  "UPDATE text SET body = printf('%.*c', 100000000, 'x') WHERE id = 1", false}),
    [](const auto& row) { return row.param.name; });

TEST_F(House_Hostile, WhatIsNoRegularFileIsNotWaitedFor) {
  const auto pipe = directory_ / "pipe.db";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const auto& place : {pipe, fs::path("/dev/zero")}) {
    EXPECT_EQ(Reader::open(place).error().fault, Fault::schema) << place;
    EXPECT_EQ(Archive::open(place, {"test", true}).error().fault, Fault::schema) << place;
  }
}

TEST_F(House_Hostile, ATruncatedFileIsDamaged) {
  fs::resize_file(file_, fs::file_size(file_) / 2);
  const auto faults = look();
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults.front(), Fault::damaged);
}

TEST_F(House_Hostile, AFileWithOurNumberAndNothingElseIsDamaged) {
  fs::remove(file_);
  tamper(
      "PRAGMA encoding = 'UTF-16'; PRAGMA application_id = 1312903747; PRAGMA user_version = 1; "
      "CREATE TABLE other(a)");
  EXPECT_EQ(Reader::open(file_).error().fault, Fault::damaged);
}

TEST_F(House_Hostile, AFileLeftInWalModeIsReadWithoutATraceBesideIt) {
  tamper("PRAGMA journal_mode = WAL; UPDATE meta SET value = value");
  EXPECT_TRUE(look().empty());
  EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 1);
}

TEST_F(House_Hostile, AJournalOfAStrangerIsNotPlayedBack) {
  const auto before = bytes_of(file_);
  std::ofstream(file_.string() + "-journal", std::ios::binary)
      << std::string("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) << std::string(4096, '\1');
  const auto reader = Reader::open(file_);
  EXPECT_TRUE(reader || reader.error().fault == Fault::disk);
  EXPECT_TRUE(bytes_of(file_) == before);
}

}  // namespace
}  // namespace newsarc::store
