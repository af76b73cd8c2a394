// What an archive tells: records, histories, pages, status.

#include "store/read/reader.h"

#include "store/sqlite/sqlite.h"
#include "tests/store/read_archive.h"

namespace newsarc::store {
namespace {

using Rows = std::vector<std::string>;

TEST_F(House_Reader, GivesAnArticleWhole) {
  const auto record = open_reader().latest(1);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->article_id, 1);
  EXPECT_EQ(record->version, 1);
  EXPECT_EQ(record->versions, 1);
  EXPECT_EQ(record->site, "paper");
  EXPECT_EQ(record->url, article_url("one"));
  EXPECT_EQ(record->title, one_.title);
  EXPECT_EQ(record->title_simplified, "衡阳创新大会开幕");
  EXPECT_EQ(record->published, "2026-01-04T10:20:30+08:00");
  EXPECT_EQ(record->published_date, "2026-01-04");
  EXPECT_EQ(record->authors, (Rows{"易成章", "呂鎂妍"}));
  EXPECT_EQ(record->language, "zh");
  EXPECT_EQ(record->script, "Hant");
  EXPECT_EQ(record->body, body(one_));
  EXPECT_EQ(record->body_simplified, "本报讯 衡阳创新大会昨日在高新区开幕。\n会议为期三天。");
  EXPECT_EQ(record->valid_from, "2026-01-05T02:00:00Z");
  EXPECT_EQ(record->valid_to, std::nullopt);
  EXPECT_EQ(record->change, "new");
  EXPECT_EQ(record->state, "live");
  EXPECT_EQ(record->credits, one_.credits);
  EXPECT_EQ(record->images, one_.images);
  EXPECT_EQ(record->evidence.front().rule, "h1");
}

TEST_F(House_Reader, FallsBackToTheOriginalWhereNothingIsConverted) {
  const auto record = open_reader().latest(2);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->body_simplified, record->body);
  EXPECT_EQ(record->title_simplified, record->title);
  EXPECT_EQ(sql("SELECT count(*) FROM articles WHERE body_simplified IS NULL OR title_simplified "
                "IS NULL"),
            Rows{"0"});
}

TEST_F(House_Reader, GivesVersionsByNumberAndByTime) {
  edit();
  const auto reader = open_reader();
  EXPECT_EQ(reader.version(1, 1)->body, body(one_));
  EXPECT_EQ(reader.version(1, 2)->change, "edit");
  EXPECT_EQ(reader.version(1, 1)->valid_to, "2026-01-06T02:00:00Z");
  EXPECT_EQ(reader.version(1, 3).error().fault, Fault::not_found);
  EXPECT_EQ(reader.version(1, 0).error().fault, Fault::not_found);
  EXPECT_EQ(reader.version_at(1, *parse_instant("2026-01-06T01:59:59Z"))->version, 1);
  EXPECT_EQ(reader.version_at(1, *parse_instant("2026-01-06T02:00:00Z"))->version, 2);
  EXPECT_EQ(reader.version_at(1, *parse_instant("2026-01-01")).error().fault, Fault::not_found);
  const auto versions = reader.versions(1);
  ASSERT_TRUE(versions);
  EXPECT_EQ(versions->size(), 2U);
  EXPECT_EQ(reader.versions(99).error().fault, Fault::not_found);
  EXPECT_EQ(reader.latest(99).error().fault, Fault::not_found);
}

TEST_F(House_Reader, GivesThePagesAsReceived) {
  const auto pages = open_reader().pages(1);
  ASSERT_TRUE(pages);
  ASSERT_EQ(pages->size(), 1U);
  const Page& page = pages->front();
  EXPECT_NE(page.body.find("<h1>衡陽創新大會開幕</h1>"), std::string::npos);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header, "HTTP/1.1 200\r\n\r\n");
  EXPECT_EQ(page.ip, "192.0.2.1");
  EXPECT_EQ(page.fetched_at, *parse_instant("2026-01-05T02:00:00Z"));
  EXPECT_EQ(page.took, Span(20));
  EXPECT_EQ(page.request.hints.title, "on the list: " + article_url("one"));
  EXPECT_EQ(open_reader().pages(99).error().fault, Fault::not_found);
}

TEST_F(House_Reader, GivesTheWayToARedirectedPage) {
  listed_.push_back("http://news.example/go");
  answers_["http://news.example/go"] = redirected_to(
      article_url("three"), page_with(story("石鼓区推进道路建设", "石鼓区推进道路建设。")));
  crawl();
  const auto pages = open_reader().pages(3);
  ASSERT_TRUE(pages);
  const Request& request = pages->front().request;
  EXPECT_EQ(request.wanted.href(), "http://news.example/go");
  EXPECT_EQ(request.url.href(), article_url("three"));
  ASSERT_EQ(request.redirects.size(), 1U);
  EXPECT_EQ(request.redirects.front().status, 302);
  EXPECT_EQ(request.redirects.front().header, "HTTP/1.1 302\r\n\r\n");
}

TEST_F(House_Reader, WalksRecordsInAStableOrder) {
  edit();
  const auto walk = [this](const RecordFilter& filter) {
    std::vector<std::string> seen;
    const auto walked = open_reader().for_each(filter, [&](const Record& record) {
      seen.push_back(std::to_string(record.article_id) + "@" + std::to_string(record.version));
      return true;
    });
    if (!walked) seen.push_back(walked.error().what);
    return seen;
  };
  EXPECT_EQ(walk({}), (Rows{"1@2", "2@1"}));
  RecordFilter filter;
  filter.all_versions = true;
  EXPECT_EQ(walk(filter), (Rows{"1@1", "1@2", "2@1"}));
  filter = {};
  filter.site = "other";
  EXPECT_EQ(walk(filter), Rows{});
  filter = {};
  filter.from = filter.to = "2026-01-04";
  EXPECT_EQ(walk(filter), (Rows{"1@2", "2@1"}));
  filter = {};
  filter.to = "2026-01-03";
  EXPECT_EQ(walk(filter), Rows{});
  filter = {};
  filter.query = "SELECT article_id FROM articles WHERE script = 'Hans'";
  EXPECT_EQ(walk(filter), Rows{"2@1"});
}

TEST_F(House_Reader, StopsAWalkWhenItIsTold) {
  int seen = 0;
  EXPECT_TRUE(open_reader().for_each({}, [&](const Record&) { return ++seen < 1; }));
  EXPECT_EQ(seen, 1);
}

TEST_F(House_Reader, RefusesAWalkByAQueryThatWritesOrNamesNoArticles) {
  const auto walk = [this](const std::string& query) {
    RecordFilter filter;
    filter.query = query;
    return open_reader().for_each(filter, [](const Record&) { return true; });
  };
  EXPECT_EQ(walk("DELETE FROM article RETURNING id").error().fault, Fault::usage);
  EXPECT_EQ(walk("SELECT title FROM articles").error().fault, Fault::usage);
}

TEST_F(House_Reader, EndsAWalkByAQueryWhenItIsInterrupted) {
  const std::atomic<bool> interrupted = true;
  RecordFilter filter;
  filter.interrupted = &interrupted;
  filter.query =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
  const auto walked = open_reader().for_each(filter, [](const Record&) { return true; });
  ASSERT_FALSE(walked);
  EXPECT_EQ(walked.error().fault, Fault::interrupted);
}

TEST_F(House_Reader, TellsStatesAndRuns) {
  publish("two", page_with_status(404));
  crawl();
  crawl();
  const auto reader = open_reader();
  const auto events = reader.state_events(2);
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 1U);
  EXPECT_EQ(events->front().at, "2026-01-07T02:00:00Z");
  EXPECT_EQ(events->front().from, "live");
  EXPECT_EQ(events->front().to, "gone");
  const auto sites = reader.sites(now_);
  ASSERT_TRUE(sites);
  ASSERT_EQ(sites->size(), 1U);
  EXPECT_EQ(sites->front().articles, 2);
  EXPECT_EQ(sites->front().gone, 1);
  EXPECT_EQ(sites->front().due, 1);
  EXPECT_EQ(sites->front().waiting, 0);
  EXPECT_EQ(sites->front().last_ok, "2026-01-07T02:00:00Z");
  const auto runs = reader.runs(2);
  ASSERT_TRUE(runs);
  ASSERT_EQ(runs->size(), 2U);
  EXPECT_EQ(runs->front().id, 3);
}

TEST_F(House_Reader, LogsVersionsAndStatesTogether) {
  publish("two", page_with_status(404));
  edit();
  crawl();
  publish("two", story("雁峰区举办职工运动会", "运动会昨日闭幕。"));
  crawl();
  const auto logged = [this](const LogFilter& filter) {
    Rows rows;
    EXPECT_TRUE(open_reader().log(filter, [&](const LogEntry& entry) {
      rows.push_back(entry.at.substr(8, 2) + " " + entry.kind + " " +
                     std::to_string(entry.article_id) + "@" + std::to_string(entry.version));
      return true;
    }));
    return rows;
  };
  const Rows all = logged({});
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(all[2], "07 gone 2@1");
  EXPECT_EQ(all[3], "06 edit 1@2");
  LogFilter filter;
  filter.kinds = {"restored"};
  EXPECT_EQ(logged(filter), Rows{"08 restored 2@2"});
  filter.kinds = {"edit"};
  EXPECT_EQ(logged(filter), (Rows{"08 edit 2@2", "06 edit 1@2"}));
  filter.limit = 1;
  EXPECT_EQ(logged(filter), Rows{"08 edit 2@2"});
  filter = {};
  filter.site = "other";
  EXPECT_EQ(logged(filter), Rows{});
  int seen = 0;
  EXPECT_TRUE(open_reader().log({}, [&](const LogEntry&) { return ++seen < 2; }));
  EXPECT_EQ(seen, 2);
}

TEST_F(House_Reader, NamesTheAddressesOfAnArticle) {
  listed_.push_back("http://news.example/go");
  answers_["http://news.example/go"] = redirected_to(article_url("one"), page_with(one_));
  crawl();
  const auto addresses = open_reader().addresses(1);
  ASSERT_TRUE(addresses);
  ASSERT_EQ(addresses->size(), 2U);
  EXPECT_TRUE(addresses->front().is_canonical);
  EXPECT_EQ(addresses->front().url, article_url("one"));
  EXPECT_EQ(addresses->back().url, "http://news.example/go");
  EXPECT_EQ(addresses->back().merged_by, "redirect");
  EXPECT_TRUE(open_reader().addresses(99)->empty());
}

TEST_F(House_Reader, NamesTheReadingsOfAVersion) {
  extractor_ = "test-2";
  crawl();
  const auto readings = open_reader().readings(1);
  ASSERT_TRUE(readings);
  ASSERT_EQ(readings->size(), 2U);
  EXPECT_EQ(readings->front().extractor, "test-1");
  EXPECT_FALSE(readings->front().is_current);
  EXPECT_EQ(readings->back().extractor, "test-2");
  EXPECT_TRUE(readings->back().is_current);
}

TEST_F(House_Reader, KnowsItsSites) {
  EXPECT_TRUE(open_reader().require_site("paper"));
  const auto unknown = open_reader().require_site("papers");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fault, Fault::not_found);
  EXPECT_NE(unknown.error().what.find("it has paper"), std::string::npos);
}

TEST_F(House_Reader, FindsDamageInStoredBytes) {
  auto database = Database::open(file_.string(), SQLITE_OPEN_READWRITE);
  ASSERT_TRUE(database);
  database->script("UPDATE blob SET data = zeroblob(length(data)) WHERE kind = 'body'");
  ASSERT_TRUE(database->check());
  const auto pages = open_reader().pages(1);
  ASSERT_FALSE(pages);
  EXPECT_EQ(pages.error().fault, Fault::damaged);
}

}  // namespace
}  // namespace newsarc::store
