// What is written is right by the check, and reads back as it was.

#include "warc/writer.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/warc/made_files.h"
#include "warc/check.h"
#include "warc/payload.h"

namespace newsarc::warc {
namespace {

const Instant night = std::chrono::sys_days(std::chrono::year(2020) / 10 / 13);

Draft response() {
  return {"response",
          night + std::chrono::milliseconds(5),
          "http://news.example/1",
          "application/http; msgtype=response",
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + std::string(5000, 'x'),
          {{"WARC-IP-Address", "192.0.2.7"}}};
}

std::vector<Draft> drafts() {
  const Draft page = response();
  return {{"warcinfo",
           night,
           "",
           "application/warc-fields",
           warc_fields({{"software", "newsarc"}, {"format", "WARC File Format 1.1"}}),
           {}},
          {"request",
           night,
           page.target_uri,
           "application/http; msgtype=request",
           "GET /1 HTTP/1.1\r\nHost: news.example\r\n\r\n",
           {{"WARC-Concurrent-To", record_id(page)}}},
          page,
          {"revisit",
           night,
           page.target_uri,
           "application/http; msgtype=response",
           "HTTP/1.1 200 OK\r\n\r\n",
           {{"WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"},
            {"WARC-Payload-Digest", "sha256:" + std::string(64, '0')},
            {"WARC-Refers-To", record_id(page)},
            {"WARC-Truncated", "length"}}},
          {"resource", night, "http://news.example/empty", "text/plain", "", {}}};
}

std::string written(Packed packed) {
  std::ostringstream out;
  Writer writer(out, packed);
  for (const auto& draft : drafts()) writer.write(draft);
  EXPECT_EQ(writer.size(), out.str().size());
  return out.str();
}

TEST(WarcWriter, Spec_WhatIsWrittenIsRight) {
  for (const auto packed : {Packed::no, Packed::gzip}) {
    const auto report = check(reader_over(written(packed)), [](const Finding& finding) {
      ADD_FAILURE() << name_of(finding.kind) << ": " << finding.what;
    });
    EXPECT_EQ(report->records, drafts().size());
  }
}

TEST(WarcWriter, House_WhatIsWrittenReadsBack) {
  for (const auto packed : {Packed::no, Packed::gzip}) {
    auto reader = reader_over(written(packed));
    for (const auto& draft : drafts()) {
      const auto record = *reader.next();
      ASSERT_TRUE(record);
      EXPECT_EQ(record->version, "1.1");
      EXPECT_EQ(record->type(), draft.type);
      EXPECT_EQ(record->target_uri(), draft.target_uri);
      EXPECT_EQ("<" + record->id() + ">", record_id(draft));
      EXPECT_EQ(record->date()->instant(), draft.date);
      EXPECT_EQ(record->field("Content-Type"), draft.content_type);
      for (const auto& field : draft.more) EXPECT_EQ(record->field(field.name), field.value);
      EXPECT_EQ(reader.block(), draft.block);
    }
    EXPECT_FALSE(*reader.next());
  }
}

TEST(WarcWriter, House_EachRecordCanBeReadByItself) {
  for (const auto packed : {Packed::no, Packed::gzip}) {
    std::ostringstream out;
    Writer writer(out, packed);
    for (const auto& draft : drafts()) {
      const auto place = writer.write(draft);
      auto reader = reader_over(out.str().substr(place.offset, place.length));
      EXPECT_EQ("<" + (**reader.next()).id() + ">", place.id);
      EXPECT_EQ(reader.block(), draft.block);
    }
  }
}

TEST(WarcWriter, House_IdsAreMadeOfTheContent) {
  EXPECT_EQ(record_id(response()), record_id(response()));
  auto other = response();
  other.date += std::chrono::milliseconds(1);
  EXPECT_NE(record_id(other), record_id(response()));
  other = response();
  other.more.clear();
  EXPECT_NE(record_id(other), record_id(response()));
  EXPECT_EQ(record_id(response())[24], '8') << record_id(response());
}

TEST(WarcWriter, House_NothingEndsALineButTheWriter) {
  Draft draft{"resource",   night, "http://news.example/a b\r\nX: 北|",
              "text/plain", "x",   {{"X-Title", "two\r\nlines"}}};
  const auto text = record_text(draft);
  EXPECT_NE(text.find("WARC-Target-URI: http://news.example/a%20b%0D%0AX:%20%E5%8C%97%7C\r\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("X-Title: two  lines\r\n"), std::string::npos);
}

}  // namespace
}  // namespace newsarc::warc
