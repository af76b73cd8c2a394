#include <array>

#include "text/conversion_table.h"
#include "text/forms.h"
#include "text/forms_fingerprint.h"
#include "text/paged_table.h"
#include "text/phrase_table.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

#include "conversion_tables.inc"  // NAME_table, NAME_slots, NAME_entries, conversion_fingerprint

struct Conversion {
  PagedTable characters;
  PhraseTable phrases;
};

constexpr Conversion simplify{simplify_table, {simplify_slots, simplify_entries}};
constexpr Conversion traditionalise{traditionalise_table,
                                    {traditionalise_slots, traditionalise_entries}};
constexpr Conversion hongkong{hongkong_table, {hongkong_slots, hongkong_entries}};
constexpr Conversion taiwan_forms{taiwan_forms_table, {taiwan_forms_slots, taiwan_forms_entries}};
constexpr Conversion hongkong_forms{hongkong_forms_table,
                                    {hongkong_forms_slots, hongkong_forms_entries}};

struct Phrase {
  std::size_t length = 0;  // bytes of the text that it takes
  std::string_view value;
};

// The longest phrase of at most `longest` characters at `at`; of length 0 when there is none.
Phrase phrase_at(std::string_view text, std::size_t at, std::size_t longest,
                 const PhraseTable& phrases) {
  Phrase found;
  PhraseHash hash;
  std::size_t length = 0;
  for (std::size_t characters = 1; characters <= longest && at + length < text.size();
       ++characters) {
    const std::size_t next = code_point_at(text, at + length).length;
    hash.add(text.substr(at + length, next));
    length += next;
    if (characters == 1) continue;
    if (const auto value = phrases.find(hash, text.substr(at, length))) found = {length, *value};
  }
  return found;
}

std::string convert(std::string_view text, const Conversion& conversion) {
  const auto& [characters, phrases] = conversion;
  std::string converted;
  converted.reserve(text.size());
  std::size_t copied = 0;  // of the text, as it is or converted
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    const std::uint32_t entry = next.value < 0x80 ? 0 : characters.at(next.value);
    const std::uint32_t longest = entry >> conversion_length_shift & conversion_length_mask;
    const Phrase phrase = longest == 0 ? Phrase{} : phrase_at(text, at, longest, phrases);
    const std::size_t length = phrase.length > 0 ? phrase.length : next.length;
    if (phrase.length > 0 || entry != 0) {
      converted.append(text, copied, at - copied);
      if (phrase.length > 0)
        converted += phrase.value;
      else
        append(converted, entry & conversion_target_mask);
      copied = at + length;
    }
    at += length;
  }
  converted.append(text, copied);
  return converted;
}

}  // namespace

std::string to_simplified(std::string_view utf8) { return convert(utf8, simplify); }

std::string to_traditional(std::string_view utf8, Region region) {
  return convert(utf8, region == Region::taiwan ? traditionalise : hongkong);
}

std::string to_region(std::string_view utf8, Region region) {
  return convert(utf8, region == Region::taiwan ? taiwan_forms : hongkong_forms);
}

Script script_of(std::string_view utf8, Script undecided) {
  std::size_t traditional = 0;
  std::size_t simplified = 0;
  std::size_t han = 0;
  std::size_t others = 0;  // kana and hangul
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    at += next.length;
    if (next.length < 3) continue;
    if (is_han(next.value))
      ++han;
    else if (is_cjk(next.value))
      ++others;
    const std::uint32_t entry = simplify_table.at(next.value);
    if ((entry & only_traditional) != 0) ++traditional;
    if ((entry & only_simplified) != 0) ++simplified;
  }
  // As language_of() has it: a Chinese text may quote a name or write の.
  if (others > 1 && others * 8 > han) return Script::none;
  if (traditional == simplified) return undecided;
  return traditional > simplified ? Script::hant : Script::hans;
}

std::uint32_t forms_fingerprint() { return conversion_fingerprint; }

}  // namespace newsarc::text
