// The index beside a WARC file.

#include "warc/cdxj.h"

#include <gtest/gtest.h>

#include <sstream>

namespace newsarc::warc {
namespace {

struct KeyCase {
  const char *name, *url, *key;
};
class SurtKeys : public testing::TestWithParam<KeyCase> {};

TEST_P(SurtKeys, Spec_AreThose) { EXPECT_EQ(surt_key(GetParam().url), GetParam().key); }

INSTANTIATE_TEST_SUITE_P(
    Cases, SurtKeys,
    testing::Values(KeyCase{"host", "http://news.example/", "example,news)/"},
                    KeyCase{"www", "https://WWW2.News.Example/A", "example,news)/a"},
                    KeyCase{"only_www", "http://www/", "www)/"},
                    KeyCase{"not_www", "http://wwwhat.example/", "example,wwwhat)/"},
                    KeyCase{"no_path", "http://news.example?b=2&a=1", "example,news)/?a=1&b=2"},
                    KeyCase{"port", "http://news.example:8080/x", "example,news:8080)/x"},
                    KeyCase{"own_port", "https://news.example:443/x", "example,news)/x"},
                    KeyCase{"user", "http://me:secret@news.example/", "example,news)/"},
                    KeyCase{"fragment", "http://news.example/a#b?c", "example,news)/a"},
                    KeyCase{"empty_query", "http://news.example/a?", "example,news)/a"},
                    KeyCase{"question_in_query", "http://a.example/?x/?", "example,a)/?x/?"},
                    KeyCase{"other_scheme", "urn:Text:1", "urn:Text:1"}),
    [](const auto& row) { return row.param.name; });

Draft response() {
  return {"response",
          std::chrono::sys_days(std::chrono::year(2020) / 10 / 13) + std::chrono::milliseconds(5),
          "http://news.example/1",
          "application/http; msgtype=response",
          "HTTP/1.1 404 Not Found\r\nContent-Type: text/html ; charset=utf-8\r\n\r\n",
          {{"WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"}}};
}

TEST(Cdxj, House_ALineSaysWhereTheRecordLies) {
  const auto entry = index_entry(response(), {"", 12, 345}, "a.warc.gz");
  ASSERT_TRUE(entry);
  EXPECT_EQ(
      cdxj_line(*entry),
      "example,news)/1 20201013000000 {\"url\":\"http://news.example/1\",\"mime\":\"text/html\","
      "\"status\":\"404\",\"digest\":\"3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\",\"length\":\"345\","
      "\"offset\":\"12\",\"filename\":\"a.warc.gz\"}\n");
}

TEST(Cdxj, House_WhatIsIndexed) {
  auto draft = response();
  draft.type = "revisit";
  EXPECT_EQ(index_entry(draft, {}, "")->mime, "warc/revisit");
  draft.type = "request";
  EXPECT_FALSE(index_entry(draft, {}, ""));
  draft.type = "metadata";
  draft.content_type = "application/warc-fields";
  draft.more.clear();
  const auto entry = index_entry(draft, {}, "");
  EXPECT_EQ(entry->mime, "application/warc-fields");
  EXPECT_FALSE(entry->status);
  EXPECT_EQ(entry->digest, "");
}

TEST(Cdxj, House_NothingBreaksALine) {
  IndexEntry entry;
  entry.url = "http://a.example/";
  entry.mime = "a\"\\\n\xff";
  EXPECT_NE(cdxj_line(entry).find("\"mime\":\"a\\\"\\\\\\u000a\\u00ff\""), std::string::npos);
}

}  // namespace
}  // namespace newsarc::warc
