#pragma once
// Encoders for tests: bodies as servers code them.

#include <string>
#include <string_view>

namespace newsarc::testing_http {

std::string gzip(std::string_view text);
std::string zlib(std::string_view text);          // deflate as RFC 9110 means it
std::string bare_deflate(std::string_view text);  // … and as some servers send it
std::string brotli(std::string_view text);
std::string zstd(std::string_view text, int window_log = 0);  // 0: as the library chooses

}  // namespace newsarc::testing_http
