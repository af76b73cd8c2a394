#include "extract/credits.h"

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "text/utf8.h"

namespace newsarc::extract {

namespace {

bool is_colon(char32_t c) { return c == U':' || c == U'：'; }

bool is_slash(char32_t c) {
  return is_colon(c) || c == U'/' || c == U'／' || c == U'|' || c == U'｜' || c == U'︱' ||
         c == U'丨' || c == U'∕';
}

bool is_opening(char32_t c) {
  return c == U'(' || c == U'（' || c == U'【' || c == U'〔' || c == U'[';
}
bool is_closing(char32_t c) {
  return c == U')' || c == U'）' || c == U'】' || c == U'〕' || c == U']';
}

bool is_sentence_end(char32_t c) {
  return c == U'。' || c == U'！' || c == U'？' || c == U'!' || c == U'?' || c == U'；' ||
         c == U'”';
}

// No article has more; the list is searched for each name.
constexpr std::size_t most_credits = 200;

// A name with a control character is none.
void add(Role role, std::string label, const std::vector<std::string>& names,
         std::vector<Credit>& credits) {
  for (const std::string& name : names) {
    if (credits.size() >= most_credits || text::printable(name) != name) continue;
    Credit credit{role, label, name};
    const bool known = std::any_of(credits.begin(), credits.end(), [&](const Credit& each) {
      return each.role == credit.role && each.name == credit.name;
    });
    if (!known) credits.push_back(std::move(credit));
  }
}

// Roles that a name may stand before: 路闻卓立编译, 刘通摄
bool follows_names(const RoleLabel& label) {
  return label.role == Role::translator || label.role == Role::photographer;
}

// What the label before it names: up to a bracket, 张三丰（新华社, and to a word that a colon makes
// a label of its own, 张三丰 配乐：李四光. The first before a colon may be a name: 赵 培：江城大学.
FoldedText named_part(const FoldedText& between, const NameRules& rules) {
  const auto& shown = between.shown;
  std::size_t begin = 0;
  while (begin < shown.size() && (is_slash(shown[begin]) || text::is_blank(shown[begin]))) ++begin;
  std::u32string first;
  for (std::size_t i = begin; i < shown.size(); ++i) {
    if (is_opening(shown[i]) && i > begin) return between.part(0, i);
    if (!is_colon(shown[i])) {
      if (!text::is_blank(shown[i])) first += between.folded[i];
      continue;
    }
    std::size_t end = i;
    if (rules.is_full_name(first)) return between.part(0, end);
    while (end > begin && !text::is_blank(shown[end - 1])) --end;
    return between.part(0, end);
  }
  return between;
}

// 张三丰 值班编审：李四光: what is glued to the next label belongs to it, unless it is a name.
void drop_prefix(FoldedText& between, const NameRules& rules) {
  const std::size_t blank = between.folded.find_last_of(U" \u3000");
  if (blank == std::u32string::npos || blank + 2 >= between.folded.size()) return;
  const FoldedText last = between.part(blank + 1, between.folded.size());
  if (!rules.is_full_name(last.folded)) between = between.part(0, blank);
}

// Whether folding may make an opening bracket of it: brackets of other widths, heights and
// directions, and what is written in brackets as one character, as ㈱.
bool may_fold_to_opening(char32_t c) {
  constexpr std::pair<char32_t, char32_t> ranges[] = {{0x2070, 0x2FF0}, {0x3200, 0x3250},
                                                      {0xFE30, 0xFE70}, {0xFF08, 0xFF09},
                                                      {0xFF3B, 0xFF3C}, {0x1F100, 0x1F300}};
  return is_opening(c) || std::ranges::any_of(ranges, [c](const auto& range) {
           return c >= range.first && c < range.second;
         });
}

// Most paragraphs have no bracket: they need not be folded.
bool may_hold_groups(std::string_view line) {
  for (std::size_t at = 0; at < line.size();) {
    const auto point = text::code_point_at(line, at);
    if (may_fold_to_opening(point.value)) return true;
    at += point.length;
  }
  return false;
}

// 张三丰/文 李四光/图: roles that stand behind a slash behind the names.
struct Trailing {
  std::size_t slash = 0;
  std::size_t end = 0;
  Role role = Role::author;
};

std::optional<Trailing> trailing_at(const FoldedText& text, std::size_t slash) {
  static const std::pair<std::u32string, Role> words[] = {
      {U"摄影", Role::photographer}, {U"图片", Role::photographer}, {U"文字", Role::author},
      {U"文", Role::author},         {U"图", Role::photographer},   {U"摄", Role::photographer}};
  if (slash == 0 || (text.shown[slash] != U'/' && text.shown[slash] != U'／')) return std::nullopt;
  const std::u32string_view rest = std::u32string_view(text.folded).substr(slash + 1);
  for (const auto& [word, role] : words) {
    if (!rest.starts_with(FoldedText(word, word).folded)) continue;
    const std::size_t end = slash + 1 + word.size();
    const bool ends = end == text.folded.size() || text::is_blank(text.shown[end]);
    if (ends) return Trailing{slash, end, role};
  }
  return std::nullopt;
}

}  // namespace

CreditReader::CreditReader() : labels_(role_labels()) {
  for (const RoleLabel& label : labels_) beginnings_.set(label.folded.front() % beginnings_.size());
}

const RoleLabel* CreditReader::label_at(const FoldedText& text, std::size_t at) const {
  if (at >= text.folded.size() || !beginnings_.test(text.folded[at] % beginnings_.size()))
    return nullptr;
  const std::u32string_view rest = std::u32string_view(text.folded).substr(at);
  for (const RoleLabel& label : labels_) {
    if (!rest.starts_with(label.folded)) continue;
    const std::size_t end = at + label.folded.size();
    const bool separated = end < text.folded.size() && is_slash(text.shown[end]);
    if (label.needs_separator && !separated) {
      // 才扬 摄 and 刘通摄 end what they credit.
      if (!follows_names(label) || end != text.folded.size() || at == 0) continue;
    }
    return &label;
  }
  return nullptr;
}

std::vector<CreditReader::Found> CreditReader::find_labels(const FoldedText& text) const {
  std::vector<Found> found;
  for (std::size_t at = 0; at < text.folded.size();) {
    const RoleLabel* label = text.folded[at] < 0x80 ? nullptr : label_at(text, at);
    if (label == nullptr) {
      ++at;
      continue;
    }
    found.push_back({at, at + label->folded.size(), label});
    at += label->folded.size();
  }
  return found;
}

// `whole`: the stretch is nothing but credits, so that a glued name is believed.
void CreditReader::read_stretch(const FoldedText& text, bool whole,
                                std::vector<Credit>& credits) const {
  const auto labels = find_labels(text);
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const Found& found = labels[k];
    const bool slash = found.end < text.shown.size() && is_slash(text.shown[found.end]);
    const bool blank = found.end < text.shown.size() && text::is_blank(text.shown[found.end]);
    if (!found.label->role || (!whole && !slash)) continue;
    const Found* next =
        k + 1 < labels.size() && labels[k + 1].label->role ? &labels[k + 1] : nullptr;
    const std::size_t end = k + 1 < labels.size() ? labels[k + 1].begin : text.folded.size();
    const FoldedText whole_between = text.part(found.end, end);
    FoldedText between = named_part(whole_between, names_);
    if (next != nullptr && next->end < text.shown.size() && is_colon(text.shown[next->end]))
      drop_prefix(between, names_);
    const bool cut = between.folded.size() < whole_between.folded.size();
    const auto names = names_.persons(between, !slash && !blank);
    const std::string label = to_utf8(text.part(found.begin, found.end).shown);
    const bool abuts =
        next != nullptr && !cut && !between.folded.empty() && text::is_han(between.folded.back());
    const bool last = next != nullptr && !cut && next->end == text.folded.size();
    if ((abuts || last) && follows_names(*next->label) && next->label->role != found.label->role) {
      // 记者 贾天勇 摄; 路闻卓立编译: the later role is that of these names.
      const bool photo = next->label->role == Role::photographer;
      add(*next->label->role, photo ? label : to_utf8(text.part(next->begin, next->end).shown),
          names, credits);
      ++k;  // what stands behind that role, it does not name
    } else if (!abuts || names_.is_full_name(between.folded) ||
               between.folded.find(U' ') != std::u32string::npos) {
      add(*found.label->role, label, names, credits);
    }  // else 南都见习记者: an outlet stands before the next role's own word
  }
}

// （A／地報導）, 記者A／地報導 without the word: the desk's form of Taiwan.
void CreditReader::read_desk(const FoldedText& text, std::vector<Credit>& credits) const {
  const std::size_t slash = text.folded.find_first_of(U"/／");
  if (slash == std::u32string::npos) return;
  static const std::u32string endings[] = {FoldedText("报道").folded, FoldedText("报导").folded};
  const bool reports = text.folded.ends_with(endings[0]) || text.folded.ends_with(endings[1]);
  if (!reports) return;
  const FoldedText name = text.part(0, slash);
  if (!find_labels(name).empty() || !names_.is_full_name(name.folded)) return;
  add(Role::reporter, to_utf8(text.shown.substr(text.shown.size() - 2)), {to_utf8(name.shown)},
      credits);
}

// 记者 张三丰/文 李四光/图: false when the text is no list of such.
bool CreditReader::read_trailing(const FoldedText& text, std::vector<Credit>& credits) const {
  std::vector<Trailing> found;
  for (std::size_t at = 0; at < text.folded.size(); ++at) {
    if (const auto trailing = trailing_at(text, at)) found.push_back(*trailing);
  }
  if (found.empty() || found.back().end != text.folded.size()) return false;
  std::size_t begin = 0;
  for (const Trailing& each : found) {
    FoldedText names = text.part(begin, each.slash);
    const std::string word = to_utf8(text.part(each.slash + 1, each.end).shown);
    begin = each.end;
    Role role = each.role;
    std::string label = word;
    if (const auto inner = find_labels(names); !inner.empty() && inner.back().label->role) {
      if (role != Role::photographer) role = *inner.back().label->role;
      label = to_utf8(names.part(inner.back().begin, inner.back().end).shown);
      names = names.part(inner.back().end, names.folded.size());
    }
    add(role, label, names_.persons(names, true), credits);
  }
  return true;
}

// 刘通摄 with no role before it.
void CreditReader::read_photographer(const FoldedText& text, std::vector<Credit>& credits) const {
  static const std::u32string endings[] = {FoldedText("翻摄").folded, FoldedText("摄影").folded,
                                           FoldedText("摄").folded};
  for (const std::u32string& ending : endings) {
    if (!text.folded.ends_with(ending)) continue;
    FoldedText name = text.part(0, text.folded.size() - ending.size());
    while (!name.folded.empty() &&
           (text::is_blank(name.folded.back()) || is_slash(name.shown.back()))) {
      name = name.part(0, name.folded.size() - 1);
    }
    if (names_.is_full_name(name.folded)) {
      add(Role::photographer, to_utf8(text.shown.substr(text.shown.size() - ending.size())),
          {to_utf8(name.shown)}, credits);
    }
    return;
  }
}

void CreditReader::read_group(const FoldedText& group, std::vector<Credit>& credits) const {
  if (read_trailing(group, credits)) return;
  read_stretch(group, true, credits);
  read_desk(group, credits);
  read_photographer(group, credits);
}

void CreditReader::read_groups(const FoldedText& text, CreditPlace place,
                               std::vector<Credit>& credits) const {
  constexpr std::size_t longest_group = 80;
  constexpr std::size_t head = 60;  // 新华社北京11月17日电（记者A）
  for (std::size_t at = 0; at < text.folded.size(); ++at) {
    if (!is_opening(text.folded[at])) continue;
    std::size_t end = at + 1;
    while (end < text.folded.size() && end - at <= longest_group && !is_closing(text.folded[end]))
      ++end;
    if (end == text.folded.size() || !is_closing(text.folded[end])) continue;
    const FoldedText group = text.part(at + 1, end);
    const bool at_edge = at < head || end + 3 >= text.folded.size();
    const bool labelled = label_at(group, 0) != nullptr;
    if (at_edge || labelled || place != CreditPlace::body) {
      read_group(group, credits);
    }
    at = end;
  }
}

void CreditReader::read_line(std::string_view line, CreditPlace place,
                             std::vector<Credit>& credits) const {
  constexpr std::size_t edge = 600;  // bytes of a long paragraph's head and tail that are read
  constexpr std::size_t longest_line = 70;      // characters of a line that is nothing but credits
  constexpr std::size_t longest_character = 4;  // bytes
  const bool is_long = line.size() > longest_line * longest_character;
  if (is_long && place == CreditPlace::body && !may_hold_groups(line)) return;
  if (line.size() > 2 * edge) {
    read_groups(FoldedText(head(line, edge)), place, credits);
    std::size_t from = line.size() - edge;
    while ((static_cast<unsigned char>(line[from]) & 0xC0) == 0x80) ++from;
    read_groups(FoldedText(line.substr(from)), place, credits);
    return;
  }
  const FoldedText text(line);
  if (text.folded.size() <= longest_line) {
    // A caption's last words, behind its sentence; else the whole line.
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 1 < text.folded.size(); ++i) {
      if (is_sentence_end(text.folded[i])) begin = i + 1;
    }
    const FoldedText last = text.part(begin, text.folded.size());
    const bool bracketed =
        !last.folded.empty() && is_opening(last.folded.front()) && is_closing(last.folded.back());
    if (!bracketed) read_short(last, place, credits);
  } else if (place != CreditPlace::body) {
    read_stretch(text, false, credits);
  }
  read_groups(text, place, credits);
}

void CreditReader::read_short(const FoldedText& text, CreditPlace place,
                              std::vector<Credit>& credits) const {
  if (read_trailing(text, credits)) return;
  const auto labels = find_labels(text);
  if (labels.empty()) return read_desk(text, credits);
  std::size_t begin = 0;
  while (begin < text.folded.size() && !text::is_word(text.folded[begin])) ++begin;
  if (place != CreditPlace::body) {  // a date bar's fields stand apart
    for (std::size_t i = begin; i < labels.front().begin; ++i) {
      if (text::is_blank(text.folded[i])) begin = i + 1;
    }
  }
  // OUTLET记者 A B: a role may follow an outlet's name, and nothing but a comma-less name.
  constexpr std::size_t longest_outlet = 14;
  const std::size_t prefix = labels.front().begin - std::min(begin, labels.front().begin);
  const bool comma = text.folded.find_first_of(U"，,。") != std::u32string::npos;
  const bool whole = prefix <= longest_outlet && !comma;
  const bool inside_text = place == CreditPlace::body && prefix > 0 && comma;
  if (!inside_text) read_stretch(text, whole, credits);
}

void CreditReader::read_signature(std::string_view last_paragraph,
                                  std::vector<Credit>& credits) const {
  constexpr std::size_t longest = 60;  // bytes of the last words
  std::size_t from = last_paragraph.size() > longest ? last_paragraph.size() - longest : 0;
  while (from < last_paragraph.size() &&
         (static_cast<unsigned char>(last_paragraph[from]) & 0xC0) == 0x80)
    ++from;
  const FoldedText text(last_paragraph.substr(from));
  if (text.folded.empty() || !is_closing(text.folded.back())) return;
  std::size_t open = text.folded.size() - 1;
  while (open > 0 && !is_opening(text.folded[open])) --open;
  if (!is_opening(text.folded[open])) return;
  const FoldedText group = text.part(open + 1, text.folded.size() - 1);
  if (!find_labels(group).empty()) return;
  std::vector<std::string> names;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= group.folded.size(); ++i) {
    const bool cut =
        i == group.folded.size() || text::is_blank(group.folded[i]) || group.folded[i] == U'、';
    if (!cut) continue;
    const FoldedText token = group.part(begin, i);
    begin = i + 1;
    if (token.folded.empty()) continue;
    if (!names_.is_full_name(token.folded) || names_.is_organisation(token.folded)) return;
    names.push_back(to_utf8(token.shown));
  }
  add(Role::author, "", names, credits);
}

std::optional<std::string> CreditReader::read_source(std::string_view line,
                                                     const Labels& labels) const {
  constexpr std::size_t longest = 300;
  const FoldedText text(head(line, longest));
  const std::string folded = to_utf8(text.folded);
  std::size_t at = 0;  // of the folded text, in bytes
  for (std::size_t i = 0; i < text.folded.size(); ++i) {
    std::string one;
    text::append(one, text.folded[i]);
    const std::size_t size = labels.match(folded, at);
    at += one.size();
    if (size == 0) continue;
    std::size_t begin =
        i + text::count_code_points(std::string_view(folded).substr(at - one.size(), size));
    if (begin >= text.folded.size() || !is_slash(text.shown[begin])) continue;
    while (begin < text.folded.size() &&
           (is_slash(text.shown[begin]) || text::is_blank(text.folded[begin])))
      ++begin;
    std::size_t end = begin;
    while (end < text.folded.size() && !text::is_blank(text.folded[end]) &&
           !is_closing(text.folded[end]) && !is_opening(text.folded[end]) &&
           text.folded[end] != U'|' && label_at(text, end) == nullptr) {
      ++end;
    }
    constexpr std::size_t longest_outlet = 30;
    if (end == begin || end - begin > longest_outlet) continue;
    std::string outlet = to_utf8(text.part(begin, end).shown);
    if (text::printable(outlet) == outlet) return outlet;
  }
  return std::nullopt;
}

}  // namespace newsarc::extract
