#include <algorithm>
#include <array>
#include <span>

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
  std::size_t latin = 0;
};

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

constexpr std::array<Language, 4> latin_languages{{
    {"en", {"the", "of", "and", "to", "in", "is", "that", "for", "was", "with", "on", "by"}},
    {"de", {"der", "die", "und", "das", "den", "ist", "nicht", "mit", "von", "ein", "auf", "dem"}},
    {"fr", {"le", "les", "des", "et", "est", "dans", "une", "du", "pour", "que", "sur", "par"}},
    {"es", {"el", "los", "las", "del", "y", "una", "por", "con", "para", "que", "se", "su"}},
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

std::string language_of(std::string_view utf8) {
  const Letters letters = count_letters(utf8);
  // A character of these scripts says as much as two or three letters.
  const std::size_t east_asian = letters.han + letters.kana + letters.hangul;
  if (east_asian > 0 && east_asian * 3 >= letters.latin + letters.cyrillic) {
    if (letters.hangul > letters.han + letters.kana) return "ko";
    // Japanese prose is half kana; a Chinese text may quote a name or write の.
    return letters.kana * 8 > letters.han ? "ja" : "zh";
  }
  if (letters.cyrillic > letters.latin) return "ru";
  return latin_language(utf8);
}

}  // namespace newsarc::text
