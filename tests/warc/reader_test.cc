// Records out of files of every form, whole and damaged.

#include "warc/reader.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "http/unpacker.h"
#include "tests/warc/made_files.h"

namespace newsarc::warc {
namespace {

struct ReadBack {
  std::vector<std::string> blocks;  // of the records that are whole, "TARGET BLOCK"
  std::vector<std::string> errors;  // "WHERE: WHAT"
  std::vector<Finding> findings;
};

ReadBack read_all(Reader reader) {
  ReadBack all;
  for (;;) {
    auto record = reader.next();
    const auto error = [&](const Error& one) { all.errors.push_back(one.where + ": " + one.what); };
    if (!record) {
      error(record.error());
    } else if (!*record) {
      break;
    } else {
      auto block = reader.block();
      if (block)
        all.blocks.push_back((*record)->target_uri() + " " + *block);
      else
        error(block.error());
    }
    for (auto& finding : reader.take_findings()) all.findings.push_back(std::move(finding));
  }
  return all;
}

std::vector<std::string> texts_of(const std::vector<MadeRecord>& records) {
  std::vector<std::string> texts;
  for (const auto& record : records) texts.push_back(record.text());
  return texts;
}

std::vector<std::string> blocks_of(const std::vector<MadeRecord>& records) {
  std::vector<std::string> blocks;
  for (const auto& record : records) {
    const auto target = std::ranges::find(record.fields, "WARC-Target-URI",
                                          &std::pair<std::string, std::string>::first);
    blocks.push_back((target == record.fields.end() ? "" : target->second) + " " + record.block);
  }
  return blocks;
}

class Forms : public testing::TestWithParam<Form> {};

TEST_P(Forms, Spec_EveryRecordIsRead) {
  auto records = good_records();
  records[2].block += std::string(300'000, 'x');
  records.push_back(made("resource", 20));
  records.back().block = "";
  const auto all = read_all(reader_over(in_form(GetParam(), texts_of(records))));
  EXPECT_TRUE(all.blocks == blocks_of(records)) << all.blocks.size();
  EXPECT_TRUE(all.errors.empty()) << all.errors[0];
  EXPECT_EQ(all.findings.size(), GetParam() == Form::gzip_whole ? 1u : 0u);
}

// The second of three lacks some bytes.
TEST_P(Forms, House_WhatFollowsDamageIsRead) {
  if (GetParam() == Form::gzip_whole) GTEST_SKIP() << "one member holds all";
  const auto records = good_records();
  const auto dictionary = GetParam() == Form::zstd_dictionary;
  const auto one = in_form(GetParam(), {records[1].text()});
  auto two = in_form(dictionary ? Form::zstd : GetParam(), {records[2].text()});
  const auto three = in_form(dictionary ? Form::zstd : GetParam(), {records[4].text()});
  two.erase(two.size() - 30, 20);
  const auto all = read_all(reader_over(one + two + three));
  EXPECT_EQ(all.blocks, blocks_of({records[1], records[4]}));
  EXPECT_EQ(all.errors.size(), 1u);
  ASSERT_FALSE(all.findings.empty());
  EXPECT_EQ(all.findings[0].place.offset, one.size());
}

INSTANTIATE_TEST_SUITE_P(Cases, Forms,
                         testing::Values(Form::plain, Form::gzip, Form::gzip_whole, Form::zstd,
                                         Form::zstd_dictionary));

TEST(WarcReader, Spec_PlacesOfRecords) {
  const auto texts = texts_of(good_records());
  auto plain = reader_over(texts[0] + texts[1]);
  EXPECT_EQ((**plain.next()).place, (Place{0, 0}));
  EXPECT_EQ((**plain.next()).place, (Place{texts[0].size(), texts[0].size()}));
  const auto first = http::gzip_member(texts[0]);
  auto packed = reader_over(first + http::gzip_member(texts[1]));
  EXPECT_EQ((**packed.next()).place, (Place{0, 0}));
  EXPECT_EQ((**packed.next()).place, (Place{first.size(), texts[0].size()}));
  EXPECT_FALSE(*packed.next());
  EXPECT_FALSE(*packed.next()) << "the end stays";
}

TEST(WarcReader, Spec_FieldsAsWritten) {
  auto reader = reader_over(
      "WARC/0.18\r\nwarc-TYPE: Resource\r\nX-Title: 北京\r\n  and more\r\nWARC-Target-URI: "
      "<http://a.example/b c>\r\nWARC-Record-ID: urn:x:1\r\nWARC-Date: "
      "2020-10-13T00:00:00.25Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
  const auto record = **reader.next();
  EXPECT_EQ(record.version, "0.18");
  EXPECT_EQ(record.type(), "resource");
  EXPECT_EQ(record.fields[0].name, "warc-TYPE");
  EXPECT_EQ(record.field("x-title"), "北京 and more");
  EXPECT_EQ(record.target_uri(), "http://a.example/b c");
  EXPECT_EQ(record.id(), "urn:x:1");
  EXPECT_EQ(record.date()->nanoseconds, 250'000'000u);
  EXPECT_FALSE(record.field("WARC-IP-Address"));
}

struct DamageCase {
  const char* name;
  std::string second;  // between two good records
  Kind kind;
};
class Damage : public testing::TestWithParam<DamageCase> {};

MadeRecord second() { return made("resource", 2); }

MadeRecord with_length(const std::string& length) {
  auto record = second();
  record.length = length;
  return record;
}

MadeRecord with_version(const std::string& version) {
  auto record = second();
  record.version = version;
  return record;
}

std::string first_lines(int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) lines += "WARC/1.0\r\n";
  return lines;
}

TEST_P(Damage, House_IsNamedAndTheRestIsRead) {
  const auto first = made("resource", 1), third = made("resource", 3);
  for (const bool packed : {false, true}) {
    std::vector<std::string> parts{first.text(), GetParam().second, third.text()};
    if (packed) std::ranges::transform(parts, parts.begin(), http::gzip_member);
    const auto all = read_all(reader_over(parts[0] + parts[1] + parts[2]));
    EXPECT_EQ(all.blocks, blocks_of({first, third})) << packed;
    ASSERT_FALSE(all.findings.empty());
    EXPECT_EQ(name_of(all.findings[0].kind), name_of(GetParam().kind)) << packed;
    EXPECT_EQ(all.findings[0].place.offset, parts[0].size());
    ASSERT_EQ(all.errors.size(), 1u) << packed;
    EXPECT_TRUE(
        all.errors[0].starts_with("made.warc, offset " + std::to_string(parts[0].size()) + ": "))
        << all.errors[0];
  }
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Damage,
    testing::Values(
        DamageCase{"no_record", "just some text\r\nWARC files are long\r\n", Kind::no_record},
        DamageCase{"header_that_breaks_off", "WARC/1.0\r\nWARC-Type: resource\r\n",
                   Kind::no_record},
        DamageCase{"first_lines_alone", first_lines(100'000), Kind::no_record},
        DamageCase{"no_version", with_version("WARC/x.y").text(), Kind::no_record},
        DamageCase{"no_length", with_length("none").text(), Kind::missing_length},
        DamageCase{"length_in_words", with_length("many").text(), Kind::malformed_length},
        DamageCase{"negative_length", with_length("-1").text(), Kind::malformed_length},
        DamageCase{"length_too_small", with_length("7").text(), Kind::wrong_length},
        DamageCase{"length_too_great", with_length("33").text(), Kind::wrong_length},
        DamageCase{"length_of_4_gb", with_length("4294967296").text(), Kind::wrong_length},
        DamageCase{"length_past_64_bits", with_length("99999999999999999999").text(),
                   Kind::malformed_length},
        DamageCase{"line_of_1_mb", second().add("X", std::string(1 << 20, 'x')).text(),
                   Kind::header_too_long}),
    [](const auto& row) { return row.param.name; });

TEST(WarcReader, House_WhatIsNoRegularFileIsNotWaitedFor) {
  const auto device = Reader::open("/dev/null");
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().what, "is no regular file");
}

TEST(WarcReader, House_AFileThatIsCutSaysSo) {
  const auto text = made("resource", 1).text();
  const auto header = text.find("\r\n\r\n") + 4;
  for (const std::size_t size : {std::size_t{20}, header, header + 3}) {
    const auto plain = read_all(reader_over(text.substr(0, size)));
    ASSERT_EQ(plain.errors.size(), 1u) << size;
    EXPECT_EQ(plain.findings[0].kind, Kind::cut_record) << size;
    EXPECT_TRUE(plain.blocks.empty());
    const auto packed = http::gzip_member(text);
    const auto cut = read_all(reader_over(packed.substr(0, packed.size() * size / text.size())));
    ASSERT_EQ(cut.errors.size(), 1u) << size;
    EXPECT_EQ(cut.findings[0].kind, Kind::broken_member);
  }
}

TEST(WarcReader, House_ABombEndsAtItsLimit) {
  auto bomb = made("resource", 1);
  bomb.block = std::string(5'000'000, '\0');
  const auto good = made("resource", 2);
  for (const auto form : {Form::plain, Form::gzip, Form::zstd}) {
    const auto file = in_form(form, {bomb.text(), good.text()});
    const auto all = read_all(reader_over(file, {.block = 1'000'000}));
    EXPECT_EQ(all.blocks, blocks_of({good}));
    ASSERT_EQ(all.errors.size(), 1u);
    EXPECT_EQ(all.findings[0].kind, Kind::block_too_long);
  }
}

// 80 MB of zeros that are no record, in 80 KB.
TEST(WarcReader, House_ABombOutsideOfRecordsIsLeft) {
  const auto good = made("resource", 2);
  std::string zeros;
  zeros.resize(80'000'000);
  const auto file = http::gzip_member(zeros) + http::gzip_member(good.text());
  const auto all = read_all(reader_over(file));
  EXPECT_EQ(all.blocks, blocks_of({good}));
  EXPECT_EQ(all.errors.size(), 1u);
}

TEST(WarcReader, House_ALongBlockIsPassedOverWhereAShortOneIsAskedFor) {
  auto reader = reader_over(made("resource", 1).text() + made("resource", 2).text());
  ASSERT_TRUE(*reader.next());
  EXPECT_EQ(reader.block(5).error().fault, Fault::limit);
  EXPECT_EQ((**reader.next()).target_uri(), "http://news.example/2");
}

TEST(WarcReader, House_ABlockThatIsNotAskedForIsPassedOver) {
  for (const auto form : {Form::plain, Form::gzip}) {
    auto reader = reader_over(in_form(form, texts_of(good_records())));
    std::size_t count = 0;
    while (*reader.next()) ++count;
    EXPECT_EQ(count, good_records().size());
    EXPECT_TRUE(reader.take_findings().empty());
  }
}

// A record over two members, as some writers make them.
TEST(WarcReader, House_ARecordInTwoMembersIsRead) {
  const auto text = made("resource", 1).text();
  const auto header = text.find("\r\n\r\n") + 4;
  for (const std::size_t cut :
       {std::size_t{3}, std::size_t{50}, header, header + 5, text.size() - 4, text.size() - 2}) {
    const auto file = http::gzip_member(text.substr(0, cut)) + http::gzip_member(text.substr(cut));
    const auto all = read_all(reader_over(file));
    EXPECT_EQ(all.blocks, blocks_of({made("resource", 1)})) << cut;
    ASSERT_EQ(all.findings.size(), 1u) << cut;
    EXPECT_EQ(all.findings[0].kind, Kind::split_record) << cut;
  }
}

TEST(WarcReader, House_NothingIsThere) {
  EXPECT_EQ(Reader::open("no/such.warc").error().fault, Fault::not_found);
  EXPECT_EQ(Reader::open("/").error().fault, Fault::disk);
  EXPECT_TRUE(read_all(reader_over("")).blocks.empty());
  EXPECT_TRUE(read_all(reader_over("")).errors.empty());
  EXPECT_FALSE(Reader::over(std::make_unique<std::istringstream>("\x5d\x2a\x4d\x18\x09"), "d"));
}

}  // namespace
}  // namespace newsarc::warc
