#include "text/generate/chinese_rules.h"

#include <unicode/translit.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>

#include "text/generate/corrections.h"
#include "text/utf8.h"

namespace newsarc::text::generate {
namespace {

std::u32string to_utf32(const icu::UnicodeString& text) {
  std::u32string points;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    points.push_back(static_cast<char32_t>(text.char32At(at)));
  }
  return points;
}

std::u32string to_utf32(const std::string& utf8) {
  return to_utf32(icu::UnicodeString::fromUTF8(utf8));
}

[[noreturn]] void give_up(const std::string& why) {
  std::cerr << "text_tables: " << why << '\n';
  std::exit(1);
}

struct ByteRange {
  unsigned first, last;
};

// One rule as toRules() writes them: 創 > 创;
void read_icu_rule(const icu::UnicodeString& line, Rules& rules) {
  const std::int32_t arrow = line.indexOf(u" > ");
  const std::int32_t end = line.lastIndexOf(u';');
  if (arrow <= 0 || end < arrow) return;
  const std::u32string from = to_utf32(line.tempSubStringBetween(0, arrow));
  const std::u32string to = to_utf32(line.tempSubStringBetween(arrow + 3, end));
  if (from.size() == 1 && to.size() == 1) {
    rules.characters.try_emplace(from[0], to[0]);  // the first rule wins, as in ICU
  } else if (from.size() > 1) {
    rules.phrases.try_emplace(from, to);
  }
}

Rules opencc_rules(const std::string& folder, std::string_view characters,
                   std::string_view phrases) {
  Rules rules;
  for (const auto& [key, values] : opencc_dictionary(folder, characters)) {
    if (key.size() == 1 && values.front().size() == 1) {
      rules.characters.emplace(key[0], values.front()[0]);
    }
  }
  for (const auto& [key, values] : opencc_dictionary(folder, phrases)) {
    rules.phrases.emplace(key, values.front());
  }
  return rules;
}

// The unified ideographs among all pairs of the two ranges of bytes, in their order.
std::vector<char32_t> han_in(const char* charset, ByteRange leads, ByteRange trails) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status),
                                                                     &ucnv_close);
  if (U_FAILURE(status)) give_up(std::string("ICU has no converter ") + charset);
  std::vector<char32_t> found;
  for (unsigned lead = leads.first; lead <= leads.last; ++lead) {
    for (unsigned trail = trails.first; trail <= trails.last; ++trail) {
      const std::array<char, 2> bytes{static_cast<char>(lead), static_cast<char>(trail)};
      const char* at = bytes.data();
      status = U_ZERO_ERROR;
      const UChar32 c = ucnv_getNextUChar(converter.get(), &at, at + bytes.size(), &status);
      if (U_SUCCESS(status) && c >= 0x4E00 && c <= 0x9FFF) {
        found.push_back(static_cast<char32_t>(c));
      }
    }
  }
  return found;
}

}  // namespace

Rules icu_rules(const char* transliterator) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> converter(
      icu::Transliterator::createInstance(transliterator, UTRANS_FORWARD, status));
  if (U_FAILURE(status)) give_up(std::string("ICU has no transliterator ") + transliterator);
  icu::UnicodeString text;
  converter->toRules(text, false);
  Rules rules;
  for (std::int32_t start = 0; start < text.length();) {
    std::int32_t end = text.indexOf(u'\n', start);
    if (end < 0) end = text.length();
    read_icu_rule(text.tempSubStringBetween(start, end), rules);
    start = end + 1;
  }
  return rules;
}

std::map<std::u32string, std::vector<std::u32string>> opencc_dictionary(const std::string& folder,
                                                                        std::string_view name) {
  const std::string file = folder + "/" + std::string(name) + ".ocd2";
  std::map<std::u32string, std::vector<std::u32string>> entries;
  try {
    const auto dictionary = opencc::SerializableDict::NewFromFile<opencc::MarisaDict>(file);
    for (const auto& entry : *dictionary->GetLexicon()) {
      std::vector<std::u32string> values;
      for (const std::string& value : entry->Values()) values.push_back(to_utf32(value));
      if (!values.empty()) entries.emplace(to_utf32(entry->Key()), std::move(values));
    }
  } catch (const std::exception&) {
    give_up("OpenCC's dictionary cannot be read: " + file);
  }
  return entries;
}

namespace {

// From OpenCC's standard to a region's forms, or the other way round.
Characters characters_of(const std::string& opencc_folder, std::string_view name) {
  Characters characters;
  for (const auto& [from, to] : opencc_dictionary(opencc_folder, name))
    characters.emplace(from[0], to.front()[0]);
  return characters;
}

char32_t mapped(const Characters& characters, char32_t c) {
  const auto found = characters.find(c);
  return found == characters.end() ? c : found->second;
}

Characters forms_of(const std::string& opencc_folder, Region region) {
  return characters_of(opencc_folder, region == Region::taiwan ? "TWVariants" : "HKVariants");
}

}  // namespace

Rules simplifying_rules(const std::string& opencc_folder) {
  Rules rules = opencc_rules(opencc_folder, "TSCharacters", "TSPhrases");
  const Rules icu = icu_rules("Traditional-Simplified");
  for (const auto& [from, to] : icu.characters) {
    // ICU turns 「 into “ too; quotation marks stay as they are.
    if (is_han(from) && !bad_icu_characters.contains(from)) {
      rules.characters.try_emplace(from, to);
    }
  }
  for (const auto& [from, to] : icu.phrases) {
    if (!is_bad_icu_phrase(from)) rules.phrases.try_emplace(from, to);
  }
  // 衞 as Hong Kong writes it is in neither; 吃 and 抬 are simplified themselves.
  const std::set<char32_t> simplified = gb2312_han();
  for (const Region region : {Region::taiwan, Region::hongkong}) {
    for (const auto& [standard, form] : forms_of(opencc_folder, region)) {
      if (!simplified.contains(form))
        rules.characters.try_emplace(form, mapped(rules.characters, standard));
    }
  }
  for (const auto& [from, to] : simplified_characters) rules.characters[from] = to;
  for (const auto& [from, to] : simplified_phrases) rules.phrases[std::u32string(from)] = to;
  return rules;
}

Rules traditionalising_rules(const std::string& opencc_folder, Region region) {
  Rules rules = opencc_rules(opencc_folder, "STCharacters", "STPhrases");
  const Characters usual = forms_of(opencc_folder, region);
  const auto in_usual_form = [&usual](char32_t c) { return mapped(usual, c); };
  for (auto& [from, to] : rules.characters) to = in_usual_form(to);
  rules.characters.insert(usual.begin(), usual.end());
  for (auto& [from, to] : rules.phrases) std::ranges::transform(to, to.begin(), in_usual_form);
  return rules;
}

Rules regional_rules(const std::string& opencc_folder, Region region) {
  const Region other = region == Region::taiwan ? Region::hongkong : Region::taiwan;
  const Characters usual = forms_of(opencc_folder, region);
  Rules rules{usual, {}};
  // What the other region writes for the same character, where this one does not write it too:
  // Taiwan has 煙 and 台 of its own beside 菸 and 臺, but not 説. Taiwan's 么 for 幺 is 麼 in
  // simplified text, which comes here as well.
  const std::set<char32_t> in_taiwan = big5_han();
  const Characters traditional = characters_of(opencc_folder, "STCharacters");
  for (const auto& [standard, form] : forms_of(opencc_folder, other)) {
    const bool is_shared = region == Region::taiwan && in_taiwan.contains(form);
    const char32_t meant = mapped(traditional, form);
    const bool is_another = meant != form && meant != standard;
    if (!is_shared && !is_another) rules.characters.try_emplace(form, mapped(usual, standard));
  }
  if (region == Region::taiwan) return rules;
  // 看著 is 看着 in Hong Kong, 著名 is not.
  for (const auto& [from, to] : opencc_dictionary(opencc_folder, "TWVariantsRevPhrases")) {
    std::u32string phrase = to.front();
    std::ranges::transform(phrase, phrase.begin(),
                           [&usual](char32_t c) { return mapped(usual, c); });
    rules.phrases.emplace(from, std::move(phrase));
  }
  return rules;
}

// GBK has GB2312's rows at the same bytes.
std::vector<char32_t> common_simplified() { return han_in("GBK", {0xB0, 0xD7}, {0xA1, 0xFE}); }

std::set<char32_t> gb2312_han() {
  const std::vector<char32_t> all = han_in("GBK", {0xB0, 0xF7}, {0xA1, 0xFE});
  return {all.begin(), all.end()};
}

std::set<char32_t> big5_han() {
  const std::vector<char32_t> all = han_in("windows-950", {0xA4, 0xF9}, {0x40, 0xFE});
  return {all.begin(), all.end()};
}

std::vector<std::pair<char32_t, char32_t>> variant_pairs(const std::string& opencc_folder) {
  std::vector<std::pair<char32_t, char32_t>> pairs(own_variants.begin(), own_variants.end());
  for (const char* const name : {"TSCharacters", "STCharacters", "TWVariants", "HKVariants"}) {
    for (const auto& [key, values] : opencc_dictionary(opencc_folder, name)) {
      // Of 畫: 画 划 only the first is the same character; all of 干: 幹 乾 are written so.
      const std::size_t taken = std::string_view(name) == "TSCharacters" ? 1 : values.size();
      for (std::size_t i = 0; i < taken; ++i) {
        if (key.size() == 1 && values[i].size() == 1) pairs.emplace_back(key[0], values[i][0]);
      }
    }
  }
  for (const char* const name : {"Traditional-Simplified", "Simplified-Traditional"}) {
    for (const auto& [from, to] : icu_rules(name).characters) {
      if (is_han(from)) pairs.emplace_back(from, to);
    }
  }
  return pairs;
}

}  // namespace newsarc::text::generate
