// WARC files into an archive: as if a crawl had brought their pages at their own date.

#include "pipeline/import.h"

#include <sys/stat.h>

#include <fstream>

#include "http/chunked.h"
#include "http/unpacker.h"
#include "pipeline/import_source.h"
#include "pipeline/import_writer.h"
#include "pipeline/stages.h"
#include "tests/pipeline/night.h"
#include "warc/writer.h"

namespace newsarc::pipeline {
namespace {

using Rows = std::vector<std::string>;
using warc::Draft;

const std::string html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";

class Importing : public Night {
 protected:
  static Instant at(int hour) {
    return Instant(std::chrono::seconds(1'600'000'000) + std::chrono::hours(hour));
  }

  static Draft answer(const std::string& url, int hour, const std::string& message) {
    return {"response", at(hour), url, "application/http; msgtype=response", message, {}};
  }
  static Draft page(const std::string& name, int hour, const Story& story = {}) {
    return answer(url_of(name), hour, html + "\r\n" + article_page(story));
  }
  static Draft revisit(const std::string& name, int hour, const std::string& profile) {
    return {
        "revisit",     at(hour),
        url_of(name),  "application/http; msgtype=response",
        html + "\r\n", {{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/" + profile}}};
  }
  static Story edited() {
    Story story;
    story.paragraphs[1] = "更正:過去一年全區完成投資應為四億元,此前所報數字有誤,特此說明。";
    return story;
  }

  static Story first_page() {
    Story story;
    story.paragraphs.push_back("<a href='one_2.html'>下一页</a>");
    return story;
  }
  static Story second_page() {
    Story story;
    story.paragraphs = {"第二頁:與會人員還參觀了園區內的三家企業,聽取了負責人的介紹。",
                        "會議於當日下午結束,有關工作將在本月內逐項落實,並向社會公開。"};
    return story;
  }

  std::filesystem::path file_with(const std::vector<Draft>& drafts,
                                  const std::string& name = "one.warc.gz") const {
    const auto path = directory_ / name;
    std::ofstream out(path, std::ios::binary);
    warc::Writer writer(out, warc::Packed::gzip);
    for (const auto& draft : drafts) writer.write(draft);
    return path;
  }

  Result<ImportReport> try_import(const std::vector<std::filesystem::path>& files) {
    ImportWatch watch;
    watch.damaged = [this](const Error& error) { damaged_.push_back(error.where); };
    return import_warcs(archive_, profiles_, files, import_options_, clock_, stop_import_, watch);
  }
  ImportReport import(const std::vector<Draft>& drafts) {
    auto report = try_import({file_with(drafts)});
    EXPECT_TRUE(report) << report.error().what;
    return report.value_or(ImportReport{});
  }

  std::vector<Site> profiles_ = {site_of()};
  ImportOptions import_options_;
  std::atomic<bool> stop_import_ = false;
  std::vector<std::string> damaged_;
};

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

TEST_F(Importing, ARevisitHasTheBytesOfWhatItRepeats) {
  auto by_date = revisit("one", 60, "identical-payload-digest");
  by_date.more.push_back({"WARC-Refers-To-Target-URI", url_of("one")});
  by_date.more.push_back({"WARC-Refers-To-Date", "2020-09-13T12:26:40Z"});
  const auto report = import({page("one", 0), page("one", 30, edited()),
                              revisit("one", 45, "identical-payload-digest"), by_date});
  EXPECT_EQ(report.files.at(0).archived, 4);
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT sha256) FROM fetches WHERE sha256 IS NOT NULL"),
            Rows{"4|2"});
  EXPECT_EQ(sql("SELECT version, valid_from FROM versions WHERE version > 2"),
            Rows{"3|2020-09-16T00:26:40Z"})
      << "the first text is back";
}

TEST_F(Importing, ARevisitOfAChangedPageFindsTheBytesItStates) {
  auto again = revisit("one", 45, "identical-payload-digest");
  again.more.push_back({"WARC-Payload-Digest", warc::payload_digest(page("one", 0))});
  import({page("one", 0), page("one", 30, edited()), again});
  EXPECT_EQ(sql("SELECT version, valid_from FROM versions WHERE version > 2"),
            Rows{"3|2020-09-15T09:26:40Z"});
}

TEST_F(Importing, ARevisitWithoutHeaderHasThatOfWhatItRepeats) {
  auto again = revisit("one", 45, "identical-payload-digest");
  again.block.clear();
  const std::vector<Draft> drafts = {
      answer(url_of("one"), 0, "HTTP/1.1 404 Gone\r\n\r\n" + article_page({})), again};
  import(drafts);
  EXPECT_EQ(sql("SELECT status, count(*) FROM fetches GROUP BY 1"), Rows{"404|2"});
  EXPECT_EQ(sql("SELECT count(*) FROM articles"), Rows{"0"});
  EXPECT_EQ(import(drafts).files.at(0).known, 2);
}

TEST_F(Importing, ARevisitOfChunksIsFoundByItsDigestOrTheCaptureThatItNames) {
  const std::string head = html + "Transfer-Encoding: chunked\r\n\r\n";
  auto first = answer(url_of("one"), 0, head + http::in_one_chunk(article_page({})));
  auto of_one_chunk = revisit("one", 10, "identical-payload-digest");
  of_one_chunk.more.push_back({"WARC-Payload-Digest", warc::payload_digest(first)});
  // Over chunks as they came, which nobody has any more.
  auto named = revisit("one", 20, "identical-payload-digest");
  named.more.push_back({"WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"});
  auto nameless = named;
  nameless.date = at(30);
  named.more.push_back({"WARC-Refers-To", warc::record_id(first)});
  const auto report = import({first, of_one_chunk, named, nameless});
  EXPECT_EQ(report.files.at(0).archived, 3);
  EXPECT_EQ(report.files.at(0).passed.at("revisits of captures that are not in the archive"), 1);
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT sha256) FROM fetches"), Rows{"3|1"});
}

TEST_F(Importing, ARevisitOfAPageThatWasCutShortIsNoVersion) {
  auto cut = page("one", 0);
  cut.more.push_back({"WARC-Truncated", "length"});
  import({cut, revisit("one", 10, "identical-payload-digest")});
  EXPECT_EQ(sql("SELECT error, count(*) FROM fetches"), Rows{"the page is cut short|2"});
}

TEST_F(Importing, ARedirectToARevisitThatIsPassedOverStays) {
  const std::vector<Draft> drafts = {
      answer("http://news.example/old/1", 0,
             "HTTP/1.1 301 Moved\r\nLocation: " + url_of("one") + "\r\n\r\n"),
      revisit("one", 0, "identical-payload-digest")};
  EXPECT_EQ(import(drafts).files.at(0).archived, 1);
  EXPECT_EQ(sql("SELECT url, status FROM fetches"), Rows{"http://news.example/old/1|301"});
  EXPECT_EQ(import(drafts).files.at(0).known, 1);
}

TEST_F(Importing, ARevisitOfWhatIsNotHereIsCountedAndPassedOver) {
  auto stranger = revisit("one", 45, "identical-payload-digest");
  auto other_bytes = stranger;
  other_bytes.date = at(46);
  other_bytes.more.push_back({"WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"});
  auto report = import({stranger, revisit("one", 46, "server-not-modified")});
  EXPECT_EQ(report.files.at(0).passed.at("revisits of captures that are not in the archive"), 2);
  EXPECT_EQ(report.files.at(0).archived, 0);
  EXPECT_EQ(report.run, 0);
  report = import({page("one", 0), other_bytes});
  EXPECT_EQ(report.files.at(0).passed.at("revisits of captures that are not in the archive"), 1);
}

TEST_F(Importing, NotModifiedTellsThatTheArticleIsThere) {
  import({page("one", 0), revisit("one", 45, "server-not-modified"),
          answer(url_of("one"), 50, "HTTP/1.1 304 Not Modified\r\n\r\n")});
  EXPECT_EQ(sql("SELECT last_seen, versions FROM articles"), Rows{"2020-09-15T14:26:40Z|1"});
  EXPECT_EQ(sql("SELECT count(*) FROM fetches WHERE error IS NOT NULL"), Rows{"0"});
}

TEST_F(Importing, NotModifiedWaitsForTheCaptureThatItNames) {
  auto same = revisit("one", 45, "server-not-modified");
  same.more.push_back({"WARC-Refers-To-Date", "2020-09-14T18:26:40Z"});
  EXPECT_EQ(import({page("one", 0), same}).files.at(0).archived, 1);
  EXPECT_EQ(import({page("one", 30, edited()), same}).files.at(0).archived, 2);
  EXPECT_EQ(sql("SELECT versions, last_seen FROM articles"), Rows{"2|2020-09-15T09:26:40Z"});
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
    ImportSource source({&file, 1}, import_options_, *sites, *store::KnownCaptures::open(archive_));
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

TEST_F(Importing, FilesThatAreNoWarcMakeNoArchive) {
  const auto path = directory_ / "page.html";
  std::ofstream(path) << "<p>no WARC</p>";
  const auto report = try_import({path});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().fault, Fault::usage);
  EXPECT_EQ(try_import({directory_ / "none.warc"}).error().fault, Fault::usage);
  EXPECT_FALSE(std::filesystem::exists(archive_));
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
