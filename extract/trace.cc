#include "extract/trace.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "extract/element_path.h"

namespace newsarc::extract {

namespace {

constexpr std::size_t most_others = 12;  // of a field: what comes behind them was never near

// "meta og:title, labelled date" -> "og:title"
std::string_view field_of_rule(std::string_view rule) {
  constexpr std::string_view meta = "meta ";
  if (!rule.starts_with(meta)) return rule.substr(0, rule.find(' '));
  rule.remove_prefix(meta.size());
  return rule.substr(0, rule.find_first_of(", "));
}

bool is_meta(const Document& document, NodeId id, std::string_view field) {
  if (document.tag(id) != Tag::meta) return false;
  const auto is_named = [&](const char* key) {
    const std::string_view name = document.attribute_or_empty(id, key);
    return std::equal(name.begin(), name.end(), field.begin(), field.end(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  };
  return is_named("property") || is_named("name") || is_named("itemprop");
}

}  // namespace

bool says_same(const Candidate& chosen, const Candidate& other) {
  constexpr std::string_view ellipsis = "…";
  std::string_view words = other.value;
  if (!words.ends_with(ellipsis)) return chosen.value == other.value;
  words.remove_suffix(ellipsis.size());
  return chosen.value.find(words) != std::string::npos;
}

void Trace::weigh(std::string_view field, Find find) {
  if (!find.value.empty()) finds_[std::string(field)].push_back(std::move(find));
}

void Trace::weigh(std::string_view field, const std::optional<Stated>& when, std::string rule,
                  NodeId node, std::optional<int> score) {
  if (when) weigh(field, {to_text(*when), std::move(rule), node, score});
}

void Trace::choose(std::string_view field, Find find) {
  chosen_.push_back({std::string(field), std::move(find)});
}

// Where a claim to machines stands: its rule says so.
NodeId Trace::node_of(const Find& find) const {
  if (find.node != no_node) return find.node;
  if (find.rule.starts_with("<title>")) return document_.first(Tag::title);
  if (find.rule.starts_with("<html")) return document_.first(Tag::html);
  const bool data = find.rule.starts_with("json-ld");
  const std::string_view field = field_of_rule(find.rule);
  for (NodeId id = 0; id < document_.size(); ++id) {
    if (data && document_.tag(id) == Tag::script &&
        document_.attribute_or_empty(id, "type").find("ld+json") != std::string_view::npos)
      return id;
    if (!data && is_meta(document_, id, field)) return id;
  }
  return no_node;
}

Candidate Trace::candidate(const Find& find, bool with_selector) const {
  const NodeId node = node_of(find);
  Candidate candidate{find.value, find.rule, {}, {}, find.score};
  if (node == no_node) return candidate;
  candidate.path = element_path(document_, node);
  if (with_selector) candidate.selector = steady_selector(document_, node);
  return candidate;
}

// The element that a find stands in: one that says the same there is the same candidate.
NodeId Trace::element_of(const Find& find) const {
  NodeId id = find.node;
  while (id != no_node && !document_.is_element(id)) id = document_[id].parent;
  return id;
}

std::vector<FieldExplanation> Trace::fields() const {
  std::vector<FieldExplanation> fields;
  for (const auto& [name, find] : chosen_) {
    FieldExplanation field{name, std::nullopt, {}};
    if (!find.value.empty()) field.chosen = candidate(find, true);
    const auto found = finds_.find(name);
    std::vector<Find> finds = found == finds_.end() ? std::vector<Find>() : found->second;
    std::stable_sort(finds.begin(), finds.end(), [](const Find& a, const Find& b) {
      return a.score && (!b.score || *a.score > *b.score);
    });
    // A path takes a walk over the page: 20,000 equal dates in one paragraph are one candidate.
    std::set<std::tuple<NodeId, std::string_view, std::string_view>> weighed;
    for (const Find& each : finds) {
      if (field.others.size() == most_others) break;
      const NodeId element = element_of(each);
      const auto rule = element == no_node ? std::string_view(each.rule) : std::string_view();
      if (!weighed.emplace(element, each.value, rule).second) continue;
      Candidate other = candidate(each, each.value == find.value);
      const auto same_place = [&](const Candidate& known) {
        return known.path == other.path && says_same(known, other);
      };
      if (field.chosen && same_place(*field.chosen)) {
        if (!field.chosen->score) field.chosen->score = other.score;
      } else if (std::none_of(field.others.begin(), field.others.end(), same_place)) {
        field.others.push_back(std::move(other));
      }
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

// The innermost element around nine tenths of the anchors: a list has strays elsewhere on the page.
NodeId Trace::enclosing(const std::vector<NodeId>& anchors) const {
  const auto inside = [&](NodeId id) {
    const auto first = std::lower_bound(anchors.begin(), anchors.end(), id);
    return static_cast<std::size_t>(std::lower_bound(first, anchors.end(), document_[id].end) -
                                    first);
  };
  NodeId around = 0;
  for (bool deeper = true; deeper;) {
    deeper = false;
    for (NodeId at = around + 1; at < document_[around].end; at = document_[at].end) {
      if (!document_.is_element(at) || document_.tag(at) == Tag::a) continue;
      if (inside(at) * 10 < anchors.size() * 9) continue;
      around = at;
      deeper = true;
      break;
    }
  }
  return around;
}

std::vector<LinkGroup> Trace::link_groups() const {
  std::vector<LinkGroup> groups;
  for (const LinkKind kind : {LinkKind::article, LinkKind::section, LinkKind::next_page}) {
    const auto found = anchors_.find(kind);
    if (found == anchors_.end()) continue;
    const NodeId around = enclosing(found->second);
    const auto links = std::count_if(found->second.begin(), found->second.end(),
                                     [&](NodeId each) { return document_.contains(around, each); });
    const Tag tag = document_.tag(around);
    std::string selector;  // all of a page's links are no group
    if (tag != Tag::html && tag != Tag::body) selector = steady_selector(document_, around);
    if (!selector.empty()) selector += " a";
    groups.push_back({kind, static_cast<std::size_t>(links), std::move(selector)});
  }
  return groups;
}

}  // namespace newsarc::extract
