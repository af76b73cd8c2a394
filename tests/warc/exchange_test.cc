// Exchanges out of the records of a file: answers with their requests, revisits, resources.

#include "warc/exchange.h"

#include <gtest/gtest.h>

#include "tests/warc/made_files.h"
#include "warc/writer.h"

namespace newsarc::warc {
namespace {

struct Taken {
  std::vector<Exchange> exchanges;
  std::vector<Error> errors;
  std::map<std::string, std::int64_t> passed;
};

Taken take_all(const std::vector<MadeRecord>& records, const ExchangeFilter& filter = {},
               std::size_t most_body = 1 << 20) {
  std::string file;
  for (const auto& record : records) file += record.text();
  ExchangeReader reader(reader_over(file), filter, most_body);
  Taken taken;
  for (;;) {
    auto next = reader.next();
    if (!next) {
      taken.errors.push_back(next.error());
    } else if (*next) {
      taken.exchanges.push_back(**next);
    } else {
      taken.passed = reader.passed();
      return taken;
    }
  }
}

MadeRecord concurrent(MadeRecord record, int to) {
  return record.add("WARC-Concurrent-To", made_id(to));
}

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

MadeRecord answer(const std::string& message) {
  auto record = made("response");
  record.block = message;
  return record;
}

TEST(Exchanges, House_AResponseIsTakenApart) {
  auto record = answer(ok + "\r\n<p>one</p>");
  record.add("WARC-IP-Address", "192.0.2.7");
  const auto taken = take_all({record});
  ASSERT_EQ(taken.exchanges.size(), 1U);
  const auto& one = taken.exchanges.front();
  EXPECT_EQ(one.kind, ExchangeKind::response);
  EXPECT_EQ(one.url, "http://news.example/1");
  EXPECT_EQ(to_text(one.at), "2020-10-13T05:25:26Z");
  EXPECT_EQ(one.ip, "192.0.2.7");
  EXPECT_EQ(one.status, 200);
  EXPECT_EQ(one.http_version, "1.1");
  EXPECT_EQ(one.header, ok + "\r\n");
  EXPECT_EQ(one.content_type, "text/html");
  EXPECT_EQ(one.body, "<p>one</p>");
  EXPECT_FALSE(one.is_cut);
  EXPECT_EQ(one.request_header, "");
}

TEST(Exchanges, House_ARequestBesideTheAnswerIsTakenWithItOnEitherSide) {
  auto request = made("request", 2);
  request.set("WARC-Target-URI", "http://news.example/1");
  for (const bool first : {true, false}) {
    for (const int who : {0, 1, 2}) {  // says so: neither, the request, the answer
      auto response = answer(ok + "\r\n");
      auto asked = request;
      if (who == 1) asked = concurrent(asked, 1);
      if (who == 2) response = concurrent(response, 2);
      const auto taken = take_all(first ? std::vector{asked, response}
                                        : std::vector{response, asked, made("metadata", 3)});
      ASSERT_EQ(taken.exchanges.size(), 1U);
      EXPECT_EQ(taken.exchanges.front().request_header,
                "GET / HTTP/1.1\r\nHost: news.example\r\n\r\n")
          << first << who;
    }
  }
}

TEST(Exchanges, House_ARequestOfAnotherAnswerIsNot) {
  auto stranger = made("request", 2);
  auto named = concurrent(made("request", 2), 7);
  named.set("WARC-Target-URI", "http://news.example/1");
  for (const auto& request : {stranger, named}) {
    EXPECT_EQ(take_all({request, answer(ok + "\r\n")}).exchanges.at(0).request_header, "");
    EXPECT_EQ(take_all({answer(ok + "\r\n"), request}).exchanges.at(0).request_header, "");
  }
}

TEST(Exchanges, House_AnswersToFormsAreNoCaptures) {
  auto request = concurrent(made("request", 2), 1);
  request.block = "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\na=1";
  const auto taken = take_all({answer(ok + "\r\n"), request});
  EXPECT_TRUE(taken.exchanges.empty());
  EXPECT_EQ(taken.passed.at("answers to other requests than GET"), 1);
}

TEST(Exchanges, House_ChunksAreTakenOffAndCodingsStay) {
  const std::string header =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n";
  const auto whole = take_all({answer(header + "3\r\nabc\r\n0\r\n\r\n")}).exchanges.at(0);
  EXPECT_EQ(whole.body, "abc");
  EXPECT_EQ(whole.header, header);
  EXPECT_FALSE(whole.is_cut);
  EXPECT_TRUE(take_all({answer(header + "3\r\nabc\r\n")}).exchanges.at(0).is_cut);
}

TEST(Exchanges, House_BodiesThatAreNotWholeAreSaidToBeCut) {
  EXPECT_TRUE(take_all({answer(ok + "Content-Length: 4\r\n\r\nabc")}).exchanges.at(0).is_cut);
  EXPECT_FALSE(take_all({answer(ok + "Content-Length: 3\r\n\r\nabc")}).exchanges.at(0).is_cut);
  auto record = answer(ok + "\r\nabc");
  record.add("WARC-Truncated", "length");
  EXPECT_TRUE(take_all({record}).exchanges.at(0).is_cut);
}

TEST(Exchanges, House_ADigestOverChunksIsThatOfOneChunkOrNotKnown) {
  const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
  const std::string over_one = "md5:8d3163bdb0b08fd9a4ed1e7ee6d7f8ad";  // of another text
  const std::string over_the_body = "md5:5d41402abc4b2a76b9719d911017c592";
  EXPECT_EQ(compare_digest(chunked, "hello", over_the_body), Likeness::same);
  EXPECT_EQ(compare_digest(chunked, "hello", over_one), Likeness::unknown);
  EXPECT_EQ(compare_digest(ok, "hello", over_one), Likeness::other);
  EXPECT_EQ(compare_digest(chunked, "hello", "md5:79e9489e3bd3f0cb0158215341de046d"),
            Likeness::same);
}

TEST(Exchanges, House_WgetsDigestOfNothingIsNoReasonToDoubtARevisit) {
  auto record = made("revisit");
  record.block = ok + "\r\n";
  record.add("WARC-Block-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  EXPECT_EQ(take_all({record}).exchanges.size(), 1U);
  record.set("WARC-Type", "response");
  EXPECT_EQ(take_all({record}).errors.size(), 1U);
}

TEST(Exchanges, Spec_AResourceHasTheDigestThatItStates) {
  auto record = made("resource");
  record.set("Content-Type", "text/html");
  record.block = "<p>one</p>";
  record.add("WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  EXPECT_EQ(take_all({record}).errors.size(), 1U);
}

TEST(Exchanges, House_ABracketAtTheEndAloneBelongsToTheAddress) {
  auto record = answer(ok + "\r\n");
  record.set("WARC-Target-URI", "http://news.example/<b>");
  EXPECT_EQ(take_all({record}).exchanges.at(0).url, "http://news.example/<b>");
  record.set("WARC-Target-URI", "<http://news.example/b>");
  EXPECT_EQ(take_all({record}).exchanges.at(0).url, "http://news.example/b");
}

TEST(Exchanges, Spec_RevisitsTellWhoseBytesTheyHave) {
  auto record = made("revisit");
  record.block = ok + "\r\n";
  record.add("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest");
  record.add("WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  EXPECT_EQ(take_all({record}).exchanges.at(0).refers_to, "http://news.example/1");
  record.add("WARC-Refers-To-Target-URI", "http://news.example/0");
  record.add("WARC-Refers-To-Date", "2020-10-12T05:25:26Z");
  const auto same = take_all({record}).exchanges.at(0);
  EXPECT_EQ(same.kind, ExchangeKind::same_bytes);
  EXPECT_EQ(same.status, 200);
  EXPECT_EQ(same.refers_to, "http://news.example/0");
  EXPECT_EQ(to_text(*same.refers_to_at), "2020-10-12T05:25:26Z");
  EXPECT_EQ(compare_digest(ok, "", same.payload_digest), Likeness::same);
  EXPECT_EQ(compare_digest(ok, "other", same.payload_digest), Likeness::other);
  EXPECT_EQ(compare_digest(ok, "other", ""), Likeness::same);

  record.set("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified");
  record.block = "";
  const auto unmodified = take_all({record}).exchanges.at(0);
  EXPECT_EQ(unmodified.kind, ExchangeKind::unmodified);
  EXPECT_EQ(unmodified.status, 0);
}

TEST(Exchanges, Spec_AResourceIsABodyWithATypeOfItsOwn) {
  auto record = made("resource");
  record.set("Content-Type", "text/HTML; charset=utf-8");
  const auto one = take_all({record}).exchanges.at(0);
  EXPECT_EQ(one.kind, ExchangeKind::resource);
  EXPECT_EQ(one.header, "");
  EXPECT_EQ(one.content_type, "text/html");
  EXPECT_EQ(one.stated_type, "text/HTML; charset=utf-8");
  EXPECT_EQ(one.body, record.block);
}

TEST(Exchanges, House_OtherRecordsAreCounted) {
  auto dns = made("resource", 9);
  dns.set("WARC-Target-URI", "dns:news.example");
  auto text = made("response", 10);
  text.set("Content-Type", "text/dns");
  const auto taken = take_all({made("warcinfo", 1), made("conversion", 2), made("metadata", 3),
                               made("conversion", 4), dns, text});
  EXPECT_TRUE(taken.exchanges.empty());
  EXPECT_EQ(taken.passed, (std::map<std::string, std::int64_t>{{"warcinfo records", 1},
                                                               {"conversion records", 2},
                                                               {"metadata records", 1},
                                                               {"records of no web address", 1},
                                                               {"responses that are no HTTP", 1}}));
}

TEST(Exchanges, House_WhatIsNotWantedIsPassedOver) {
  const auto image = answer("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG");
  ExchangeFilter filter;
  filter.answer = [](const Exchange& one) { return one.content_type == "text/html"; };
  EXPECT_EQ(take_all({image}, filter).passed.at("records of other content"), 1);
  EXPECT_EQ(take_all({answer(ok + "\r\nabc")}, filter).exchanges.at(0).body, "abc");
  filter.address = [](const Exchange& one) { return one.url == "http://other.example/"; };
  EXPECT_EQ(take_all({answer(ok + "\r\n")}, filter).passed.at("records of other addresses"), 1);
  EXPECT_EQ(take_all({answer(ok + "\r\n" + std::string(999, 'a'))}, {}, 500)
                .passed.at("pages that are too long"),
            1);
}

TEST(Exchanges, House_ARecordWithoutItsDigestIsDamagedAndTheNextIsRead) {
  auto spoilt = answer(ok + "\r\nabc");
  spoilt.add("WARC-Block-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  const auto taken = take_all({answer(ok + "\r\n1"), spoilt, answer(ok + "\r\n2")});
  ASSERT_EQ(taken.errors.size(), 1U);
  EXPECT_EQ(taken.errors.front().fault, Fault::damaged);
  EXPECT_NE(taken.errors.front().where.find("offset "), std::string::npos);
  ASSERT_EQ(taken.exchanges.size(), 2U);
  EXPECT_EQ(taken.exchanges.back().body, "2");
}

TEST(Exchanges, House_AddressesWithBlanksOrBracketsAreMended) {
  auto record = answer(ok + "\r\n");
  record.set("WARC-Target-URI", "<http://news.example/a b>");
  EXPECT_EQ(take_all({record}).exchanges.at(0).url, "http://news.example/a%20b");
}

TEST(Exchanges, House_LongHeadersThatComeInPiecesAreWhole) {
  const std::string header = ok + "X-Long: " + std::string(150'000, 'x') + "\r\n\r\n";
  const auto one = take_all({answer(header + "abc")}).exchanges.at(0);
  EXPECT_EQ(one.header, header);
  EXPECT_EQ(one.body, "abc");
}

}  // namespace
}  // namespace newsarc::warc
