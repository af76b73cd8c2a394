#pragma once
// Two nights of a site on paper, crawled into a real archive in one or more goes: it begins where
// the archive is. In the second night one article is edited, one is gone, one is new.

#include <filesystem>
#include <functional>
#include <string>

#include "core/result.h"

namespace newsarc::faults {

// `said` is told "begun N", "acked N URL" and "ended N" of what the archive has acknowledged, each
// before anything else is done.
Result<void> crawl_two_nights(const std::filesystem::path& file,
                              const std::function<void(const std::string&)>& said);

}  // namespace newsarc::faults
