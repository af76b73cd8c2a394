#include "text/query.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

#include "core/ascii.h"
#include "text/search.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

// The marks that open and close a quotation. A Chinese keyboard gives “ and ” by turns, so either
// may come first.
struct Quotation {
  std::u32string_view opening;
  std::u32string_view closing;
};

constexpr std::array<Quotation, 4> quotations{
    {{U"\"＂", U"\"＂"}, {U"“”", U"“”"}, {U"「", U"」"}, {U"『", U"』"}}};

const Quotation* quotation_opened_by(char32_t c) {
  const auto* const found = std::ranges::find_if(quotations, [c](const Quotation& quotation) {
    return quotation.opening.find(c) != std::u32string_view::npos;
  });
  return found == quotations.end() ? nullptr : found;
}

bool is_minus(char32_t c) { return c == U'-' || c == U'－' || c == U'﹣' || c == U'−'; }
bool is_colon(char32_t c) { return c == U':' || c == U'：' || c == U'﹕'; }

struct Name {
  std::string_view word;
  Column column;
};

constexpr std::array<Name, 2> names{{{"title", Column::title}, {"author", Column::author}}};

struct Words {
  std::string_view text;
  bool is_quoted = false;
};

// Reads a query from left to right, one word or quotation at a time.
class Reader {
 public:
  explicit Reader(std::string_view query) : rest_(trim(query)) {}

  bool at_end() const { return rest_.empty(); }

  // Takes a minus that stands before a word.
  bool take_minus() {
    const CodePoint first = code_point_at(rest_, 0);
    if (!is_minus(first.value) || rest_.size() == first.length) return false;
    if (is_blank(code_point_at(rest_, first.length).value)) return false;
    rest_.remove_prefix(first.length);
    return true;
  }

  Column take_column() {
    for (const auto& [word, column] : names) {
      if (rest_.size() <= word.size()) continue;
      if (!same_letters(rest_.substr(0, word.size()), word)) continue;
      const CodePoint next = code_point_at(rest_, word.size());
      if (!is_colon(next.value)) continue;
      rest_ = trim(rest_.substr(word.size() + next.length));
      return column;
    }
    return Column::any;
  }

  // A quotation without its marks, or all up to the next blank or quotation. Empty only when
  // nothing but marks was there.
  Words take_words() {
    if (rest_.empty()) return {};
    const CodePoint first = code_point_at(rest_, 0);
    const Quotation* const quotation = quotation_opened_by(first.value);
    std::size_t end = quotation != nullptr ? first.length : 0;
    const std::size_t begin = end;
    while (end < rest_.size()) {
      const CodePoint next = code_point_at(rest_, end);
      if (quotation != nullptr ? closes(*quotation, next.value) : ends_word(next.value)) break;
      end += next.length;
    }
    const std::string_view words = rest_.substr(begin, end - begin);
    if (quotation != nullptr && end < rest_.size()) end += code_point_at(rest_, end).length;
    rest_ = trim(rest_.substr(end));
    return {words, quotation != nullptr};
  }

 private:
  static bool closes(const Quotation& quotation, char32_t c) {
    return quotation.closing.find(c) != std::u32string_view::npos;
  }
  static bool ends_word(char32_t c) { return is_blank(c) || quotation_opened_by(c) != nullptr; }

  std::string_view rest_;
};

bool is_or(std::string_view word) { return word == "OR" || word == "ＯＲ"; }
bool is_and(std::string_view word) { return word == "AND" || word == "ＡＮＤ"; }

bool says_the_same(const QueryPhrase& one, const QueryPhrase& other) {
  return one.column == other.column && one.terms == other.terms && one.key == other.key;
}

// What is said again asks for nothing more, and costs as much again to look for.
void add_once(std::vector<QueryPhrase>& phrases, QueryPhrase phrase) {
  if (std::ranges::any_of(phrases, [&](const auto& p) { return says_the_same(p, phrase); })) return;
  phrases.push_back(std::move(phrase));
}

void drop_last_if_said_before(std::vector<std::vector<QueryPhrase>>& alternatives) {
  if (alternatives.empty()) return;
  const auto last = std::prev(alternatives.end());
  const auto is_last = [&](const auto& other) {
    return std::ranges::equal(*last, other, says_the_same);
  };
  if (std::any_of(alternatives.begin(), last, is_last)) alternatives.pop_back();
}

}  // namespace

std::vector<std::string> term_list(std::string_view utf8) {
  const std::string all = terms(utf8);
  std::vector<std::string> list;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find(' ', at), all.size());
    list.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  return list;
}

Query read_query(std::string_view query) {
  Query read;
  bool is_alternative = true;  // the next phrase begins one
  for (Reader reader(query); !reader.at_end();) {
    bool is_excluded = reader.take_minus();
    const Column column = reader.take_column();
    if (column != Column::any && reader.take_minus()) is_excluded = true;
    const auto [words, is_quoted] = reader.take_words();
    if (!is_excluded && !is_quoted && column == Column::any && (is_or(words) || is_and(words))) {
      is_alternative |= is_or(words);
      continue;
    }
    QueryPhrase phrase{column, std::string(words), term_list(words), phrase_key(words)};
    if (phrase.terms.empty()) continue;
    if (is_excluded) {
      add_once(read.excluded, std::move(phrase));
      continue;
    }
    if (is_alternative) {
      drop_last_if_said_before(read.alternatives);
      read.alternatives.emplace_back();
    }
    is_alternative = false;
    add_once(read.alternatives.back(), std::move(phrase));
  }
  drop_last_if_said_before(read.alternatives);
  return read;
}

}  // namespace newsarc::text
