#pragma once
// Which conversion tables newsarc was built with. Private to text/.

#include <cstdint>

namespace newsarc::text {

std::uint32_t forms_fingerprint();

}  // namespace newsarc::text
