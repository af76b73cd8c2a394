#include "crawler/address.h"

#include <gtest/gtest.h>

#include "crawler/fetch.h"

namespace newsarc::crawler {
namespace {

TEST(IsPublicAddress, Spec_IsTrueForWhatTheInternetRoutes) {
  for (const char* address :
       {"1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.1", "198.17.255.255", "198.20.0.0", "223.255.255.255",
        "2606:4700::1111", "2001:200::1", "::ffff:1.1.1.1", "64:ff9b::101:101"}) {
    EXPECT_TRUE(is_public_address(address)) << address;
  }
}

TEST(IsPublicAddress, Spec_IsFalseForLoopbackPrivateAndReservedOnes) {
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.1",
                              "203.0.113.9",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "fe80::1",
                              "fc00::1",
                              "fd00:ec2::254",
                              "ff02::1",
                              "2001:db8::1",
                              "2001::1",
                              "2002:7f00:1::",
                              "3fff::1",
                              "5f00::1",
                              "::ffff:127.0.0.1",
                              "::ffff:10.0.0.1",
                              "64:ff9b::7f00:1",
                              "::127.0.0.1"}) {
    EXPECT_FALSE(is_public_address(address)) << address;
  }
}

TEST(IsPublicAddress, IsFalseForWhatIsNoAddress) {
  for (const char* text : {"", "localhost", "1.1.1", "1.1.1.1.", "fe80::1%lo", "[2606:4700::1]"}) {
    EXPECT_FALSE(is_public_address(text)) << text;
  }
}

TEST(AllowList, NamesExactlyOnePortOfOneHost) {
  const AllowList list =
      AllowList::create({"127.0.0.1:8800", "[::1]:8800", "LocalHost:80"}).value();
  EXPECT_TRUE(list.contains("127.0.0.1", 8800));
  EXPECT_TRUE(list.contains("::ffff:127.0.0.1", 8800));
  EXPECT_TRUE(list.contains("[::1]", 8800));
  EXPECT_TRUE(list.contains("0:0:0:0:0:0:0:1", 8800));
  EXPECT_TRUE(list.contains("localhost", 80));
  EXPECT_FALSE(list.contains("127.0.0.1", 8801));
  EXPECT_FALSE(list.contains("127.0.0.2", 8800));
  EXPECT_FALSE(list.contains("localhost", 8800));
}

TEST(AllowList, TakesNothingButHostAndPort) {
  for (const char* entry :
       {"", "127.0.0.1", ":80", "localhost:", "localhost:0", "localhost:65536", "localhost:80x",
        "::1:80", "[::1]", "[x]:80", "http://a:80", "a b:80"}) {
    const auto list = AllowList::create({entry});
    ASSERT_FALSE(list) << entry;
    EXPECT_EQ(list.error().fault, Fault::config);
    EXPECT_EQ(list.error().where, entry);
  }
}

}  // namespace
}  // namespace newsarc::crawler
