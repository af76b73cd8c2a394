#pragma once
// Memory that has run out. Operator new tells it to the program's new-handler; C libraries return
// null or a code, which is easily taken for an answer: text that is not normalised, a hash of
// nothing. sure_malloc() and its kin, given to a library, do what operator new does. Thread-safe.

#include <cstddef>

namespace newsarc {

// Calls the program's new-handler, which newsarc has end the process; where there is none, throws
// std::bad_alloc, as operator new would.
[[noreturn]] void out_of_memory();

// As those of C, but null only where C's may be with memory left: for no bytes.
void* sure_malloc(std::size_t size);
void* sure_calloc(std::size_t count, std::size_t size);
void* sure_realloc(void* memory, std::size_t size);
char* sure_strdup(const char* text);

// What a library made that takes no functions: not null.
template <class Pointer>
Pointer sure(Pointer made) {
  if (!made) out_of_memory();
  return made;
}

}  // namespace newsarc
