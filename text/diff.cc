#include "text/diff.h"

#include <algorithm>
#include <cstdint>
#include <dtl/dtl.hpp>
#include <optional>
#include <unordered_map>

#include "text/utf8.h"

namespace newsarc::text {
namespace {

using Units = std::vector<std::string_view>;

// From coarse to fine: only what differs is looked at more closely.
enum class Grain { paragraph, sentence, character };

// The worst case of the shortest path is the product of both sizes, some 20 million steps a second:
// texts are cut into few paragraphs, but into many characters, and there a path so long tells a
// reader nothing.
std::size_t step_limit(Grain grain) { return grain == Grain::character ? 2'000'000 : 9'000'000; }

// Of all paths of a diff together: about a second. What comes after that is told as replaced.
constexpr std::size_t all_steps = 20'000'000;

bool ends_sentence(char32_t c) {
  return c == U'。' || c == U'！' || c == U'？' || c == U'；' || c == U'!' || c == U'?' ||
         c == U';' || c == U'.';
}

// A character of a script without blanks, a whole word of another, or any other character.
std::size_t unit_length(std::string_view text, std::size_t at) {
  const CodePoint first = code_point_at(text, at);
  std::size_t length = first.length;
  if (!is_word(first.value) || is_cjk(first.value)) return length;
  while (at + length < text.size()) {
    const CodePoint next = code_point_at(text, at + length);
    if (!is_word(next.value) || is_cjk(next.value)) break;
    length += next.length;
  }
  return length;
}

// Paragraphs keep their line break and sentences their full stop: units joined give the text.
std::size_t stretch_length(std::string_view text, std::size_t at, Grain grain) {
  std::size_t length = 0;
  while (at + length < text.size()) {
    const CodePoint next = code_point_at(text, at + length);
    length += next.length;
    if (next.value == U'\n' || (grain == Grain::sentence && ends_sentence(next.value))) break;
  }
  return length;
}

Units split(std::string_view text, Grain grain) {
  Units units;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length =
        grain == Grain::character ? unit_length(text, at) : stretch_length(text, at, grain);
    units.push_back(text.substr(at, length));
    at += length;
  }
  return units;
}

class Script {
 public:
  void add(EditKind kind, std::string_view text) {
    if (text.empty()) return;
    if (edits_.empty() || edits_.back().kind != kind) edits_.push_back({kind, {}});
    edits_.back().text += text;
  }
  std::vector<Edit> take() { return std::move(edits_); }

  // Whether there are so many steps left to look for a path; then they are spent.
  bool spend(std::size_t steps) {
    if (steps > steps_left_) return false;
    steps_left_ -= steps;
    return true;
  }

 private:
  std::vector<Edit> edits_;
  std::size_t steps_left_ = all_steps;
};

void compare(std::string_view before, std::string_view after, Grain grain, Script& script);

// What one grain left as changed is compared by the next finer one, or told as replaced.
void refine(std::string_view before, std::string_view after, Grain grain, Script& script) {
  if (grain == Grain::character || before.empty() || after.empty()) {
    script.add(EditKind::removed, before);
    script.add(EditKind::added, after);
    return;
  }
  compare(before, after, grain == Grain::paragraph ? Grain::sentence : Grain::character, script);
}

// Equal units get equal numbers, so that dtl compares numbers.
std::vector<std::uint32_t> number(const Units& units,
                                  std::unordered_map<std::string_view, std::uint32_t>& numbers) {
  std::vector<std::uint32_t> found;
  found.reserve(units.size());
  for (const std::string_view unit : units) {
    found.push_back(
        numbers.try_emplace(unit, static_cast<std::uint32_t>(numbers.size())).first->second);
  }
  return found;
}

std::size_t size_of_front(std::string_view text, const Units& units, std::size_t count) {
  return count == units.size() ? text.size()
                               : static_cast<std::size_t>(units[count].data() - text.data());
}

// How many units of either side stand before a common one, and that one; the last step has none.
struct Step {
  std::size_t removed = 0;
  std::size_t added = 0;
  bool has_common = false;
};

// Nothing when the path is too long to look for.
std::optional<std::vector<Step>> shortest_path(const Units& old_units, const Units& new_units,
                                               Grain grain, Script& script) {
  const std::size_t steps = old_units.size() * new_units.size();
  if (steps > step_limit(grain) || !script.spend(steps)) return std::nullopt;
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  dtl::Diff<std::uint32_t> shortest(number(old_units, numbers), number(new_units, numbers));
  shortest.compose();
  std::vector<Step> path(1);
  Step total;
  for (const auto& [element, info] : shortest.getSes().getSequence()) {
    Step& step = path.back();
    if (info.type != dtl::SES_ADD) ++total.removed;
    if (info.type != dtl::SES_DELETE) ++total.added;
    if (info.type == dtl::SES_DELETE) {
      ++step.removed;
    } else if (info.type == dtl::SES_ADD) {
      ++step.added;
    } else {
      step.has_common = true;
      path.emplace_back();
    }
  }
  // dtl looks for very long paths in pieces; a script that lost a unit would be worse than none.
  if (total.removed != old_units.size() || total.added != new_units.size()) return std::nullopt;
  return path;
}

void walk(std::string_view before, std::string_view after, Grain grain, Script& script) {
  const Units old_units = split(before, grain);
  const Units new_units = split(after, grain);
  const auto steps = shortest_path(old_units, new_units, grain, script);
  if (!steps) return refine(before, after, grain, script);
  std::size_t old_at = 0;
  std::size_t new_at = 0;
  for (const Step& step : *steps) {
    const std::size_t old_from = size_of_front(before, old_units, old_at);
    const std::size_t new_from = size_of_front(after, new_units, new_at);
    old_at += step.removed;
    new_at += step.added;
    refine(before.substr(old_from, size_of_front(before, old_units, old_at) - old_from),
           after.substr(new_from, size_of_front(after, new_units, new_at) - new_from), grain,
           script);
    if (!step.has_common) continue;
    script.add(EditKind::same, old_units[old_at]);
    ++old_at;
    ++new_at;
  }
}

// Where a common front or back may be cut off: never inside a unit of this grain's finest kin.
std::size_t common_front(std::string_view a, std::string_view b) {
  std::size_t length = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  const auto is_inside_word = [](std::string_view text, std::size_t at) {
    if (at == 0 || at >= text.size()) return false;
    const char32_t left = code_point_before(text, at).value;
    const char32_t right = code_point_at(text, at).value;
    return is_word(left) && !is_cjk(left) && is_word(right) && !is_cjk(right);
  };
  const auto is_inside_character = [](std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  while (length > 0 && (is_inside_character(a, length) || is_inside_character(b, length) ||
                        is_inside_word(a, length) || is_inside_word(b, length))) {
    --length;
  }
  return length;
}

std::size_t common_back(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t length = 0;
  while (length < most && a[a.size() - 1 - length] == b[b.size() - 1 - length]) ++length;
  const auto is_boundary = [&length](std::string_view text) {
    const std::size_t at = text.size() - length;
    if (length == 0) return true;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) return false;
    if (at == 0) return true;
    const char32_t left = code_point_before(text, at).value;
    const char32_t right = code_point_at(text, at).value;
    return !is_word(left) || is_cjk(left) || !is_word(right) || is_cjk(right);
  };
  while (!is_boundary(a) || !is_boundary(b)) --length;
  return length;
}

void compare(std::string_view before, std::string_view after, Grain grain, Script& script) {
  const std::size_t front = common_front(before, after);
  script.add(EditKind::same, before.substr(0, front));
  before.remove_prefix(front);
  after.remove_prefix(front);
  const std::size_t back = common_back(before, after);
  const std::string_view tail = before.substr(before.size() - back);
  before.remove_suffix(back);
  after.remove_suffix(back);
  if (before.empty() || after.empty()) {
    script.add(EditKind::removed, before);
    script.add(EditKind::added, after);
  } else {
    walk(before, after, grain, script);
  }
  script.add(EditKind::same, tail);
}

}  // namespace

std::vector<Edit> diff(std::string_view before, std::string_view after) {
  Script script;
  compare(before, after, Grain::paragraph, script);
  return script.take();
}

DiffSize size_of(const std::vector<Edit>& edits) {
  DiffSize size;
  for (const Edit& edit : edits) {
    if (edit.kind == EditKind::added) size.added += count_code_points(edit.text);
    if (edit.kind == EditKind::removed) size.removed += count_code_points(edit.text);
  }
  return size;
}

}  // namespace newsarc::text
