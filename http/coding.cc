#include "http/coding.h"

#include <algorithm>
#include <vector>

#include "http/decoders.h"
#include "http/header.h"

namespace newsarc::http {
namespace {

// Servers put one coding on; a second is a mistake that still decodes; the chains of
// CVE-2022-32206 are attacks.
constexpr std::size_t most_codings = 2;

// The codings in the order they were put on, in lower case; all fields of the name are one list.
std::vector<std::string> codings_of(std::string_view header_block) {
  std::vector<std::string> codings;
  for (const std::string& value : fields(header_block, "content-encoding")) {
    std::string name;
    for (char c : value + ',') {
      if (c == ',') {
        if (!name.empty() && name != "identity") codings.push_back(name);
        name.clear();
      } else if (c != ' ' && c != '\t') {
        name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      }
    }
  }
  return codings;
}

Result<std::string> undo(std::string_view coding, std::string_view body, std::size_t limit) {
  if (coding == "gzip" || coding == "x-gzip") return decode_gzip(body, limit);
  if (coding == "deflate") return decode_deflate(body, limit);
  if (coding == "br") return decode_brotli(body, limit);
  if (coding == "zstd") return decode_zstd(body, limit);
  return failure(Fault::decode, "content coding is " + std::string(coding.substr(0, 40)));
}

}  // namespace

Result<std::string> decode_body(std::string_view header_block, std::string_view body,
                                std::size_t limit) {
  const auto codings = codings_of(header_block);
  if (codings.size() > most_codings) {
    return failure(Fault::decode, std::to_string(codings.size()) + " content codings");
  }
  if (body.size() > limit) return past_limit(limit);
  // An answer without content has nothing to undo.
  if (body.empty() || codings.empty()) return std::string(body);
  std::string decoded;
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    // What lies between two codings is held while the second is undone: it counts as well.
    auto inner = undo(*coding, body, limit - decoded.size());
    if (!inner) return inner;
    decoded = *std::move(inner);
    body = decoded;
  }
  return decoded;
}

}  // namespace newsarc::http
