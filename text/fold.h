#pragma once
// Fold: the key by which texts are searched, compared and deduplicated; not for reading.
// NFKC_Casefold, then one representative per class of traditional, simplified and variant
// characters, code point by code point: fold(traditional) == fold(simplified).

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

std::string fold(std::string_view utf8);  // thread-safe; idempotent

// What it makes of one character, where that is one and its neighbours have no say; else nothing.
std::optional<char32_t> fold_of(char32_t c);

// fold() without blanks: two texts with equal keys differ in script, width, case or space at most.
std::string comparison_key(std::string_view utf8);

int fold_version();  // changes with the tables; the archive remembers by which it was indexed

}  // namespace newsarc::text
