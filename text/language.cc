#include <algorithm>
#include <array>
#include <string_view>

#include "text/forms.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// Characters of each kind in a text.
struct Letters {
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
  std::size_t cyrillic = 0;
  std::size_t russian = 0;    // of these: ы э ё, which its neighbours do without
  std::size_t ukrainian = 0;  // і ї є ґ
  std::size_t latin = 0;
};

bool is_any_of(char32_t c, std::u32string_view these) {
  return these.find(c) != std::u32string_view::npos;
}

bool is_kana(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) || (c >= 0xFF66 && c <= 0xFF9F);
}

Letters count_letters(std::string_view utf8) {
  Letters letters;
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    const char32_t c = next.value;
    at += next.length;
    if (c < 0x80) {
      letters.latin += is_word(c) && c > '9' ? 1 : 0;
    } else if (is_han(c)) {
      ++letters.han;
    } else if (is_kana(c)) {
      ++letters.kana;
    } else if (c >= 0xAC00 && c <= 0xD7A3) {
      ++letters.hangul;
    } else if (c >= 0x0400 && c <= 0x052F) {
      ++letters.cyrillic;
      letters.russian += is_any_of(c, U"ыэёЫЭЁ") ? 1 : 0;
      letters.ukrainian += is_any_of(c, U"іїєґІЇЄҐ") ? 1 : 0;
    } else if (c >= 0xC0 && c <= 0x24F) {
      ++letters.latin;
    }
  }
  return letters;
}

struct Language {
  std::string_view name;
  std::array<std::string_view, 12> words;  // short ones that hardly any sentence is without
};

// More than are asked for: without Portuguese in the list its texts would be taken for Spanish.
constexpr std::array<Language, 7> latin_languages{{
    {"en", {"the", "of", "and", "to", "in", "is", "that", "for", "was", "with", "on", "by"}},
    {"de", {"der", "die", "und", "das", "den", "ist", "nicht", "mit", "von", "ein", "auf", "dem"}},
    {"fr", {"le", "les", "des", "et", "est", "dans", "une", "du", "pour", "que", "sur", "par"}},
    {"es", {"el", "los", "las", "del", "y", "una", "por", "con", "para", "que", "se", "su"}},
    {"pt", {"não", "uma", "dos", "da", "do", "em", "os", "ao", "pelo", "mais", "com", "que"}},
    {"it", {"il", "della", "che", "di", "per", "una", "non", "con", "gli", "sono", "nel", "alla"}},
    {"nl", {"het", "een", "van", "de", "niet", "dat", "zijn", "voor", "met", "op", "aan", "ook"}},
}};

// The language whose common words make up the greatest share; a tenth at least.
std::string latin_language(std::string_view utf8) {
  std::array<std::size_t, latin_languages.size()> hits{};
  std::size_t words = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    std::string word;
    CodePoint next = code_point_at(utf8, at);
    while (is_word(next.value)) {
      append(word, next.value >= 'A' && next.value <= 'Z' ? next.value + 0x20 : next.value);
      at += next.length;
      if (at >= utf8.size()) break;
      next = code_point_at(utf8, at);
    }
    if (word.empty()) {
      at += next.length;
      continue;
    }
    ++words;
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (std::ranges::find(latin_languages[i].words, word) != latin_languages[i].words.end()) {
        ++hits[i];
      }
    }
  }
  const auto* const best = std::ranges::max_element(hits);
  if (*best == 0 || *best * 10 < words) return "";
  return std::string(latin_languages[static_cast<std::size_t>(best - hits.begin())].name);
}

}  // namespace

namespace {

// In a hundred letters of Russian there are three of its own, in Ukrainian eight; a headline may be
// without.
std::string cyrillic_language(const Letters& letters) {
  constexpr std::size_t headline = 100;
  if (letters.ukrainian > letters.russian) return "uk";
  return letters.russian * 200 >= letters.cyrillic || letters.cyrillic < headline ? "ru" : "";
}

}  // namespace

std::string language_of(std::string_view utf8) {
  const Letters letters = count_letters(utf8);
  // A character of these scripts says as much as two or three letters.
  const std::size_t east_asian = letters.han + letters.kana + letters.hangul;
  if (east_asian > 0 && east_asian * 3 >= letters.latin + letters.cyrillic) {
    if (letters.hangul > letters.han + letters.kana) return "ko";
    // Japanese prose is half kana; a Chinese text may quote a name or write の.
    return letters.kana * 8 > letters.han ? "ja" : "zh";
  }
  if (letters.cyrillic > letters.latin) return cyrillic_language(letters);
  return latin_language(utf8);
}

}  // namespace newsarc::text
