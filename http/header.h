#pragma once
// Header blocks as received, and the small grammars inside them (RFC 9110, RFC 9112). A block ends
// at its blank line; values keep the bytes they came with. Nothing here fails: what cannot be read
// is absent.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace newsarc::http {

// The first field of that name, blanks trimmed; names compare without case. Folded lines are
// joined.
std::optional<std::string> field(std::string_view header_block, std::string_view name);
// All fields of that name, in order.
std::vector<std::string> fields(std::string_view header_block, std::string_view name);

struct ContentType {
  std::string essence;                 // "text/html", lower case; "" when absent or malformed
  std::optional<std::string> charset;  // as written, quotes taken off
};
ContentType content_type(std::string_view header_block);

// The three date forms of RFC 9110 §5.6.7; the weekday is not checked against the date.
std::optional<Instant> parse_date(std::string_view text);
std::string format_date(Instant instant);  // IMF-fixdate

// Retry-After: seconds or a date, as the moment to come back. Negative, past and unreadable values
// are nothing; a far one is given as it is, for the caller to cap.
std::optional<Instant> retry_after(std::string_view header_block, Instant now);

}  // namespace newsarc::http
