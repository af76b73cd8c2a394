#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "text/fold_table.h"
#include "text/paged_table.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

#include "fold_tables.inc"  // fold_table, fold_fingerprint

// Of what the table says of `c`.
char32_t fold_by(std::uint32_t entry, char32_t c) {
  return entry == 0 || entry == fold_by_icu ? c : entry;
}

// The slow way: NFKC_Casefold of a stretch, then the class of each character.
void append_by_icu(std::string& folded, std::string_view stretch) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return;
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal);
  const icu::StringPiece piece(stretch.data(), static_cast<std::int32_t>(stretch.size()));
  normalizer->normalizeUTF8(0, piece, sink, nullptr, status);
  for (std::size_t at = 0; at < normal.size();) {
    const CodePoint next = code_point_at(normal, at);
    append(folded, fold_by(fold_table.at(next.value), next.value));
    at += next.length;
  }
}

bool needs_icu(char32_t c) { return c >= 0x80 && fold_table.at(c) == fold_by_icu; }

bool is_cut_before(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* const normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  return U_FAILURE(status) || normalizer->hasBoundaryBefore(static_cast<UChar32>(c));
}

// Behind the characters at `at` that only ICU can fold, but for a heap of marks, which it would
// sort in quadratic time, and not more than it takes at once.
std::size_t skip_dependent(std::string_view utf8, std::size_t at) {
  constexpr std::size_t at_once = std::size_t{1} << 24;
  const std::size_t begin = at;
  for (std::size_t marks = 0; at < utf8.size() && marks < most_marks;) {
    const CodePoint next = code_point_at(utf8, at);
    if (!needs_icu(next.value)) break;
    if (at - begin > at_once && is_cut_before(next.value)) break;
    marks = is_mark(next.value) ? marks + 1 : 0;
    at += next.length;
  }
  return at;
}

}  // namespace

std::string fold(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  Appender out(folded);
  // Where the last character began, here and in the output: a mark that follows joins it.
  std::size_t start = 0;
  std::size_t folded_start = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint next = code_point_at(utf8, at);
    const std::uint32_t entry = fold_table.at(next.value);
    if (next.value < 0x80 || entry != fold_by_icu) {
      start = at;
      folded_start = out.size();
      out.add(fold_by(entry, next.value));
      at += next.length;
      continue;
    }
    at = skip_dependent(utf8, at);
    out.flush();
    folded.resize(folded_start);
    append_by_icu(folded, utf8.substr(start, at - start));
    while (at < utf8.size() && is_mark(code_point_at(utf8, at).value)) {
      at += code_point_at(utf8, at).length;  // more than most_marks of them: no text, no key
    }
    start = at;
    folded_start = folded.size();
  }
  out.flush();
  return folded;
}

std::optional<char32_t> fold_of(char32_t c) {
  if (needs_icu(c)) return std::nullopt;
  return fold_by(fold_table.at(c), c);
}

std::string comparison_key(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::string key;
  key.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint next = code_point_at(folded, at);
    if (!is_blank(next.value)) key.append(folded, at, next.length);
    at += next.length;
  }
  return key;
}

int fold_version() { return fold_fingerprint; }

}  // namespace newsarc::text
