#pragma once
// Selector: the CSS selectors that site profiles use: type, *, .class, #id, [attribute] with its
// six operators, descendant, child (>), adjacent (+) and sibling (~) combinators, :not(one simple
// selector), :first-child, :nth-child(number) and lists with commas. Matching is one pass over the
// document a list entry, without backtracking. Private to extract/; immutable.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "extract/dom.h"

namespace newsarc::extract {

class Selector {
 public:
  // Errors: config; `what` names the column, from 1.
  static Result<Selector> parse(std::string_view css);

  std::vector<NodeId> all(const Document& document) const;  // in document order, each once

  struct Test {
    enum class Kind { type, exists, equals, word, dash, prefix, suffix, part, ordinal };
    Kind kind = Kind::exists;
    bool negated = false;
    std::string name;
    std::string value;
    std::uint32_t ordinal = 0;
  };
  enum class Combinator { none, descendant, child, adjacent, sibling };
  struct Compound {
    Combinator before = Combinator::none;
    std::vector<Test> tests;
  };
  using Complex = std::vector<Compound>;

 private:
  std::vector<Complex> alternatives_;
};

}  // namespace newsarc::extract
