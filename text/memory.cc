#include "text/memory.h"

#include <unicode/uclean.h>

#include <cstdlib>

#include "core/memory.h"

namespace newsarc::text {
namespace {

void* allocate(const void*, std::size_t size) { return sure_malloc(size); }
void* resize(const void*, void* memory, std::size_t size) { return sure_realloc(memory, size); }
void release(const void*, void* memory) { std::free(memory); }

}  // namespace

void guard_memory() {
  UErrorCode status = U_ZERO_ERROR;
  u_setMemoryFunctions(nullptr, allocate, resize, release, &status);
}

}  // namespace newsarc::text
