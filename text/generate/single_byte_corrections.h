#pragma once
// The charsets of one byte a character, and where ICU 72 differs in them from the WHATWG Encoding
// Standard.

#include <array>
#include <cstdint>
#include <string_view>

namespace newsarc::text::generate {

// The standard's charsets of one byte a character (§9), by names that ICU understands, too.
constexpr std::array<std::string_view, 27> single_byte_charsets{
    "ibm866",       "iso-8859-2",   "iso-8859-3",    "iso-8859-4",   "iso-8859-5",   "iso-8859-6",
    "iso-8859-7",   "iso-8859-8",   "iso-8859-10",   "iso-8859-13",  "iso-8859-14",  "iso-8859-15",
    "iso-8859-16",  "koi8-r",       "koi8-u",        "macintosh",    "windows-874",  "windows-1250",
    "windows-1251", "windows-1252", "windows-1253",  "windows-1254", "windows-1255", "windows-1256",
    "windows-1257", "windows-1258", "x-mac-cyrillic"};

struct SingleByteCorrection {
  std::string_view charset;
  std::uint8_t byte;
  char32_t code_point;  // 0: the byte means nothing
};

constexpr std::array<SingleByteCorrection, 12> single_byte_corrections{{
    {"koi8-u", 0xAE, 0x045E},  // the standard's koi8-u is koi8-ru, with the letter of Belarusian
    {"koi8-u", 0xBE, 0x040E},
    {"windows-874", 0xDB, 0},  // private use in ICU
    {"windows-874", 0xDC, 0},
    {"windows-874", 0xDD, 0},
    {"windows-874", 0xDE, 0},
    {"windows-874", 0xFC, 0},
    {"windows-874", 0xFD, 0},
    {"windows-874", 0xFE, 0},
    {"windows-874", 0xFF, 0},
    {"windows-1253", 0xAA, 0},       // ICU reads the Latin ordinal of windows-1252 into the gap
    {"windows-1255", 0xCA, 0x05BA},  // HOLAM HASER FOR VAV, which ICU's edition lacks
}};

// A0 to FF of ISO/IEC 8859-16, for which ICU has no converter.
constexpr std::u32string_view iso_8859_16 =
    U"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸż"
    U"ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
    U"àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";
static_assert(iso_8859_16.size() == 96);

}  // namespace newsarc::text::generate
