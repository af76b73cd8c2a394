#pragma once
// The log: what changed in an archive, of all articles, newest first. Private to store/.

#include <functional>

#include "store/read/reader.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

Result<void> walk_log(Database& database, const LogFilter& filter,
                      const std::function<bool(const LogEntry&)>& each);

}  // namespace newsarc::store
