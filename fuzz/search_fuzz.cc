// Whatever is indexed or asked: folding is idempotent, a diff loses nothing, a snippet keeps its
// width, an expression has no quotation mark left open.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "text/diff.h"
#include "text/fold.h"
#include "text/search.h"
#include "text/similar.h"
#include "text/utf8.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

void check_diff(std::string_view before, std::string_view after) {
  using newsarc::text::EditKind;
  std::string old_text, new_text;
  for (const auto& edit : newsarc::text::diff(before, after)) {
    if (edit.kind != EditKind::added) old_text += edit.text;
    if (edit.kind != EditKind::removed) new_text += edit.text;
  }
  check(old_text == before && new_text == after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc::text;
  const auto bytes = std::make_unique<char[]>(size);
  std::copy(data, data + size, bytes.get());
  const std::string_view text(bytes.get(), size);
  const std::string_view front = text.substr(0, size / 2);
  const std::string_view back = text.substr(size / 2);
  if (!find_malformed(text)) check(fold(fold(text)) == fold(text));
  check_diff(front, back);
  simhash(text);
  if (const auto expression = match_expression(front)) {
    check(std::ranges::count(*expression, '"') % 2 == 0);
    check(expression->find('\0') == std::string::npos);
  }
  const std::string shown = snippet(back, front, 20, "", "");
  check(count_code_points(shown) <= 22 || find_malformed(text));
  return 0;
}
