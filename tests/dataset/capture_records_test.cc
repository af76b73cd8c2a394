// One capture as WARC records.

#include "dataset/capture_records.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "warc/payload.h"

namespace newsarc::dataset {
namespace {

using store::StoredAnswer;
using Json = nlohmann::json;

StoredAnswer answer_with(const std::string& header, const std::string& body) {
  StoredAnswer answer;
  answer.url = "http://news.example/1";
  answer.at = std::chrono::sys_days(std::chrono::year(2020) / 10 / 13);
  answer.status = 200;
  answer.request_header = "GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n";
  answer.header = header;
  answer.body = body;
  answer.ip = "192.0.2.1";
  return answer;
}

const std::string plain = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";

std::string field_of(const warc::Draft& draft, const std::string& name) {
  const auto found = std::ranges::find(draft.more, name, &warc::Field::name);
  return found == draft.more.end() ? "" : found->value;
}

TEST(CaptureRecords, ARequestStandsBeforeItsResponseAndNamesIt) {
  const auto records = capture_records({answer_with(plain, "body"), "paper", "article", {}, {}});
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].type, "request");
  EXPECT_EQ(records[0].block, "GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n");
  EXPECT_EQ(field_of(records[0], "WARC-Concurrent-To"), warc::record_id(records[1]));
  EXPECT_EQ(records[1].type, "response");
  EXPECT_EQ(records[1].block, plain + "body");
  EXPECT_EQ(field_of(records[1], "WARC-IP-Address"), "192.0.2.1");
  for (const auto& record : records) {
    EXPECT_EQ(record.target_uri, "http://news.example/1");
    EXPECT_EQ(record.date, answer_with("", "").at);
  }
}

TEST(CaptureRecords, APageThatWasCutShortIsMarked) {
  auto answer = answer_with(plain, "bo");
  EXPECT_EQ(field_of(capture_records({answer, "paper", "unparsed", {}, {}})[1], "WARC-Truncated"),
            "");
  answer.is_cut = true;
  EXPECT_EQ(field_of(capture_records({answer, "paper", "unparsed", {}, {}})[1], "WARC-Truncated"),
            "unspecified");
}

TEST(CaptureRecords, ARequestThatIsNotKnownHasNoRecord) {
  auto answer = answer_with(plain, "body");
  answer.request_header.clear();
  answer.ip.clear();
  const auto records = capture_records({answer, "paper", "article", {}, {}});
  ASSERT_EQ(records.size(), 1u);
  EXPECT_TRUE(records[0].more.empty());
}

// Whatever the header says, other readers take the message apart, and get header and bytes back.
struct MessageCase {
  const char* name;
  std::string header;
  int status;
  std::string body;
};
class Messages : public testing::TestWithParam<MessageCase> {};

TEST_P(Messages, BringHeaderAndBytesBack) {
  auto answer = answer_with(GetParam().header, GetParam().body);
  answer.status = GetParam().status;
  const auto parts = warc::split_http(http_message(answer));
  EXPECT_EQ(parts.header_block, GetParam().header);
  EXPECT_EQ(parts.body, GetParam().body);
  EXPECT_FALSE(parts.has_wrong_chunks);
  EXPECT_FALSE(parts.is_cut);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Messages,
    testing::Values(MessageCase{"plain", plain, 200, "body"}, MessageCase{"empty", plain, 200, ""},
                    MessageCase{"chunked", chunked, 200, "body"},
                    MessageCase{"chunked_long", chunked, 200, std::string(70'000, 'x')},
                    MessageCase{"chunked_binary", chunked, 200, std::string("\0\r\n0\r\n\r\n", 8)},
                    MessageCase{"chunked_empty", chunked, 200, ""},
                    MessageCase{"http_2", "HTTP/2 200 \r\nserver: x\r\n\r\n", 200, "body"},
                    MessageCase{"bare_lines", "HTTP/1.1 200 OK\nA: b\n\n", 200, "body"}),
    [](const auto& row) { return row.param.name; });

TEST(CaptureRecords, Spec_NothingFollowsTheHeaderOfSomeAnswers) {
  auto answer = answer_with("HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", "");
  answer.status = 304;
  EXPECT_EQ(http_message(answer), answer.header);
}

TEST(CaptureRecords, AHeaderWithoutItsEndGetsOne) {
  EXPECT_EQ(http_message(answer_with("HTTP/1.1 200 OK\r\n", "body")),
            "HTTP/1.1 200 OK\r\n\r\nbody");
  EXPECT_EQ(http_message(answer_with("HTTP/1.1 200 OK", "body")), "HTTP/1.1 200 OK\r\n\r\nbody");
  EXPECT_EQ(http_message(answer_with("", "body")), "HTTP/1.1 200\r\n\r\nbody");
}

TEST(CaptureRecords, ABodyThatWasNotKeptIsTruncated) {
  auto answer = answer_with(plain, "");
  answer.lacks_body = true;
  const auto records = capture_records({answer, "paper", "article", {}, {}});
  EXPECT_EQ(field_of(records[1], "WARC-Truncated"), "unspecified");
}

TEST(CaptureRecords, TheSameBytesAreARevisitOfTheirFirstCapture) {
  auto first = answer_with(chunked, "body");
  first.url = "http://news.example/a|b";
  const auto response = capture_records({first, "paper", "article", {}, {}})[1];
  auto later = answer_with(plain, "body");
  later.at += std::chrono::hours(24);
  const auto records = capture_records({later, "paper", "article", first, {}});
  ASSERT_EQ(records.size(), 2u);
  const auto& revisit = records[1];
  EXPECT_EQ(revisit.type, "revisit");
  EXPECT_EQ(revisit.block, plain);
  EXPECT_EQ(field_of(revisit, "WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  EXPECT_EQ(field_of(revisit, "WARC-Refers-To"), warc::record_id(response));
  EXPECT_EQ(field_of(revisit, "WARC-Refers-To-Target-URI"), "http://news.example/a%7Cb");
  EXPECT_EQ(field_of(revisit, "WARC-Refers-To-Date"), "2020-10-13T00:00:00Z");
  EXPECT_EQ(field_of(revisit, "WARC-Payload-Digest"), warc::payload_digest(response));
}

TEST(CaptureRecords, NotModifiedIsARevisitOfWhatTheServerMeans) {
  auto later = answer_with("HTTP/1.1 304 Not Modified\r\n\r\n", "");
  later.status = 304;
  const auto revisit =
      capture_records({later, "paper", "not_modified", answer_with(plain, "body"), {}})[1];
  EXPECT_EQ(revisit.type, "revisit");
  EXPECT_EQ(field_of(revisit, "WARC-Profile"),
            "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  EXPECT_EQ(capture_records({later, "paper", "not_modified", {}, {}})[1].type, "response");
}

TEST(CaptureRecords, AVersionIsMetadataAtAnAddressOfItsOwn) {
  store::Record version;
  version.article_id = 17;
  version.version = 2;
  version.title = "衡陽";
  version.state = "gone";
  version.valid_to = "2026-01-01T00:00:00Z";
  const auto records =
      capture_records({answer_with(plain, "body"), "paper", "article", {}, {version}});
  ASSERT_EQ(records.size(), 3u);
  const auto& metadata = records[2];
  EXPECT_EQ(metadata.type, "metadata");
  EXPECT_EQ(metadata.content_type, "application/json");
  EXPECT_EQ(metadata.target_uri, "urn:newsarc:http://news.example/1");
  EXPECT_EQ(field_of(metadata, "WARC-Refers-To"), warc::record_id(records[1]));
  EXPECT_EQ(field_of(metadata, "WARC-Concurrent-To"), warc::record_id(records[1]));
  const auto article = Json::parse(metadata.block);
  EXPECT_EQ(article.at("title"), "衡陽");
  EXPECT_EQ(article.at("version"), 2);
  // What would change when the archive grows.
  for (const auto* name : {"state", "valid_to", "last_seen", "versions"})
    EXPECT_FALSE(article.contains(name)) << name;
}

}  // namespace
}  // namespace newsarc::dataset
