#include "text/charset.h"

#include <utility>

#include "text/charset_guess.h"
#include "text/chinese_charset.h"
#include "text/icu_charset.h"
#include "text/meta_prescan.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// A charset and why it was chosen.
struct Choice {
  std::string charset;
  const char* reason;
};

struct ByteOrderMark {
  std::string_view bytes;
  const char* charset;
};

// Encoding Standard §6, "BOM sniff".
constexpr ByteOrderMark marks[] = {
    {"\xEF\xBB\xBF", "utf-8"}, {"\xFE\xFF", "utf-16be"}, {"\xFF\xFE", "utf-16le"}};

bool is_chinese(std::string_view charset) {
  return charset == "gbk" || charset == "gb18030" || charset == "big5";
}

// TEXT: well-formed sequences are ten times the malformed ones.
bool looks_utf8(const Utf8Evidence& evidence) {
  return evidence.well_formed() >= 10 * evidence.malformed;
}

// Whether the bytes contradict their label so plainly that it must be a lie.
bool is_lie(std::string_view charset, std::string_view bytes, const Utf8Evidence& evidence) {
  constexpr std::size_t too_many = 3;  // fewer may be damage to a page of plain ASCII
  if (charset == "utf-8") return evidence.malformed >= too_many && !looks_utf8(evidence);
  if (charset.starts_with("utf-16")) {
    return evidence.malformed == 0 && bytes.find('\0') == std::string_view::npos;
  }
  // Pairs of GB2312 are often well-formed sequences of two bytes, but hardly ever of three.
  return is_chinese(charset) && looks_utf8(evidence) && evidence.more_bytes > evidence.two_bytes;
}

Choice choose(std::string_view bytes, std::optional<std::string_view> declared,
              bool look_for_meta) {
  const Utf8Evidence evidence = weigh_utf8(bytes);
  bool was_lied_to = false;
  const auto accepts = [&](const std::optional<std::string>& charset) {
    if (!charset) return false;
    if (!is_lie(*charset, bytes, evidence)) return true;
    was_lied_to = true;
    return false;
  };
  if (declared) {
    if (auto charset = charset_from_label(*declared); accepts(charset)) {
      return {*std::move(charset), "http header"};
    }
  }
  if (look_for_meta) {
    if (auto charset = charset_from_meta(bytes); accepts(charset)) {
      return {*std::move(charset), "meta"};
    }
  }
  if (looks_utf8(evidence)) return {"utf-8", was_lied_to ? "valid utf-8" : "guess"};
  return {guess_legacy_charset(bytes), "guess"};
}

// How many bytes of a malformed sequence are replaced by one U+FFFD: as many as could have begun a
// character (Encoding Standard §8.1.1; Unicode §3.9, "maximal subpart").
std::size_t malformed_length(std::string_view bytes, std::size_t at) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  std::size_t wanted = first >= 0xF0 && first <= 0xF4 ? 3 : first >= 0xE0 && first < 0xF0 ? 2 : 1;
  std::size_t length = 1;
  // Whether the bytes so far can begin a character shows when the rest of it is made up.
  while (wanted > length && at + length < bytes.size()) {
    std::string completed(bytes.substr(at, length + 1));
    completed.resize(wanted + 1, '\x80');
    if (code_point_at(completed, 0).length == 1) break;
    ++length;
  }
  return length;
}

std::size_t decode_utf8(std::string_view bytes, std::string& utf8) {
  std::size_t replaced = 0;
  while (const auto malformed = find_malformed(bytes)) {
    utf8.append(bytes, 0, *malformed);
    append(utf8, 0xFFFD);
    ++replaced;
    bytes.remove_prefix(*malformed + malformed_length(bytes, *malformed));
  }
  utf8 += bytes;
  return replaced;
}

Decoded decode_as(Choice choice, std::string_view bytes) {
  Decoded decoded;
  decoded.utf8.reserve(bytes.size() + bytes.size() / 4);
  std::optional<std::size_t> replaced;
  if (choice.charset == "gbk" || choice.charset == "gb18030") {
    replaced = decode_gb18030(bytes, decoded.utf8);
  } else if (choice.charset == "big5") {
    replaced = decode_big5(bytes, decoded.utf8);
  } else if (choice.charset != "utf-8") {
    replaced = decode_by_icu(choice.charset, bytes, decoded.utf8);
  }
  if (!replaced) {  // utf-8, or a label that ICU cannot serve
    choice.charset = "utf-8";
    replaced = decode_utf8(bytes, decoded.utf8);
  }
  decoded.decoding = {std::move(choice.charset), choice.reason, *replaced};
  return decoded;
}

Decoded decode(std::string_view bytes, std::optional<std::string_view> declared,
               bool look_for_meta) {
  for (const auto& [mark, charset] : marks) {
    if (bytes.starts_with(mark)) {
      return decode_as({charset, "bom"}, bytes.substr(mark.size()));
    }
  }
  return decode_as(choose(bytes, declared, look_for_meta), bytes);
}

// What a form of `encode` cannot say becomes a decimal reference (URL Standard, "percent-encode
// after encoding").
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

Decoded decode_html(std::string_view bytes, std::optional<std::string_view> declared) {
  return decode(bytes, declared, true);
}

Decoded decode_plain(std::string_view bytes, std::optional<std::string_view> declared) {
  return decode(bytes, declared, false);
}

std::string encode_for_query(std::string_view utf8, std::string_view charset) {
  if (charset == "gb18030") return encode_each(utf8, encode_gb18030);
  if (charset == "gbk") return encode_each(utf8, encode_gbk);
  if (charset == "big5") return encode_each(utf8, encode_big5);
  if (charset == "utf-8" || charset.starts_with("utf-16")) return std::string(utf8);
  return encode_by_icu(charset, utf8).value_or(std::string(utf8));
}

}  // namespace newsarc::text
