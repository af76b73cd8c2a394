#include "text/fold.h"
#include "text/search.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// FTS5's unicode61 keeps these marks inside a word; all others end one.
bool is_mark_in_word(char32_t c) { return c >= 0x300 && c <= 0x331; }

}  // namespace

std::string terms(std::string_view utf8) {
  const std::string folded = fold(utf8);
  std::string found;
  found.reserve(folded.size() + folded.size() / 3);
  bool in_word = false;
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint next = code_point_at(folded, at);
    const std::string_view bytes = std::string_view(folded).substr(at, next.length);
    at += next.length;
    if (in_word && is_mark_in_word(next.value)) {
      found += bytes;
      continue;
    }
    const bool is_term = is_word(next.value);
    const bool stands_alone = is_term && is_cjk(next.value);
    if (is_term && (stands_alone || !in_word) && !found.empty()) found.push_back(' ');
    if (is_term) found += bytes;
    in_word = is_term && !stands_alone;
  }
  return found;
}

}  // namespace newsarc::text
