#include "text/icu_charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>

namespace newsarc::text {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// ICU's names where the WHATWG name means another table to ICU, or none.
const char* icu_name(std::string_view charset, std::string& buffer) {
  if (charset == "shift_jis") return "ibm-943_P15A-2003";  // windows-31j
  if (charset == "euc-kr") return "windows-949-2000";
  if (charset == "euc-jp") return "euc-jp-2007";
  if (charset == "iso-8859-8-i") return "ISO-8859-8";
  buffer = charset;
  return buffer.c_str();
}

Converter open_converter(std::string_view charset) {
  std::string buffer;
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(icu_name(charset, buffer), &status), &ucnv_close);
  if (U_FAILURE(status)) converter.reset();
  return converter;
}

// Called by ICU for each sequence that it cannot read: `context` counts them.
void replace_malformed(const void* context, UConverterToUnicodeArgs* arguments, const char*,
                       std::int32_t, UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;  // open, close, reset
  *status = U_ZERO_ERROR;
  constexpr UChar replacement = 0xFFFD;
  ++*static_cast<std::size_t*>(const_cast<void*>(context));
  ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, status);
}

}  // namespace

std::optional<std::size_t> decode_by_icu(std::string_view charset, std::string_view bytes,
                                         std::string& utf8) {
  const Converter converter = open_converter(charset);
  if (!converter) return std::nullopt;
  std::size_t replaced = 0;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setToUCallBack(converter.get(), &replace_malformed, &replaced, nullptr, nullptr, &status);
  std::array<UChar, 4096> chunk{};
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  do {
    UChar* written = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_toUnicode(converter.get(), &written, chunk.data() + chunk.size(), &at, end, nullptr, true,
                   &status);
    const auto count = static_cast<std::int32_t>(written - chunk.data());
    // A surrogate pair is never split: ICU holds a lead back that has no room for its trail.
    icu::UnicodeString(false, chunk.data(), count).toUTF8String(utf8);
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return replaced;
}

std::optional<std::string> encode_by_icu(std::string_view charset, std::string_view utf8) {
  const Converter converter = open_converter(charset);
  if (!converter) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr,
                        nullptr, &status);
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  const auto room = static_cast<std::size_t>(
      UCNV_GET_MAX_BYTES_FOR_STRING(text.length(), ucnv_getMaxCharSize(converter.get())));
  std::string bytes(room + static_cast<std::size_t>(text.length()) * 10, '\0');  // "&#1114111;"
  const std::int32_t size =
      ucnv_fromUChars(converter.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                      text.getBuffer(), text.length(), &status);
  if (U_FAILURE(status)) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

}  // namespace newsarc::text
