// Any bytes under any label become valid UTF-8, of bounded size, and no markup is eaten by what
// means nothing before it.

#include <algorithm>
#include <array>
#include <string>

#include "fuzz/input.h"
#include "text/charset.h"
#include "text/charset_codec.h"
#include "text/utf8.h"

namespace {

using namespace newsarc;

// The first byte of an input chooses, so a new one stands at the end.
constexpr std::array<std::string_view, 43> charsets = {"",
                                                       "utf-8",
                                                       "gbk",
                                                       "gb18030",
                                                       "big5",
                                                       "shift_jis",
                                                       "euc-jp",
                                                       "iso-2022-jp",
                                                       "euc-kr",
                                                       "utf-16le",
                                                       "utf-16be",
                                                       "windows-1252",
                                                       "koi8-r",
                                                       "no such",
                                                       "replacement",
                                                       "windows-874",
                                                       "ibm866",
                                                       "iso-8859-2",
                                                       "iso-8859-3",
                                                       "iso-8859-4",
                                                       "iso-8859-5",
                                                       "iso-8859-6",
                                                       "iso-8859-7",
                                                       "iso-8859-8",
                                                       "iso-8859-8-i",
                                                       "iso-8859-10",
                                                       "iso-8859-13",
                                                       "iso-8859-14",
                                                       "iso-8859-15",
                                                       "iso-8859-16",
                                                       "koi8-u",
                                                       "macintosh",
                                                       "windows-1250",
                                                       "windows-1251",
                                                       "windows-1253",
                                                       "windows-1254",
                                                       "windows-1255",
                                                       "windows-1256",
                                                       "windows-1257",
                                                       "windows-1258",
                                                       "us-ascii",
                                                       "x-user-defined",
                                                       "x-mac-cyrillic"};

// A byte that means nothing becomes three, and so does one of x-user-defined; pairs and fours make
// less of each of their bytes.
constexpr std::size_t most_growth = 3;

// Markup is no part of a longer sequence, but in UTF-16 and where escapes shift.
bool keeps_markup(std::string_view charset) {
  return !charset.starts_with("utf-16") && charset != "iso-2022-jp" && charset != "replacement";
}

void check(std::string_view bytes, const std::string& utf8, std::size_t replaced) {
  fuzz::require(!text::find_malformed(utf8));
  fuzz::require(utf8.size() <= most_growth * bytes.size());
  fuzz::require(replaced <= bytes.size());
}

void check_decoder(std::string_view charset, std::string_view bytes) {
  std::string utf8;
  const std::size_t replaced = text::decode_by_name(charset, bytes, utf8);
  check(bytes, utf8, replaced);
  if (!keeps_markup(charset)) return;
  for (const char c : {'<', '>', '"', '&', '\'', '/', '=', '\n', ' '}) {
    fuzz::require(std::ranges::count(utf8, c) == std::ranges::count(bytes, c));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::string_view charset = charsets[input.choose(charsets.size())];
  const std::string_view bytes = input.text();
  check_decoder(charset, bytes);
  const text::Decoded html = text::decode_html(bytes, charset);
  check(bytes, html.utf8, html.decoding.replaced);
  const text::Decoded plain = text::decode_plain(bytes, charset);
  check(bytes, plain.utf8, plain.decoding.replaced);
  text::encode_for_query(html.utf8.substr(0, 256), charset);  // a query is short
  return 0;
}
