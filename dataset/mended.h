#pragma once
// Mended UTF-8: what a format that must be UTF-8 writes for bytes that are not.

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::dataset {

// Each malformed byte becomes U+FFFD. Nothing where none is.
std::optional<std::string> mended_utf8(std::string_view bytes);

}  // namespace newsarc::dataset
