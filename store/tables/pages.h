#pragma once
// Stored pages: fetch rows and blobs as the Pages they were. Private to store/.

#include <cstdint>
#include <span>
#include <vector>

#include "core/page.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// A fetch as its Page, redirects and hints as they stood. Errors: damaged.
Result<Page> load_page(Database& database, std::int64_t fetch_id);
Result<std::vector<Page>> load_pages(Database& database, std::span<const std::int64_t> fetch_ids);
std::vector<std::int64_t> pages_of_version(Database& database, std::int64_t version_id);  // fetches
Result<std::vector<Page>> load_version_pages(Database& database, std::int64_t version_id);

// What list pages had said of a URL: by the newest link row, or the newest before a fetch.
Hints hints_for(Database& database, std::int64_t url_id);
Hints hints_before(Database& database, std::int64_t url_id, std::int64_t fetch_id);
Hints hints_of(std::string title, const std::optional<std::string>& date);  // of a link row

// URLs in the archive are canonical already; one that does not parse is damage.
Result<Url> stored_url(const std::string& href);

}  // namespace newsarc::store
