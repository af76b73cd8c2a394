#pragma once
// Pagers: the links between the pages of one list or article, be they anchors, a <select> of page
// numbers or a form with one button. Private to extract/.

#include <optional>
#include <string_view>
#include <vector>

#include "core/links.h"
#include "core/url.h"
#include "extract/dom.h"
#include "extract/labels.h"

namespace newsarc::extract {

struct LinkLabels {
  Labels forward;   // 下一页
  Labels more;      // 加载更多: of a section, too, so it counts between pages of one list alone
  Labels sideways;  // 上一页, 尾页
  Labels first;     // 首页: where the walk began
  Labels others;    // 下一篇: of an article, another one
  LinkLabels();
};

// A label without arrows, brackets and blanks at both ends; of arrows alone, all of it.
std::string_view bare_label(std::string_view folded);

// "下一页 »" says what 下一页 says.
bool says(const Labels& labels, std::string_view folded);

class Pager {
 public:
  // All three must outlive it; `base` is base_of the page.
  Pager(const Document& document, const Url& base, const LinkLabels& labels);

  // next_page, other_page, or other for the way back to a list's first page; nothing when the
  // anchor is no part of a pager.
  std::optional<LinkKind> kind_of(NodeId anchor, const Url& url, std::string_view folded) const;

  // The pages that a <select> lists by their addresses, each with its number for a text.
  std::vector<Link> of_select(NodeId select, std::string_view charset) const;

  // What a form of hidden values and a button 下一页 asks for.
  std::optional<Link> of_form(NodeId form, std::string_view charset) const;

 private:
  bool near_page(const Url& url) const;
  bool has_number_beside(NodeId id) const;
  bool stands_in_calendar(NodeId id) const;
  bool names_page(std::string_view folded) const;
  std::optional<LinkKind> kind_by_label(const Url& url, std::string_view folded) const;
  bool says_on(NodeId button) const;

  const Document& document_;
  const Url& base_;
  const LinkLabels& labels_;
  std::vector<NodeId> calendars_;  // tables, in page order
};

// " next nofollow ": the tokens of rel, which are of either case.
std::string spaced_tokens(std::string_view tokens);

}  // namespace newsarc::extract
