// A library to preload into a program: the allocation numbered NEWSARC_MEMORY_AT since its start,
// and all after it, fail.

#include <cstdlib>

#include "tests/faults/failing_memory.h"

namespace {

__attribute__((constructor)) void begin() {
  const char* at = std::getenv("NEWSARC_MEMORY_AT");
  newsarc::faults::fail_allocation(at != nullptr ? std::atol(at) : 0, true);
}

}  // namespace
