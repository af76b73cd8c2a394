// What the decoders make of bytes that mean nothing, and of those in which ICU's converters differ.

#include <gtest/gtest.h>

#include "text/charset_codec.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

using namespace std::string_view_literals;

std::string decoded(std::string_view bytes, std::string_view charset) {
  std::string utf8;
  decode_by_name(charset, bytes, utf8);
  return utf8;
}

struct Malformed {
  const char* name;
  std::string_view charset, bytes, text;
};

class MalformedTest : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedTest, Spec_BecomesReplacementCharactersAndEatsNoMarkup) {
  EXPECT_EQ(decoded(GetParam().bytes, GetParam().charset), GetParam().text);
}

std::string name_of(const testing::TestParamInfo<Malformed>& row) { return row.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Chinese, MalformedTest,
    testing::Values(
        Malformed{"gbk_lead_before_markup", "gbk", "\xD6<p>", "\uFFFD<p>"},
        Malformed{"gbk_lead_before_quote", "gbk", "\xD6\"", "\uFFFD\""},
        Malformed{"gbk_lead_at_end", "gbk", "a\xD6", "a\uFFFD"},
        Malformed{"gbk_ff", "gbk", "\xFF\xFFz", "\uFFFD\uFFFDz"},
        Malformed{"gbk_euro", "gbk", "\x80", "€"},
        Malformed{"gb18030_four_bytes", "gb18030", "\x81\x30\x81\x30\x95\x32\x82\x36",
                  "\u0080\U00020000"},
        Malformed{"gb18030_four_bytes_torn", "gb18030", "\x81\x30<b", "\uFFFD0<b"},
        Malformed{"gb18030_beyond_unicode", "gb18030", "\xFE\x39\xFE\x39!", "\uFFFD!"},
        Malformed{"big5_lead_before_markup", "big5", "\xA4<p>", "\uFFFD<p>"},
        Malformed{"big5_unmapped_with_letter", "big5", "\x81\x40!", "\uFFFD@!"},
        Malformed{"big5_two_code_points", "big5", "\x88\x62\x88\xA5", "\u00CA\u0304\u00EA\u030C"},
        Malformed{"gb18030_cut_after_two", "gb18030", "a\x81\x30", "a\uFFFD"},
        Malformed{"gb18030_cut_after_three", "gb18030", "a\x81\x30\x81", "a\uFFFD"},
        Malformed{"gb18030_third_is_none", "gb18030", "\x81\x30\x20", "\uFFFD0 "},
        Malformed{"gb18030_fourth_is_none", "gb18030", "\x81\x30\xD6\xD0<", "\uFFFD0中<"},
        Malformed{"gb18030_between_the_planes", "gb18030", "\x84\x31\xA5\x30<", "\uFFFD<"},
        Malformed{"gb18030_trail_7F", "gbk", "\x81\x7F", "\uFFFD\x7F"},
        Malformed{"gb18030_trail_FF", "gbk", "\x81\xFF<", "\uFFFD<"},
        Malformed{"big5_80", "big5", "\x80<", "\uFFFD<"},
        Malformed{"big5_trail_between", "big5", "\xA4\x80<", "\uFFFD<"},
        Malformed{"big5_lead_at_end", "big5", "a\xA4", "a\uFFFD"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Utf8, MalformedTest,
    testing::Values(Malformed{"utf8_truncated", "utf-8", "\xE4\xB8<", "\uFFFD<"},
                    Malformed{"utf8_overlong", "utf-8", "\xC0\xAF|\xE0\x80\xAF|",
                              "\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|"},
                    Malformed{"utf8_truncated_four", "utf-8", "\xF0\x9F\x98<", "\uFFFD<"},
                    Malformed{"utf8_too_great", "utf-8", "\xF4\x90\x80\x80",
                              "\uFFFD\uFFFD\uFFFD\uFFFD"},
                    Malformed{"utf8_cut_off", "utf-8", "a\xE4\xB8", "a\uFFFD"},
                    Malformed{"utf8_surrogate", "utf-8", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    JapaneseAndKorean, MalformedTest,
    testing::Values(
        Malformed{"shift_jis_lead_before_markup", "shift_jis", "\x81<p>", "\uFFFD<p>"},
        Malformed{"euc_kr_lead_before_markup", "euc-kr", "\xB0<p>", "\uFFFD<p>"},
        Malformed{"euc_jp_lead_before_markup", "euc-jp", "\xB0<p>", "\uFFFD<p>"},
        Malformed{"shift_jis_letter_after_unmapped", "shift_jis", "\x86\x48Y", "\uFFFDHY"},
        Malformed{"shift_jis_unmapped_high", "shift_jis", "\x86\x80<", "\uFFFD<"},
        Malformed{"shift_jis_A0", "shift_jis", "\xA0<", "\uFFFD<"},
        Malformed{"shift_jis_FD", "shift_jis", "\xFD<", "\uFFFD<"},
        Malformed{"shift_jis_trail_7F", "shift_jis", "\x81\x7F", "\uFFFD\x7F"},
        Malformed{"shift_jis_lead_at_end", "shift_jis", "a\x81", "a\uFFFD"},
        Malformed{"shift_jis_80_is_a_control", "shift_jis", "\x80", "\u0080"},
        Malformed{"shift_jis_own_characters", "shift_jis", "\xF0\x40\xF9\xFC", "\uE000\uE757"},
        Malformed{"shift_jis_halfwidth", "shift_jis", "\xA1\xDF", "｡ﾟ"},
        Malformed{"euc_jp_80", "euc-jp", "\x80<", "\uFFFD<"},
        Malformed{"euc_jp_halfwidth", "euc-jp", "\x8E\xA1\x8E\xDF", "｡ﾟ"},
        Malformed{"euc_jp_no_halfwidth", "euc-jp", "\x8E\xE0<", "\uFFFD<"},
        Malformed{"euc_jp_three_bytes", "euc-jp", "\x8F\xB0\xA1", "丂"},
        Malformed{"euc_jp_three_torn", "euc-jp", "\x8F\xB0<", "\uFFFD<"},
        Malformed{"euc_jp_three_torn_at_once", "euc-jp", "\x8F<", "\uFFFD<"},
        Malformed{"euc_jp_three_cut_off", "euc-jp", "a\x8F\xB0", "a\uFFFD"},
        Malformed{"euc_jp_three_unmapped", "euc-jp", "\x8F\xF3\xF3<", "\uFFFD<"},
        Malformed{"euc_jp_unmapped", "euc-jp", "\xA9\xA1<", "\uFFFD<"},
        Malformed{"euc_kr_80", "euc-kr", "\x80<", "\uFFFD<"},
        Malformed{"euc_kr_letter_after_unmapped", "euc-kr", "\xC7\x71<", "\uFFFDq<"},
        Malformed{"euc_kr_own_characters", "euc-kr", "\xC9\xA1<", "\uFFFD<"},
        Malformed{"euc_kr_lead_at_end", "euc-kr", "a\xB0", "a\uFFFD"},
        Malformed{"iso_2022_jp_roman", "iso-2022-jp", "\x1B(J\\~\x1B(B\\~", "¥‾\\~"},
        Malformed{"iso_2022_jp_katakana", "iso-2022-jp", "\x1B(I!_`", "｡ﾟ\uFFFD"},
        Malformed{"iso_2022_jp_pairs", "iso-2022-jp", "\x1B$B0l\x1B(Bz\x1B$@0l", "一z一"},
        Malformed{"iso_2022_jp_no_escape", "iso-2022-jp", "\x1B<p>\x1B$<", "\uFFFD<p>\uFFFD$<"},
        Malformed{"iso_2022_jp_escape_cut_off", "iso-2022-jp", "a\x1B(", "a\uFFFD("},
        Malformed{"iso_2022_jp_torn_pair", "iso-2022-jp", "\x1B$B0\x1B(B<p>", "\uFFFD<p>"},
        Malformed{"iso_2022_jp_pair_cut_off", "iso-2022-jp", "\x1B$B0", "\uFFFD"},
        Malformed{"iso_2022_jp_empty_stretch", "iso-2022-jp", "\x1B$B\x1B(B<", "\uFFFD<"},
        Malformed{"iso_2022_jp_high_bytes", "iso-2022-jp", "\xB0\x0E<", "\uFFFD\uFFFD<"}),
    name_of);

INSTANTIATE_TEST_SUITE_P(
    Others, MalformedTest,
    testing::Values(
        Malformed{"windows_1253_gap", "windows-1253", "\xAA<", "\uFFFD<"},
        Malformed{"windows_874_gaps", "windows-874", "\xDB\xDE\xFC\xFF",
                  "\uFFFD\uFFFD\uFFFD\uFFFD"},
        Malformed{"windows_1252_controls", "windows-1252", "\x81\x8D", "\u0081\u008D"},
        Malformed{"utf16_lone_lead", "utf-16le", "\x3D\xD8<\x00"sv, "\uFFFD<"},
        Malformed{"utf16_lone_trail", "utf-16le", "\x00\xDE<\x00"sv, "\uFFFD<"},
        Malformed{"utf16_two_leads", "utf-16be", "\xD8\x3D\xD8\x3D\xDE\x00"sv, "\uFFFD😀"},
        Malformed{"utf16_odd_length", "utf-16be", "\x00<\x4E"sv, "<\uFFFD"},
        Malformed{"utf16_lead_at_end", "utf-16be", "\x00<\xD8\x3D"sv, "<\uFFFD"},
        Malformed{"utf16_lead_and_half_at_end", "utf-16be", "\x00<\xD8\x3D\xDE"sv, "<\uFFFD"},
        Malformed{"utf16_one_byte", "utf-16le", "<", "\uFFFD"},
        Malformed{"replacement_is_one_error", "replacement", "\x1B$)C<p>", "\uFFFD"},
        Malformed{"replacement_of_nothing", "replacement", "", ""}),
    name_of);

struct Cell {
  std::string_view charset;
  char byte;
  std::string_view text;
};

// Each is other, or nothing, in ICU's converter of that name.
TEST(CharsetSequence, Spec_CharactersThatIcuLacksAreRead) {
  for (const auto& [charset, byte, text] :
       {Cell{"koi8-u", '\xAE', "ў"}, Cell{"koi8-u", '\xBE', "Ў"},
        Cell{"windows-1255", '\xCA', "\u05BA"}, Cell{"ibm866", '\x1A', "\x1A"},
        Cell{"ibm866", '\x1C', "\x1C"}, Cell{"ibm866", '\x7F', "\x7F"},
        Cell{"iso-8859-16", '\xAA', "Ș"}, Cell{"iso-8859-16", '\xFE', "ț"},
        Cell{"iso-8859-8-i", '\xE0', "א"}, Cell{"macintosh", '\xF0', "\uF8FF"},
        Cell{"x-user-defined", '\x80', "\uF780"}, Cell{"x-user-defined", '\xFF', "\uF7FF"}}) {
    EXPECT_EQ(decoded({&byte, 1}, charset), text) << charset;
  }
}

constexpr std::string_view many_bytes[] = {"gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"};
constexpr std::string_view single_bytes[] = {
    "ibm866",       "iso-8859-2",   "iso-8859-3",     "iso-8859-4",    "iso-8859-5",
    "iso-8859-6",   "iso-8859-7",   "iso-8859-8",     "iso-8859-8-i",  "iso-8859-10",
    "iso-8859-13",  "iso-8859-14",  "iso-8859-15",    "iso-8859-16",   "koi8-r",
    "koi8-u",       "macintosh",    "windows-874",    "windows-1250",  "windows-1251",
    "windows-1252", "windows-1253", "windows-1254",   "windows-1255",  "windows-1256",
    "windows-1257", "windows-1258", "x-mac-cyrillic", "x-user-defined"};

TEST(CharsetSequence, Spec_NoLeadByteEatsMarkup) {
  for (const std::string_view charset : many_bytes) {
    for (unsigned lead = 0x80; lead <= 0xFF; ++lead) {
      for (const std::string_view after : {"<p>", "\"x", ">", "&lt;", "\n", "\r\n", " ", "\t/"}) {
        const std::string bytes = static_cast<char>(lead) + std::string(after);
        EXPECT_TRUE(decoded(bytes, charset).ends_with(after)) << charset << std::hex << lead;
      }
    }
  }
}

// FNV-1a of what every sequence of a charset is, each before a '<'.
class Fingerprint {
 public:
  explicit Fingerprint(std::string_view charset) : charset_(charset) {}

  void add(std::initializer_list<unsigned> sequence) {
    bytes_.clear();
    for (const unsigned byte : sequence) bytes_.push_back(static_cast<char>(byte));
    bytes_.push_back('<');
    utf8_.clear();
    decode_by_name(charset_, bytes_, utf8_);
    for (const char c : utf8_) {
      value_ = (value_ ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
  }

  std::uint64_t value() const { return value_; }

 private:
  std::string_view charset_;
  std::string bytes_, utf8_;
  std::uint64_t value_ = 14695981039346656037ULL;
};

std::uint64_t fingerprint_of_pairs(std::string_view charset) {
  Fingerprint fingerprint(charset);
  for (unsigned lead = 0x80; lead <= 0xFF; ++lead) {
    for (unsigned trail = 0; trail <= 0xFF; ++trail) fingerprint.add({lead, trail});
  }
  return fingerprint.value();
}

// The standard's index files of these are not at hand here. When these numbers were taken, every
// sequence had been compared with the standard's decoders and its indexes of 2024: none differed.
TEST(CharsetSequence, Spec_NoSequenceOfJapaneseAndKoreanIsReadOtherwiseThanOnceMeasured) {
  EXPECT_EQ(fingerprint_of_pairs("shift_jis"), 8212970967837836801u);
  EXPECT_EQ(fingerprint_of_pairs("euc-jp"), 14779354491835326349u);
  EXPECT_EQ(fingerprint_of_pairs("euc-kr"), 12026101692318520816u);
  Fingerprint three_bytes("euc-jp");
  for (unsigned second = 0x80; second <= 0xFF; ++second) {
    for (unsigned third = 0; third <= 0xFF; ++third) three_bytes.add({0x8F, second, third});
  }
  EXPECT_EQ(three_bytes.value(), 1390192547121738365u);
  Fingerprint shifted("iso-2022-jp");
  for (unsigned lead = 0; lead <= 0xFF; ++lead) {
    for (unsigned trail = 0; trail <= 0xFF; ++trail) {
      shifted.add({0x1B, '$', 'B', lead, trail, 0x1B, '(', 'B'});
    }
  }
  EXPECT_EQ(shifted.value(), 7049169160433761888u);
}

TEST(CharsetSequence, Spec_NoByteOfOneByteCharsetsIsReadOtherwiseThanOnceMeasured) {
  std::uint64_t all = 0;
  for (const std::string_view charset : single_bytes) {
    Fingerprint fingerprint(charset);
    for (unsigned byte = 0; byte <= 0xFF; ++byte) fingerprint.add({byte});
    all = all * 31 + fingerprint.value();
  }
  EXPECT_EQ(all, 7068250021143214814u);
}

}  // namespace
}  // namespace newsarc::text
