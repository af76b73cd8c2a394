#include "extract/parse_arena.h"

#include <time.h>

#include <chrono>
#include <mutex>
#include <utility>

#include "core/memory.h"

namespace newsarc::extract {

namespace {

using Chunk = ParseArena::Chunk;
constexpr std::size_t chunk_size = std::size_t{1} << 18;

// What the last pages gave back, for all threads. Memory that is new to the process costs its first
// touch, page by page: a tenth of the parse. (Not one pool a thread: to register its end takes
// memory too, and where there is none glibc ends the process.)
class SpareChunks {
 public:
  Chunk take() {
    const std::lock_guard lock(mutex_);
    if (chunks_.empty()) return nullptr;
    Chunk chunk = std::move(chunks_.back());
    chunks_.pop_back();
    return chunk;
  }

  void give_back(std::vector<Chunk>& chunks) {
    const std::lock_guard lock(mutex_);
    for (; !chunks.empty() && chunks_.size() < most; chunks.pop_back())
      chunks_.push_back(std::move(chunks.back()));
  }

 private:
  static constexpr std::size_t most = 64;
  std::mutex mutex_;
  std::vector<Chunk> chunks_;
};

SpareChunks& spare() {
  static SpareChunks chunks;
  return chunks;
}

// Of work, not of the day: a page is the same page on a busy machine.
Span time_of_this_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::duration_cast<Span>(std::chrono::seconds(time.tv_sec) +
                                          std::chrono::nanoseconds(time.tv_nsec));
}

}  // namespace

ParseArena::ParseArena(std::size_t memory, Span time)
    : limit_(memory), end_(time_of_this_thread() + time) {}

ParseArena::~ParseArena() { spare().give_back(chunks_); }

void* ParseArena::take(std::size_t size) {
  constexpr std::size_t alignment = 16, pieces_between_looks = 1024;
  if (++taken_ % pieces_between_looks == 0) look_at_clock();
  size = (size + alignment - 1) / alignment * alignment;
  if (size > left_) begin_chunk(size > chunk_size ? size : chunk_size);
  char* piece = next_;
  next_ += size;
  left_ -= size;
  return piece;
}

void ParseArena::look_at_clock() {
  if (time_of_this_thread() > end_) std::longjmp(over, no_time);
}

void ParseArena::begin_chunk(std::size_t size) {
  char* memory = used_ + size > limit_ ? nullptr : chunk_of(size);
  if (memory == nullptr) std::longjmp(over, no_memory);
  used_ += size;
  next_ = memory;
  left_ = size;
}

char* ParseArena::chunk_of(std::size_t size) {
  if (size == chunk_size) {
    if (auto chunk = spare().take()) return chunks_.emplace_back(std::move(chunk)).get();
  }
  auto* memory = static_cast<char*>(sure_malloc(size));
  (size == chunk_size ? chunks_ : large_).emplace_back(memory);
  return memory;
}

}  // namespace newsarc::extract
