#include "text/gloss.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>

#include "text/forms.h"
#include "text/paged_table.h"
#include "text/reading_table.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

#include "reading_tables.inc"  // reading_table, readings, syllables

struct Toned {
  char32_t letter;
  std::string_view plain;
};

// Every letter that carries a tone mark of Pinyin, composed. Sorted.
constexpr std::array toned_letters = std::to_array<Toned>({
    {U'à', "a"}, {U'á', "a"}, {U'è', "e"}, {U'é', "e"}, {U'ì', "i"}, {U'í', "i"}, {U'ò', "o"},
    {U'ó', "o"}, {U'ù', "u"}, {U'ú', "u"}, {U'ā', "a"}, {U'ē', "e"}, {U'ě', "e"}, {U'ī', "i"},
    {U'ń', "n"}, {U'ň', "n"}, {U'ō', "o"}, {U'ū', "u"}, {U'ǎ', "a"}, {U'ǐ', "i"}, {U'ǒ', "o"},
    {U'ǔ', "u"}, {U'ǖ', "ü"}, {U'ǘ', "ü"}, {U'ǚ', "ü"}, {U'ǜ', "ü"}, {U'ǹ', "n"}, {U'ḿ', "m"},
});
static_assert(std::ranges::is_sorted(toned_letters, {}, &Toned::letter));

constexpr std::size_t longest_syllable = 6;  // letters: zhuang

// One syllable with exactly one tone mark at `at`; the offset behind it.
std::optional<std::size_t> skip_syllable(std::string_view text, std::size_t at) {
  std::string plain;
  int tones = 0;
  for (std::size_t letters = 0; at < text.size(); ++letters) {
    const CodePoint next = code_point_at(text, at);
    const auto* const toned =
        std::ranges::lower_bound(toned_letters, next.value, {}, &Toned::letter);
    if (toned != toned_letters.end() && toned->letter == next.value) {
      plain += toned->plain;
      ++tones;
    } else if ((next.value >= U'a' && next.value <= U'z') || next.value == U'ü') {
      append(plain, next.value);
    } else {
      break;
    }
    if (letters >= longest_syllable) return std::nullopt;
    at += next.length;
  }
  if (tones != 1 || !std::ranges::binary_search(syllables, plain)) return std::nullopt;
  return at;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const CodePoint next = code_point_at(text, at);
    if (!is_blank(next.value)) break;
    at += next.length;
  }
  return at;
}

// Behind the parenthesis at `at`, of either width.
std::optional<std::size_t> skip_parenthesis(std::string_view text, std::size_t at, char32_t narrow,
                                            char32_t wide) {
  if (at >= text.size()) return std::nullopt;
  const CodePoint next = code_point_at(text, at);
  if (next.value != narrow && next.value != wide) return std::nullopt;
  return at + next.length;
}

struct Found {
  char32_t character = 0;  // that it follows
  std::size_t begin = 0;   // of the opening parenthesis
  std::size_t end = 0;     // behind the closing one
  std::string_view reading;
};

// A gloss whose opening parenthesis stands at `begin`.
std::optional<Found> gloss_at(std::string_view text, std::size_t begin) {
  const auto opened = skip_parenthesis(text, begin, U'(', U'（');
  if (!opened || begin == 0) return std::nullopt;
  const char32_t character = code_point_before(text, begin).value;
  if (!is_han(character)) return std::nullopt;
  const std::size_t start = skip_blanks(text, *opened);
  const auto stop = skip_syllable(text, start);
  if (!stop) return std::nullopt;
  const auto end = skip_parenthesis(text, skip_blanks(text, *stop), U')', U'）');
  if (!end) return std::nullopt;
  return Found{character, begin, *end, text.substr(start, *stop - start)};
}

std::vector<Found> find_glosses(std::string_view text) {
  constexpr char wide_lead = '\xEF';  // of （, U+FF08
  std::vector<Found> found;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '(' && text[at] != wide_lead) {
      ++at;
    } else if (auto gloss = gloss_at(text, at)) {
      at = gloss->end;
      found.push_back(*gloss);
    } else {
      at += text[at] == wide_lead ? code_point_at(text, at).length : 1;
    }
  }
  return found;
}

bool agrees(const Found& gloss) {
  const std::uint32_t number = reading_table.at(gloss.character) & reading_number_mask;
  return number != 0 && readings[number - 1] == gloss.reading;
}

bool is_common(char32_t character) {
  if ((reading_table.at(character) & is_common_simplified) != 0) return true;
  std::string utf8;
  append(utf8, character);
  const std::string simplified = to_simplified(utf8);
  return (reading_table.at(code_point_at(simplified, 0).value) & is_common_simplified) != 0;
}

// Nothing but one character stands between two glosses: 床(chuáng)前(qián).
bool follows(const Found& gloss, const Found& earlier, std::string_view text) {
  const std::string_view between = text.substr(earlier.end, gloss.begin - earlier.end);
  return !between.empty() && code_point_at(between, 0).length == between.size();
}

}  // namespace

bool looks_glossed(std::string_view page_text) {
  const std::vector<Found> found = find_glosses(page_text);
  std::set<char32_t> characters;
  std::set<char32_t> agreeing;
  std::size_t agreements = 0;
  std::size_t following = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    characters.insert(found[i].character);
    if (agrees(found[i])) {
      ++agreements;
      agreeing.insert(found[i].character);
    }
    if (i > 0 && follows(found[i], found[i - 1], page_text)) ++following;
  }
  const auto common = static_cast<std::size_t>(std::ranges::count_if(characters, is_common));
  return agreements >= 5 && agreeing.size() >= 3 && agreements * 10 >= found.size() * 9 &&
         common * 5 >= characters.size() * 4 && following * 2 < found.size();
}

Unglossed drop_glosses(std::string_view utf8) {
  Unglossed unglossed;
  unglossed.text.reserve(utf8.size());
  std::size_t done = 0;
  for (const Found& gloss : find_glosses(utf8)) {
    unglossed.text += utf8.substr(done, gloss.begin - done);
    unglossed.removed.push_back({gloss.begin, std::string(gloss.reading)});
    done = gloss.end;
  }
  unglossed.text += utf8.substr(done);
  return unglossed;
}

// The opening parenthesis and half of the character before it became a question mark.
bool has_torn_glosses(std::string_view utf8) {
  for (std::size_t at = 0; (at = utf8.find('?', at)) != std::string_view::npos;) {
    const auto stop = skip_syllable(utf8, ++at);
    if (stop && skip_parenthesis(utf8, *stop, U')', U'）')) return true;
  }
  return false;
}

}  // namespace newsarc::text
