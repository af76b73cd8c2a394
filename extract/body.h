#pragma once
// Body: which stretch of a page is the article's text, and which of its lines are. Private to
// extract/.

#include <string>
#include <string_view>
#include <vector>

#include "extract/labels.h"
#include "extract/layout.h"
#include "extract/time_labels.h"
#include "extract/trace.h"

namespace newsarc::extract {

// The smallest element that holds the page's running text; the root when there is none.
// `trace` may be null.
NodeId find_container(const Document& document, const Layout& layout, Trace* trace = nullptr);

struct Body {
  std::vector<std::size_t> lines;  // indexes into Layout::lines()
  std::uint64_t prose = 0;         // weight of the running text among them
  std::size_t before_text = 0;     // how many of the first lines are a standfirst

  std::size_t text_begin() const { return lines[before_text]; }  // of a body that is not empty
};

// The article's headline, which the text does not repeat.
struct Headline {
  std::string_view text;
  NodeId node = no_node;  // where it stands; no_node when it does not
};

// The lines of `container` that are text: no lists of links, no editor lines, no date bar, not the
// title again. `strict` leaves out what regions say is furniture; a profile's own selector does
// not.
Body read_body(const Document& document, const Layout& layout, NodeId container,
               const LineLabels& labels, const TimeLabels& times, const Headline& headline);

// All lines inside a profile's own body element but furniture by label.
Body read_chosen_body(const Layout& layout, const std::vector<NodeId>& chosen,
                      const LineLabels& labels);

std::vector<std::string> paragraphs(const Layout& layout, const Body& body);

}  // namespace newsarc::extract
