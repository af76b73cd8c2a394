#include "text/charset_codec.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>

#include "text/charset.h"
#include "text/chinese_charset.h"
#include "text/japanese_charset.h"
#include "text/korean_charset.h"
#include "text/single_byte_charset.h"
#include "text/unicode_charset.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// Encoding Standard §15.1: charsets in which ASCII bytes are other text than they seem are not
// read; whatever the bytes, they are one error.
std::size_t decode_replacement(std::string_view bytes, std::string& utf8) {
  if (bytes.empty()) return 0;
  append(utf8, 0xFFFD);
  return 1;
}

struct Decoder {
  std::string_view charset;
  std::size_t (*decode)(std::string_view bytes, std::string& utf8);
};

constexpr Decoder decoders[] = {{"utf-8", decode_utf8},
                                {"gbk", decode_gb18030},
                                {"gb18030", decode_gb18030},
                                {"big5", decode_big5},
                                {"shift_jis", decode_shift_jis},
                                {"euc-jp", decode_euc_jp},
                                {"euc-kr", decode_euc_kr},
                                {"iso-2022-jp", decode_iso_2022_jp},
                                {"utf-16be", decode_utf16be},
                                {"utf-16le", decode_utf16le},
                                {"replacement", decode_replacement}};

struct Encoder {
  std::string_view charset;
  std::optional<std::string> (*encode)(char32_t code_point);
};

constexpr Encoder encoders[] = {{"gbk", encode_gbk},       {"gb18030", encode_gb18030},
                                {"big5", encode_big5},     {"shift_jis", encode_shift_jis},
                                {"euc-jp", encode_euc_jp}, {"euc-kr", encode_euc_kr}};

// What a charset cannot say becomes a decimal reference (URL Standard, "percent-encode after
// encoding").
template <class Encode>
std::string encode_each(std::string_view utf8, Encode encode) {
  std::string bytes;
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    at += next.length;
    if (const std::optional<std::string> encoded = encode(next.value)) {
      bytes += *encoded;
    } else {
      bytes += "&#" + std::to_string(static_cast<std::uint32_t>(next.value)) + ";";
    }
  }
  return bytes;
}

}  // namespace

std::size_t decode_by_name(std::string_view charset, std::string_view bytes, std::string& utf8) {
  const auto* const found = std::ranges::find(decoders, charset, &Decoder::charset);
  if (found != std::end(decoders)) return found->decode(bytes, utf8);
  if (const auto single = SingleByteCharset::find(charset)) return single->decode(bytes, utf8);
  return decode_utf8(bytes, utf8);
}

std::string encode_for_query(std::string_view utf8, std::string_view charset) {
  if (charset == "iso-2022-jp") return encode_iso_2022_jp(utf8);
  const auto* const found = std::ranges::find(encoders, charset, &Encoder::charset);
  if (found != std::end(encoders)) return encode_each(utf8, found->encode);
  if (const auto single = SingleByteCharset::find(charset)) {
    return encode_each(utf8, [&single](char32_t c) { return single->encode(c); });
  }
  return std::string(utf8);  // "get an output encoding": utf-16 and replacement give UTF-8
}

}  // namespace newsarc::text
