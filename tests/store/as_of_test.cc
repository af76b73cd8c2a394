// The archive as it stood at an instant, against a copy of the file that was made at that instant.

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

namespace fs = std::filesystem;
using Rows = std::vector<std::string>;

std::string shown(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string_view>(&value)) return std::string(*text);
  return std::holds_alternative<std::monostate>(value) ? "NULL" : "?";
}

Result<Rows> rows_of(const fs::path& file, const std::string& query, std::optional<Instant> as_of) {
  Rows lines;
  QueryOptions options;
  options.as_of = as_of;
  const RowSink sink{[](const auto&) { return true; },
                     [&](const std::vector<Value>& row) {
                       std::string line;
                       for (const auto& value : row)
                         line += (line.empty() ? "" : "|") + shown(value);
                       lines.push_back(std::move(line));
                       return true;
                     }};
  if (auto asked = run_query(file, query, options, sink); !asked)
    return tl::unexpected(asked.error());
  return lines;
}

const std::vector<std::string> views{"articles", "versions", "edits",  "deletions", "credits",
                                     "fetches",  "sites",    "crawls", "forgotten", "links"};

Article with_credit(Article article, const std::string& name) {
  article.credits = {{Role::reporter, "记者", name}};
  return article;
}

// Seven nights on which all happens that an archive tells.
class House_AsOf : public SiteOnPaper {
 protected:
  House_AsOf() {
    publish("edited", with_credit(story("衡阳高新区召开会议", "会议为期三天。"), "易成章"));
    publish("retitled", story("雁峰区举办运动会", "运动会昨日开幕。"));
    publish("vanishing", story("石鼓区推进道路建设", "道路建设今日动工。"));
    publish("converted", story("蒸湘區舉辦書畫展覽", "書畫展覽為期三天。"));
    publish("moved", story("珠晖区植树", "珠晖区昨日植树。"));
    publish("blocked", story("南岳区登山节", "登山节昨日开幕。"));
    night();
    publish("edited", with_credit(story("衡阳高新区召开会议", "会议为期五天。"), "吕镁妍"));
    publish("vanishing", page_with_status(404));
    publish("converted", story("蒸湘区举办书画展览", "书画展览为期三天。"));
    night();
    publish("retitled", story("雁峰区运动会闭幕", "运动会昨日开幕。"));
    publish("late", story("祁东黄花菜丰收", "黄花菜昨日丰收。"));
    night();
    publish("edited", with_credit(story("衡阳高新区召开会议", "会议为期六天。"), "吕镁妍"));
    publish("moved", redirected_to(article_url("late"), answers_[article_url("late")]));
    publish("blocked", no_answer(Fault::refused));
    night();
    publish("vanishing", story("石鼓区推进道路建设", "道路建设今日完工。"));
    publish("blocked", story("南岳区登山节", "登山节昨日开幕。"));
    night();
    publish("vanishing", page_with_status(410));
    night();
    night();
  }

  void night() {
    nights_.push_back(now_);
    crawl();
    fs::copy_file(file_, copy_of(nights_.size() - 1));
  }
  fs::path copy_of(std::size_t night) const {
    return directory_ / ("night-" + std::to_string(night) + ".copy");
  }

  Rows then(const std::string& query, Instant at) const {
    const auto rows = rows_of(file_, query, at);
    return rows ? *rows : Rows{"error: " + rows.error().what};
  }

  Reader reader_at(Instant at) const {
    auto reader = Reader::open(file_, at);
    EXPECT_TRUE(reader) << reader.error().what;
    if (!reader) std::abort();
    return *std::move(reader);
  }

  Found search(const std::string& query, Instant at) const {
    const auto found = reader_at(at).search(query, {});
    EXPECT_TRUE(found) << found.error().what;
    return found.value_or(Found{});
  }

  std::vector<Instant> nights_;
};

TEST_F(House_AsOf, EveryViewSaysWhatACopyOfThatNightSays) {
  for (std::size_t night = 0; night < nights_.size(); ++night) {
    for (const auto& view : views) {
      const std::string query = "SELECT * FROM " + view;
      EXPECT_EQ(then(query, nights_[night]), *rows_of(copy_of(night), query, std::nullopt))
          << view << " of night " << night;
    }
  }
}

TEST_F(House_AsOf, TheInstantItselfCountsAndTheSecondBeforeDoesNot) {
  using std::chrono::seconds;
  for (std::size_t night = 1; night < nights_.size(); ++night) {
    for (const auto* view : {"articles", "versions", "deletions", "fetches"}) {
      const std::string query = std::string("SELECT * FROM ") + view;
      EXPECT_EQ(then(query, nights_[night] - seconds(1)),
                *rows_of(copy_of(night - 1), query, std::nullopt))
          << view << " before night " << night;
    }
  }
}

TEST_F(House_AsOf, AnInstantToComeIsToday) {
  for (const auto& view : views) {
    EXPECT_EQ(then("SELECT * FROM " + view, *parse_instant("2999-01-01")),
              sql("SELECT * FROM " + view))
        << view;
  }
}

TEST_F(House_AsOf, AnArticleIsSeenWhereARedirectLedToItToo) {
  publish("way", redirected_to(article_url("edited"), answers_[article_url("edited")]));
  answers_[article_url("edited")] = page_with_status(503);
  night();
  const std::string query = "SELECT last_seen FROM articles WHERE url LIKE '%edited%'";
  const auto seen = *rows_of(copy_of(nights_.size() - 1), query, std::nullopt);
  now_ += std::chrono::hours(1);
  answers_[article_url("edited")] = answers_[article_url("retitled")];
  night();
  EXPECT_EQ(then(query, nights_[nights_.size() - 2]), seen);
}

TEST_F(House_AsOf, NothingWasThereBeforeTheFirstNight) {
  for (const auto* view :
       {"articles", "versions", "edits", "deletions", "credits", "fetches", "crawls"})
    EXPECT_EQ(then(std::string("SELECT count(*) FROM ") + view, nights_[0] - Span(1)), Rows{"0"})
        << view;
}

TEST_F(House_AsOf, ARunThatStoppedStandsAsItIs) {
  nights_.push_back(now_);
  crawl(Refresh::all, RunState::stopped);
  EXPECT_EQ(then("SELECT * FROM crawls", *parse_instant("2999-01-01")),
            sql("SELECT * FROM crawls"));
  EXPECT_EQ(then("SELECT count(*) FROM crawls WHERE state <> 'finished'", nights_[6]), Rows{"0"});
}

TEST_F(House_AsOf, TheFilesOwnViewsAreStillThere) {
  EXPECT_EQ(then("SELECT count(*) FROM articles", nights_[0]), Rows{"6"});
  EXPECT_EQ(then("SELECT count(*) FROM main.articles", nights_[0]), Rows{"7"});
}

TEST_F(House_AsOf, ATextThatChangedItsScriptIsTheOneThatStoodThen) {
  const auto before = reader_at(nights_[0]).latest(4);
  ASSERT_TRUE(before);
  EXPECT_EQ(before->title, "蒸湘區舉辦書畫展覽");
  EXPECT_EQ(before->script, "Hant");
  const auto pages = reader_at(nights_[0]).pages(before->version_id);
  ASSERT_TRUE(pages);
  EXPECT_EQ(pages->front().fetched_at, nights_[0]);
  EXPECT_EQ(reader_at(nights_[1]).latest(4)->title, "蒸湘区举办书画展览");
}

TEST_F(House_AsOf, ReadingsAreTodaysBestOfThoseBytes) {
  extractor_ = "test-2";
  reread_ = [](const Page&) {
    Reading reading;
    reading.kind = PageKind::article;
    reading.article = with_credit(story("衡阳高新区召开会议", "会议为期六天。"), "吕镁妍");
    return reading;
  };
  publish("edited", with_credit(story("衡阳高新区召开会议", "会议为期七天。"), "吕镁妍"));
  crawl();
  EXPECT_EQ(
      then("SELECT version, extractor FROM versions WHERE article_id = 1 ORDER BY 1", nights_[6]),
      (Rows{"1|test-1", "2|test-1", "3|test-2"}));
}

TEST_F(House_AsOf, AReaderKnowsOnlyWhatWasKnown) {
  const auto early = reader_at(nights_[0]);
  EXPECT_EQ(early.latest(1)->version, 1);
  EXPECT_EQ(early.latest(1)->valid_to, std::nullopt);
  EXPECT_EQ(early.latest(1)->versions, 1);
  EXPECT_EQ(early.latest(3)->state, "live");
  EXPECT_EQ(early.version(1, 2).error().fault, Fault::not_found);
  const auto unknown = early.find_article(article_url("late"));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fault, Fault::not_found);
  EXPECT_NE(unknown.error().what.find("2026-01-05T02:00:00Z"), std::string::npos);
  const auto later = reader_at(nights_[2]);
  EXPECT_EQ(later.latest(3)->state, "gone");
  EXPECT_TRUE(later.find_article(article_url("late")));
  EXPECT_EQ(later.state_events(3)->size(), 1U);
  EXPECT_EQ(later.versions(2)->size(), 2U);
}

TEST_F(House_AsOf, SearchFindsWhatArticlesSaidThen) {
  EXPECT_EQ(search("三天", nights_[0]).total, 2);
  EXPECT_EQ(search("五天", nights_[0]).total, 0);
  EXPECT_EQ(search("五天", nights_[2]).total, 1);
  EXPECT_EQ(search("五天", nights_[6]).total, 0);
  EXPECT_EQ(search("黄花菜", nights_[1]).total, 0);
  const auto found = search("運動會", nights_[1]);
  ASSERT_EQ(found.hits.size(), 1U);
  EXPECT_EQ(found.hits.front().title, "雁峰区举办运动会");
}

TEST_F(House_AsOf, AWalkGivesTheVersionsOfThen) {
  RecordFilter filter;
  filter.all_versions = true;
  filter.query = "SELECT article_id FROM edits";
  Rows seen;
  EXPECT_TRUE(reader_at(nights_[1]).for_each(filter, [&](const Record& record) {
    seen.push_back(std::to_string(record.article_id) + "@" + std::to_string(record.version));
    return true;
  }));
  EXPECT_EQ(seen, (Rows{"1@1", "1@2"}));
}

TEST_F(House_AsOf, NothingIsWritten) {
  const auto listing = [this] {
    Rows names;
    for (const auto& entry : fs::directory_iterator(directory_)) names.push_back(entry.path());
    return names;
  };
  const auto before = listing();
  const auto written = fs::last_write_time(file_);
  then("SELECT * FROM articles a JOIN versions v USING(article_id) ORDER BY v.body", nights_[3]);
  EXPECT_EQ(listing(), before);
  EXPECT_EQ(fs::last_write_time(file_), written);
}

TEST_F(House_AsOf, OneArticleIsFoundWithoutWalkingOthers) {
  for (const auto* view : {"articles", "versions", "edits", "credits", "deletions"}) {
    const auto plan =
        then(std::string("EXPLAIN QUERY PLAN SELECT * FROM ") + view + " WHERE article_id = 1",
             nights_[3]);
    for (const auto& step : plan) EXPECT_EQ(step.find("SCAN"), std::string::npos) << view << step;
  }
}

class House_AsOfDenied : public House_AsOf, public testing::WithParamInterface<const char*> {};

TEST_P(House_AsOfDenied, IsAUsageErrorAndChangesNothing) {
  const auto asked = rows_of(file_, GetParam(), nights_[0]);
  ASSERT_FALSE(asked) << GetParam();
  EXPECT_EQ(asked.error().fault, Fault::usage) << asked.error().what;
  EXPECT_EQ(then("SELECT count(*) FROM articles", nights_[0]), Rows{"6"});
}

INSTANTIATE_TEST_SUITE_P(
    Statements, House_AsOfDenied,
    testing::Values("DROP VIEW articles", "DROP VIEW temp.version",
                    "CREATE TEMP VIEW w AS SELECT 1", "CREATE TEMP TABLE t(a)",
                    "INSERT INTO temp.version VALUES(1)", "UPDATE version SET change = 'new'",
                    "DELETE FROM main.version", "DELETE FROM sqlite_temp_master",
                    "UPDATE sqlite_temp_master SET sql = ''", "PRAGMA query_only = OFF",
                    "PRAGMA temp_store = FILE", "PRAGMA writable_schema = ON",
                    "ATTACH ':memory:' AS s",
                    "CREATE TEMP TRIGGER t INSTEAD OF DELETE ON version BEGIN SELECT 1; END"));

// A stranger's file may have anything under the names that are stood before.
TEST_F(House_AsOf, AFileWithoutTheTablesIsAnErrorAndNoMore) {
  auto database = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(database);
  database->script("PRAGMA foreign_keys = OFF; DROP TABLE version");
  ASSERT_TRUE(database->check());
  EXPECT_FALSE(rows_of(file_, "SELECT * FROM articles", nights_[0]));
  EXPECT_EQ(Reader::open(file_, nights_[0]).error().fault, Fault::damaged);
}

}  // namespace
}  // namespace newsarc::store
