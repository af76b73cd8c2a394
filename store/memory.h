#pragma once
// SQLite's memory: where it gets none its functions may give NULL for an answer, as json_valid()
// does of what is valid. Its own limit for queries (store/guard.h) is an error as before.

namespace newsarc::store {

// From now on memory that SQLite does not get is out_of_memory() (core/memory.h). For the whole
// process; to be called before anything uses SQLite and before there are other threads.
void guard_memory();

}  // namespace newsarc::store
