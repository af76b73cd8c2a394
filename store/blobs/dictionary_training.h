#pragma once
// Training: a better dictionary for a site, made in a thread of its own while the crawl goes on.
// Private to store/.

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace newsarc::store {

struct Sample {
  std::int64_t blob_id = 0;
  std::string bytes;
};

struct TrainingTask {
  std::int64_t site_id = 0;
  std::string current;  // the dictionary to beat
  std::vector<Sample> samples;
};

struct TrainedDictionary {
  std::int64_t site_id = 0;
  std::string bytes;                  // "": none that is better
  std::vector<std::int64_t> sources;  // blobs whose bytes may be in it
};

// Pages that were not trained with must become at least a twentieth smaller.
TrainedDictionary train(const TrainingTask& task);

// One task at a time. The destructor waits for it.
class DictionaryTraining {
 public:
  bool is_busy() const { return thread_.joinable(); }
  void start(TrainingTask task);
  std::optional<TrainedDictionary> take();  // nothing while it is not done

 private:
  TrainedDictionary result_;
  std::atomic<bool> done_ = false;
  std::jthread thread_;
};

}  // namespace newsarc::store
