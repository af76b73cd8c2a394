#pragma once
// Names: what may be a person's name on a Chinese page, and how glued or padded ones come apart.
// Private to extract/; built once an Extractor, then only read.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "extract/labels.h"

namespace newsarc::extract {

// A text by code points, beside the same text folded code point by code point: what a label says
// of one holds for the other at the same index.
struct FoldedText {
  std::u32string shown;
  std::u32string folded;

  explicit FoldedText(std::string_view utf8);
  FoldedText(std::u32string shown_part, std::u32string folded_part)
      : shown(std::move(shown_part)), folded(std::move(folded_part)) {}
  FoldedText part(std::size_t begin, std::size_t end) const;
};

std::string to_utf8(std::u32string_view text);

class NameRules {
 public:
  NameRules();

  // The persons that a stretch after (or before) a role names, as printed: separated, padded,
  // numbered or glued to a place or title. `glued`: no separator stands before it, so that only
  // what begins with a family name is believed.
  std::vector<std::string> persons(const FoldedText& stretch, bool glued) const;

  // A family name and one or two characters more (compound family names: up to four in all).
  bool is_full_name(std::u32string_view folded) const;
  bool is_organisation(std::u32string_view folded) const;

 private:
  bool begins_with_family_name(std::u32string_view folded) const;
  std::size_t name_length(std::u32string_view folded) const;
  std::size_t family_length(std::u32string_view folded) const;
  std::optional<std::u32string> person(const FoldedText& token, bool glued) const;
  std::optional<std::u32string> person_in_long(const FoldedText& token) const;

  std::unordered_set<char32_t> family_;
  std::vector<std::u32string> compound_family_;
  std::vector<std::u32string> no_persons_;  // anywhere in a token
  std::vector<std::u32string> organisation_ends_;
  std::vector<std::u32string> tails_;       // what may follow a glued name: 报道, 摄 …
  std::vector<std::u32string> places_;      // what titles begin with: 北京, 中国 …
  std::vector<std::u32string> title_ends_;  // 教授, 研究员 …
};

}  // namespace newsarc::extract
