#pragma once
// Verify of WARC files: what the check of warc/ finds, for people and as JSON.

#include <filesystem>
#include <vector>

#include "cli/command.h"
#include "core/result.h"

namespace newsarc::cli {

// Gives the exit code: damaged when there is any defect, notes aside. Nothing is printed for a file
// that cannot be read or that holds no WARC record: an Error of usage, disk or damaged.
Result<int> verify_warc(const std::vector<std::filesystem::path>& files, const Globals& globals);

}  // namespace newsarc::cli
