#include "dataset/mended.h"

#include "text/utf8.h"

namespace newsarc::dataset {

std::optional<std::string> mended_utf8(std::string_view bytes) {
  if (!text::find_malformed(bytes)) return std::nullopt;
  std::string utf8;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = text::code_point_at(bytes, at);
    text::append(utf8, point.value);
    at += point.length;
  }
  return utf8;
}

}  // namespace newsarc::dataset
