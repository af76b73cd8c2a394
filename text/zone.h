#pragma once
// Time zones by ICU: what a site's IANA zone was ahead of UTC at a local time.

#include <chrono>
#include <optional>
#include <string_view>

namespace newsarc::text {

bool is_zone(std::string_view iana_name);

// East of UTC; nothing when the zone is unknown. In a gap or overlap, the earlier offset.
std::optional<std::chrono::minutes> zone_offset(std::string_view iana_name,
                                                std::chrono::local_seconds local);

}  // namespace newsarc::text
