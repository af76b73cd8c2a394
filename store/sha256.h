#pragma once
// SHA-256 by OpenSSL, private to store/.

#include <cstdint>
#include <string>
#include <string_view>

namespace newsarc::store {

std::string sha256(std::string_view bytes);  // 32 bytes
std::string hex(std::string_view bytes);     // lower case

}  // namespace newsarc::store
