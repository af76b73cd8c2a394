// Any bytes under any label become valid UTF-8.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

#include "text/charset.h"
#include "text/utf8.h"

// The first byte chooses the label; the rest is the page, in a buffer of its exact size.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc::text;
  static constexpr std::optional<std::string_view> labels[] = {
      std::nullopt, "utf-8",       "gbk",      "gb18030",    "big5",     "shift_jis",
      "euc-jp",     "iso-2022-jp", "euc-kr",   "utf-16le",   "utf-16be", "windows-1252",
      "koi8-r",     "no such",     "us-ascii", "windows-874"};
  if (size == 0) return 0;
  const auto bytes = std::make_unique<char[]>(size - 1);
  std::copy(data + 1, data + size, bytes.get());
  const std::string_view page(bytes.get(), size - 1);
  const auto& label = labels[data[0] % std::size(labels)];
  for (const Decoded& decoded : {decode_html(page, label), decode_plain(page, label)}) {
    if (find_malformed(decoded.utf8)) std::abort();
  }
  return 0;
}
