// Whatever is indexed or asked: folding is idempotent, a diff loses nothing, a snippet keeps its
// width, an expression leaves no quotation open.

#include <algorithm>
#include <string>

#include "fuzz/input.h"
#include "text/diff.h"
#include "text/fold.h"
#include "text/search.h"
#include "text/similar.h"
#include "text/utf8.h"

namespace {

using namespace newsarc;

void check_diff(std::string_view before, std::string_view after) {
  std::string old_text, new_text;
  for (const text::Edit& edit : text::diff(before, after)) {
    if (edit.kind != text::EditKind::added) old_text += edit.text;
    if (edit.kind != text::EditKind::removed) new_text += edit.text;
  }
  fuzz::require(old_text == before && new_text == after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const std::string_view front = input.text().substr(0, input.text().size() / 2);
  const std::string_view back = input.text().substr(front.size());
  check_diff(front, back);
  text::simhash(back);
  if (const auto expression = text::match_expression(front)) {
    fuzz::require(std::ranges::count(*expression, '"') % 2 == 0);
    fuzz::require(expression->find('\0') == std::string::npos);
  }
  if (text::find_malformed(front) || text::find_malformed(back)) return 0;
  fuzz::require(text::fold(text::fold(back)) == text::fold(back));
  constexpr std::size_t width = 20;
  const std::string shown = text::snippet(back, front, width, "", "");
  fuzz::require(text::count_code_points(shown) <= width + 2);  // … at either end
  return 0;
}
