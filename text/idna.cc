#include "text/idna.h"

#include <unicode/idna.h>

#include <memory>

namespace newsarc::text {
namespace {

// URL Standard §3.3: CheckHyphens and VerifyDnsLength are false, so what ICU says of these does
// not count; UseSTD3ASCIIRules is false and the processing nontransitional by the options below.
constexpr std::uint32_t tolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

constexpr std::uint32_t options = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                  UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool starts_with_ace_prefix(std::string_view label) {
  return label.size() >= 4 && lower(label[0]) == 'x' && lower(label[1]) == 'n' &&
         label[2] == '-' && label[3] == '-';
}

// Whether lower-casing is all that UTS 46 would do: ASCII, and no label in Punycode.
bool is_plain(std::string_view domain) {
  std::size_t label = 0;
  for (std::size_t i = 0; i < domain.size(); ++i) {
    if (static_cast<unsigned char>(domain[i]) >= 0x80) return false;
    if (i == label && starts_with_ace_prefix(domain.substr(i))) return false;
    if (domain[i] == '.') label = i + 1;
  }
  return true;
}

std::unique_ptr<const icu::IDNA> make_converter() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<const icu::IDNA> converter(icu::IDNA::createUTS46Instance(options, status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

}  // namespace

std::optional<std::string> domain_to_ascii(std::string_view utf8) {
  std::string ascii;
  if (is_plain(utf8)) {
    for (char c : utf8) ascii += lower(c);
    return ascii;
  }
  static const std::unique_ptr<const icu::IDNA> converter = make_converter();  // immutable
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::IDNAInfo info;
  icu::StringByteSink<std::string> sink(&ascii);
  converter->nameToASCII_UTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())),
                              sink, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~tolerated) != 0) return std::nullopt;
  return ascii;
}

}  // namespace newsarc::text
