// Planted defects: each is found, at its record and under its section; in good files nothing is.

#include "warc/check.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "digest/digest.h"
#include "http/unpacker.h"
#include "tests/warc/made_files.h"
#include "warc/labelled_digest.h"

namespace newsarc::warc {
namespace {

std::vector<Finding> found_in(std::string file) {
  std::vector<Finding> findings;
  const auto report = check(reader_over(std::move(file)),
                            [&](const Finding& finding) { findings.push_back(finding); });
  EXPECT_TRUE(report);
  return findings;
}

std::string digest_of(std::string_view bytes, digest::Method method) {
  digest::Digester digester(method);
  digester.add(bytes);
  return format_digest(method, digester.finish());
}

std::string listed(const std::vector<Finding>& findings) {
  std::string list;
  for (const auto& finding : findings)
    list += std::string(name_of(finding.kind)) + ": " + finding.what + "\n";
  return list;
}

TEST(WarcCheck, House_NothingIsFoundInGoodFiles) {
  auto records = good_records();
  records[2]
      .add("WARC-Block-Digest", digest_of(records[2].block, digest::Method::sha1))
      .add("WARC-Payload-Digest", digest_of("<html>hello</html>\r\n", digest::Method::sha256));
  records[5].add("WARC-Payload-Digest", digest_of(records[5].block, digest::Method::md5));
  std::vector<std::string> texts;
  for (const auto& record : records) texts.push_back(record.text());
  for (const auto form : {Form::plain, Form::gzip, Form::zstd, Form::zstd_dictionary}) {
    const auto findings = found_in(in_form(form, texts));
    EXPECT_TRUE(findings.empty()) << listed(findings);
  }
}

// A chunked body's digest is right with its chunks and without.
TEST(WarcCheck, House_DigestsOfChunkedBodies) {
  auto record = made("response");
  const std::string head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::string body = "3\r\nabc\r\n0\r\n\r\n";
  record.block = head + body;
  for (const std::string_view right : {std::string_view(body), std::string_view("abc")}) {
    record.set("WARC-Payload-Digest", digest_of(right, digest::Method::sha1));
    EXPECT_TRUE(found_in(record.text()).empty());
  }
  record.set("WARC-Payload-Digest", digest_of("abcd", digest::Method::sha1));
  EXPECT_EQ(found_in(record.text()).size(), 1u);
}

struct Planted {
  Kind kind;
  std::function<std::string()> file;
  bool at_second = true;  // of two records
};

std::string name_for(const testing::TestParamInfo<Planted>& row) {
  std::string name(name_of(row.param.kind));
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name + "_" + std::to_string(row.index);
}

MadeRecord first() { return made("warcinfo", 1); }

// The second record is of that type and spoiled by `spoil`.
template <class Spoil>
Planted in_record(Kind kind, const std::string& type, Spoil spoil) {
  return {
      kind, [=] {
        auto record = made(type, 2);
        if (type == "revisit")
          record.add("WARC-Profile", "http://netpreserve.org/warc/1.1/revisit/server-not-modified")
              .add("WARC-Refers-To", made_id(1));
        if (type == "continuation")
          record.add("WARC-Segment-Number", "2").add("WARC-Segment-Origin-ID", made_id(1));
        spoil(record);
        return first().text() + record.text();
      }};
}

Planted with_field(Kind kind, const std::string& type, const std::string& name,
                   const std::string& value) {
  return in_record(kind, type, [=](MadeRecord& record) { record.set(name, value); });
}

Planted without_field(Kind kind, const std::string& type, const std::string& name) {
  return in_record(kind, type, [=](MadeRecord& record) { record.drop(name); });
}

class Defects : public testing::TestWithParam<Planted> {};

TEST_P(Defects, Spec_IsFound) {
  const auto findings = found_in(GetParam().file());
  ASSERT_EQ(findings.size(), 1u) << listed(findings);
  EXPECT_EQ(name_of(findings[0].kind), name_of(GetParam().kind));
  EXPECT_FALSE(findings[0].what.empty());
  EXPECT_FALSE(section_of(findings[0].kind).empty());
  if (GetParam().at_second) {
    EXPECT_GT(findings[0].place.offset, 0u);
  }
}

const std::string nonsense = "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

INSTANTIATE_TEST_SUITE_P(
    Form, Defects,
    testing::Values(
        in_record(Kind::version_line, "resource", [](auto& r) { r.version = "WARC/2.0"; }),
        in_record(Kind::version_line, "resource", [](auto& r) { r.version = "WARC/1.1 "; }),
        in_record(Kind::bare_line_feed, "resource", [](auto& r) { r.line_end = "\n"; }),
        in_record(Kind::header_line, "resource", [](auto& r) { r.version += "\r\nno field"; }),
        in_record(Kind::header_line, "resource", [](auto& r) { r.version += "\r\n continues"; }),
        with_field(Kind::header_encoding, "resource", "X-Title", "\xb1\xb1"),
        with_field(Kind::header_too_long, "resource", "X", std::string(1 << 20, 'x')),
        in_record(Kind::record_end, "resource", [](auto& r) { r.end = "\r\n"; }),
        in_record(Kind::record_end, "resource", [](auto& r) { r.end = "\n\n"; }),
        in_record(Kind::record_end, "resource", [](auto& r) { r.end += "\r\n"; }),
        in_record(Kind::cut_record, "resource",
                  [](auto& r) {
                    r.length = "999";
                    r.end = "";
                  }),
        in_record(Kind::no_record, "resource", [](auto& r) { r.version = "HTTP/1.1 200 OK"; }),
        in_record(Kind::wrong_length, "resource", [](auto& r) { r.length = "3"; }),
        Planted{Kind::wrong_length,
                [] {
                  auto record = made("resource", 2);
                  record.length = "30";
                  return first().text() + record.text() + made("resource", 3).text();
                }},
        Planted{Kind::no_record,
                [] { return http::gzip_member(first().text()) + "trailing garbage"; }},
        Planted{Kind::broken_member,
                [] {
                  auto member = http::gzip_member(made("resource", 2).text());
                  member[member.size() - 5] ^= 1;
                  return http::gzip_member(first().text()) + member;
                }},
        Planted{Kind::broken_member,
                [] {
                  auto member = http::gzip_member(made("resource", 2).text());
                  return http::gzip_member(first().text()) + member.substr(0, member.size() - 20);
                }},
        Planted{Kind::joined_members,
                [] { return http::gzip_member(first().text() + made("resource", 2).text()); },
                false},
        Planted{Kind::split_record,
                [] {
                  const auto text = made("resource", 2).text();
                  return http::gzip_member(first().text()) + http::gzip_member(text.substr(0, 99)) +
                         http::gzip_member(text.substr(99));
                }}),
    name_for);

INSTANTIATE_TEST_SUITE_P(
    Fields, Defects,
    testing::Values(
        in_record(Kind::doubled_field, "resource",
                  [](auto& r) { r.add("warc-date", "2020-10-13T05:25:26Z"); }),
        with_field(Kind::misplaced_field, "resource", "WARC-Filename", "a.warc"),
        with_field(Kind::misplaced_field, "metadata", "WARC-Profile", "http://a.example/"),
        with_field(Kind::misplaced_field, "response", "WARC-Refers-To", made_id(1)),
        with_field(Kind::misplaced_field, "conversion", "WARC-IP-Address", "192.0.2.7"),
        with_field(Kind::misplaced_field, "warcinfo", "WARC-Target-URI", "http://a.example/"),
        without_field(Kind::missing_id, "resource", "WARC-Record-ID"),
        with_field(Kind::malformed_id, "resource", "WARC-Record-ID", "urn:uuid:2"),
        with_field(Kind::malformed_id, "resource", "WARC-Record-ID", "<urn:uuid: 2>"),
        with_field(Kind::malformed_id, "resource", "WARC-Record-ID", "<2>"),
        with_field(Kind::doubled_id, "resource", "WARC-Record-ID", made_id(1)),
        in_record(Kind::missing_length, "resource", [](auto& r) { r.length = "none"; }),
        in_record(Kind::malformed_length, "resource", [](auto& r) { r.length = "0x20"; }),
        without_field(Kind::missing_date, "resource", "WARC-Date"),
        with_field(Kind::malformed_date, "resource", "WARC-Date", "20201013052526"),
        in_record(Kind::malformed_date, "resource",
                  [](auto& r) {
                    r.version = "WARC/1.0";
                    r.set("WARC-Date", "2020-10-13T05:25:26.5Z");
                  }),
        with_field(Kind::malformed_date, "revisit", "WARC-Refers-To-Date", "yesterday"),
        without_field(Kind::missing_type, "resource", "WARC-Type"),
        with_field(Kind::unknown_type, "resource", "WARC-Type", "screenshot"),
        without_field(Kind::missing_content_type, "resource", "Content-Type"),
        with_field(Kind::malformed_content_type, "resource", "Content-Type", "html"),
        without_field(Kind::missing_target_uri, "resource", "WARC-Target-URI"),
        with_field(Kind::bracketed_target_uri, "resource", "WARC-Target-URI",
                   "<http://a.example/>"),
        with_field(Kind::spaced_target_uri, "resource", "WARC-Target-URI", "http://a.example/b c"),
        with_field(Kind::malformed_target_uri, "resource", "WARC-Target-URI", "a.example"),
        with_field(Kind::malformed_target_uri, "resource", "WARC-Target-URI",
                   "http://a.example/北京")),
    name_for);

INSTANTIATE_TEST_SUITE_P(
    References, Defects,
    testing::Values(
        with_field(Kind::malformed_concurrent_to, "resource", "WARC-Concurrent-To",
                   made_id(1).substr(1)),
        with_field(Kind::lost_concurrent_to, "resource", "WARC-Concurrent-To", made_id(7)),
        with_field(Kind::malformed_block_digest, "resource", "WARC-Block-Digest", "sha1:AAAA"),
        with_field(Kind::wrong_block_digest, "resource", "WARC-Block-Digest", nonsense),
        with_field(Kind::malformed_payload_digest, "resource", "WARC-Payload-Digest", "md5"),
        with_field(Kind::wrong_payload_digest, "response", "WARC-Payload-Digest", nonsense),
        with_field(Kind::unknown_digest, "resource", "WARC-Block-Digest", "xxh3:0011"),
        with_field(Kind::malformed_ip_address, "resource", "WARC-IP-Address", "192.0.2.700"),
        with_field(Kind::malformed_refers_to, "metadata", "WARC-Refers-To", "that"),
        with_field(Kind::unknown_truncation, "resource", "WARC-Truncated", "yes"),
        with_field(Kind::malformed_warcinfo_id, "resource", "WARC-Warcinfo-ID", "<none>"),
        without_field(Kind::missing_profile, "revisit", "WARC-Profile"),
        with_field(Kind::unknown_profile, "revisit", "WARC-Profile", "http://a.example/mine"),
        without_field(Kind::missing_refers_to, "revisit", "WARC-Refers-To"),
        with_field(Kind::missing_payload_digest, "revisit", "WARC-Profile",
                   "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
        without_field(Kind::missing_segment_number, "continuation", "WARC-Segment-Number"),
        with_field(Kind::malformed_segment_number, "continuation", "WARC-Segment-Number", "1"),
        with_field(Kind::malformed_segment_number, "resource", "WARC-Segment-Number", "one"),
        without_field(Kind::missing_segment_origin, "continuation", "WARC-Segment-Origin-ID"),
        with_field(Kind::malformed_segment_origin, "continuation", "WARC-Segment-Origin-ID", "1"),
        with_field(Kind::malformed_segment_total, "continuation", "WARC-Segment-Total-Length",
                   "all")),
    name_for);

TEST(WarcCheck, House_WhatIsCounted) {
  const auto file = first().text() + made("resource", 2).text() +
                    made("screenshot", 3).set("WARC-Date", "today").text();
  const auto report = check(reader_over(file), [](const Finding&) {});
  EXPECT_EQ(report->records, 3u);
  EXPECT_EQ(report->types.at("screenshot"), 1u);
  EXPECT_EQ(report->defects, 1u);
  EXPECT_EQ(report->notes, 1u);
  EXPECT_EQ(check("no/such.warc", [](const Finding&) {}).error().fault, Fault::not_found);
}

TEST(WarcCheck, House_EveryKindHasAName) {
  std::set<std::string_view> names;
  for (int kind = 0; kind < static_cast<int>(Kind::count_); ++kind)
    EXPECT_TRUE(names.insert(name_of(static_cast<Kind>(kind))).second);
}

}  // namespace
}  // namespace newsarc::warc
