#include "extract/dom.h"

#include "text/gloss.h"
#include "text/utf8.h"

namespace newsarc::extract {

std::string collapse(std::string_view utf8) { return text::collapse_white_space(utf8); }

std::string_view head(std::string_view utf8, std::size_t bytes) {
  if (bytes >= utf8.size()) return utf8;
  while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xC0) == 0x80) --bytes;
  return utf8.substr(0, bytes);
}

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

bool is_block(Tag tag) {
  switch (tag) {
    case Tag::text:
    case Tag::data:
    case Tag::other:
    case Tag::a:
    case Tag::audio:
    case Tag::button:
    case Tag::canvas:
    case Tag::em:
    case Tag::embed:
    case Tag::iframe:
    case Tag::img:
    case Tag::input:
    case Tag::ins:
    case Tag::label:
    case Tag::link:
    case Tag::meta:
    case Tag::noscript:
    case Tag::object:
    case Tag::select:
    case Tag::span:
    case Tag::strong:
    case Tag::svg:
    case Tag::time:
    case Tag::video:
      return false;
    default:
      return true;
  }
}

bool is_unread(Tag tag) {
  switch (tag) {
    case Tag::data:
    case Tag::audio:
    case Tag::canvas:
    case Tag::embed:
    case Tag::head:
    case Tag::iframe:
    case Tag::noscript:
    case Tag::object:
    case Tag::option:
    case Tag::script:
    case Tag::select:
    case Tag::style:
    case Tag::svg:
    case Tag::template_:
    case Tag::textarea:
    case Tag::title:
    case Tag::video:
      return true;
    default:
      return false;
  }
}

std::string_view Document::text(NodeId id) const {
  const Node& node = nodes_[id];
  if (node.tag == Tag::text) return std::string_view(text_).substr(node.begin, node.size);
  if (node.tag == Tag::data) return std::string_view(data_).substr(node.begin, node.size);
  return {};
}

Attribute Document::view(const Span& span) const {
  const std::string_view all = attribute_text_;
  return {all.substr(span.name_begin, span.name_size),
          all.substr(span.value_begin, span.value_size)};
}

std::optional<std::string_view> Document::attribute(NodeId id, std::string_view name) const {
  const Node& node = nodes_[id];
  if (!is_element(id)) return std::nullopt;
  for (std::uint32_t i = node.begin; i < node.begin + node.size; ++i) {
    const Attribute found = view(attributes_[i]);
    if (found.name == name) return found.value;
  }
  return std::nullopt;
}

std::string_view Document::attribute_or_empty(NodeId id, std::string_view name) const {
  return attribute(id, name).value_or(std::string_view());
}

std::vector<Attribute> Document::attributes(NodeId id) const {
  std::vector<Attribute> all;
  const Node& node = nodes_[id];
  if (!is_element(id)) return all;
  for (std::uint32_t i = node.begin; i < node.begin + node.size; ++i) {
    all.push_back(view(attributes_[i]));
  }
  return all;
}

NodeId Document::first(Tag tag, NodeId within) const {
  if (nodes_.empty()) return no_node;
  for (NodeId id = within; id < nodes_[within].end; ++id) {
    if (nodes_[id].tag == tag) return id;
  }
  return no_node;
}

std::string Document::plain_text(NodeId id) const {
  std::string joined;
  for (NodeId at = id; at < nodes_[id].end;) {
    const Tag tag = nodes_[at].tag;
    if (at != id && is_unread(tag)) {
      at = nodes_[at].end;
      continue;
    }
    if (tag == Tag::text) {
      joined += text(at);
    } else if (is_block(tag)) {
      joined += ' ';
    }
    ++at;
    // Blocks that end here: a word never runs over their end.
    if (at < nodes_[id].end && tag == Tag::text && nodes_[at].parent != nodes_[at - 1].parent &&
        is_block(nodes_[nodes_[at - 1].parent].tag)) {
      joined += ' ';
    }
  }
  return collapse(joined);
}

std::size_t Document::drop_glosses() {
  std::size_t removed = 0;
  std::string clean;
  clean.reserve(text_.size());
  for (Node& node : nodes_) {
    if (node.tag != Tag::text) continue;
    auto unglossed = text::drop_glosses(std::string_view(text_).substr(node.begin, node.size));
    removed += unglossed.removed.size();
    node.begin = static_cast<std::uint32_t>(clean.size());
    node.size = static_cast<std::uint32_t>(unglossed.text.size());
    clean += unglossed.text;
  }
  text_ = std::move(clean);
  for (Span& span : attributes_) {
    const Attribute attribute = view(span);
    if (attribute.name != "title" && attribute.name != "alt" && attribute.name != "content")
      continue;
    auto unglossed = text::drop_glosses(attribute.value);
    if (unglossed.removed.empty()) continue;
    span.value_begin = static_cast<std::uint32_t>(attribute_text_.size());
    span.value_size = static_cast<std::uint32_t>(unglossed.text.size());
    attribute_text_ += unglossed.text;
  }
  return removed;
}

std::uint16_t Document::name_index(std::string_view name) {
  if (const auto known = name_indexes_.find(std::string(name)); known != name_indexes_.end()) {
    return known->second;
  }
  // A page with more element names than this is no page; the rest share the last one.
  constexpr std::size_t most_names = 60'000;
  if (names_.size() >= most_names) return static_cast<std::uint16_t>(most_names - 1);
  names_.emplace_back(name);
  const auto index = static_cast<std::uint16_t>(names_.size() - 1);
  name_indexes_.emplace(name, index);
  return index;
}

NodeId Document::add(Tag tag) {
  const auto id = static_cast<NodeId>(nodes_.size());
  Node node;
  node.tag = tag;
  node.parent = open_.empty() ? no_node : open_.back();
  node.end = id + 1;
  nodes_.push_back(node);
  return id;
}

NodeId Document::open(Tag tag, std::string_view name) {
  const NodeId id = add(tag);
  Node& node = nodes_[id];
  node.name = name_index(name);
  node.begin = static_cast<std::uint32_t>(attributes_.size());
  if (!open_.empty()) {
    node.previous = last_element_.back();
    node.ordinal = node.previous == no_node ? 1 : nodes_[node.previous].ordinal + 1;
    last_element_.back() = id;
  }
  open_.push_back(id);
  last_element_.push_back(no_node);
  return id;
}

void Document::add_attribute(std::string_view name, std::string_view value) {
  const auto begin = static_cast<std::uint32_t>(attribute_text_.size());
  attribute_text_ += name;
  attribute_text_ += value;
  const auto name_size = static_cast<std::uint32_t>(name.size());
  attributes_.push_back(
      {begin, name_size, begin + name_size, static_cast<std::uint32_t>(value.size())});
  ++nodes_[open_.back()].size;
}

void Document::add_text(std::string_view text) {
  const NodeId id = add(Tag::text);
  nodes_[id].begin = static_cast<std::uint32_t>(text_.size());
  nodes_[id].size = static_cast<std::uint32_t>(text.size());
  text_ += text;
}

void Document::add_data(std::string_view text) {
  const NodeId id = add(Tag::data);
  nodes_[id].begin = static_cast<std::uint32_t>(data_.size());
  nodes_[id].size = static_cast<std::uint32_t>(text.size());
  data_ += text;
}

void Document::close() {
  nodes_[open_.back()].end = static_cast<NodeId>(nodes_.size());
  open_.pop_back();
  last_element_.pop_back();
}

}  // namespace newsarc::extract
