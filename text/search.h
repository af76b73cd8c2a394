#pragma once
// Search terms: the same folding for what is indexed and for what is asked, so that either script
// finds both. Han, kana and hangul are terms of one character; letters and digits form words.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace newsarc::text {

// What goes into the FTS5 index: folded terms with one blank between.
std::string terms(std::string_view utf8);
std::string terms_of_folded(std::string_view folded);  // of what fold() gave

// A person's query as an FTS5 MATCH expression that can have no syntax error: words are ANDed,
// "quoted words" and runs of Han are phrases, -word excludes, OR and AND in capitals are operators,
// title: and author: name a column. Marks of a Chinese keyboard do as well. A query without a
// single term is a usage Error.
Result<std::string> match_expression(std::string_view query);

// The same for those who look at the texts of what is found, with a Matcher: it may find more, as
// the index does not tell what stands between two terms, but misses nothing.
Result<std::string> candidate_expression(std::string_view query);

// A stretch of `body` around the first place the query's phrases meet, at most `width` characters,
// the phrases wrapped in `open` and `close`; in the body's own script.
std::string snippet(std::string_view body, std::string_view query, std::size_t width,
                    std::string_view open, std::string_view close);

}  // namespace newsarc::text
