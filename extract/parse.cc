#include "extract/parse.h"

#include <gumbo.h>

#include <array>
#include <csetjmp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extract/hidden_controls.h"
#include "extract/lifted_page.h"
#include "extract/parse_arena.h"
#include "extract/prescan.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

constexpr auto tags = [] {
  std::array<Tag, GUMBO_TAG_LAST + 1> table{};
  for (Tag& tag : table) tag = Tag::other;
  constexpr std::pair<GumboTag, Tag> known[] = {
      {GUMBO_TAG_A, Tag::a},
      {GUMBO_TAG_ADDRESS, Tag::address},
      {GUMBO_TAG_ARTICLE, Tag::article},
      {GUMBO_TAG_ASIDE, Tag::aside},
      {GUMBO_TAG_AUDIO, Tag::audio},
      {GUMBO_TAG_B, Tag::strong},
      {GUMBO_TAG_BASE, Tag::base},
      {GUMBO_TAG_BLOCKQUOTE, Tag::blockquote},
      {GUMBO_TAG_BODY, Tag::body},
      {GUMBO_TAG_BR, Tag::br},
      {GUMBO_TAG_BUTTON, Tag::button},
      {GUMBO_TAG_CANVAS, Tag::canvas},
      {GUMBO_TAG_CAPTION, Tag::caption},
      {GUMBO_TAG_CENTER, Tag::center},
      {GUMBO_TAG_DD, Tag::dd},
      {GUMBO_TAG_DETAILS, Tag::details},
      {GUMBO_TAG_DIV, Tag::div},
      {GUMBO_TAG_DL, Tag::dl},
      {GUMBO_TAG_DT, Tag::dt},
      {GUMBO_TAG_EM, Tag::em},
      {GUMBO_TAG_EMBED, Tag::embed},
      {GUMBO_TAG_FIELDSET, Tag::fieldset},
      {GUMBO_TAG_FIGCAPTION, Tag::figcaption},
      {GUMBO_TAG_FIGURE, Tag::figure},
      {GUMBO_TAG_FOOTER, Tag::footer},
      {GUMBO_TAG_FORM, Tag::form},
      {GUMBO_TAG_H1, Tag::h1},
      {GUMBO_TAG_H2, Tag::h2},
      {GUMBO_TAG_H3, Tag::h3},
      {GUMBO_TAG_H4, Tag::h4},
      {GUMBO_TAG_H5, Tag::h5},
      {GUMBO_TAG_H6, Tag::h6},
      {GUMBO_TAG_HEAD, Tag::head},
      {GUMBO_TAG_HEADER, Tag::header},
      {GUMBO_TAG_HR, Tag::hr},
      {GUMBO_TAG_HTML, Tag::html},
      {GUMBO_TAG_IFRAME, Tag::iframe},
      {GUMBO_TAG_IMG, Tag::img},
      {GUMBO_TAG_INPUT, Tag::input},
      {GUMBO_TAG_INS, Tag::ins},
      {GUMBO_TAG_LABEL, Tag::label},
      {GUMBO_TAG_LEGEND, Tag::legend},
      {GUMBO_TAG_LI, Tag::li},
      {GUMBO_TAG_LINK, Tag::link},
      {GUMBO_TAG_MAIN, Tag::main},
      {GUMBO_TAG_MENU, Tag::menu},
      {GUMBO_TAG_META, Tag::meta},
      {GUMBO_TAG_NAV, Tag::nav},
      {GUMBO_TAG_NOSCRIPT, Tag::noscript},
      {GUMBO_TAG_OBJECT, Tag::object},
      {GUMBO_TAG_OL, Tag::ol},
      {GUMBO_TAG_OPTION, Tag::option},
      {GUMBO_TAG_P, Tag::p},
      {GUMBO_TAG_PRE, Tag::pre},
      {GUMBO_TAG_SCRIPT, Tag::script},
      {GUMBO_TAG_SECTION, Tag::section},
      {GUMBO_TAG_SELECT, Tag::select},
      {GUMBO_TAG_SPAN, Tag::span},
      {GUMBO_TAG_STRONG, Tag::strong},
      {GUMBO_TAG_STYLE, Tag::style},
      {GUMBO_TAG_SUMMARY, Tag::summary},
      {GUMBO_TAG_SVG, Tag::svg},
      {GUMBO_TAG_TABLE, Tag::table},
      {GUMBO_TAG_TBODY, Tag::tbody},
      {GUMBO_TAG_TD, Tag::td},
      {GUMBO_TAG_TEMPLATE, Tag::template_},
      {GUMBO_TAG_TEXTAREA, Tag::textarea},
      {GUMBO_TAG_TFOOT, Tag::tfoot},
      {GUMBO_TAG_TH, Tag::th},
      {GUMBO_TAG_THEAD, Tag::thead},
      {GUMBO_TAG_TIME, Tag::time},
      {GUMBO_TAG_TITLE, Tag::title},
      {GUMBO_TAG_TR, Tag::tr},
      {GUMBO_TAG_UL, Tag::ul},
      {GUMBO_TAG_VIDEO, Tag::video},
  };
  for (const auto& [gumbo, tag] : known) table[gumbo] = tag;
  return table;
}();

std::string lower_name(const GumboElement& element) {
  const char* known = gumbo_normalized_tagname(element.tag);
  if (known != nullptr && *known != '\0') return known;
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  std::string name(piece.data == nullptr ? "" : piece.data, piece.length);
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

// Copies gumbo's tree into a Document, without recursion.
class Copier {
 public:
  Copier(Document& document, bool controls, LiftedPage* lifted)
      : document_(document), controls_(controls), lifted_(lifted) {}

  // Whether the tree is no deeper than may be: the look before the parse can be misled.
  bool copy(const GumboNode& root) {
    open_element(root.v.element);
    path_.push_back({&root, 0});
    while (!path_.empty()) {
      if (path_.size() > most_depth) return false;
      const GumboElement& element = path_.back().node->v.element;
      if (path_.back().next_child == element.children.length) {
        document_.close();
        path_.pop_back();
        continue;
      }
      add(*static_cast<const GumboNode*>(element.children.data[path_.back().next_child++]),
          element);
    }
    return true;
  }

 private:
  struct Place {
    const GumboNode* node;
    unsigned int next_child;
  };

  void add(const GumboNode& node, const GumboElement& parent) {
    switch (node.type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        open_element(node.v.element);
        path_.push_back({&node, 0});
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        add_text(node.v.text.text, parent);
        break;
      default:
        break;
    }
  }

  void open_element(const GumboElement& element) {
    // An svg <title> or <a> is not HTML's.
    const bool html = element.tag_namespace == GUMBO_NAMESPACE_HTML;
    const Tag tag = html || element.tag == GUMBO_TAG_SVG ? tags[element.tag] : Tag::other;
    const std::string tag_name = lower_name(element);
    if (lifted_ != nullptr) lifted_->look_at_name(tag_name);
    document_.open(tag, tag_name);
    for (unsigned int i = 0; i < element.attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(element.attributes.data[i]);
      const std::string_view name = attribute.name;
      const bool is_text = name == "title" || name == "alt" || name == "content";
      std::string_view value = attribute.value;
      std::optional<std::string> whole;
      if (lifted_ != nullptr) whole = lifted_->put_back_value(value);
      if (whole) value = *whole;
      add(value, is_text, [&](auto shown) { document_.add_attribute(name, shown); });
    }
  }

  void add_text(std::string_view text, const GumboElement& parent) {
    const bool is_style = parent.tag == GUMBO_TAG_STYLE;
    const bool is_script = parent.tag == GUMBO_TAG_SCRIPT;
    std::optional<std::string> whole;
    if (!is_style && !is_script) {
      if (lifted_ != nullptr) whole = lifted_->put_back_text(text);
      return add(whole ? *whole : text, true, [&](auto shown) { document_.add_text(shown); });
    }
    if (lifted_ != nullptr && parent.tag_namespace == GUMBO_NAMESPACE_HTML)
      whole = lifted_->put_back_data(text);
    if (is_script) add(whole ? *whole : text, true, [&](auto data) { document_.add_data(data); });
  }

  // Text is archived in NFC; addresses are left as they are.
  template <class Take>
  void add(std::string_view text, bool is_text, const Take& take) {
    if (controls_) return add_composed(show_controls(text), is_text, take);
    add_composed(text, is_text, take);
  }

  template <class Take>
  static void add_composed(std::string_view text, bool is_text, const Take& take) {
    if (is_text && !text::is_surely_nfc(text)) return take(text::nfc(text));
    take(text);
  }

  Document& document_;
  bool controls_;       // the page has control characters, which gumbo saw in disguise
  LiftedPage* lifted_;  // null: the page is as it was
  std::vector<Place> path_;
};

Result<const GumboOutput*> parse_within(ParseArena& arena, std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = ParseArena::allocate;
  options.deallocator = ParseArena::keep;
  options.userdata = &arena;
  options.max_errors = 0;  // with the default, errors of a 60 KB page can take 3 GB
  switch (setjmp(arena.over)) {
    case 0:
      return gumbo_parse_with_options(&options, html.data(), html.size());
    case ParseArena::no_time:
      return failure(Fault::limit, "the parse takes too long");
    default:
      return failure(Fault::limit, "the page's tree outgrows " +
                                       std::to_string(arena.memory_limit() >> 20) + " MiB");
  }
}

Result<Document> parse(std::string_view html, const ParseLimits& limits, bool controls,
                       LiftedPage* lifted) {
  ParseArena arena(limits.memory, limits.time);
  const auto output = parse_within(arena, html);
  if (!output) return tl::unexpected(output.error());
  Document document;
  Copier copier(document, controls, lifted);
  if ((*output)->root != nullptr && !copier.copy(*(*output)->root)) {
    return failure(Fault::limit, too_deep());
  }
  return document;
}

}  // namespace

Result<Document> parse_html(std::string_view html, const ParseLimits& limits) {
  const std::string hidden = hide_controls(html);
  if (!hidden.empty()) return parse(hidden, limits, true, nullptr);
  LiftedPage lifted(html);
  if (lifted.is_lifted()) {
    // Where a mark changes the tree, it may as well make it too large.
    auto document = parse(lifted.html(), limits, false, &lifted);
    if (document && lifted.is_whole()) return document;
  }
  return parse(html, limits, false, nullptr);
}

}  // namespace newsarc::extract
