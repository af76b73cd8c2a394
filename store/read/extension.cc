// newsarc_text: the SQL functions of newsarc for any other program that has SQLite: the sqlite3
// shell, Python, datasette. SQLite finds the entry by the file's name.

#include "store/read/query_functions.h"
#include "store/sqlite/sqlite_api.h"

SQLITE_EXTENSION_INIT1

extern "C" __attribute__((visibility("default"))) int sqlite3_newsarctext_init(
    sqlite3* connection, char** words, const sqlite3_api_routines* functions) {
  SQLITE_EXTENSION_INIT2(functions);
  const int code = newsarc::store::add_functions(connection);
  if (code != SQLITE_OK) *words = sqlite3_mprintf("newsarc_text: %s", sqlite3_errmsg(connection));
  return code;
}
