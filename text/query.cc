#include "text/query.h"

#include <array>
#include <optional>
#include <utility>

#include "text/search.h"
#include "text/utf8.h"

namespace newsarc::text {
namespace {

struct Prefix {
  std::string_view word;
  Column column;
};

constexpr std::array<Prefix, 4> prefixes{{{"title:", Column::title},
                                          {"title：", Column::title},
                                          {"author:", Column::author},
                                          {"author：", Column::author}}};

// The mark that closes a quotation opened by `c`.
std::optional<char32_t> closing_quote(char32_t c) {
  switch (c) {
    case U'"':
      return U'"';
    case U'“':
      return U'”';
    case U'「':
      return U'」';
    default:
      return std::nullopt;
  }
}

// Reads a query from left to right, one word or quotation at a time.
class Reader {
 public:
  explicit Reader(std::string_view query) : rest_(trim(query)) {}

  bool at_end() const { return rest_.empty(); }

  // Takes a '-' that stands before a word.
  bool take_minus() {
    if (!rest_.starts_with('-') || rest_.size() == 1) return false;
    if (is_blank(code_point_at(rest_, 1).value)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  Column take_column() {
    for (const auto& [word, column] : prefixes) {
      if (!rest_.starts_with(word)) continue;
      rest_.remove_prefix(word.size());
      return column;
    }
    return Column::any;
  }

  // A quotation without its marks, or all up to the next blank or quotation. Empty only when
  // nothing but marks was there.
  std::string_view take_words() {
    if (rest_.empty()) return {};
    const CodePoint first = code_point_at(rest_, 0);
    const auto closing = closing_quote(first.value);
    std::size_t end = closing ? first.length : 0;
    const std::size_t begin = end;
    while (end < rest_.size()) {
      const CodePoint next = code_point_at(rest_, end);
      if (closing ? next.value == *closing : ends_word(next.value)) break;
      end += next.length;
    }
    const std::string_view words = rest_.substr(begin, end - begin);
    if (closing && end < rest_.size()) end += code_point_at(rest_, end).length;
    rest_ = trim(rest_.substr(end));
    return words;
  }

 private:
  static bool ends_word(char32_t c) { return is_blank(c) || closing_quote(c).has_value(); }

  std::string_view rest_;
};

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
    const bool is_excluded = reader.take_minus();
    const Column column = reader.take_column();
    const std::string_view words = reader.take_words();
    if (words == "OR") is_alternative = true;
    if (words == "OR" || words == "AND") continue;
    QueryPhrase phrase{column, term_list(words)};
    if (phrase.terms.empty()) continue;
    if (is_excluded) {
      read.excluded.push_back(std::move(phrase));
      continue;
    }
    if (is_alternative) read.alternatives.emplace_back();
    is_alternative = false;
    read.alternatives.back().push_back(std::move(phrase));
  }
  return read;
}

}  // namespace newsarc::text
