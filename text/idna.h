#pragma once
// IDNA: the host names of URLs, from Unicode to the ASCII that DNS knows (UTS 46), as the WHATWG
// URL Standard's "domain to ASCII" asks for it with beStrict false.

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::text {

// 衡阳.example -> "xn--4n2a06z.example"; ASCII names are lower-cased only. Nothing when a label is
// not allowed, or the input is no UTF-8. Which ASCII characters a host may hold is the URL
// parser's to say. Thread-safe.
std::optional<std::string> domain_to_ascii(std::string_view utf8);

}  // namespace newsarc::text
