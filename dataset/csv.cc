#include "dataset/csv.h"

#include <algorithm>
#include <array>

namespace newsarc::dataset {
namespace {

// One memchr() after another: each goes over 32 bytes at a time, a search for any of the four over
// one.
bool needs_quotes(std::string_view text) {
  return text.find('"') != std::string_view::npos || text.find('\n') != std::string_view::npos ||
         text.find(',') != std::string_view::npos || text.find('\r') != std::string_view::npos;
}

}  // namespace

void append_csv_cell(std::string& out, std::string_view text) {
  if (!needs_quotes(text)) {
    out += text;
    return;
  }
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto quote = std::min(text.find('"', at), text.size());
    out += text.substr(at, quote - at);
    if (quote < text.size()) out += "\"\"";
    at = quote + 1;
  }
  out += '"';
}

bool looks_like_formula(std::string_view text) {
  constexpr std::array<std::string_view, 10> openers{"=",  "+",  "-",  "@",  "\t",
                                                     "\r", "＝", "＋", "－", "＠"};
  return std::any_of(openers.begin(), openers.end(),
                     [&](std::string_view opener) { return text.starts_with(opener); });
}

}  // namespace newsarc::dataset
