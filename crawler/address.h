#pragma once
// Addresses a crawl may contact: those the public internet routes (is_public_address, fetch.h), and
// what the user named with --allow.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"

namespace newsarc::crawler {

// HOST:PORT pairs; a host is a name or a numeric address ("[::1]:8080"). Immutable.
class AllowList {
 public:
  static Result<AllowList> create(const std::vector<std::string>& entries);

  bool contains(std::string_view host, std::uint16_t port) const;

 private:
  std::set<std::pair<std::string, std::uint16_t>> entries_;
};

}  // namespace newsarc::crawler
