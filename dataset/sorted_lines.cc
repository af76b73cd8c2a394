#include "dataset/sorted_lines.h"

#include <algorithm>
#include <queue>
#include <utility>

namespace newsarc::dataset {
namespace {

// The next line of a run.
struct Head {
  std::string line;
  std::size_t run = 0;
};

// The least first; of lines that are equal any.
struct IsLater {
  bool operator()(const Head& one, const Head& other) const { return one.line > other.line; }
};

bool read_line(ScratchFile& run, std::string& line) {
  if (!std::getline(run.in(), line)) return false;
  line += '\n';
  return true;
}

}  // namespace

Result<void> SortedLines::add(std::string line) {
  held_ += line.size() + sizeof(std::string);
  lines_.push_back(std::move(line));
  return held_ < memory_ ? Result<void>() : spill();
}

Result<void> SortedLines::spill() {
  auto run = ScratchFile::in(folder_);
  if (!run) return tl::unexpected(std::move(run).error());
  std::ranges::sort(lines_);
  for (const auto& line : lines_) run->out() << line;
  if (auto written = run->rewind(); !written) return tl::unexpected(written.error());
  runs_.push_back(*std::move(run));
  lines_.clear();
  held_ = 0;
  return {};
}

Result<void> SortedLines::take(const std::function<void(std::string_view line)>& each) {
  if (runs_.empty()) {
    std::ranges::sort(lines_);
    for (const auto& line : std::exchange(lines_, {})) each(line);
    held_ = 0;
    return {};
  }
  if (auto spilled = spill(); !spilled) return spilled;
  std::priority_queue<Head, std::vector<Head>, IsLater> heads;
  auto runs = std::exchange(runs_, {});
  const auto advance = [&](Head head) {
    if (read_line(runs[head.run], head.line)) heads.push(std::move(head));
  };
  for (std::size_t run = 0; run < runs.size(); ++run) advance({{}, run});
  while (!heads.empty()) {
    Head least = heads.top();
    heads.pop();
    each(least.line);
    advance(std::move(least));
  }
  return {};
}

}  // namespace newsarc::dataset
