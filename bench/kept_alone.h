#pragma once
// What keeping articles costs at the least: zstd for their pages and FTS5 for their terms, each
// alone, as the archive has them.

#include <filesystem>
#include <span>
#include <string_view>

#include "core/capture.h"

namespace newsarc::bench {

// Packs the pages with the first as dictionary; returns the bytes that all take.
std::size_t pack_alone(std::span<const std::string_view> pages);

// Inserts the terms into a new index, in batches. The file is left there.
void index_alone(std::span<const Forms* const> all, const std::filesystem::path& file);

}  // namespace newsarc::bench
