#include "tests/faults/failing_memory.h"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdlib>

// glibc's own, by the names it exports for those who stand before malloc.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace newsarc::faults {
namespace {

std::atomic<long> calls = 0;
std::atomic<long> failing = 0;
std::atomic<bool> failing_on = false;

bool fails() {
  const long number = calls.fetch_add(1, std::memory_order_relaxed) + 1;
  const long at = failing.load(std::memory_order_relaxed);
  if (at == 0 || number < at || (number > at && !failing_on)) return false;
  errno = ENOMEM;
  return true;
}

}  // namespace

void fail_allocation(long at, bool all_after) {
  calls = 0;
  failing_on = all_after;
  failing = at;
}

long allocations() { return calls; }

}  // namespace newsarc::faults

extern "C" {

void* malloc(std::size_t size) noexcept {
  return newsarc::faults::fails() ? nullptr : __libc_malloc(size);
}

void* calloc(std::size_t count, std::size_t size) noexcept {
  return newsarc::faults::fails() ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* memory, std::size_t size) noexcept {
  return newsarc::faults::fails() ? nullptr : __libc_realloc(memory, size);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept {
  return newsarc::faults::fails() ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return memalign(alignment, size);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
  void* made = memalign(alignment, size);
  if (made == nullptr) return ENOMEM;
  *memory = made;
  return 0;
}

}  // extern "C"
