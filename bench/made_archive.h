#pragma once
// Made archives: made articles as rows that crawls would have left, one version each, but for
// hashes, which nothing that is measured looks at, and the bytes of pages.

#include <filesystem>
#include <vector>

#include "bench/made_articles.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::bench {

constexpr int made_sites = 5;
constexpr int made_sections = 20;
constexpr int made_sources = 300;
constexpr int made_authors = 2000;

// A new archive with its sites and nothing in them. Ends the program when it fails.
store::Database open_made_archive(const std::filesystem::path& file);

// The articles numbered from `first` on, in one transaction; years apart at both ends.
void put_articles(store::Database& database, int first, const std::vector<Text>& texts);

}  // namespace newsarc::bench
