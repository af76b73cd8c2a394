// WARC files into an archive: as if a crawl had brought their pages at their own date.

#include "pipeline/import.h"

#include <sys/stat.h>

#include "http/unpacker.h"
#include "pipeline/import_source.h"
#include "pipeline/import_writer.h"
#include "pipeline/stages.h"
#include "tests/pipeline/importing.h"

namespace newsarc::pipeline {
namespace {

const std::string chain =
    "SELECT version, valid_from, change, substr(body, 1, 2) FROM versions ORDER BY article_id, "
    "version";
TEST_F(Importing, APageIsArchivedAtItsOwnDateWithItsExactBytes) {
  const auto report = import({page("one", 0)});
  EXPECT_EQ(report.files.at(0).archived, 1);
  EXPECT_EQ(sql("SELECT site, url, title, first_seen, state FROM articles"),
            Rows{"hy|" + url_of("one") + "|" + Story().title + "|2020-09-13T12:26:40Z|live"});
  EXPECT_EQ(sql("SELECT status, bytes, at FROM fetches"),
            Rows{"200|" + std::to_string(article_page({}).size()) + "|2020-09-13T12:26:40Z"});
}

TEST_F(Importing, PagesThatNoProfileHoldsGoIntoASiteOfTheirHost) {
  profiles_.clear();
  auto other = page("one", 1);
  other.target_uri = "http://www.other.example/a/1.html";
  auto loopback = page("one", 2, edited());
  loopback.target_uri = "http://127.0.0.1:8081/a/1.html";
  import({page("one", 0), other, loopback});
  EXPECT_EQ(sql("SELECT DISTINCT site FROM articles ORDER BY 1"),
            (Rows{"127.0.0.1:8081", "news.example", "other.example"}));
}

TEST_F(Importing, TheSameFileTwiceChangesNothing) {
  const std::vector<Draft> drafts = {page("one", 0), page("one", 30, edited()),
                                     answer(url_of("two"), 1, "HTTP/1.1 404 Gone\r\n\r\n"),
                                     revisit("one", 50, "server-not-modified")};
  const std::string all =
      "SELECT (SELECT group_concat(hex(row_hash)) FROM fetch), (SELECT group_concat(hex(row_hash)) "
      "FROM version), (SELECT group_concat(hex(row_hash)) FROM article), (SELECT "
      "group_concat(hex(row_hash)) FROM crawl), (SELECT count(*) FROM blob)";
  import(drafts);
  const auto before = sql(all);
  const auto report = import(drafts);
  EXPECT_EQ(report.run, 0);
  EXPECT_EQ(report.files.at(0).archived, 0);
  EXPECT_EQ(report.files.at(0).known, 4);
  EXPECT_EQ(sql(all), before);
}

TEST_F(Importing, CapturesOfOneSecondWithOtherBytesAreCounted) {
  const std::string other = "captures of one second with other bytes";
  const auto together = import({page("one", 0), page("one", 0, edited()), page("one", 0)});
  EXPECT_EQ(together.files.at(0).passed.at(other), 1);
  EXPECT_EQ(together.files.at(0).known, 1);
  EXPECT_EQ(import({page("one", 0, edited())}).files.at(0).passed.at(other), 1);
  EXPECT_EQ(import({page("one", 0)}).files.at(0).known, 1);
}

TEST_F(Importing, CapturesInAnyOrderMakeTheVersionsOfTheirOrderInTime) {
  import({page("one", 30, edited()), page("one", 0), page("one", 40, edited())});
  EXPECT_EQ(sql("SELECT version, valid_from, change FROM versions ORDER BY 1"),
            (Rows{"1|2020-09-13T12:26:40Z|new", "2|2020-09-14T18:26:40Z|edit"}));
}

TEST_F(Importing, CapturesFromBeforeACrawlAreItsPast) {
  publish("one", edited());
  crawl();
  import({page("one", 0)});
  EXPECT_EQ(sql("SELECT version, change FROM versions ORDER BY 1"), (Rows{"1|new", "2|edit"}));
  EXPECT_EQ(crawl().sites.front().same, 1);
}

TEST_F(Importing, ARedirectIsJoinedWithThePageItLedTo) {
  import({answer("http://news.example/old/1", 0, "HTTP/1.1 301 Moved\r\nLocation: /old/2\r\n\r\n"),
          answer("http://news.example/old/2", 0,
                 "HTTP/1.1 302 Found\r\nLocation: " + url_of("one") + "\r\n\r\n"),
          page("one", 0)});
  EXPECT_EQ(sql("SELECT url FROM articles"), Rows{url_of("one")});
  EXPECT_EQ(sql("SELECT u.url, u.merged_by FROM url u WHERE article_id IS NOT NULL ORDER BY 1"),
            (Rows{url_of("one") + "|key", "http://news.example/old/1|redirect"}));
  EXPECT_EQ(sql("SELECT count(*) FROM fetch WHERE redirect_of IS NOT NULL"), Rows{"2"});
  EXPECT_EQ(import({page("one", 0)}).files.at(0).known, 1);
}

TEST_F(Importing, ARedirectThatLeadsToNoPageOfTheFileIsAnAnswerOfItsOwn) {
  import({answer("http://news.example/old/1", 0, "HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n")});
  EXPECT_EQ(sql("SELECT url, status, error FROM fetches"),
            Rows{"http://news.example/old/1|301|status 301"});
}

TEST_F(Importing, PagesThatAreCutShortAreNeverVersions) {
  auto cut = page("one", 0);
  cut.more.push_back({"WARC-Truncated", "length"});
  import({cut});
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"0"});
  EXPECT_EQ(sql("SELECT error FROM fetches"), Rows{"the page is cut short"});
}

TEST_F(Importing, ListsFeedsAndRobotsAreKeptForWhatTheyAre) {
  import(
      {answer("http://news.example/robots.txt", 0,
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\n"),
       answer("http://news.example/", 0,
              html + "\r\n" +
                  list_page({{"/a/one.html", "One"},
                             { "/a/two.html",
                               "Two" }})),
       answer("http://news.example/feed.xml", 0,
              "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<rss "
              "version='2.0'><channel><item><link>http://news.example/a/one.html</link></item>"
              "</channel></rss>"),
       answer("http://news.example/map.xml.gz", 0,
              "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n" +
                  http::gzip_member("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
                                    "<url><loc>http://news.example/a/one.html</loc></url>"
                                    "</urlset>")),
       answer("http://news.example/pic.png", 0,
              "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG")});
  EXPECT_EQ(sql("SELECT kind FROM fetches ORDER BY fetch_id"),
            (Rows{"robots", "list", "feed", "sitemap"}));
  EXPECT_EQ(sql("SELECT count(*) FROM frontier"), Rows{"0"});
}

TEST_F(Importing, FiltersTakeOnlyWhatIsAskedFor) {
  const auto two = page("two", 0);
  auto elsewhere = page("one", 0);
  elsewhere.target_uri = "http://other.example/a/1.html";
  const auto feed = answer("http://news.example/feed.xml", 0,
                           "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss/>");
  const std::vector<Draft> all = {page("one", 0), two, elsewhere, feed};
  struct Case {
    ImportOptions options;
    std::int64_t archived;
  };
  std::vector<Case> cases(5);
  cases[0] = {import_options_, 4};
  cases[1].options.site = "other.example";
  cases[1].archived = 1;
  cases[2].options.url = "*/a/t?o.html";
  cases[2].archived = 1;
  cases[3].options.content = ImportContent::html;
  cases[3].archived = 3;
  cases[4].options.url = "*/a/t[w]o.html";  // an address may have brackets
  for (const auto& [options, archived] : cases) {
    std::filesystem::remove(archive_);
    import_options_ = options;
    EXPECT_EQ(import(all).files.at(0).archived, archived);
  }
}

TEST_F(Importing, AnArticleOverSeveralPagesIsJoined) {
  import(
      {page("one", 0, first_page()), page("other", 0, edited()), page("one_2", 0, second_page())});
  EXPECT_EQ(sql("SELECT url, instr(body, '第二頁') > 0 FROM articles ORDER BY 1"),
            (Rows{url_of("one") + "|1", url_of("other") + "|0"}));
  EXPECT_EQ(sql("SELECT max(position) FROM version_page"), Rows{"2"});
}

TEST_F(Importing, AnArticleOfWhichAPartWasImportedIsReadAgainWhole) {
  {
    const auto file = file_with({page("one", 0, first_page())});
    auto archive = store::Archive::open(archive_, {"newsarc import", true});
    auto sites = ImportSites::create(profiles_);
    ASSERT_TRUE(archive && sites);
    RecordedCaptures recorded;
    ImportSource source({&file, 1}, import_options_, *sites, recorded,
                        *store::KnownCaptures::open(archive_));
    ImportWriter writer(*archive, *store::KnownCaptures::open(archive_), clock_);
    auto arrival = std::get<Arrival>(**source.next());
    auto reading = reading_of(arrival.page, *arrival.site->extractor, arrival.site->site.follow);
    ASSERT_TRUE(writer.take(std::move(arrival), std::move(reading), {}));
    ASSERT_TRUE(writer.finish(store::RunState::interrupted, Span()));
  }
  import({page("one", 0, first_page()), page("one_2", 0, second_page())});
  EXPECT_EQ(sql("SELECT url, instr(body, '第二頁') > 0 FROM articles"), Rows{url_of("one") + "|1"});
}

TEST_F(Importing, ADamagedRecordIsNamedAndTheRestImported) {
  auto spoilt = page("two", 0);
  spoilt.more.push_back({"WARC-Block-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"});
  const auto path = directory_ / "one.warc";
  std::ofstream(path, std::ios::binary) << warc::record_text(page("one", 0)) << "rubbish\r\n\r\n"
                                        << warc::record_text(page("three", 1));
  const auto report = try_import({path});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->files.at(0).archived, 2);
  EXPECT_EQ(report->files.at(0).damaged, 1);
  ASSERT_EQ(damaged_.size(), 1U);
  EXPECT_NE(damaged_[0].find("one.warc, offset "), std::string::npos);
}

TEST_F(Importing, DamageInARecordThatIsPassedOverIsNamedToo) {
  const std::string long_metadata =
      "WARC/1.0\r\nWARC-Type: metadata\r\nWARC-Date: 2020-10-13T00:00:00Z\r\nWARC-Record-ID: "
      "<urn:uuid:00000000-0000-4000-8000-000000000009>\r\nContent-Length: "
      "9223372036854775807\r\n\r\nvia: nothing\r\n\r\n";
  const auto path = directory_ / "one.warc";
  std::ofstream(path, std::ios::binary)
      << warc::record_text(page("one", 0)) << long_metadata << warc::record_text(page("three", 1));
  const auto report = try_import({path});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->files.at(0).archived, 2);
  EXPECT_EQ(report->files.at(0).damaged, 1);
}

TEST_F(Importing, FilesThatAreNoWarcMakeNoArchive) {
  const auto path = directory_ / "page.html";
  std::ofstream(path) << "<p>no WARC</p>";
  const auto report = try_import({path});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::usage);
  EXPECT_EQ(try_import({directory_ / "none.warc"}).error().fault, Fault::usage);
  EXPECT_FALSE(std::filesystem::exists(archive_));
}

TEST_F(Importing, ADirectoryIsRefused) {
  const auto report = try_import({directory_});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::usage);
  EXPECT_EQ(report.error().what, "is a directory; name the WARC files in it");
}

TEST_F(Importing, AFileThatCanBeReadOnlyOnceIsRefused) {
  const auto pipe = directory_ / "pipe.warc";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const auto report = try_import({pipe});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::usage);
}

TEST_F(Importing, WhatWasInterruptedGoesOn) {
  const auto file = file_with({page("one", 0), page("two", 0, edited())});
  stop_import_ = true;
  auto report = try_import({file});
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->interrupted);
  stop_import_ = false;
  report = try_import({file});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->interrupted);
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"2"});
}

TEST_F(Importing, ABodyOverTheLimitIsPassedOver) {
  import_options_.most_body = 300;
  const auto report = import({page("one", 0)});
  EXPECT_EQ(report.files.at(0).passed.at("pages that are too long"), 1);
}

TEST_F(Importing, AResourceIsAPageWithoutItsHeader) {
  Draft resource{"resource",       at(0), url_of("one"), "text/html; charset=utf-8",
                 article_page({}), {}};
  import({resource});
  EXPECT_EQ(sql("SELECT title FROM articles"), Rows{Story().title});
}

}  // namespace
}  // namespace newsarc::pipeline
