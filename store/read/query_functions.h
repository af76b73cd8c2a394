#pragma once
// The SQL functions of newsarc, as `newsarc sql` and the loadable extension have them; what each
// gives stands in docs/archive.md. NULL for an argument gives NULL. Private to store/.

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

void register_functions(Database& database);
int add_functions(sqlite3* connection);  // the same on any connection; gives SQLite's code

}  // namespace newsarc::store
