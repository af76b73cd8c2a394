#include "extract/element_path.h"

#include <algorithm>
#include <vector>

#include "extract/select.h"

namespace newsarc::extract {

namespace {

constexpr std::string_view blanks = " \t\n\r\f";

// What a selector can name without escapes.
bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || static_cast<unsigned char>(c) >= 0x80;
  });
}

// post-12345, css-1x8f2k: other pages have other ones.
bool looks_generated(std::string_view name) {
  constexpr std::ptrdiff_t most_digits = 2;
  return std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) >
         most_digits;
}

std::vector<std::string_view> classes_of(const Document& document, NodeId id) {
  std::vector<std::string_view> classes;
  std::string_view rest = document.attribute_or_empty(id, "class");
  while (true) {
    const std::size_t begin = rest.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return classes;
    rest.remove_prefix(begin);
    const std::string_view name = rest.substr(0, rest.find_first_of(blanks));
    if (is_plain_name(name)) classes.push_back(name);
    rest.remove_prefix(name.size());
  }
}

NodeId element_of(const Document& document, NodeId id) {
  while (id != no_node && !document.is_element(id)) id = document[id].parent;
  return id;
}

bool has_name(const Document& document, NodeId id) { return is_plain_name(document.name(id)); }

// What machines are told stands in elements without names: their own attributes tell them apart.
std::string machine_element(const Document& document, NodeId id) {
  if (document.tag(id) == Tag::script) {
    const auto type = document.attribute_or_empty(id, "type");
    return type.empty() ? std::string() : "script[type='" + std::string(type) + "']";
  }
  if (document.tag(id) != Tag::meta) return {};
  for (const char* key : {"property", "name", "itemprop"}) {
    const auto name = document.attribute(id, key);
    if (name && name->find('\'') == std::string_view::npos)
      return "meta[" + std::string(key) + "='" + std::string(*name) + "']";
  }
  return {};
}

// "h1.title", with :nth-child() where a sibling would match, too.
std::string step(const Document& document, NodeId id) {
  std::string text = has_name(document, id) ? std::string(document.name(id)) : "*";
  for (const std::string_view name : classes_of(document, id)) text += "." + std::string(name);
  const NodeId parent = document[id].parent;
  const std::string_view classes = document.attribute_or_empty(id, "class");
  if (parent == no_node) return text;
  for (NodeId at = parent + 1; at < document[parent].end; at = document[at].end) {
    if (at == id || document.name(at) != document.name(id) || !document.is_element(at)) continue;
    if (document.attribute_or_empty(at, "class") == classes || classes.empty())
      return text + ":nth-child(" + std::to_string(document[id].ordinal) + ")";
  }
  return text;
}

bool is_first_match(const Document& document, NodeId id, const std::string& css) {
  const auto selector = Selector::parse(css);
  if (!selector) return false;
  const auto found = selector->all(document);
  return !found.empty() && found.front() == id;
}

bool is_only_match(const Document& document, NodeId id, const std::string& css) {
  const auto selector = Selector::parse(css);
  return selector && selector->all(document) == std::vector<NodeId>{id};
}

// "#id", "tag.class": what an element may be called by itself, the steadiest first.
std::vector<std::string> own_names(const Document& document, NodeId id) {
  std::vector<std::string> names;
  const std::string_view own = document.attribute_or_empty(id, "id");
  if (is_plain_name(own) && !looks_generated(own)) names.push_back("#" + std::string(own));
  for (const std::string_view name : classes_of(document, id)) {
    if (!looks_generated(name)) names.push_back("." + std::string(name));
  }
  const auto property = document.attribute_or_empty(id, "itemprop");
  if (is_plain_name(property)) names.push_back("[itemprop='" + std::string(property) + "']");
  if (!has_name(document, id)) return names;
  const std::string tag(document.name(id));
  for (const std::string_view name : classes_of(document, id)) {
    if (!looks_generated(name)) names.push_back(tag + "." + std::string(name));
  }
  names.push_back(tag);
  return names;
}

}  // namespace

std::string element_path(const Document& document, NodeId id) {
  id = element_of(document, id);
  if (id == no_node) return {};
  if (auto machine = machine_element(document, id); !machine.empty()) return machine;
  constexpr int most_steps = 24;  // selectors have 32 compounds at most
  std::string path;
  for (int steps = 0; id != no_node && steps < most_steps; ++steps) {
    const std::string rest = path.empty() ? "" : " > " + path;
    const std::string_view own = document.attribute_or_empty(id, "id");
    if (is_plain_name(own)) {
      const std::string named =
          (has_name(document, id) ? std::string(document.name(id)) : "*") + "#" + std::string(own);
      if (is_first_match(document, id, named)) return named + rest;
    }
    path = step(document, id) + rest;
    id = element_of(document, document[id].parent);
  }
  return path;
}

std::string steady_selector(const Document& document, NodeId id) {
  id = element_of(document, id);
  if (id == no_node) return {};
  if (auto machine = machine_element(document, id); !machine.empty()) return machine;
  const auto names = own_names(document, id);
  for (const std::string& name : names) {
    if (is_only_match(document, id, name)) return name;
  }
  constexpr int farthest = 4;
  NodeId around = element_of(document, document[id].parent);
  for (int level = 0; level < farthest && around != no_node; ++level) {
    for (const std::string& outer : own_names(document, around)) {
      if (outer.find_first_of("#.[") == std::string::npos) continue;
      for (const std::string& name : names) {
        std::string css = outer;
        css += " ";
        css += name;
        if (is_only_match(document, id, css)) return css;
      }
    }
    around = element_of(document, document[around].parent);
  }
  return {};
}

}  // namespace newsarc::extract
