#pragma once
// Query: what a person typed into a search, understood: which phrases are wanted together, which
// instead, which not at all. Private to text/.

#include <string>
#include <string_view>
#include <vector>

namespace newsarc::text {

enum class Column { any, title, author };

struct QueryPhrase {
  Column column = Column::any;
  std::string words;               // as typed, without quotation marks
  std::vector<std::string> terms;  // folded, at least one, one after another
  std::string key;                 // phrase_key() of the words

  bool operator==(const QueryPhrase&) const = default;
};

// What was typed twice is there once.
struct Query {
  // Every phrase of one of the alternatives must be found …
  std::vector<std::vector<QueryPhrase>> alternatives;  // none of them empty
  std::vector<QueryPhrase> excluded;                   // … and none of these.

  bool operator==(const Query&) const = default;
};

// Anything can be read: what is no term says nothing, a quotation without end ends with the query.
Query read_query(std::string_view query);

// The terms of terms(), apart.
std::vector<std::string> term_list(std::string_view utf8);

// The folded text as phrases are looked for in it: its terms and the marks between them, without
// blanks and middle dots; quotation marks of all kinds are one, and so are dashes. Where the key of
// a phrase is found in that of a text, the phrase stands in it.
std::string phrase_key(std::string_view utf8);

}  // namespace newsarc::text
