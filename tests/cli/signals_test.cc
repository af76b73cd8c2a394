// A terminal that is closed ends a crawl in good order; nohup keeps it going.

#include "cli/signals.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>

namespace newsarc::cli {
namespace {

int seen_after_hangup() {
  const SignalWatch watch([](int) {});
  ::kill(::getpid(), SIGHUP);
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(500);
  while (watch.last() == 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  return watch.last();
}

TEST(SignalsTest, AHangupIsOneOfThem) { EXPECT_EQ(seen_after_hangup(), SIGHUP); }

TEST(SignalsTest, AHangupThatIsIgnoredIsNone) {
  std::signal(SIGHUP, SIG_IGN);
  EXPECT_EQ(seen_after_hangup(), 0);
  std::signal(SIGHUP, SIG_DFL);
}

}  // namespace
}  // namespace newsarc::cli
