#pragma once
// As of: a connection that sees the archive as it stood at an instant, by time of capture. Views of
// the connection's own stand before the tables (schema/as_of.sql), and the stable views are made
// again over them; the file's own are still there as main.articles and so on. Private to store/.

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// Before query_only and before any SQL of a stranger. Nothing is written: temporary storage is
// memory. Errors are SQLite's own and stick to the connection.
void stand_at(Database& database, Instant then);

}  // namespace newsarc::store
