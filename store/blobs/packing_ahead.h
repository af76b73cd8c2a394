#pragma once
// Packing ahead: what a page costs the processor most, its SHA-256 and its packing, done by a
// second thread while the writer still writes the rows of the pages before it. Nothing depends on
// it: what the thread has not begun when it is wanted, the writer does itself. Private to store/.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "store/blobs/codec.h"

namespace newsarc::store {

// Bytes and dictionary stand until PackingAhead::stop().
struct PackingTask {
  std::string_view bytes;
  const Dictionary* dictionary = nullptr;  // nullptr: only the hash is wanted
};

struct PackedAhead {
  std::string sha256;
  const Dictionary* dictionary = nullptr;  // what `data` was packed with; nullptr: it was not
  std::string data;
};

// One thread uses it; a second works for it.
class PackingAhead {
 public:
  PackingAhead() = default;
  PackingAhead(const PackingAhead&) = delete;
  PackingAhead& operator=(const PackingAhead&) = delete;
  ~PackingAhead() { stop(); }

  void start(const std::vector<PackingTask>& tasks);  // after stop(), or for the first time

  // What was made of the bytes at this very place; waits while they are being worked on. nullptr
  // when nobody began, and nobody will. Stands until stop().
  const PackedAhead* find(std::string_view bytes);

  void stop();  // drops what was not begun, and what was made

 private:
  enum class State { waiting, working, done, dropped };
  struct Job {
    PackingTask task;
    State state = State::waiting;
    PackedAhead result = {};
  };

  void work(std::stop_token stopped);
  Job* next_waiting();
  bool is_working() const;

  std::mutex mutex_;  // of the jobs' states
  std::condition_variable_any changed_;
  std::vector<Job> jobs_;
  std::jthread thread_;  // the last member: the first to go
};

}  // namespace newsarc::store
