#pragma once
// SQLite's functions under their own names, in the program and in the loadable extension. The
// program links SQLite; the extension is handed the functions of whoever loads it, which may be
// another copy of the library, so there each name is a call through that table. Private to store/.

#ifdef NEWSARC_LOADABLE
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT3
#else
#include <sqlite3.h>
#endif
