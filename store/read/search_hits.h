#pragma once
// Search hits: the articles whose latest version says what was asked for. Private to store/.

#include <string>

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// As the functions of Reader; the connection has the functions of newsarc.
Result<Found> search_hits(Database& database, const std::string& words, const SearchFilter& filter);

Result<Facets> count_hits(Database& database, const std::string& words, const SearchFilter& filter,
                          Facet facet);

}  // namespace newsarc::store
