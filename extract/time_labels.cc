#include "extract/time_labels.h"

#include <algorithm>

#include "text/utf8.h"

namespace newsarc::extract {

namespace {

std::string_view without_joints(std::string_view before) {
  const std::size_t end = before.find_last_not_of(" :|[(/,.–-");
  return before.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

char32_t last_character(std::string_view text) {
  if (text.empty()) return U' ';
  std::size_t at = text.size() - 1;
  while (at > 0 && is_continuation(text[at])) --at;
  return text::code_point_at(text, at).value;
}

}  // namespace

FoundLabel TimeLabels::label_of(std::string_view before) const {
  constexpr int most_words = 2;  // am Montag
  for (int words = 0; words <= most_words; ++words) {
    before = without_joints(before);
    if (const auto found = label_at_end(before); found.label != DateLabel::none) return found;
    const std::size_t blank = before.rfind(' ');
    const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
    if (!joining.equals(before.substr(begin))) break;
    before = before.substr(0, begin);
  }
  return {};
}

// The longest that ends where `before` does: 更新日期 is no 日期.
FoundLabel TimeLabels::label_at_end(std::string_view before) const {
  constexpr std::size_t longest = 40;
  const std::size_t from = before.size() > longest ? before.size() - longest : 0;
  for (std::size_t at = from; at < before.size(); ++at) {
    if (is_continuation(before[at])) continue;
    const auto ends = [&](const Labels& labels) {
      const std::size_t size = labels.match(before, at);
      return size > 0 && at + size == before.size();
    };
    if (ends(other)) return {DateLabel::other, at};
    if (ends(modified)) return {DateLabel::modified, at};
    if (ends(published)) return {DateLabel::published, at};
    if (ends(bare)) return {bare_label(before, at), at};
  }
  return {};
}

// A word before the bare one says of what: 报名截止时间, "Event date". Han words need no blank to
// begin anew, others do not end with one.
DateLabel TimeLabels::bare_label(std::string_view before, std::size_t begin) const {
  const bool latin = static_cast<unsigned char>(before[begin]) < 0x80;
  std::string_view word = before.substr(0, begin);
  if (fields.occurs_in(word)) return DateLabel::bare;
  if (latin) word = text::trim(word);
  const char32_t last = last_character(word);
  const bool number = last >= U'0' && last <= U'9';
  return text::is_word(last) && !number ? DateLabel::unknown : DateLabel::bare;
}

}  // namespace newsarc::extract
