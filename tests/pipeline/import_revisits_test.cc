// What says in WARC files that it is as it was before: revisits and answers 304.

#include "http/chunked.h"
#include "pipeline/import.h"
#include "tests/pipeline/importing.h"

namespace newsarc::pipeline {
namespace {

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

TEST_F(Importing, WhatARevisitRepeatsMayComeBehindIt) {
  const auto early = revisit("one", 45, "identical-payload-digest");
  auto by_record = revisit("two", 46, "identical-payload-digest");
  by_record.more.push_back({"WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"});
  const auto named = answer(
      url_of("two"), 1,
      html + "Transfer-Encoding: chunked\r\n\r\n" + http::in_one_chunk(article_page(edited())));
  by_record.more.push_back({"WARC-Refers-To", warc::record_id(named)});
  auto stranger = revisit("three", 45, "identical-payload-digest");
  const auto before = file_with({early, by_record, stranger, page("four", 2)}, "before.warc.gz");
  const auto behind = file_with({page("one", 0), named}, "behind.warc.gz");
  const auto report = try_import({before, behind});
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->files.at(0).archived, 3);
  EXPECT_EQ(report->files.at(0).passed.at("revisits of captures that are not in the archive"), 1);
  EXPECT_EQ(report->files.at(1).archived, 2);
  EXPECT_FALSE(report->interrupted);
  EXPECT_EQ(sql("SELECT count(*), count(DISTINCT sha256) FROM fetches"), Rows{"5|2"});
}

TEST_F(Importing, AnImportThatStopsBeforeItsRevisitsAreFoundIsInterrupted) {
  const auto before = file_with({revisit("one", 45, "identical-payload-digest")}, "before.warc.gz");
  const auto behind = file_with({page("one", 0)}, "behind.warc.gz");
  ImportWatch watch;
  watch.progress = [&](const ImportProgress& progress) {
    stop_import_ = stop_import_ || progress.archived > 0;
  };
  const auto report = import_warcs(archive_, profiles_, std::vector{before, behind},
                                   import_options_, clock_, stop_import_, watch);
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_TRUE(report->interrupted);
  stop_import_ = false;
  EXPECT_EQ(try_import({before, behind})->files.at(0).archived, 1);
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

}  // namespace
}  // namespace newsarc::pipeline
