#include "store/blobs/dictionary_training.h"

#include <utility>

#include "store/blobs/codec.h"

namespace newsarc::store {
namespace {

constexpr std::size_t held_out = 5;  // every fifth sample judges what the others made

}  // namespace

TrainedDictionary train(const TrainingTask& task) {
  TrainedDictionary trained{task.site_id, {}, {}};
  std::vector<std::string> teaching;
  std::vector<std::string> judging;
  for (std::size_t i = 0; i < task.samples.size(); ++i) {
    const auto& [blob_id, bytes] = task.samples[i];
    (i % held_out == 0 ? judging : teaching).push_back(bytes);
    if (i % held_out != 0) trained.sources.push_back(blob_id);
  }
  auto candidate = train_dictionary(task.current, teaching);
  if (candidate.empty()) return trained;
  const auto before = packed_size(judging, task.current);
  const auto after = packed_size(judging, candidate);
  if (after + before / 20 <= before) trained.bytes = std::move(candidate);
  return trained;
}

void DictionaryTraining::start(TrainingTask task) {
  done_ = false;
  thread_ = std::jthread([this, work = std::move(task)] {
    result_ = train(work);
    done_ = true;
  });
}

std::optional<TrainedDictionary> DictionaryTraining::take() {
  if (!is_busy() || !done_) return std::nullopt;
  thread_.join();
  return std::move(result_);
}

}  // namespace newsarc::store
