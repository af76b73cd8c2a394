#include "store/blobs/packing_ahead.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "digest/digest.h"

namespace newsarc::store {
namespace {

std::string page(int number) {
  std::string text;
  for (int line = 0; line < 200; ++line)
    text += "<li>line " + std::to_string(line * (line % 7 == 0 ? number : 1)) + "</li>\n";
  return text;
}

class PackingAheadTest : public testing::Test {
 protected:
  PackingAheadTest() {
    for (int i = 0; i < 24; ++i) pages_.push_back(page(i));
  }

  std::vector<PackingTask> tasks() const {
    std::vector<PackingTask> all;
    for (std::size_t i = 0; i < pages_.size(); ++i)
      all.push_back({pages_[i], i % 2 == 0 ? &dictionary_ : nullptr});
    return all;
  }

  Dictionary dictionary_{page(1000), quick_level};
  std::vector<std::string> pages_;
};

TEST_F(PackingAheadTest, GivesWhatTheWriterWouldHaveMade) {
  PackingAhead ahead;
  Compressor compressor;
  for (int round = 0; round < 50; ++round) {
    ahead.start(tasks());
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      const auto* packed = ahead.find(pages_[i]);
      if (packed == nullptr) continue;  // the writer was first
      EXPECT_EQ(packed->sha256, digest::sha256(pages_[i]));
      EXPECT_EQ(packed->dictionary, i % 2 == 0 ? &dictionary_ : nullptr);
      EXPECT_EQ(packed->data, i % 2 == 0 ? compressor.pack(pages_[i], dictionary_) : "");
    }
    ahead.stop();
  }
}

TEST_F(PackingAheadTest, KnowsBytesByTheirPlace) {
  PackingAhead ahead;
  ahead.start(tasks());
  const std::string copy = pages_.front();
  EXPECT_EQ(ahead.find(copy), nullptr);
  EXPECT_EQ(ahead.find(std::string_view(pages_.front()).substr(1)), nullptr);
}

TEST_F(PackingAheadTest, DropsEverythingWhenItStops) {
  PackingAhead ahead;
  ahead.start(tasks());
  ahead.stop();
  for (const auto& one : pages_) EXPECT_EQ(ahead.find(one), nullptr);
}

TEST_F(PackingAheadTest, GoesAwayInTheMiddleOfItsWork) {
  for (int round = 0; round < 50; ++round) {
    PackingAhead ahead;
    ahead.start(tasks());
  }
}

}  // namespace
}  // namespace newsarc::store
