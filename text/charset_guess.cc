#include "text/charset_guess.h"

#include <uchardet.h>

#include <algorithm>
#include <memory>

#include "text/charset.h"
#include "text/charset_bytes.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// A guess needs no more. Half a megabyte of script can stand before the first of them.
constexpr std::size_t enough_pairs = 5'000;
constexpr std::size_t enough_bytes = 256 * 1024;  // for uchardet

struct Pairs {
  std::size_t common = 0;   // level 1: what most text is made of
  std::size_t telling = 0;  // what Chinese text has and its neighbours' text has not
  std::size_t kana = 0;
  std::size_t other = 0;      // well-formed
  std::size_t malformed = 0;  // a lead byte without its trail

  std::size_t total() const { return common + kana + other + malformed; }
};

// GB2312 level 1 is B0A1 to D7F9. Telling are those after C8FE, where the hangul of EUC-KR ends.
// Rows A4 and A5 are hiragana and katakana.
void count_gb_pair(unsigned lead, unsigned trail, Pairs& pairs) {
  const bool is_row_pair = trail >= 0xA1;
  if (is_row_pair && lead >= 0xB0 && lead <= 0xD7) {
    ++pairs.common;
    if (lead > 0xC8) ++pairs.telling;
  } else if (is_row_pair && (lead == 0xA4 || lead == 0xA5)) {
    ++pairs.kana;
  } else {
    ++pairs.other;
  }
}

Pairs weigh_gb(std::string_view bytes) {
  Pairs pairs;
  for (std::size_t at = 0; at < bytes.size() && pairs.total() < enough_pairs; ++at) {
    at += ascii_run(bytes, at);
    if (at >= bytes.size()) break;
    const unsigned lead = byte_at(bytes, at);
    const unsigned trail = byte_at(bytes, at + 1);
    if (lead == 0x80 || lead == 0xFF || trail < 0x40 || trail == 0x7F || trail == 0xFF) {
      ++pairs.malformed;
      continue;
    }
    count_gb_pair(lead, trail, pairs);
    ++at;
  }
  return pairs;
}

// Big5 level 1 is A440 to C67E. Telling are low trail bytes, which no other East Asian charset's
// double-byte rows have but GBK's rare ones.
Pairs weigh_big5(std::string_view bytes) {
  Pairs pairs;
  for (std::size_t at = 0; at < bytes.size() && pairs.total() < enough_pairs; ++at) {
    at += ascii_run(bytes, at);
    if (at >= bytes.size()) break;
    const unsigned lead = byte_at(bytes, at);
    const unsigned trail = byte_at(bytes, at + 1);
    const bool is_trail = (trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE);
    if (lead == 0x80 || lead == 0xFF || !is_trail) {
      ++pairs.malformed;
      continue;
    }
    ++(lead >= 0xA4 && lead <= 0xC6 ? pairs.common : pairs.other);
    if (trail <= 0x7E) ++pairs.telling;
    ++at;
  }
  return pairs;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Three quarters of Chinese news prose is level 1, half of it where traditional prose is written in
// GBK; the rest is mostly punctuation. Two fifths of either are telling. Words of one-byte
// alphabets are of odd length half the time, which tears pairs; a third of Japanese is kana.
bool is_chinese(const Pairs& pairs) {
  return share(pairs.common, pairs.total()) > 0.4 && share(pairs.telling, pairs.total()) > 0.1 &&
         share(pairs.kana, pairs.total()) < 0.1 && share(pairs.malformed, pairs.total()) < 0.05;
}

using Detector = std::unique_ptr<std::remove_pointer_t<uchardet_t>, decltype(&uchardet_delete)>;

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

std::string guess_by_uchardet(std::string_view bytes) {
  const auto first = std::ranges::find_if_not(bytes, is_ascii);
  if (first != bytes.end()) bytes.remove_prefix(static_cast<std::size_t>(first - bytes.begin()));
  bytes = bytes.substr(0, enough_bytes);
  const Detector detector(uchardet_new(), &uchardet_delete);
  if (uchardet_handle_data(detector.get(), bytes.data(), bytes.size()) == 0) {
    uchardet_data_end(detector.get());
    const std::string_view found = uchardet_get_charset(detector.get());
    // uchardet's own word for euc-kr with its extension.
    auto charset = charset_from_label(found == "UHC" ? "euc-kr" : found);
    if (charset && *charset != "utf-8" && !charset->starts_with("utf-16")) return *charset;
  }
  return "windows-1252";  // the HTML Standard's default for most locales
}

}  // namespace

Utf8Evidence weigh_utf8(std::string_view bytes) {
  Utf8Evidence evidence;
  for (std::size_t at = 0; (at += ascii_run(bytes, at)) < bytes.size();) {
    if (const std::size_t run = three_byte_run(bytes, at); run > 0) {
      evidence.more_bytes += run / 3;
      at += run;
      continue;
    }
    const CodePoint next = multibyte_at(bytes, at);
    if (next.length == 1) {
      if (bytes.size() - at >= 4) ++evidence.malformed;
      // The rest of a malformed stretch is no further evidence.
      for (++at; at < bytes.size() && (byte_at(bytes, at) & 0xC0) == 0x80;) ++at;
      continue;
    }
    evidence.two_bytes += next.length == 2 ? 1 : 0;
    evidence.more_bytes += next.length > 2 ? 1 : 0;
    at += next.length;
  }
  return evidence;
}

// The pages of ../shared/eval/extract/zh-news in GBK, GBK of traditional text and Big5: none was
// Chinese text in the other charset too, since GB2312 has no low trail bytes, GBK's others tear a
// tenth of the pairs of Big5, and Big5 has hardly any lead after C8.
std::optional<std::string> plain_chinese_charset(std::string_view bytes) {
  constexpr std::size_t enough = 20;
  const Pairs gb = weigh_gb(bytes);
  const Pairs big5 = weigh_big5(bytes);
  if (gb.total() < enough || is_chinese(gb) == is_chinese(big5)) return std::nullopt;
  return is_chinese(gb) ? "gb18030" : "big5";
}

std::string guess_legacy_charset(std::string_view bytes) {
  const Pairs gb = weigh_gb(bytes);
  const Pairs big5 = weigh_big5(bytes);
  const bool can_be_gb = is_chinese(gb);
  const bool can_be_big5 = is_chinese(big5);
  if (can_be_gb && can_be_big5) {
    return share(gb.common, gb.total()) >= share(big5.common, big5.total()) ? "gb18030" : "big5";
  }
  if (can_be_gb) return "gb18030";
  if (can_be_big5) return "big5";
  return guess_by_uchardet(bytes);
}

}  // namespace newsarc::text
