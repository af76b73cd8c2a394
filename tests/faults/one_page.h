#pragma once
// One page of bytes, read, put into its derived forms and archived, in two nights between which its
// site edits it: every stage from bytes to rows, without a network.

#include <filesystem>
#include <string>

#include "core/result.h"

namespace newsarc::faults {

// Goes on where the archive is; made when it is not there.
Result<void> archive_page(const std::string& html, const std::filesystem::path& file);

// What came of it, for comparison: a line a version.
Result<std::string> archived(const std::filesystem::path& file);

// Damage that a full verification finds, the pages read again by today's extractor; empty: none.
Result<std::string> damage_of(const std::filesystem::path& file);

}  // namespace newsarc::faults
