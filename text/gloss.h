#pragma once
// Pinyin glosses: readings that machine converters leave in parentheses after a character, as in
// 創(chuàng)新. Whether a page is glossed is decided once, over its whole text; only then are they
// taken out.

#include <string>
#include <string_view>
#include <vector>

namespace newsarc::text {

struct Gloss {
  std::size_t offset = 0;  // bytes into the text given: where the opening parenthesis stands
  std::string reading;     // without its parentheses

  bool operator==(const Gloss&) const = default;
};

struct Unglossed {
  std::string text;
  std::vector<Gloss> removed;  // in text order

  bool operator==(const Unglossed&) const = default;
};

// Whether a whole page's text is littered with machine-made glosses: at least five agree with the
// character's usual reading, on at least three characters, nine tenths of them agree, the
// characters are common ones, and fewer than half follow another gloss. Teaching texts, rare names
// and annotated poems are not.
bool looks_glossed(std::string_view page_text);

// Takes out every gloss: one Han character, a parenthesis of either width, one lower-case syllable
// with exactly one tone mark. (GDP) and （2020年） stay. Says nothing about whether it should.
Unglossed drop_glosses(std::string_view utf8);

// Pairs that the converter tore apart, 量?jī)x: a sign of a machine-made page, not mended.
bool has_torn_glosses(std::string_view utf8);

}  // namespace newsarc::text
