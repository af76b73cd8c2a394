#include "text/idna.h"

#include <unicode/idna.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

#include "core/ascii.h"

namespace newsarc::text {
namespace {

// URL Standard §3.3: CheckHyphens and VerifyDnsLength are false, so what ICU says of these does
// not count; UseSTD3ASCIIRules is false and the processing nontransitional by the options below.
constexpr std::uint32_t tolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

constexpr std::uint32_t options = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                  UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;

// Code points first … last become to, to + 1 …, or vanish when `to` is 0.
struct Mapping {
  char32_t first, last, to;
};

// UTS 46 since revision 31 (Unicode 15.1 and 16) maps or ignores what the tables of ICU 72
// (Unicode 15) refuse or, for capital sharp s, map otherwise. Found by comparing the two tables
// code point by code point.
constexpr std::array<Mapping, 18> newer_mappings = {{
    {0x04c0, 0x04c0, 0x04cf},     // Cyrillic palochka
    {0x10a0, 0x10c5, 0x2d00},     // Georgian capitals
    {0x115f, 0x1160, 0},          // Hangul fillers
    {0x17b4, 0x17b5, 0},          // Khmer inherent vowels
    {0x180e, 0x180e, 0},          // Mongolian vowel separator
    {0x1e9e, 0x1e9e, 0x00df},     // capital sharp s
    {0x2061, 0x2063, 0},          // invisible operators
    {0x206a, 0x206f, 0},          // deprecated format characters
    {0x2132, 0x2132, 0x214e},     // turned capital F
    {0x2183, 0x2183, 0x2184},     // Roman numeral reversed one hundred
    {0x3164, 0x3164, 0},          // Hangul filler
    {0xffa0, 0xffa0, 0},          // half-width Hangul filler
    {0x1d173, 0x1d17a, 0},        // musical format characters
    {0x2f868, 0x2f868, 0x36fc},   // CJK compatibility ideographs
    {0x2f874, 0x2f874, 0x5f53},   //
    {0x2f91f, 0x2f91f, 0x243ab},  //
    {0x2f95f, 0x2f95f, 0x7aee},   //
    {0x2f9bf, 0x2f9bf, 0x45d7},   //
}};

// The domain with the newer mappings done; malformed UTF-8 becomes U+FFFD, which no domain holds.
icu::UnicodeString mapped(std::string_view utf8) {
  const auto given = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < given.length(); i = given.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(given.char32At(i));
    const auto found = std::ranges::lower_bound(newer_mappings, c, {}, &Mapping::last);
    if (found == newer_mappings.end() || c < found->first) {
      out.append(static_cast<UChar32>(c));
    } else if (found->to != 0) {
      out.append(static_cast<UChar32>(found->to + (c - found->first)));
    }
  }
  return out;
}

std::unique_ptr<const icu::IDNA> make_converter() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<const icu::IDNA> converter(icu::IDNA::createUTS46Instance(options, status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view utf8) {
  std::string ascii;
  if (is_ascii(utf8)) {  // URL Standard: lower-cased even where its Punycode is broken
    std::ranges::transform(utf8, std::back_inserter(ascii), to_lower);
    return ascii;
  }
  static const std::unique_ptr<const icu::IDNA> converter = make_converter();  // immutable
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::IDNAInfo info;
  icu::UnicodeString out;
  converter->nameToASCII(mapped(utf8), out, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~tolerated) != 0) return std::nullopt;
  return out.toUTF8String(ascii);
}

}  // namespace newsarc::text
