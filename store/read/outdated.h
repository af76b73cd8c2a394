#pragma once
// Outdated versions: those whose reading was made by another extractor than today's of their site.
// Private to store/.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

Result<std::vector<ReadBy>> extractors_in_use(Database& database);

Result<void> outdated_versions(Database& database,
                               const std::map<std::string, std::string>& extractors,
                               const std::function<bool(const Outdated&)>& each);

}  // namespace newsarc::store
