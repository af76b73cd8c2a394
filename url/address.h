#pragma once
// IP addresses as URLs spell them (URL Standard §3.5): IPv4 with its octal, hexadecimal and short
// forms, IPv6; both written back in their one canonical form.

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::url {

// Whether a host must be an IPv4 address, for its last label is a number: "1.2", "a.0x7f".
bool ends_in_number(std::string_view host);

// "0x7f.1" -> "127.0.0.1"; nothing when it is none.
std::optional<std::string> canonical_ipv4(std::string_view host);

// "0:0::1" -> "::1"; without brackets on both sides; nothing when it is none.
std::optional<std::string> canonical_ipv6(std::string_view host);

}  // namespace newsarc::url
