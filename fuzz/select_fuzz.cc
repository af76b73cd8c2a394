// Two selectors and a page, a line each and the rest: an Error that says why, or elements in
// document order; a list of selectors finds what each of them finds, and no more.

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "extract/parse.h"
#include "extract/select.h"
#include "fuzz/input.h"

namespace {

using namespace newsarc;
using extract::Document;
using extract::NodeId;
using extract::Selector;

constexpr std::string_view small_page =
    "<div id=a class='b c'><ul><li>1</li><li title=x>2</li></ul><p lang=zh-Hant>3</p></div>";

std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

Result<Selector> parse(std::string_view css) {
  const fuzz::Input exact(reinterpret_cast<const std::uint8_t*>(css.data()), css.size());
  auto selector = Selector::parse(exact.text());
  fuzz::require(selector ||
                (selector.error().fault == Fault::config && !selector.error().what.empty()));
  return selector;
}

std::vector<NodeId> all(const Selector& selector, const Document& document) {
  auto nodes = selector.all(document);
  fuzz::require(std::ranges::adjacent_find(nodes, std::greater_equal<>()) == nodes.end());
  for (const auto id : nodes) fuzz::require(document.is_element(id));
  return nodes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  std::string_view text = input.text();
  const auto first_css = take_line(text);
  const auto second_css = take_line(text);
  const auto first = parse(first_css);
  const auto second = parse(second_css);
  const auto document = extract::parse_html(text.empty() ? small_page : text);
  if (!document) return 0;
  const auto ones = first ? all(*first, *document) : std::vector<NodeId>();
  const auto others = second ? all(*second, *document) : std::vector<NodeId>();
  const auto both = parse(std::string(first_css) + " , " + std::string(second_css));
  if (!first || !second) return 0;
  fuzz::require(both.has_value());
  std::vector<NodeId> wanted;
  std::ranges::set_union(ones, others, std::back_inserter(wanted));
  fuzz::require(all(*both, *document) == wanted);
  return 0;
}
