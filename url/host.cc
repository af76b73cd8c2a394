#include "url/host.h"

#include <algorithm>

#include "text/idna.h"
#include "url/address.h"
#include "url/percent.h"

namespace newsarc::url {
namespace {

// URL Standard §3.1 "forbidden domain code point", after which all others are in ASCII.
bool is_forbidden_in_domain(char c) {
  constexpr std::string_view forbidden = " #/:<>?@[\\]^|%\x7f";
  return static_cast<unsigned char>(c) < 0x20 || forbidden.find(c) != std::string_view::npos;
}

Result<std::string> bracketed(std::string_view text) {
  if (text.size() < 2 || text.back() != ']') return failure(Fault::parse, "'[' is not closed");
  const auto address = canonical_ipv6(text.substr(1, text.size() - 2));
  if (!address) return failure(Fault::parse, "not an IPv6 address");
  return '[' + *address + ']';
}

}  // namespace

Result<std::string> canonical_host(std::string_view text) {
  if (text.starts_with('[')) return bracketed(text);
  auto domain = text::domain_to_ascii(percent_decode(text));
  if (!domain || domain->empty() || std::ranges::any_of(*domain, is_forbidden_in_domain)) {
    return failure(Fault::parse, "not a host name");
  }
  if (!ends_in_number(*domain)) return *std::move(domain);
  auto address = canonical_ipv4(*domain);
  if (!address) return failure(Fault::parse, "not an IPv4 address");
  return *std::move(address);
}

}  // namespace newsarc::url
