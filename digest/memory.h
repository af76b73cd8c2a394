#pragma once
// OpenSSL's memory: where it gets none it would crash, or give a digest of nothing.

namespace newsarc::digest {

// From now on memory that OpenSSL does not get is out_of_memory() (core/memory.h). For the whole
// process; to be called before anything uses OpenSSL, later it does nothing.
void guard_memory();

}  // namespace newsarc::digest
