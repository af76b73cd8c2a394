#pragma once
// Header blocks as received, and the small grammars inside them (RFC 9110, 9111, 9112, 8288). A
// block ends at its blank line; values keep the bytes they came with. Nothing here fails: what
// cannot be read is absent.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

// One link of a Link field (RFC 8288 §3).
struct LinkValue {
  std::string target;                  // a reference as written, to be resolved by the page's URL
  std::vector<std::string> relations;  // of rel, lower case: "canonical", "next", "alternate"
  // The other parameters in order, names in lower case, values without quotes.
  std::vector<std::pair<std::string, std::string>> parameters;

  bool operator==(const LinkValue&) const = default;
};

// The links of all Link fields, in order, but those with an anchor: they speak of another page.
std::vector<LinkValue> links(std::string_view header_block);

// What Cache-Control (RFC 9111 §5.2) says to a private cache; unknown directives are skipped.
struct CacheControl {
  std::optional<std::chrono::seconds> max_age;  // the least one stated; a century stands for more
  bool no_cache = false;
  bool no_store = false;

  bool operator==(const CacheControl&) const = default;
};
CacheControl cache_control(std::string_view header_block);

}  // namespace newsarc::http
