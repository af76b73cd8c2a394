#include "dataset/json.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "text/utf8.h"

namespace newsarc::dataset {
namespace {

std::string written(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

struct StringCase {
  const char* name;
  std::string_view given, wanted;
};
class JsonStringTest : public testing::TestWithParam<StringCase> {};

TEST_P(JsonStringTest, Spec_EscapesWhatMustBeEscaped) {
  EXPECT_EQ(written(GetParam().given), GetParam().wanted);
}
INSTANTIATE_TEST_SUITE_P(
    Cases, JsonStringTest,
    testing::Values(StringCase{"plain", "a 衡陽", "\"a 衡陽\""}, StringCase{"empty", "", "\"\""},
                    StringCase{"quotes", "a\"b\\c", R"("a\"b\\c")"},
                    StringCase{"short_escapes", "\b\f\n\r\t", R"("\b\f\n\r\t")"},
                    StringCase{"escape", "\x1b[0m", R"("\u001b[0m")"},
                    StringCase{"delete", "\x7f", R"("\u007f")"},
                    StringCase{"c1", "\xC2\x9B", R"("\u009b")"},
                    StringCase{"bidi", "\xE2\x80\xAE", R"("\u202e")"},
                    StringCase{"quotation_marks_stay", "“—”", "\"“—”\""},
                    StringCase{"latin_stays", "§é", "\"§é\""},
                    StringCase{"arabic_stays", "ط؟", "\"ط؟\""},
                    StringCase{"malformed", "a\xFF b", "\"a\xEF\xBF\xBD b\""}),
    [](const auto& row) { return row.param.name; });

// The obvious way: a code point at a time.
std::string slowly_written(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto point = text::code_point_at(text, at);
    std::string one;
    text::append(one, point.value);
    // One at a time, what stands before or after cannot matter.
    const auto quoted = written(one);
    out += quoted.substr(1, quoted.size() - 2);
    at += point.length;
  }
  return out + '"';
}

TEST(JsonTest, WritesRunsAsItWritesCharacters) {
  const std::vector<std::string> pieces{
      "a",        "\"",           "\\",           "\n",   "é",      "\xC2\x85", "؜",
      "Ж",        "衡",           "，",           "“",    "\u202e", "\uFEFF",   "𠮷",
      "\xE8\xA1", "\xED\xA0\x80", "\xE0\x80\x80", "\xFF", "\x80",   "\xC3",     "陽"};
  std::mt19937 random(7);
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto left = random() % 12; left > 0; --left) text += pieces[random() % pieces.size()];
    ASSERT_EQ(written(text), slowly_written(text)) << text;
    ASSERT_TRUE(nlohmann::json::accept(written(text))) << text;
  }
}

TEST(JsonTest, ReadsBackAsEveryCharacterThatWasWritten) {
  std::string all;
  for (char32_t c = 1; c < 0x3000; ++c) {
    if (c < 0x80) {
      all += static_cast<char>(c);
    } else if (c < 0x800) {
      all += static_cast<char>(0xC0 | c >> 6);
      all += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      all += static_cast<char>(0xE0 | c >> 12);
      all += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      all += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  EXPECT_EQ(nlohmann::json::parse(written(all)).get<std::string>(), all);
}

TEST(JsonTest, NumbersStayRealNumbers) {
  const auto number = [](double value) {
    std::string out;
    append_json_number(out, value);
    return out;
  };
  EXPECT_EQ(number(1), "1.0");
  EXPECT_EQ(number(0.1), "0.1");
  EXPECT_EQ(number(-2.5e300), "-2.5e+300");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "9e999");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "null");
}

TEST(JsonTest, PutsCommasBetweenMembers) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("a", 1);
  json.member("b", std::optional<std::string>());
  json.member("c", true);
  json.key("d");
  json.begin_array();
  json.value("x");
  json.begin_array();
  json.end_array();
  json.null();
  json.end_array();
  json.end_object();
  EXPECT_EQ(out, R"({"a":1,"b":null,"c":true,"d":["x",[],null]})");
}

}  // namespace
}  // namespace newsarc::dataset
