#pragma once
// The SQL functions of newsarc: to_simplified, to_traditional, fold, regexp, html(sha256),
// text_diff(old, new), url_host. Private to store/.

#include "store/sqlite.h"

namespace newsarc::store {

void register_functions(Database& database);

}  // namespace newsarc::store
