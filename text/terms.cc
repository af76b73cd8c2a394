#include "text/fold.h"
#include "text/search.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

enum class Piece { character, word, other };  // a term alone, a term of several, no term

// FTS5's unicode61 keeps these marks inside a word; all others end one.
bool is_mark_in_word(char32_t c) { return c >= 0x300 && c <= 0x331; }

std::size_t word_end(std::string_view folded, std::size_t at) {
  while (at < folded.size()) {
    const CodePoint next = code_point_at(folded, at);
    const bool goes_on = is_word(next.value) ? !is_cjk(next.value) : is_mark_in_word(next.value);
    if (!goes_on) break;
    at += next.length;
  }
  return at;
}

// Calls `each` with every term of a folded text, and with every character between.
template <class Each>
void take_apart(std::string_view folded, const Each& each) {
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint first = code_point_at(folded, at);
    const Piece piece = !is_word(first.value) ? Piece::other
                        : is_cjk(first.value) ? Piece::character
                                              : Piece::word;
    const std::size_t end =
        piece == Piece::word ? word_end(folded, at + first.length) : at + first.length;
    each(piece, folded.substr(at, end - at));
    at = end;
  }
}

// Which of several marks a page has for one purpose is its converter's choice, or its keyboard's.
// A blank or a middle dot inside a name says nothing at all: 王　伟, 唐纳德·特朗普.
std::string_view mark_key(std::string_view mark) {
  const char32_t c = code_point_at(mark, 0).value;
  if (is_blank(c)) return "";
  switch (c) {
    case U'·':
    case U'•':
    case U'‧':
    case U'∙':
    case U'⋅':
    case U'・':
      return "";
    case U'“':
    case U'”':
    case U'「':
    case U'」':
    case U'『':
    case U'』':
    case U'‘':
    case U'’':
    case U'\'':
      return "\"";
    case U'‐':
    case U'‒':
    case U'–':
    case U'—':
    case U'―':
    case U'−':
      return "-";
    case U'。':
      return ".";
    case U'、':
      return ",";
    default:
      return mark;
  }
}

}  // namespace

std::string terms(std::string_view utf8) { return terms_of_folded(fold(utf8)); }

std::string terms_of_folded(std::string_view folded) {
  std::string found;
  found.reserve(folded.size() + folded.size() / 3);
  take_apart(folded, [&found](Piece piece, std::string_view bytes) {
    if (piece == Piece::other) return;
    if (!found.empty()) found.push_back(' ');
    found += bytes;
  });
  return found;
}

std::string phrase_key(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::string key, gap;
  key.reserve(folded.size() + folded.size() / 8);
  take_apart(folded, [&](Piece piece, std::string_view bytes) {
    if (piece == Piece::other) {
      if (!key.empty()) gap += mark_key(bytes);
      return;
    }
    key += gap;
    gap.clear();
    if (piece == Piece::word) key.push_back(' ');
    key += bytes;
    if (piece == Piece::word) key.push_back(' ');
  });
  return key;
}

}  // namespace newsarc::text
