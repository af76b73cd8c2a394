#pragma once
// Search hits: the latest versions that a MATCH expression finds, best first. Private to store/.

#include <string>

#include "store/reader.h"
#include "store/sqlite.h"

namespace newsarc::store {

Result<Found> search_hits(Database& database, const std::string& expression,
                          const std::string& query, const SearchFilter& filter);

Result<Facets> count_hits(Database& database, const std::string& expression,
                          const SearchFilter& filter, Facet facet);

}  // namespace newsarc::store
