#pragma once
// Credits: who made the article, as its page says so: roles, labels and names read from editor
// lines, from parentheses at the head and tail of the text, from captions and date bars. Private to
// extract/.

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/article.h"
#include "extract/credit_labels.h"
#include "extract/dom.h"
#include "extract/names.h"

namespace newsarc::extract {

// Where a line stands decides how much of it is believed.
enum class CreditPlace {
  head,     // before the text: date bars, bylines
  body,     // a paragraph of the text: only its parentheses and its last words
  caption,  // under a picture
  tail,     // behind the text: editor lines
};

class CreditReader {
 public:
  CreditReader();

  // Adds the credits of one line; each role and name once.
  void read_line(std::string_view line, CreditPlace place, std::vector<Credit>& credits) const;
  // A bare name in parentheses ends the text: （张巨峰）
  void read_signature(std::string_view last_paragraph, std::vector<Credit>& credits) const;
  // Who put the text there, in a bar with a date: "大卫 发表于 2005-8-12",
  // "由大卫于2005年8月12日发表", "2004年7月16日 [ 黄宇 ] 来源", "2005/03/15 22:36 by duscha".
  void read_poster(std::string_view line, std::vector<Credit>& credits) const;
  // A line between the headline and the text that holds nothing but names; `above` is the line
  // before it.
  void read_bare_names(std::string_view line, std::string_view above,
                       std::vector<Credit>& credits) const;
  // The outlet that a line names after 来源.
  std::optional<std::string> read_source(std::string_view line, const Labels& labels) const;

 private:
  struct Found {
    std::size_t begin = 0;
    std::size_t end = 0;
    const RoleLabel* label = nullptr;
  };
  std::vector<Found> find_labels(const FoldedText& text) const;
  const RoleLabel* label_at(const FoldedText& text, std::size_t at) const;
  void read_stretch(const FoldedText& text, bool whole, std::vector<Credit>& credits) const;
  void read_group(const FoldedText& group, std::vector<Credit>& credits) const;
  void read_groups(const FoldedText& text, CreditPlace place, std::vector<Credit>& credits) const;
  void read_short(const FoldedText& text, CreditPlace place, std::vector<Credit>& credits) const;
  bool read_trailing(const FoldedText& text, std::vector<Credit>& credits) const;
  void read_desk(const FoldedText& text, std::vector<Credit>& credits) const;
  void read_photographer(const FoldedText& text, std::vector<Credit>& credits) const;

  std::vector<RoleLabel> labels_;  // longest first
  std::bitset<1024> beginnings_;   // of their first characters, by remainder
  NameRules names_;
};

}  // namespace newsarc::extract
