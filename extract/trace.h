#pragma once
// Trace: what the readers of a page note down when an Explanation was asked for: each place that a
// field's value could come from, and the one it came from. Readers hold a pointer that is null
// otherwise. Private to extract/.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "extract/dom.h"
#include "extract/explain.h"

namespace newsarc::extract {

class Trace {
 public:
  explicit Trace(const Document& document) : document_(document) {}

  struct Find {
    std::string value;
    std::string rule;
    NodeId node = no_node;  // where it stands; else where the rule says, if it names a meta element
    std::optional<int> score = std::nullopt;
  };
  void weigh(std::string_view field, Find find);  // blank values are not noted
  void weigh(std::string_view field, const std::optional<Stated>& when, std::string rule,
             NodeId node = no_node, std::optional<int> score = std::nullopt);
  void choose(std::string_view field, Find find);  // once a field; blank: it has no value

  // An <a> that was taken for a link of this kind; in document order.
  void link(LinkKind kind, NodeId anchor) { anchors_[kind].push_back(anchor); }

  std::vector<FieldExplanation> fields() const;  // in the order they were chosen
  std::vector<LinkGroup> link_groups() const;

 private:
  struct Chosen {
    std::string field;
    Find find;
  };
  NodeId node_of(const Find& find) const;
  NodeId element_of(const Find& find) const;
  Candidate candidate(const Find& find, bool with_selector) const;
  NodeId enclosing(const std::vector<NodeId>& anchors) const;

  const Document& document_;
  std::map<std::string, std::vector<Find>, std::less<>> finds_;
  std::vector<Chosen> chosen_;
  std::map<LinkKind, std::vector<NodeId>> anchors_;
};

}  // namespace newsarc::extract
