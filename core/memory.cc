#include "core/memory.h"

#include <cstdlib>
#include <cstring>
#include <new>

namespace newsarc {

void out_of_memory() {
  if (const auto handler = std::get_new_handler(); handler != nullptr) handler();
  throw std::bad_alloc();
}

void* sure_malloc(std::size_t size) {
  void* memory = std::malloc(size);
  if (memory == nullptr && size > 0) out_of_memory();
  return memory;
}

void* sure_calloc(std::size_t count, std::size_t size) {
  void* memory = std::calloc(count, size);
  if (memory == nullptr && count > 0 && size > 0) out_of_memory();
  return memory;
}

void* sure_realloc(void* memory, std::size_t size) {
  void* moved = std::realloc(memory, size);
  if (moved == nullptr && size > 0) out_of_memory();
  return moved;
}

char* sure_strdup(const char* text) {
  const std::size_t size = std::strlen(text) + 1;
  return static_cast<char*>(std::memcpy(sure_malloc(size), text, size));
}

}  // namespace newsarc
