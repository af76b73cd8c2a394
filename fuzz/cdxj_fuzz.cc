// Any bytes as a line of a CDXJ index; what was read is written and read again.

#include <algorithm>

#include "fuzz/input.h"
#include "warc/cdxj.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  const fuzz::Input input(data, size);
  const auto line = warc::parse_cdxj_line(input.text());
  if (!line) {
    fuzz::require(!line.error().what.empty());
    return 0;
  }
  const bool is_ascii =
      std::ranges::all_of(line->entry.url, [](char c) { return c > ' ' && c <= '~'; });
  if (!is_ascii) return 0;  // others write what is beyond ASCII otherwise
  const auto again = warc::parse_cdxj_line(warc::cdxj_line(line->entry));
  fuzz::require(again.has_value());
  fuzz::require(again->key == warc::surt_key(line->entry.url));
  fuzz::require(again->entry.time == line->entry.time && again->entry.offset == line->entry.offset);
  fuzz::require(again->entry.length == line->entry.length);
  return 0;
}
