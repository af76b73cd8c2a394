#pragma once
// Saved page: one that a command reads from a file instead of from its site.

#include <filesystem>

#include "core/page.h"
#include "core/result.h"

namespace newsarc::cli {

// As if it had been answered with 200 and no word of its charset; "-" is standard input. Its
// address is the caller's to set. Error: disk.
Result<Page> saved_page(const std::filesystem::path& file);

}  // namespace newsarc::cli
