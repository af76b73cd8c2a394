// Any bytes under any label become valid UTF-8.

#include <array>
#include <string>

#include "fuzz/input.h"
#include "text/charset.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  static constexpr std::array<std::string_view, 16> labels = {
      "",       "utf-8",       "gbk",      "gb18030",    "big5",     "shift_jis",
      "euc-jp", "iso-2022-jp", "euc-kr",   "utf-16le",   "utf-16be", "windows-1252",
      "koi8-r", "no such",     "us-ascii", "windows-874"};
  fuzz::Input input(data, size);
  const std::string_view label = labels[input.choose(labels.size())];
  fuzz::require(!text::find_malformed(text::decode_html(input.text(), label).utf8));
  fuzz::require(!text::find_malformed(text::decode_plain(input.text(), label).utf8));
  return 0;
}
