#pragma once
// Document: a parsed page as a flat tree. Nodes stand in document order, so that a subtree is the
// range [id, end): every pass over a page is a loop, never a recursion, and costs linear time
// however deep a page nests. Private to extract/. Immutable but for drop_glosses(); thread-safe to
// read.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsarc::extract {

using NodeId = std::uint32_t;
constexpr NodeId no_node = UINT32_MAX;

// The elements that rules ask for by kind; all others are `other` and keep only their name.
enum class Tag : std::uint8_t {
  text,  // a text node
  data,  // the raw text of a <script>
  other,
  a,
  address,
  article,
  aside,
  audio,
  base,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  dd,
  details,
  div,
  dl,
  dt,
  em,
  embed,
  fieldset,
  figcaption,
  figure,
  footer,
  form,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hr,
  html,
  iframe,
  img,
  input,
  ins,
  label,
  legend,
  li,
  link,
  main,
  menu,
  meta,
  nav,
  noscript,
  object,
  ol,
  option,
  p,
  pre,
  script,
  section,
  select,
  span,
  strong,
  style,
  summary,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  ul,
  video,
};

// Runs of Unicode White_Space become one ASCII blank, none at the ends. Unlike
// text::collapse_blanks, zero-width characters stay: archived text keeps every character.
std::string collapse(std::string_view utf8);

// The first `bytes` of a text, a few less where a character would be cut.
std::string_view head(std::string_view utf8, std::size_t bytes);

bool is_block(Tag tag);    // begins and ends a line of its own
bool is_heading(Tag tag);  // h1 … h6
bool is_unread(Tag tag);   // its text is never shown: script, style, select, svg …

struct Node {
  Tag tag = Tag::other;
  std::uint16_t name = 0;  // index into Document's names
  NodeId parent = no_node;
  NodeId end = 0;             // one past the subtree
  NodeId previous = no_node;  // the element before it under the same parent
  std::uint32_t ordinal = 0;  // among the elements of its parent, from 1
  std::uint32_t begin = 0;    // text: offset; element: its first attribute
  std::uint32_t size = 0;     // text: bytes;  element: attributes
};

struct Attribute {
  std::string_view name;  // lower case
  std::string_view value;
};

class Document {
 public:
  std::size_t size() const { return nodes_.size(); }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  Tag tag(NodeId id) const { return nodes_[id].tag; }
  bool is_element(NodeId id) const { return nodes_[id].tag > Tag::data; }
  std::string_view name(NodeId id) const { return names_[nodes_[id].name]; }  // lower case
  std::string_view text(NodeId id) const;              // of a text or data node
  std::string_view all_text() const { return text_; }  // of all text nodes, in order
  std::optional<std::string_view> attribute(NodeId id, std::string_view name) const;
  std::string_view attribute_or_empty(NodeId id, std::string_view name) const;
  std::vector<Attribute> attributes(NodeId id) const;
  bool contains(NodeId ancestor, NodeId id) const {
    return ancestor <= id && id < nodes_[ancestor].end;
  }
  NodeId first(Tag tag, NodeId within = 0) const;  // in document order; no_node when there is none
  // All text under `id`, blanks collapsed; a blank stands where a block begins or ends.
  std::string plain_text(NodeId id) const;

  // Takes pinyin glosses out of text nodes and of title and alt attributes; URLs keep theirs.
  // Gives the number removed.
  std::size_t drop_glosses();

  // Building: open and close balance like tags.
  NodeId open(Tag tag, std::string_view name);
  void add_attribute(std::string_view name, std::string_view value);  // of the node just opened
  void add_text(std::string_view text);
  void add_data(std::string_view text);
  void close();

 private:
  struct Span {
    std::uint32_t name_begin, name_size, value_begin, value_size;
  };
  std::uint16_t name_index(std::string_view name);
  NodeId add(Tag tag);
  Attribute view(const Span& span) const;

  std::vector<Node> nodes_;
  std::vector<Span> attributes_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint16_t> name_indexes_;
  std::string text_;
  std::string data_;
  std::string attribute_text_;
  std::vector<NodeId> open_;          // building: the elements not yet closed
  std::vector<NodeId> last_element_;  // building: the newest element child of each open one
};

}  // namespace newsarc::extract
