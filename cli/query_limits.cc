#include "cli/query_limits.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <new>
#include <string_view>

#include "cli/command.h"

namespace newsarc::cli {
namespace {

// For a query, beside what the process has before. SQLite has 1 GiB of it (store/sqlite/guard.cc),
// and its longest text in two or three forms fits as well.
constexpr rlim_t most_memory = rlim_t{3} << 30;

// SQLite's own clock is looked at well within this.
constexpr auto grace = std::chrono::milliseconds(20);

// Nothing here may ask for memory, or wait for what another thread holds.
[[noreturn]] void end(std::string_view words) {
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, words.data(), words.size());
  ::_exit(Exit::stopped);
}

[[noreturn]] void end_without_memory() {
  end("newsarc: the query needs more memory than it may have; ask for less at a time\n");
}

// What the limit counts, and how much of it there is: little, but for a sanitizer's shadow, which
// is terabytes of addresses. 0 where /proc is not there.
rlim_t memory_in_use() {
  std::ifstream pages("/proc/self/statm");
  rlim_t data = 0;
  for (int column = 0; column < 6; ++column) pages >> data;  // the sixth: data and stack
  return pages ? data * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

void limit_memory() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_DATA, &limit) != 0) return;
  static const rlim_t most = memory_in_use() + most_memory;  // a shell asks for it again and again
  if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > most) {
    limit.rlim_cur = most;
    ::setrlimit(RLIMIT_DATA, &limit);
  }
  std::set_new_handler(end_without_memory);
}

HardTimeLimit::HardTimeLimit(std::optional<Span> span) {
  if (!span) return;
  const auto end_of_time = std::chrono::steady_clock::now() + *span + grace;
  watch_ = std::jthread([this, end_of_time] {
    std::unique_lock lock(mutex_);
    if (!ended_.wait_until(lock, end_of_time, [this] { return is_over_; }))
      end("newsarc: the query ran out of time\n");
  });
}

HardTimeLimit::~HardTimeLimit() {
  {
    const std::scoped_lock lock(mutex_);
    is_over_ = true;
  }
  ended_.notify_all();
}

}  // namespace newsarc::cli
