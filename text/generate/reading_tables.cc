#include "text/generate/reading_tables.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <set>
#include <string>

#include "text/generate/chinese_rules.h"
#include "text/generate/table_writer.h"
#include "text/reading_table.h"
#include "text/utf8.h"

namespace newsarc::text::generate {
namespace {

// The letters of a reading without its tone mark, composed: "lǜ" -> "lü".
icu::UnicodeString without_tone(const icu::UnicodeString& reading, UErrorCode& status) {
  const icu::UnicodeString apart =
      icu::Normalizer2::getNFDInstance(status)->normalize(reading, status);
  icu::UnicodeString plain;
  for (std::int32_t i = 0; i < apart.length(); ++i) {
    const char16_t c = apart[i];
    if (c != 0x300 && c != 0x301 && c != 0x304 && c != 0x30C) plain.append(c);
  }
  return icu::Normalizer2::getNFCInstance(status)->normalize(plain, status);
}

bool is_syllable(const icu::UnicodeString& plain) {
  for (std::int32_t i = 0; i < plain.length(); ++i) {
    if ((plain[i] < u'a' || plain[i] > u'z') && plain[i] != u'ü') return false;
  }
  return !plain.isEmpty();
}

struct Readings {
  std::map<char32_t, std::string> of;
  std::set<std::string> toned, plain;
};

Readings icu_readings() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> converter(
      icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  if (U_FAILURE(status)) {
    std::cerr << "text_tables: ICU has no transliterator Han-Latin\n";
    std::exit(1);
  }
  Readings readings;
  for (char32_t c = 0x3400; c <= 0x9FFF; ++c) {
    icu::UnicodeString reading(static_cast<UChar32>(c));
    converter->transliterate(reading);
    reading.trim();
    const icu::UnicodeString plain = without_tone(reading, status);
    if (U_FAILURE(status) || !is_syllable(plain)) continue;
    std::string toned_utf8, plain_utf8;
    readings.plain.insert(plain.toUTF8String(plain_utf8));
    readings.toned.insert(reading.toUTF8String(toned_utf8));
    readings.of.emplace(c, toned_utf8);
  }
  return readings;
}

void write_words(std::ostream& out, std::string_view name, const std::set<std::string>& words) {
  out << "constexpr std::string_view " << name << "[] = {";
  for (const std::string& word : words) out << '"' << word << "\",";
  out << "};\n";
}

}  // namespace

void write_reading_tables(std::ostream& out) {
  const Readings readings = icu_readings();
  std::map<std::string, std::uint32_t> numbers;
  for (const std::string& toned : readings.toned) {
    numbers.emplace(toned, static_cast<std::uint32_t>(numbers.size() + 1));
  }
  CodePointMap table;
  for (const auto& [c, reading] : readings.of) table.emplace(c, numbers.at(reading));
  for (const char32_t c : common_simplified()) table[c] |= is_common_simplified;
  write_paged_table(out, "reading_table", table);
  write_words(out, "readings", readings.toned);
  write_words(out, "syllables", readings.plain);
}

}  // namespace newsarc::text::generate
