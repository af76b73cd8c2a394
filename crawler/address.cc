#include "crawler/address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "crawler/fetch.h"

namespace newsarc::crawler {
namespace {

using Bytes4 = std::array<std::uint8_t, 4>;
using Bytes16 = std::array<std::uint8_t, 16>;

template <std::size_t N>
struct Block {
  std::array<std::uint8_t, N> first;
  int bits;
};

// IANA IPv4 Special-Purpose Address Registry: what is not globally reachable; and multicast.
constexpr std::array<Block<4>, 15> special_v4 = {{
    {{0, 0, 0, 0}, 8},        // this network
    {{10, 0, 0, 0}, 8},       // private
    {{100, 64, 0, 0}, 10},    // carrier-grade NAT
    {{127, 0, 0, 0}, 8},      // loopback
    {{169, 254, 0, 0}, 16},   // link-local
    {{172, 16, 0, 0}, 12},    // private
    {{192, 0, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2, 0}, 24},     // documentation
    {{192, 88, 99, 0}, 24},   // 6to4 relays, deprecated
    {{192, 168, 0, 0}, 16},   // private
    {{198, 18, 0, 0}, 15},    // benchmarking
    {{198, 51, 100, 0}, 24},  // documentation
    {{203, 0, 113, 0}, 24},   // documentation
    {{224, 0, 0, 0}, 4},      // multicast
    {{240, 0, 0, 0}, 4},      // reserved, broadcast
}};

// IANA IPv6 Special-Purpose Address Registry, as far as it lies inside 2000::/3; all outside is no
// global unicast.
constexpr std::array<Block<16>, 4> special_v6 = {{
    {{0x20, 0x01, 0x00}, 23},        // protocol assignments: Teredo, benchmarking, ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4: leads to any IPv4 address
    {{0x3f, 0xff}, 20},              // documentation
}};
constexpr Block<16> global_unicast = {{0x20}, 3};
constexpr Block<16> mapped_v4 = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Block<16> translated_v4 = {{0, 0x64, 0xff, 0x9b}, 96};  // RFC 6052: NAT64

template <std::size_t N>
bool contains(const Block<N>& block, const std::array<std::uint8_t, N>& address) {
  const auto whole = static_cast<std::size_t>(block.bits / 8);
  if (!std::equal(address.begin(), address.begin() + block.bits / 8, block.first.begin())) {
    return false;
  }
  const int rest = block.bits % 8;
  return rest == 0 || (address[whole] >> (8 - rest)) == (block.first[whole] >> (8 - rest));
}

bool is_public(const Bytes4& address) {
  return std::none_of(special_v4.begin(), special_v4.end(),
                      [&](const auto& block) { return contains(block, address); });
}

Bytes4 last_four(const Bytes16& address) {
  return {address[12], address[13], address[14], address[15]};
}

bool is_public(const Bytes16& address) {
  if (contains(mapped_v4, address) || contains(translated_v4, address)) {
    return is_public(last_four(address));
  }
  return contains(global_unicast, address) &&
         std::none_of(special_v6.begin(), special_v6.end(),
                      [&](const auto& block) { return contains(block, address); });
}

std::optional<Bytes4> parse_v4(const std::string& text) {
  Bytes4 bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ? std::optional(bytes) : std::nullopt;
}

std::optional<Bytes16> parse_v6(const std::string& text) {
  Bytes16 bytes{};
  return inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1 ? std::optional(bytes) : std::nullopt;
}

// One spelling for each host: lower case, no brackets, addresses as inet_ntop prints them and
// mapped ones as IPv4.
std::string normal_host(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::string name(host);
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto v6 = parse_v6(name);
  if (!v6) return name;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (contains(mapped_v4, *v6)) {
    const Bytes4 v4 = last_four(*v6);
    return inet_ntop(AF_INET, v4.data(), text.data(), text.size());
  }
  return inet_ntop(AF_INET6, v6->data(), text.data(), text.size());
}

std::optional<std::pair<std::string, std::uint16_t>> parse_entry(std::string_view entry) {
  const auto colon = entry.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const auto host = entry.substr(0, colon);
  const auto digits = entry.substr(colon + 1);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (!bracketed && host.find_first_of(":[]/@ ") != std::string_view::npos) return std::nullopt;
  std::uint16_t port = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || port == 0) {
    return std::nullopt;
  }
  if (bracketed && !parse_v6(std::string(host.substr(1, host.size() - 2)))) return std::nullopt;
  return std::pair{normal_host(host), port};
}

}  // namespace

bool is_public_address(const std::string& address) {
  if (const auto v4 = parse_v4(address)) return is_public(*v4);
  const auto v6 = parse_v6(address);
  return v6 && is_public(*v6);
}

Result<AllowList> AllowList::create(const std::vector<std::string>& entries) {
  AllowList list;
  for (const std::string& entry : entries) {
    auto parsed = parse_entry(entry);
    if (!parsed) return failure(Fault::config, "not of the form HOST:PORT", entry);
    list.entries_.insert(*std::move(parsed));
  }
  return list;
}

bool AllowList::contains(std::string_view host, std::uint16_t port) const {
  return entries_.count({normal_host(host), port}) > 0;
}

}  // namespace newsarc::crawler
