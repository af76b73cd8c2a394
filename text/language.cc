#include <algorithm>
#include <array>
#include <bit>
#include <string_view>
#include <unordered_map>

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
  std::size_t foreign = 0;    // neither of the two has: ў, ј, қ, ө
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
      const bool is_common = (c >= 0x0410 && c <= 0x044F) || is_any_of(c, U"ёЁіїєґІЇЄҐ");
      letters.foreign += is_common ? 0 : 1;
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

// Of each as many neighbours as it is mistaken for: without Portuguese in the list its texts would
// be taken for Spanish.
constexpr std::array<Language, 18> latin_languages{{
    {"en", {"the", "of", "and", "to", "in", "is", "that", "for", "was", "with", "on", "by"}},
    {"de", {"der", "die", "und", "das", "den", "ist", "nicht", "mit", "von", "ein", "auf", "dem"}},
    {"fr", {"le", "les", "des", "et", "est", "dans", "une", "du", "pour", "que", "sur", "par"}},
    {"es", {"el", "los", "las", "del", "y", "una", "por", "con", "para", "que", "se", "su"}},
    {"pt", {"não", "uma", "dos", "da", "do", "em", "os", "ao", "pelo", "mais", "com", "que"}},
    {"it", {"il", "della", "che", "di", "per", "una", "non", "con", "gli", "sono", "nel", "alla"}},
    {"nl", {"het", "een", "van", "de", "niet", "dat", "zijn", "voor", "met", "op", "aan", "ook"}},
    {"ca", {"els", "amb", "una", "és", "que", "per", "dels", "les", "del", "als", "va", "ha"}},
    {"gl", {"unha", "non", "que", "con", "polo", "máis", "ao", "do", "da", "nun", "os", "súa"}},
    {"ro", {"și", "în", "este", "din", "care", "pe", "la", "cu", "pentru", "sunt", "mai", "de"}},
    {"af", {"die", "van", "en", "het", "is", "nie", "wat", "vir", "om", "sy", "ook", "aan"}},
    {"da", {"og", "det", "er", "at", "på", "af", "til", "som", "ikke", "den", "har", "med"}},
    {"sv", {"och", "att", "det", "är", "som", "på", "för", "av", "inte", "den", "har", "med"}},
    {"no", {"og", "det", "er", "som", "på", "av", "til", "ikke", "for", "har", "med", "å"}},
    {"pl", {"nie", "się", "na", "jest", "że", "do", "jak", "przez", "oraz", "dla", "po", "od"}},
    {"cs", {"se", "na", "že", "je", "do", "jako", "pro", "jsou", "ale", "by", "který", "za"}},
    {"hu", {"az", "hogy", "nem", "és", "egy", "is", "ez", "van", "meg", "csak", "volt", "mint"}},
    {"id",
     {"yang", "dan", "di", "dengan", "untuk", "ini", "dari", "pada", "dalam", "itu", "akan",
      "tidak"}},
}};

// Which languages have a word among theirs, and where in their list.
struct Owner {
  std::size_t language = 0;
  unsigned word = 0;
};

const std::unordered_multimap<std::string_view, Owner>& owners() {
  static const std::unordered_multimap<std::string_view, Owner> all = [] {
    std::unordered_multimap<std::string_view, Owner> made;
    for (std::size_t i = 0; i < latin_languages.size(); ++i) {
      const auto& words = latin_languages[i].words;
      for (unsigned j = 0; j < words.size(); ++j) made.emplace(words[j], Owner{i, 1U << j});
    }
    return made;
  }();
  return all;
}

// The next word in lower case as far as ASCII goes; empty at the end.
std::string take_word(std::string_view& utf8) {
  std::string word;
  while (!utf8.empty()) {
    const CodePoint next = code_point_at(utf8, 0);
    if (!is_word(next.value) && !word.empty()) break;
    if (is_word(next.value))
      append(word, next.value >= 'A' && next.value <= 'Z' ? next.value + 0x20 : next.value);
    utf8.remove_prefix(next.length);
  }
  return word;
}

struct Hits {
  std::size_t count = 0;
  unsigned words = 0;  // which of the list, as bits
};

// The language whose common words make up the greatest share: a tenth at least, and three different
// ones in what is more than a headline.
std::string latin_language(std::string_view utf8) {
  constexpr std::size_t headline = 20;  // words
  std::array<Hits, latin_languages.size()> hits{};
  std::size_t words = 0;
  for (std::string word = take_word(utf8); !word.empty(); word = take_word(utf8)) {
    ++words;
    for (auto [each, end] = owners().equal_range(word); each != end; ++each) {
      auto& of_language = hits[each->second.language];
      ++of_language.count;
      of_language.words |= each->second.word;
    }
  }
  const auto* const best = std::ranges::max_element(hits, {}, &Hits::count);
  if (best->count == 0 || best->count * 10 < words) return "";
  if (words > headline && std::popcount(best->words) < 3) return "";
  return std::string(latin_languages[static_cast<std::size_t>(best - hits.begin())].name);
}

// In a hundred letters of Russian there are three of its own, in Ukrainian eight; a headline may be
// without.
std::string cyrillic_language(const Letters& letters) {
  constexpr std::size_t headline = 100;
  if (letters.foreign * 100 > letters.cyrillic) return "";
  if (letters.ukrainian > letters.russian) return "uk";
  return letters.russian * 200 >= letters.cyrillic || letters.cyrillic < headline ? "ru" : "";
}

}  // namespace

bool can_tell(std::string_view language) {
  constexpr std::array<std::string_view, 5> by_letters{"zh", "ja", "ko", "ru", "uk"};
  return std::ranges::find(by_letters, language) != by_letters.end() ||
         std::ranges::find(latin_languages, language, &Language::name) != latin_languages.end();
}

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
