#pragma once
// newsarc's own version, as CMake's project() states it.

#include <string_view>

namespace newsarc {

std::string_view version();  // "0.1.0"

}  // namespace newsarc
