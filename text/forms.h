#pragma once
// Forms: what is derived from an article's text: its language and script, the simplified text, the
// search terms, a simhash. Conversion tables are generated when newsarc is built and shared by all.

#include <string>
#include <string_view>

#include "core/article.h"
#include "core/capture.h"

namespace newsarc::text {

// Traditional to simplified by phrases, then characters. Text that is simplified already must not
// be given: ask script_of() first. Thread-safe.
std::string to_simplified(std::string_view utf8);

// Whose forms of traditional characters: 裡 為 說 看著 or 裏 為 説 看着.
enum class Region { taiwan, hongkong };

// Simplified to traditional, likewise.
std::string to_traditional(std::string_view utf8, Region region = Region::taiwan);

// Traditional text of any origin in the forms of a region; words stay as they are.
std::string to_region(std::string_view utf8, Region region);

// hant or hans by the characters that exist in only one of the two; none when there are none, and
// for Japanese and Korean text. `undecided` (no telling character, as in 中山大山) is what the
// caller gets then.
Script script_of(std::string_view utf8, Script undecided = Script::none);

// "zh", "ja", "ko", "ru", "uk" by the letters of the text, "en", "de", "fr", "es", "pt", "it", "nl"
// and some of their neighbours by its common words; "" when neither tells. A text in a language
// that it does not know may be taken for a neighbour's.
std::string language_of(std::string_view utf8);

bool can_tell(std::string_view language);  // whether language_of() ever says so

// All forms of an article; The language that the page
// declares decides where the text does not, and where it is one that language_of() cannot tell.
Forms derive_forms(const Article& article);

std::string forms_version();

}  // namespace newsarc::text
