#pragma once
// Search hits: the latest versions that a MATCH expression finds, best first. Private to store/.

#include <string>

#include "store/reader.h"
#include "store/sqlite.h"

namespace newsarc::store {

Result<Found> search_hits(Database& database, const std::string& expression,
                          const std::string& query, const SearchFilter& filter);

}  // namespace newsarc::store
