#include "dataset/json.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

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
