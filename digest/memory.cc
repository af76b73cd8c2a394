#include "digest/memory.h"

#include <openssl/crypto.h>

#include <cstdlib>

#include "core/memory.h"

namespace newsarc::digest {
namespace {

// OpenSSL says where it asks from.
void* allocate(std::size_t size, const char*, int) { return sure_malloc(size); }
void* resize(void* memory, std::size_t size, const char*, int) {
  return sure_realloc(memory, size);
}
void release(void* memory, const char*, int) { std::free(memory); }

}  // namespace

void guard_memory() { CRYPTO_set_mem_functions(allocate, resize, release); }

}  // namespace newsarc::digest
