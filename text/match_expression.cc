#include "text/query.h"
#include "text/search.h"

namespace newsarc::text {
namespace {

// A person types less; FTS5's parser and its tree of phrases have limits of their own.
constexpr std::size_t longest_query = 4096;  // bytes

// Terms are letters and digits only, so that nothing in the quotation can end it.
std::string in_fts5(const QueryPhrase& phrase) {
  std::string expression = phrase.column == Column::title    ? "title : "
                           : phrase.column == Column::author ? "author : "
                                                             : "";
  char before = '"';
  for (const std::string& term : phrase.terms) {
    expression.push_back(before);
    expression += term;
    before = ' ';
  }
  expression.push_back('"');
  return expression;
}

std::string joined(const std::vector<QueryPhrase>& phrases, std::string_view by) {
  std::string expression;
  for (const QueryPhrase& phrase : phrases) {
    if (!expression.empty()) expression += by;
    expression += in_fts5(phrase);
  }
  return phrases.size() > 1 ? "(" + expression + ")" : expression;
}

Result<Query> understood(std::string_view query) {
  if (query.size() > longest_query) {
    return failure(Fault::usage, "the query is longer than 4096 bytes");
  }
  Query read = read_query(query);
  if (read.alternatives.empty()) {
    return failure(Fault::usage, "the query has no word to look for", std::string(query));
  }
  return read;
}

std::string expression_of(const Query& query) {
  std::string expression;
  for (const auto& phrases : query.alternatives) {
    if (!expression.empty()) expression += " OR ";
    expression += joined(phrases, " AND ");
  }
  if (query.excluded.empty()) return expression;
  if (query.alternatives.size() > 1) expression = "(" + expression + ")";
  return expression + " NOT " + joined(query.excluded, " OR ");
}

}  // namespace

Result<std::string> match_expression(std::string_view query) {
  return understood(query).map(expression_of);
}

Result<std::string> candidate_expression(std::string_view query) {
  auto read = understood(query);
  if (!read) return tl::unexpected(read.error());
  // What an index finds of these may be another text that is not to be excluded.
  std::erase_if(read->excluded, [](const QueryPhrase& phrase) { return phrase.terms.size() > 1; });
  return expression_of(*read);
}

}  // namespace newsarc::text
