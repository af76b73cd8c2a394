// Any text as a page: what was lifted out of it before the parse is back in its tree, as if it had
// never been away.

#include "extract/prescan.h"
#include "fuzz/input.h"
#include "tests/extract/tree_in_words.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  const fuzz::Input input(data, size);
  const std::string_view html = input.text();
  if (text::find_malformed(html) || extract::over_limits(html)) return 0;
  fuzz::require(extract::tree_in_words(html) == extract::tree_in_words(extract::unlifted(html)));
  return 0;
}
