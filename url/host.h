#pragma once
// Hosts of http and https URLs (URL Standard §3.5, "host parsing"): a domain in ASCII, an IPv4
// address in dotted form, or an IPv6 address in brackets.

#include <string>
#include <string_view>

#include "core/result.h"

namespace newsarc::url {

// The host as it stands between credentials and port. Error::where is left empty.
Result<std::string> canonical_host(std::string_view text);

}  // namespace newsarc::url
