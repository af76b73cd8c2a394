#include "text/generate/conversion_tables.h"

#include <algorithm>
#include <bit>
#include <set>
#include <vector>

#include "text/conversion_table.h"
#include "text/generate/chinese_rules.h"
#include "text/generate/table_writer.h"
#include "text/phrase_table.h"
#include "text/utf8.h"

namespace newsarc::text::generate {
namespace {

std::string to_utf8(std::u32string_view points) {
  std::string utf8;
  for (const char32_t c : points) append(utf8, c);
  return utf8;
}

// What to_simplified() and its twin do, in the plainest way: the longest phrase, else the
// character.
std::u32string convert(std::u32string_view text, const Rules& rules, std::size_t longest) {
  std::u32string converted;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = std::min(longest, text.size() - at);
    for (; length > 1; --length) {
      const auto phrase = rules.phrases.find(std::u32string(text.substr(at, length)));
      if (phrase == rules.phrases.end()) continue;
      converted += phrase->second;
      break;
    }
    if (length <= 1) {
      const auto character = rules.characters.find(text[at]);
      converted.push_back(character == rules.characters.end() ? text[at] : character->second);
      length = 1;
    }
    at += length;
  }
  return converted;
}

// Most of OpenCC's phrases say what its characters and shorter phrases say already: 49,051 of them
// shrink to 7,281 with no line of CC-CEDICT converted otherwise.
Rules without_idle_phrases(const Rules& rules) {
  std::vector<const Phrases::value_type*> by_length;
  for (const auto& phrase : rules.phrases) by_length.push_back(&phrase);
  std::ranges::stable_sort(by_length, {}, [](const auto* phrase) { return phrase->first.size(); });
  Rules kept{rules.characters, {}};
  for (const auto* const phrase : by_length) {
    if (convert(phrase->first, kept, phrase->first.size()) != phrase->second) {
      kept.phrases.insert(*phrase);
    }
  }
  return kept;
}

void write_phrases(std::ostream& out, const std::string& name, const Phrases& phrases) {
  std::vector<std::uint32_t> slots(std::bit_ceil(phrases.size() * 2), 0);
  std::vector<std::uint32_t> entries{0};  // no array is empty
  for (const auto& [from, to] : phrases) {
    const std::string key = to_utf8(from);
    const std::string value = to_utf8(to);
    PhraseHash hash;
    hash.add(key);
    std::size_t slot = hash.state & (slots.size() - 1);
    while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
    slots[slot] = static_cast<std::uint32_t>(entries.size() + 1);
    entries.push_back(static_cast<std::uint32_t>(key.size()));
    entries.push_back(static_cast<std::uint32_t>(value.size()));
    for (const char byte : key + value) entries.push_back(static_cast<unsigned char>(byte));
  }
  write_array(out, name + "_slots", 32, slots);
  write_array(out, name + "_entries", 8, entries);
}

// Characters that only one of the two scripts writes: 创 and 創, but not 后, 里 or 台.
struct Telling {
  std::set<char32_t> traditional, simplified;
};

Telling telling_characters(const Rules& simplifying, const Rules& traditionalising) {
  const std::set<char32_t> in_gb2312 = gb2312_han();
  const std::set<char32_t> in_big5 = big5_han();
  Telling telling;
  for (const auto& [from, to] : simplifying.characters) {
    if (from != to && !in_gb2312.contains(from)) telling.traditional.insert(from);
  }
  for (const auto& [from, to] : traditionalising.characters) {
    if (from != to && !in_big5.contains(from) && !telling.traditional.contains(from)) {
      telling.simplified.insert(from);
    }
  }
  return telling;
}

CodePointMap table_of(const Rules& rules, const Telling& telling, Fingerprint& fingerprint) {
  CodePointMap table;
  for (const auto& [from, to] : rules.characters) table[from] = to;
  for (const auto& [from, to] : rules.phrases) {
    std::uint32_t& value = table.try_emplace(from[0], from[0]).first->second;
    const auto length = static_cast<std::uint32_t>(from.size()) << conversion_length_shift;
    const std::uint32_t known = value & conversion_length_mask << conversion_length_shift;
    value = (value & conversion_target_mask) | std::max(known, length);
    for (const char32_t c : from + to) fingerprint.add(c);
  }
  for (const char32_t c : telling.traditional) {
    table.try_emplace(c, c).first->second |= only_traditional;
  }
  for (const char32_t c : telling.simplified) {
    table.try_emplace(c, c).first->second |= only_simplified;
  }
  for (const auto& [from, value] : table) fingerprint.add(std::uint64_t{from} << 32 | value);
  return table;
}

}  // namespace

void write_conversion_tables(std::ostream& out, const std::string& opencc_folder) {
  const Rules simplifying = without_idle_phrases(simplifying_rules(opencc_folder));
  const Rules traditionalising =
      without_idle_phrases(traditionalising_rules(opencc_folder, Region::taiwan));
  const Telling telling = telling_characters(simplifying, traditionalising);
  Fingerprint fingerprint;
  const auto write = [&](const std::string& name, const Rules& rules) {
    write_paged_table(out, name + "_table", table_of(rules, telling, fingerprint));
    write_phrases(out, name, rules.phrases);
  };
  write("simplify", simplifying);
  write("traditionalise", traditionalising);
  out << "constexpr std::uint32_t conversion_fingerprint = " << (fingerprint.value() & 0xFFFFFFFF)
      << ";\n";
  // Forms on demand: they are not kept in archives, and no part of the fingerprint.
  write("hongkong", without_idle_phrases(traditionalising_rules(opencc_folder, Region::hongkong)));
  write("taiwan_forms", without_idle_phrases(regional_rules(opencc_folder, Region::taiwan)));
  write("hongkong_forms", without_idle_phrases(regional_rules(opencc_folder, Region::hongkong)));
}

}  // namespace newsarc::text::generate
