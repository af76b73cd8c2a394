#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <tuple>
#include <utility>

#include "text/fold.h"
#include "text/query.h"
#include "text/search.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// A term where it stands: several share a place when one character folds to many.
struct Placed {
  std::string term;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Hit {
  std::size_t phrase = 0;  // which of those looked for
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Marks join the letter before them, half-width voicing marks the kana before them.
bool joins_previous(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F;
}

// Whether terms() makes a word of `c` and what follows, as of ㎏, which folds to letters.
bool is_in_word(char32_t c) {
  if (c < 0x80 || is_cjk(c)) return is_word(c) && !is_cjk(c);
  std::string utf8;
  append(utf8, c);
  const std::string folded = fold(utf8);
  if (folded.empty()) return false;
  const char32_t first = code_point_at(folded, 0).value;
  return is_word(first) && !is_cjk(first);
}

std::size_t unit_end(std::string_view text, std::size_t at) {
  const CodePoint first = code_point_at(text, at);
  const bool is_run = is_in_word(first.value);
  at += first.length;
  while (at < text.size()) {
    const CodePoint next = code_point_at(text, at);
    if (!(is_run && is_in_word(next.value)) && !joins_previous(next.value)) break;
    at += next.length;
  }
  return at;
}

std::vector<Placed> place_terms(std::string_view text) {
  std::vector<Placed> placed;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = unit_end(text, at);
    for (std::string& term : term_list(text.substr(at, end - at))) {
      placed.push_back({std::move(term), at, end});
    }
    at = end;
  }
  return placed;
}

bool stands_at(const std::vector<Placed>& placed, std::size_t at,
               const std::vector<std::string>& terms) {
  if (placed.size() - at < terms.size()) return false;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    if (placed[at + i].term != terms[i]) return false;
  }
  return true;
}

using Phrases = std::vector<QueryPhrase>;

// Each once, in no order that means anything.
Phrases shown_phrases(const Query& query) {
  Phrases phrases;
  for (const auto& alternative : query.alternatives)
    std::ranges::copy_if(alternative, std::back_inserter(phrases),
                         [](const auto& phrase) { return phrase.column == Column::any; });
  const auto told = [](const QueryPhrase& phrase) { return std::tie(phrase.terms, phrase.key); };
  std::ranges::sort(phrases, {}, told);
  const auto is_again = [&](const auto& one, const auto& other) {
    return told(one) == told(other);
  };
  phrases.erase(std::unique(phrases.begin(), phrases.end(), is_again), phrases.end());
  return phrases;
}

// Those that begin with the term, of phrases in order.
std::span<const QueryPhrase> beginning_with(const Phrases& phrases, const std::string& term) {
  const auto first_term = [](const QueryPhrase& phrase) -> const std::string& {
    return phrase.terms.front();
  };
  const auto begin = std::ranges::lower_bound(phrases, term, {}, first_term);
  const auto end = std::ranges::upper_bound(begin, phrases.end(), term, {}, first_term);
  return {begin, end};
}

// Whether the terms stand together as they were typed, with the same marks between them.
bool is_as_typed(std::string_view stretch, const QueryPhrase& phrase) {
  return phrase.terms.size() == 1 || phrase_key(stretch).find(phrase.key) != std::string::npos;
}

// The first of them, as many as any snippet needs: a phrase of one character said over and over
// stands at every place of a text that does the same.
std::vector<Hit> find_hits(std::string_view text, const Query& query) {
  constexpr std::size_t most = 1000;
  const std::vector<Placed> placed = place_terms(text);
  const Phrases wanted = shown_phrases(query);
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < placed.size() && hits.size() < most; ++at) {
    for (const auto& phrase : beginning_with(wanted, placed[at].term)) {
      if (!stands_at(placed, at, phrase.terms)) continue;
      const Hit hit{static_cast<std::size_t>(&phrase - wanted.data()), placed[at].begin,
                    placed[at + phrase.terms.size() - 1].end};
      if (is_as_typed(text.substr(hit.begin, hit.end - hit.begin), phrase)) hits.push_back(hit);
    }
  }
  return hits;
}

// The offset `count` characters before or behind `at`, or the text's edge.
std::size_t back_from(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at > 0; --count) at -= code_point_before(text, at).length;
  return at;
}

std::size_t on_from(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at < text.size(); --count) at += code_point_at(text, at).length;
  return at;
}

// The first hit from which a stretch of `width` characters shows the most different phrases.
std::size_t best_hit(std::string_view text, const std::vector<Hit>& hits, std::size_t width) {
  std::size_t best = 0;
  std::size_t most = 0;
  std::map<std::size_t, std::size_t> seen_from;  // of each phrase, the last hit it was counted for
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const std::size_t limit = on_from(text, hits[i].begin, width);
    std::size_t shown = 0;
    for (std::size_t j = i; j < hits.size() && hits[j].end <= limit; ++j)
      shown += std::exchange(seen_from[hits[j].phrase], i + 1) == i + 1 ? 0 : 1;
    if (shown <= most) continue;
    best = i;
    most = shown;
  }
  return best;
}

struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A quarter of the width leads up to the first hit, as far as the last one does not fall out.
Stretch choose_stretch(std::string_view text, const std::vector<Hit>& hits, std::size_t width) {
  if (hits.empty()) return {0, on_from(text, 0, width)};
  const Hit& first = hits[best_hit(text, hits, width)];
  std::size_t shown_to = first.end;
  const std::size_t limit = on_from(text, first.begin, width);
  for (const Hit& hit : hits) {
    if (hit.begin >= first.begin && hit.end <= limit) shown_to = std::max(shown_to, hit.end);
  }
  const std::size_t taken = count_code_points(text.substr(first.begin, shown_to - first.begin));
  const std::size_t lead = std::min(width / 4, width - std::min(width, taken));
  const std::size_t begin = back_from(text, first.begin, lead);
  const std::size_t end = on_from(text, begin, width);
  if (end < text.size()) return {begin, end};
  return {back_from(text, end, width), end};
}

// What is to be marked: hits that overlap as one.
std::vector<Stretch> marks_in(const Stretch& stretch, const std::vector<Hit>& hits) {
  std::vector<Stretch> marks;
  for (const Hit& hit : hits) {
    if (hit.begin < stretch.begin || hit.end > stretch.end) continue;
    if (!marks.empty() && hit.begin < marks.back().end) {
      marks.back().end = std::max(marks.back().end, hit.end);
    } else {
      marks.push_back({hit.begin, hit.end});
    }
  }
  return marks;
}

}  // namespace

std::string snippet(std::string_view body, std::string_view query, std::size_t width,
                    std::string_view open, std::string_view close) {
  const std::string text = collapse_blanks(body);
  const std::vector<Hit> hits = find_hits(text, read_query(query));
  const Stretch stretch = choose_stretch(text, hits, width);
  std::string shown = stretch.begin > 0 ? "…" : "";
  std::size_t at = stretch.begin;
  for (const Stretch& mark : marks_in(stretch, hits)) {
    shown += text.substr(at, mark.begin - at);
    shown += open;
    shown += text.substr(mark.begin, mark.end - mark.begin);
    shown += close;
    at = mark.end;
  }
  shown += text.substr(at, stretch.end - at);
  if (stretch.end < text.size()) shown += "…";
  return shown;
}

}  // namespace newsarc::text
