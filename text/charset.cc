#include "text/charset.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "text/charset_codec.h"
#include "text/charset_guess.h"
#include "text/meta_prescan.h"
#include "text/unicode_charset.h"

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

// TEXT: well-formed sequences are ten times the malformed ones.
bool looks_utf8(const Utf8Evidence& evidence) {
  return evidence.well_formed() >= 10 * evidence.malformed;
}

constexpr std::size_t too_many = 3;  // fewer may be damage to a page of plain ASCII

bool is_any_of(std::string_view charset, std::initializer_list<std::string_view> charsets) {
  return std::ranges::find(charsets, charset) != charsets.end();
}

// HZ leaves ASCII by "~{", the others of seven bits by an escape or a shift out.
bool has_shifts(std::string_view bytes) {
  return bytes.find_first_of("\x1B\x0E") != std::string_view::npos ||
         bytes.find("~{") != std::string_view::npos;
}

// Pairs of double-byte charsets are often well-formed sequences of two bytes, but hardly ever of
// three. Letters of one-byte charsets make neither.
bool is_utf8_under(std::string_view charset, const Utf8Evidence& evidence) {
  if (!looks_utf8(evidence)) return false;
  const bool has_pairs =
      is_any_of(charset, {"gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr"});
  return has_pairs ? evidence.more_bytes > evidence.two_bytes : evidence.well_formed() >= too_many;
}

// Chinese bytes under the label of the other Chinese family, or under the one that servers send
// when nobody told them: iso-8859-1, which is windows-1252.
bool is_other_chinese(std::string_view charset, std::string_view bytes) {
  if (!is_any_of(charset, {"gbk", "gb18030", "big5", "windows-1252"})) return false;
  const auto found = plain_chinese_charset(bytes);
  if (found == "gb18030") return !charset.starts_with("gb");
  return found && *found != charset;
}

// Whether the bytes contradict their label so plainly that it must be a lie.
bool is_lie(std::string_view charset, std::string_view bytes, const Utf8Evidence& evidence) {
  if (charset == "utf-8") return evidence.malformed >= too_many && !looks_utf8(evidence);
  // Markup is half zeros in UTF-16.
  if (charset.starts_with("utf-16")) return bytes.find('\0') == std::string_view::npos;
  if (charset == "replacement" && !has_shifts(bytes)) return true;
  if (charset == "replacement" || charset == "iso-2022-jp") {  // charsets of seven bits
    return evidence.well_formed() + evidence.malformed >= too_many;
  }
  return is_utf8_under(charset, evidence) || is_other_chinese(charset, bytes);
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

Decoded decode_as(Choice choice, std::string_view bytes) {
  Decoded decoded;
  decoded.utf8.reserve(bytes.size() + bytes.size() / 4);
  const std::size_t replaced = decode_by_name(choice.charset, bytes, decoded.utf8);
  decoded.decoding = {std::move(choice.charset), choice.reason, replaced};
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

}  // namespace

Decoded decode_html(std::string_view bytes, std::optional<std::string_view> declared) {
  return decode(bytes, declared, true);
}

Decoded decode_plain(std::string_view bytes, std::optional<std::string_view> declared) {
  return decode(bytes, declared, false);
}

std::string well_formed(std::string_view bytes) {
  std::string utf8;
  decode_utf8(bytes, utf8);
  return utf8;
}

}  // namespace newsarc::text
