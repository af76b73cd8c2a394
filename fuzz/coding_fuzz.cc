// Any bytes as a coded body: decoded under the cap, or refused.

#include <array>
#include <string>

#include "fuzz/input.h"
#include "http/coding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newsarc;
  static constexpr std::array<std::string_view, 6> codings = {"gzip", "deflate",    "br",
                                                              "zstd", "gzip, gzip", "br, zstd"};
  constexpr std::size_t limit = std::size_t{1} << 20;
  fuzz::Input input(data, size);
  const std::string header =
      "Content-Encoding: " + std::string(codings[input.choose(codings.size())]) + "\r\n\r\n";
  const auto decoded = http::decode_body(header, input.text(), limit);
  fuzz::require(!decoded || decoded->size() <= limit);
  fuzz::require(decoded || decoded.error().fault == Fault::decode ||
                decoded.error().fault == Fault::limit);
  return 0;
}
