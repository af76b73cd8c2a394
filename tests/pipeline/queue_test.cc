#include "pipeline/queue.h"

#include <gtest/gtest.h>

#include <thread>

namespace newsarc::pipeline {
namespace {

TEST(Queue, GivesItemsInTheOrderTheyCame) {
  Queue<int> queue;
  for (int i = 0; i < 3; ++i) queue.push(i);
  EXPECT_EQ(queue.pop(2), (std::vector<int>{0, 1}));
  EXPECT_EQ(queue.drain(), std::vector<int>{2});
  EXPECT_TRUE(queue.drain().empty());
}

TEST(Queue, GivesWhatItHoldsAfterItWasClosed) {
  Queue<int> queue;
  queue.push(1);
  queue.close();
  EXPECT_FALSE(queue.push(2));
  EXPECT_EQ(queue.pop(9), std::vector<int>{1});
  EXPECT_TRUE(queue.pop(9).empty());
}

TEST(Queue, MakesAPushWaitForRoom) {
  Queue<int> queue(1);
  queue.push(1);
  std::jthread pushes([&](const std::stop_token& stop) { queue.push(2, stop); });
  EXPECT_EQ(queue.pop(1), std::vector<int>{1});
  EXPECT_EQ(queue.pop(1), std::vector<int>{2});
}

constexpr std::chrono::hours forever{1};

TEST(Queue, WaitsForAsManyAsAreWanted) {
  Queue<int> queue;
  queue.push(1);
  std::jthread pushes([&] { queue.push(2), queue.push(3); });
  EXPECT_EQ(queue.pop(3, forever, {}), (std::vector<int>{1, 2, 3}));
}

TEST(Queue, WaitsForOthersAsLongAsItIsToldTo) {
  Queue<int> queue;
  queue.push(1);
  EXPECT_EQ(queue.pop(2, std::chrono::milliseconds(1), {}), std::vector<int>{1});
}

TEST(Queue, WaitsForNoOthersOnceItIsClosed) {
  Queue<int> queue;
  queue.push(1);
  queue.close();
  EXPECT_EQ(queue.pop(2, forever, {}), std::vector<int>{1});
  EXPECT_TRUE(queue.pop(2, forever, {}).empty());
}

TEST(Queue, LetsAStopEndTheWaitForOthers) {
  Queue<int> queue;
  queue.push(1);
  std::vector<int> popped{7};
  {
    std::jthread pops([&](const std::stop_token& stop) { popped = queue.pop(2, forever, stop); });
  }
  EXPECT_TRUE(popped.empty());
}

TEST(Queue, LetsAStopEndBothWaits) {
  Queue<int> full(1);
  full.push(1);
  Queue<int> empty;
  bool pushed = true;
  bool popped = true;
  {
    std::jthread pushes([&](const std::stop_token& stop) { pushed = full.push(2, stop); });
    std::jthread pops([&](const std::stop_token& stop) { popped = !empty.pop(1, stop).empty(); });
  }
  EXPECT_FALSE(pushed);
  EXPECT_FALSE(popped);
}

}  // namespace
}  // namespace newsarc::pipeline
