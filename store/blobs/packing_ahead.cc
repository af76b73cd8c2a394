#include "store/blobs/packing_ahead.h"

#include <algorithm>

#include "digest/digest.h"

namespace newsarc::store {
namespace {

PackedAhead pack(Compressor& compressor, const PackingTask& task) {
  PackedAhead packed{digest::sha256(task.bytes), task.dictionary, {}};
  if (task.dictionary != nullptr) packed.data = compressor.pack(task.bytes, *task.dictionary);
  return packed;
}

}  // namespace

void PackingAhead::start(const std::vector<PackingTask>& tasks) {
  if (tasks.empty()) return;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& task : tasks) jobs_.push_back({task});
  }
  changed_.notify_all();
  if (!thread_.joinable())
    thread_ = std::jthread([this](std::stop_token stopped) { work(std::move(stopped)); });
}

const PackedAhead* PackingAhead::find(std::string_view bytes) {
  std::unique_lock lock(mutex_);
  const auto job = std::ranges::find_if(jobs_, [bytes](const Job& one) {
    return one.task.bytes.data() == bytes.data() && one.task.bytes.size() == bytes.size();
  });
  if (job == jobs_.end()) return nullptr;
  if (job->state == State::waiting) job->state = State::dropped;
  changed_.wait(lock, [&] { return job->state != State::working; });
  return job->state == State::done ? &job->result : nullptr;
}

void PackingAhead::stop() {
  std::unique_lock lock(mutex_);
  for (auto& job : jobs_)
    if (job.state == State::waiting) job.state = State::dropped;
  changed_.wait(lock, [this] { return !is_working(); });
  jobs_.clear();
}

PackingAhead::Job* PackingAhead::next_waiting() {
  const auto job = std::ranges::find(jobs_, State::waiting, &Job::state);
  return job == jobs_.end() ? nullptr : &*job;
}

bool PackingAhead::is_working() const {
  return std::ranges::find(jobs_, State::working, &Job::state) != jobs_.end();
}

void PackingAhead::work(std::stop_token stopped) {
  Compressor compressor;
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stopped, [this] { return next_waiting() != nullptr; })) {
    Job* const job = next_waiting();
    job->state = State::working;
    lock.unlock();
    auto result = pack(compressor, job->task);
    lock.lock();
    job->result = std::move(result);
    job->state = State::done;
    changed_.notify_all();
  }
}

}  // namespace newsarc::store
