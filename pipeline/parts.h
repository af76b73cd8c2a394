#pragma once
// Parts: articles that their site cuts over several pages, while their pages come in one by one
// under the frontier row of the first. Thread-safe. Private to pipeline/.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "core/capture.h"

namespace newsarc::pipeline {

// An article as far as it came.
struct Unfinished {
  std::vector<Page> pages;
  Reading reading;  // of them all
};

class Parts {
 public:
  void keep(std::int64_t row, Unfinished unfinished);
  // What came before under this row; nothing when its first page was asked for.
  std::optional<Unfinished> take(std::int64_t row);

 private:
  std::mutex mutex_;
  std::map<std::int64_t, Unfinished> unfinished_;
};

}  // namespace newsarc::pipeline
