// Any bytes as a CSS selector: an Error that says why, or elements in document order.

#include <algorithm>

#include "extract/parse.h"
#include "extract/select.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  static const auto document =
      extract::parse_html(
          "<div id=a class='b c'><ul><li>1</li><li title=x>2</li></ul><p lang=zh-Hant>3</p></div>")
          .value();
  fuzz::Input input(data, size);
  const auto selector = extract::Selector::parse(input.text());
  if (!selector) {
    fuzz::require(selector.error().fault == Fault::config && !selector.error().what.empty());
    return 0;
  }
  const auto nodes = selector->all(document);
  fuzz::require(std::is_sorted(nodes.begin(), nodes.end()));
  for (const auto id : nodes) fuzz::require(document.is_element(id));
  return 0;
}
