#pragma once
// Charsets: bytes of a page become UTF-8, by the order and the decoders of the WHATWG Encoding
// Standard as far as TEXT goes: BOM, HTTP header, <meta> prescan, then a guess; valid UTF-8
// overrules a gb or big5 label (real pages lie so).

#include <optional>
#include <string>
#include <string_view>

#include "core/capture.h"

namespace newsarc::text {

struct Decoded {
  std::string utf8;  // valid UTF-8, without BOM; malformed input became U+FFFD
  Decoding decoding;
};

// `declared` is the charset parameter of the HTTP Content-Type, if any; unknown labels are ignored.
// Never fails: what cannot be decoded is replaced and counted. Thread-safe.
Decoded decode_html(std::string_view bytes, std::optional<std::string_view> declared);

// The same without the <meta> prescan: plain text, robots.txt.
Decoded decode_plain(std::string_view bytes, std::optional<std::string_view> declared);

// UTF-8 whose malformed sequences have become U+FFFD, as the standard's decoder has it; a byte
// order mark is a character like others.
std::string well_formed(std::string_view bytes);

// The WHATWG name of a label ("GB2312" -> "gbk", " utf8 " -> "utf-8"); nothing when unknown to us.
std::optional<std::string> charset_from_label(std::string_view label);

// How a URL's query is encoded on a page of `charset` (WHATWG URL §"percent-encode after
// encoding"): the bytes of `utf8` in it; what it cannot say becomes "&#N;". utf-16 and unknown ones
// give UTF-8.
std::string encode_for_query(std::string_view utf8, std::string_view charset);

}  // namespace newsarc::text
