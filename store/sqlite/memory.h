#pragma once
// SQLite's memory: where it gets none its functions may give NULL for an answer, as json_valid()
// does of what is valid. Its own limit for queries (store/sqlite/guard.h) is an error as before.

namespace newsarc::store {

// Both are for the whole process, and to be called before anything uses SQLite and before there are
// other threads.

// From now on memory that SQLite does not get is out_of_memory() (core/memory.h).
void guard_memory();

// What pages were before a savepoint changed them, up to 1 MiB: a visit is one, and changes a
// dozen pages. SQLite would put more than 64 KB into a file.
void keep_savepoints_in_memory();

}  // namespace newsarc::store
