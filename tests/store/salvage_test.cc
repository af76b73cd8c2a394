// What salvage takes over, what it lets go, and that the damaged archive stays as it is.

#include "store/copies/salvage.h"

#include <fstream>

#include "tests/file_bytes.h"
#include "tests/store/damaged_archive.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

class House_Salvage : public DamagedArchive {
 protected:
  House_Salvage() : saved_(directory_ / "saved.db") { crawl_some_nights(); }

  // The report; the damaged archive is as it was, and the new one is whole and can be crawled on.
  SalvageReport salvaged() {
    const std::string before = bytes_of(file_);
    auto report = salvage(file_, saved_, {});
    EXPECT_TRUE(report) << report.error().what << " " << report.error().where;
    EXPECT_TRUE(before == bytes_of(file_)) << "salvage changed the archive";
    damaged_ = std::exchange(file_, saved_);
    EXPECT_EQ(words_of(verified()), "");
    EXPECT_EQ(sql("PRAGMA foreign_key_check"), Rows{});
    return report.value_or(SalvageReport{});
  }

  void crawl_on() {
    publish("fresh", story("祁东县黄花菜丰收", "祁东县黄花菜日前丰收。"));
    crawl();
    crawl();
    EXPECT_EQ(words_of(verified()), "");
    EXPECT_EQ(sql("SELECT count(*) FROM articles WHERE url LIKE '%/fresh.html'"), Rows{"1"});
  }

  std::int64_t count(const std::string& query) const { return std::stoll(sql(query).front()); }

  fs::path saved_;
  fs::path damaged_;
};

std::string words_of(const SalvageReport& report) {
  VerifyReport named;
  named.damage = report.damage;
  return words_of(named);
}

TEST_F(House_Salvage, TakesOverAllOfAWholeArchive) {
  const auto views = sql("SELECT name FROM sqlite_schema WHERE type = 'view'");
  std::vector<Rows> before;
  for (const auto& view : views) before.push_back(sql("SELECT * FROM " + view));
  const std::string found = "SELECT rowid FROM search WHERE search MATCH '修缮 OR 公交' ORDER BY 1";
  const auto hits = sql(found);
  const auto report = salvaged();
  EXPECT_TRUE(report.is_whole()) << words_of(report);
  for (const auto& table : report.tables) EXPECT_EQ(table.lost, 0) << table.name;
  for (std::size_t i = 0; i < views.size(); ++i)
    EXPECT_EQ(sql("SELECT * FROM " + views[i]), before[i]) << views[i];
  EXPECT_EQ(sql(found), hits);
  crawl_on();
}

struct Case {
  const char* name;
  const char* sql;
  const char* lost;   // how the report names it
  const char* query;  // over the new archive
  const char* gives;
};

class House_SalvageLoses : public House_Salvage, public testing::WithParamInterface<Case> {};

TEST_P(House_SalvageLoses, JustWhatLeanedOnTheDamage) {
  const Case& given = GetParam();
  spoil(given.sql);
  const auto report = salvaged();
  EXPECT_FALSE(report.is_whole());
  EXPECT_NE(words_of(report).find(given.lost), std::string::npos) << words_of(report);
  EXPECT_EQ(sql(given.query), Rows{given.gives}) << words_of(report);
  crawl_on();
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, House_SalvageLoses,
    testing::Values(
        Case{"a_text_of_a_middle_version",
             "UPDATE text SET body = body || '。' WHERE id = (SELECT r.text_id FROM reading r JOIN "
             "version v ON v.current_reading_id = r.id WHERE v.article_id = (SELECT article_id "
             "FROM url WHERE url LIKE '%/edited.html') AND v.change = 'new')",
             "table text, row ",
             "SELECT group_concat(change) FROM version WHERE article_id = (SELECT article_id FROM "
             "url WHERE url LIKE '%/edited.html')",
             "new,title"},
        Case{"a_blob", "UPDATE blob SET data = zeroblob(9) WHERE id = 3", "table blob, row 3",
             "SELECT count(*) FROM articles", "8"},
        Case{"a_dictionary", "DELETE FROM dict", "table blob, row", "SELECT count(*) FROM articles",
             "8"},
        Case{"a_reading", "UPDATE reading SET title = '假' WHERE id = 1", "table version, row",
             "SELECT count(*) FROM reading WHERE id = 1", "0"},
        Case{"a_version",
             "UPDATE version SET chars_added = 7 WHERE valid_to IS NOT NULL AND change = 'edit'",
             "table version, row",
             "SELECT count(*) FROM version v JOIN version w ON w.article_id = v.article_id AND "
             "w.valid_from = v.valid_to JOIN url u ON u.article_id = v.article_id WHERE u.url LIKE "
             "'%/edited.html'",
             "1"},
        Case{"an_article",
             "UPDATE article SET last_seen = 7 WHERE id = (SELECT article_id FROM url "
             "WHERE url LIKE '%/edited.html')",
             "table article, row",
             "SELECT article_id IS NULL FROM url WHERE url LIKE '%/edited.html'", "1"},
        Case{"an_event", "UPDATE state_event SET at = at + 1 WHERE to_state = 'gone'",
             "table state_event, row", "SELECT state FROM articles WHERE url LIKE '%/gone.html'",
             "gone"},
        Case{"a_coming_back", "UPDATE state_event SET at = at + 1 WHERE from_state = 'gone'",
             "table state_event, row", "SELECT state FROM articles WHERE url LIKE '%/back.html'",
             "live"},
        Case{"an_answer_404",
             "UPDATE fetch SET ms = 77 WHERE id = (SELECT min(id) FROM fetch WHERE status = 404)",
             "table fetch, row", "SELECT count(*) FROM articles WHERE url LIKE '%/gone.html'", "1"},
        Case{"forms", "UPDATE forms SET simhash = 1 WHERE reading_id = 1", "table forms, row 1",
             "SELECT count(*) FROM forms WHERE reading_id = 1", "1"},
        Case{"a_site", "UPDATE site SET name = 'x'", "kept as it reads now",
             "SELECT count(*) FROM articles", "8"},
        Case{"a_run", "UPDATE crawl SET command = 'x' WHERE id = 1", "table crawl, row 1",
             "SELECT count(*) FROM articles", "8"},
        Case{"a_page_of_a_version", "DELETE FROM version_page; UPDATE crawl SET command = 'x'",
             "table crawl, row 1",
             "SELECT count(DISTINCT version_id) = (SELECT count(*) FROM "
             "version) FROM version_page",
             "1"}),
    [](const auto& row) { return row.param.name; });

class House_SalvageTrees : public House_Salvage, public testing::WithParamInterface<const char*> {};

TEST_P(House_SalvageTrees, GoesRoundOneThatCannotBeRead) {
  overwrite_root(GetParam());
  const auto report = salvaged();
  EXPECT_FALSE(report.is_whole());
  EXPECT_NE(words_of(report).find("table " + std::string(GetParam())), std::string::npos)
      << words_of(report);
  crawl_on();
}

INSTANTIATE_TEST_SUITE_P(Trees, House_SalvageTrees,
                         testing::Values("url", "fetch", "blob", "reading", "text", "version",
                                         "article", "credit", "crawl", "version_page", "site",
                                         "forms", "state_event", "link", "meta"));

TEST_F(House_Salvage, GoesRoundAPageInTheMiddleOfATable) {
  for (int i = 0; i < 400; ++i)
    publish("many" + std::to_string(i), story("第" + std::to_string(i) + "篇", "文。"));
  crawl();
  overwrite(place_of("/a/many200.html") / 16384 * 16384, std::string(64, '\x5a'));
  const auto report = salvaged();
  EXPECT_FALSE(report.is_whole());
  EXPECT_GT(count("SELECT count(*) FROM articles"), 200);
  EXPECT_LT(count("SELECT count(*) FROM articles"), 408);
  crawl_on();
}

TEST_F(House_Salvage, KeepsAnArticleAsMissingWhereItsReturnIsLost) {
  publish("script", page_with_status(404));
  crawl();
  publish("script", page_with_status(304));
  crawl();
  spoil("UPDATE fetch SET ms = 77 WHERE status = 304");
  salvaged();
  EXPECT_EQ(count("SELECT missing_since > last_seen FROM article WHERE canonical_url_id = (SELECT "
                  "id FROM url WHERE url LIKE '%/script.html')"),
            1);
  crawl_on();
}

// Rows that say something else, and unpack all the same.
TEST_F(House_Salvage, KeepsWhatADamagedDictionaryOrBaseStillUnpacks) {
  spoil(
      "UPDATE dict SET created = created + 1; "
      "UPDATE blob SET kind = 'request' WHERE id IN (SELECT base_id FROM blob)");
  const auto bases = count("SELECT count(DISTINCT base_id) FROM blob");
  const auto packed = count("SELECT count(*) FROM blob WHERE dict_id IS NOT NULL");
  const auto differences = count("SELECT count(*) FROM blob WHERE base_id IS NOT NULL");
  ASSERT_GT(bases, 0);
  ASSERT_GT(packed, bases);
  const auto blobs = count("SELECT count(*) FROM blob");
  salvaged();
  EXPECT_EQ(count("SELECT count(*) FROM blob"), blobs - bases);
  EXPECT_EQ(count("SELECT count(*) FROM blob WHERE dict_id IS NOT NULL OR base_id IS NOT NULL"), 0);
  EXPECT_GT(differences, 0);
  crawl_on();
}

TEST_F(House_Salvage, LosesNothingWithTheSearchIndex) {
  const std::string found = "SELECT count(*) > 0 FROM search WHERE search MATCH '南'";
  ASSERT_EQ(sql(found), Rows{"1"});
  overwrite_root("search_data");
  const auto report = salvaged();
  EXPECT_TRUE(report.is_whole()) << words_of(report);
  EXPECT_EQ(sql(found), Rows{"1"});
}

TEST_F(House_Salvage, FindsAFlippedBitInAText) {
  overwrite(place_of("南岳区日前修缮古建筑三处"), "\xe4");
  const auto report = salvaged();
  EXPECT_NE(words_of(report).find("table text"), std::string::npos);
  EXPECT_NE(words_of(report).find(article_url("edited")), std::string::npos);
  EXPECT_EQ(sql("SELECT versions FROM articles WHERE url LIKE '%/edited.html'"), Rows{"1"});
  crawl_on();
}

TEST_F(House_Salvage, MayBeReadByThoseWhoMayReadTheArchive) {
  fs::permissions(file_, fs::perms::owner_read);
  salvaged();
  EXPECT_EQ(fs::status(saved_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(House_Salvage, RefusesAFileThatIsThereAndTheArchiveItself) {
  std::ofstream(saved_) << "mine";
  const std::string before = bytes_of(file_);
  for (const auto& file : {saved_, file_}) {
    const auto report = salvage(file_, file, {});
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().fault, Fault::usage);
  }
  EXPECT_EQ(bytes_of(saved_), "mine");
  EXPECT_TRUE(before == bytes_of(file_));
}

TEST_F(House_Salvage, LeavesNothingWhereThereIsNoArchive) {
  fs::remove(file_);
  const auto report = salvage(file_, saved_, {});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::schema);
  EXPECT_FALSE(fs::exists(saved_));
}

TEST_F(House_Salvage, LeavesNothingWhenInterrupted) {
  const std::atomic<bool> flag = true;
  SalvageOptions options;
  options.interrupted = &flag;
  const auto report = salvage(file_, saved_, options);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::interrupted);
  EXPECT_FALSE(fs::exists(saved_));
  EXPECT_FALSE(fs::exists(saved_.string() + ".part"));
}

}  // namespace
}  // namespace newsarc::store
