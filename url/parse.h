#pragma once
// The WHATWG URL Standard for http and https: parsing and resolving. Other schemes are Errors
// (Fault::refused, "scheme is javascript"): newsarc never fetches them; so is what is no URL
// (Fault::parse). Bytes that are no UTF-8 are kept, percent-encoded, outside the host. Thread-safe.

#include <optional>
#include <string_view>

#include "core/result.h"
#include "core/url.h"

namespace newsarc::url {

// An absolute URL.
Result<Url> parse(std::string_view text);

// A reference as a page has it, against the page's base. `charset` (WHATWG name) encodes the query
// as browsers do; utf-8 when empty.
Result<Url> resolve(std::string_view reference, const Url& base, std::string_view charset = {});

}  // namespace newsarc::url
