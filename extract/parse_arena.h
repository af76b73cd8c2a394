#pragma once
// ParseArena: the memory of one parse, which ends the parse when it has taken its share of memory
// or of time. gumbo allocates many small pieces and frees all of them at the end: an arena saves 10
// to 12 % of the parse. gumbo cannot be told to stop, so the arena jumps out of it; only C frames
// lie between. Private to extract/.

#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <vector>

#include "core/time.h"

namespace newsarc::extract {

class ParseArena {
 public:
  ParseArena(std::size_t memory, Span time);  // the time of this thread's work, from now on
  ParseArena(const ParseArena&) = delete;
  ParseArena& operator=(const ParseArena&) = delete;
  ~ParseArena();

  static void* allocate(void* arena, std::size_t size) {
    return static_cast<ParseArena*>(arena)->take(size);
  }
  static void keep(void*, void*) {}  // everything is freed at once

  std::size_t memory_limit() const { return limit_; }

  // Where allocate() jumps to, with one of these, when there is no more. Set before the parse.
  enum : int { no_memory = 1, no_time = 2 };
  std::jmp_buf over;

  struct Free {
    void operator()(char* memory) const { std::free(memory); }
  };
  using Chunk = std::unique_ptr<char, Free>;

 private:
  void* take(std::size_t size);
  void look_at_clock();
  void begin_chunk(std::size_t size);
  char* chunk_of(std::size_t size);

  std::vector<Chunk> chunks_;  // all of one size, to be used again
  std::vector<Chunk> large_;
  std::size_t limit_;
  Span end_;  // on the thread's clock
  std::size_t used_ = 0;
  std::size_t left_ = 0;
  std::size_t taken_ = 0;
  char* next_ = nullptr;
};

}  // namespace newsarc::extract
