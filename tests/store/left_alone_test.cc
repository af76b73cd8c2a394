// Hosts that asked to be left alone.

#include "store/read/reader.h"
#include "tests/store/site_on_paper.h"

namespace newsarc::store {
namespace {

class House_LeftAlone : public SiteOnPaper {
 protected:
  // The second night's answer asks for so much.
  std::map<std::string, Instant> after(const std::string& retry_after) {
    publish("one", story("一篇文章", "内容。"));
    crawl();
    auto busy = page_with_status(503);
    busy.header = "Retry-After: " + retry_after + "\r\n";
    publish("one", busy);
    crawl();
    const auto reader = Reader::open(file_);
    EXPECT_TRUE(reader);
    return reader->left_alone(now_).value();
  }
};

TEST_F(House_LeftAlone, IsAHostThatSaidWhenToComeBack) {
  const auto hosts = after("172800");  // two days; a night is one
  ASSERT_EQ(hosts.size(), 1U);
  EXPECT_EQ(hosts.begin()->first, "http://news.example");
  EXPECT_EQ(to_text(hosts.begin()->second), "2026-01-08T02:00:00Z");
}

TEST_F(House_LeftAlone, IsNoneWhoseTimeHasCome) { EXPECT_TRUE(after("7200").empty()); }

TEST_F(House_LeftAlone, IsNoneThatAsksForAYear) { EXPECT_TRUE(after("31536000").empty()); }

}  // namespace
}  // namespace newsarc::store
