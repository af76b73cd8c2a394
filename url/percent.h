#pragma once
// Percent-encoding (URL Standard §1.3): which bytes of which part of a URL are written as %XX.
// Works on bytes: what is no UTF-8 (a raw Location header in GBK) keeps its bytes.

#include <string>
#include <string_view>

#include "core/ascii.h"

namespace newsarc::url {

enum class PercentSet { fragment, special_query, path, userinfo };

// Whether `text` has %XX, two hexadecimal digits, at `offset`.
bool is_escape(std::string_view text, std::size_t offset);
char unescaped(std::string_view text, std::size_t offset);  // of the escape that stands there

void append_escape(std::string& out, char byte);  // "%E5"
void append_encoded(std::string& out, std::string_view bytes, PercentSet set);
std::string percent_decode(std::string_view text);

}  // namespace newsarc::url
