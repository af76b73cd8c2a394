#include "store/sqlite/memory.h"

#include <sqlite3.h>

#include "core/memory.h"

namespace newsarc::store {
namespace {

sqlite3_mem_methods of_sqlite;

void* allocate(int size) { return sure(of_sqlite.xMalloc(size)); }
void* resize(void* memory, int size) { return sure(of_sqlite.xRealloc(memory, size)); }

}  // namespace

void guard_memory() {
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &of_sqlite);
  sqlite3_mem_methods ours = of_sqlite;
  ours.xMalloc = allocate;
  ours.xRealloc = resize;
  sqlite3_config(SQLITE_CONFIG_MALLOC, &ours);
}

void keep_savepoints_in_memory() {
  constexpr int bytes = 1 << 20;
  sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
}

}  // namespace newsarc::store
