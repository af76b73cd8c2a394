#include "text/utf8.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <random>
#include <string>
#include <vector>

namespace newsarc::text {
namespace {

TEST(Utf8, WalksForwardAndBackOverTheSameCharacters) {
  const std::string text = "aé中\U00020000z";
  std::vector<char32_t> forward, backward;
  for (std::size_t at = 0; at < text.size(); at += code_point_at(text, at).length) {
    forward.push_back(code_point_at(text, at).value);
  }
  for (std::size_t at = text.size(); at > 0; at -= code_point_before(text, at).length) {
    backward.insert(backward.begin(), code_point_before(text, at).value);
  }
  EXPECT_EQ(forward, (std::vector<char32_t>{'a', U'é', U'中', 0x20000, 'z'}));
  EXPECT_EQ(backward, forward);
}

TEST(Utf8, MalformedBytesReadAsOneReplacementCharacterEach) {
  for (const std::string_view bad :
       {"\x80", "\xC0\xAF", "\xC3", "\xE4\xB8", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_EQ(code_point_at(bad, 0).value, 0xFFFDu);
    EXPECT_EQ(code_point_at(bad, 0).length, 1u);
    EXPECT_EQ(code_point_before(bad, bad.size()).length, 1u);
    EXPECT_EQ(find_malformed("ok" + std::string(bad)), 2u);
  }
}

TEST(Utf8, FindsTheFirstMalformedByteWhereverItStands) {
  const std::string text = "0123456789 中文 0123456789";
  EXPECT_EQ(find_malformed(text), std::nullopt);
  for (std::size_t at = 0; at < 10; ++at) {
    std::string broken = text;
    broken[at] = '\xFF';
    EXPECT_EQ(find_malformed(broken), at);
  }
}

// Character by character, as anyone would.
std::optional<std::size_t> walked_to_malformed(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto next = code_point_at(bytes, at);
    if (next.length == 1 && static_cast<unsigned char>(bytes[at]) >= 0x80) return at;
    at += next.length;
  }
  return std::nullopt;
}

TEST(Utf8, FindsTheMalformedByteThatAWalkFinds) {
  const std::vector<std::string> pieces = {
      "a",      "é",    "衡陽", "\uD7FF",   "\uE000", "\uFFFD",       "\u0800",      "𠮷",
      "plain ", "\xE0", "\xED", "\xE4\xB8", "\x80",   "\xED\xA0\x80", "\xE0\x9F\xBF"};
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (auto i = random() % 12; i > 0; --i)
      text += pieces[random() % (random() % 3 ? 9 : pieces.size())];
    ASSERT_EQ(find_malformed(text), walked_to_malformed(text)) << text;
  }
}

TEST(Utf8, AppendsWhatItReads) {
  for (const char32_t c : {U'a', U'é', U'中', U'\U00020000', U'\U0010FFFF'}) {
    std::string text;
    append(text, c);
    EXPECT_EQ(code_point_at(text, 0).value, c);
    EXPECT_EQ(code_point_at(text, 0).length, text.size());
  }
}

TEST(Utf8, SurrogatesAndBeyondAreAppendedAsReplacement) {
  std::string text;
  append(text, 0xD800);
  append(text, 0x110000);
  EXPECT_EQ(text, "\uFFFD\uFFFD");
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("aé中😀"), 4u);
}

TEST(Utf8, TellsHanFromPunctuationAndKana) {
  for (const char32_t c : {U'中', U'々', U'〇', U'㐀', U'豈', U'\U00020000', U'\U000311AF'}) {
    EXPECT_TRUE(is_han(c)) << static_cast<unsigned>(c);
    EXPECT_TRUE(is_cjk(c)) << static_cast<unsigned>(c);
    EXPECT_TRUE(is_word(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U'。', U'あ', U'ア', U'한', U'a', U'（', U'\u3000'}) {
    EXPECT_FALSE(is_han(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U'あ', U'ア', U'ｱ', U'한', U'ㄅ'}) EXPECT_TRUE(is_cjk(c));
  for (const char32_t c : {U'。', U'é', U'я', U'（'}) EXPECT_FALSE(is_cjk(c));
}

TEST(Utf8, WordsAreLettersAndDigitsOfAnyScript) {
  for (const char32_t c : {U'a', U'Z', U'0', U'é', U'я', U'ا', U'٣', U'ｱ'}) {
    EXPECT_TRUE(is_word(c)) << static_cast<unsigned>(c);
  }
  for (const char32_t c : {U' ', U'-', U'_', U'。', U'😀', U'\u0301', U'\0', U'\uFFFD'}) {
    EXPECT_FALSE(is_word(c)) << static_cast<unsigned>(c);
  }
}

TEST(Utf8, BlanksAreCollapsedAndTrimmed) {
  EXPECT_EQ(collapse_blanks("\u3000 a \t\r\n\u00A0b\u200B\uFEFF"), "a b");
  EXPECT_EQ(collapse_blanks(" \n "), "");
  EXPECT_EQ(trim("\u3000\uFEFF a  b \u2003\n"), "a  b");
  EXPECT_EQ(trim("\u3000"), "");
  EXPECT_EQ(trim("中"), "中");
}

TEST(Utf8, NfcComposesAndLeavesComposedTextAlone) {
  EXPECT_EQ(nfc("e\u0301 ga\u0308"), "é gä");
  EXPECT_EQ(nfc("創新 é"), "創新 é");
  EXPECT_EQ(nfc("\uF900"), "\u8C48");
}

// Beside a letter, so that what composes with it shows.
std::string icu_nfc(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFCInstance(status);
  std::string normal;
  normalizer->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(normal);
  return normal;
}

TEST(Utf8, SurelyComposedIsOnlyWhatNfcLeavesAlone) {
  for (char32_t c = 1; c < 0x30000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text = "a";
    append(text, c);
    if (!is_surely_nfc(text)) continue;
    ASSERT_EQ(icu_nfc(text), text) << std::hex << static_cast<unsigned>(c);
  }
}

TEST(Utf8, House_HeapsOfMarksStayButAreNotSorted) {
  std::string heap = "a";
  for (int i = 0; i < 100000; ++i) heap += i % 2 == 0 ? "\u0301" : "\u0323";
  EXPECT_EQ(count_code_points(nfc(heap)), 100000u);  // the first dot below joins the a
  EXPECT_EQ(find_malformed(nfc(heap)), std::nullopt);
}

TEST(Utf8, ControlsAreMadeVisible) {
  EXPECT_EQ(printable("a\x1B[31m\x7F\u009Bb\u202Ec\u2066"),
            "a\uFFFD[31m\uFFFD\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(printable("創新 é 😀"), "創新 é 😀");
  EXPECT_EQ(printable("\xFF"), "\uFFFD");
}

}  // namespace
}  // namespace newsarc::text
