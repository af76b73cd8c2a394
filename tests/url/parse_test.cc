#include "url/parse.h"

#include <gtest/gtest.h>

#include <string>

namespace newsarc {
namespace {

constexpr std::string_view page = "http://news.example/a/b/c.html?page=1#top";

std::string resolved(std::string_view reference, std::string_view base = page,
                     std::string_view charset = {}) {
  const auto url = url::resolve(reference, url::parse(base).value(), charset);
  return url ? url->href() : "error: " + url.error().what;
}

std::string parsed(std::string_view text) {
  const auto url = url::parse(text);
  return url ? url->href() : "error: " + url.error().what;
}

struct Case {
  const char* name;
  std::string_view given, wanted;
};

std::string name_of(const testing::TestParamInfo<Case>& row) { return row.param.name; }

class Resolve : public testing::TestWithParam<Case> {};

TEST_P(Resolve, Spec_ReferencesMeanWhatTheStandardSays) {
  EXPECT_EQ(resolved(GetParam().given), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Resolve,
    testing::Values(Case{"file", "d.html", "http://news.example/a/b/d.html"},
                    Case{"parent", "../d.html", "http://news.example/a/d.html"},
                    Case{"above_root", "../../../../d.html", "http://news.example/d.html"},
                    Case{"escaped_parent", "%2E%2e/d.html", "http://news.example/a/d.html"},
                    Case{"folder_itself", ".", "http://news.example/a/b/"},
                    Case{"parent_folder", "..", "http://news.example/a/"},
                    Case{"root", "/d.html", "http://news.example/d.html"},
                    Case{"host", "//other.example", "http://other.example/"},
                    Case{"backslashes", "\\\\other.example\\x\\y", "http://other.example/x/y"},
                    Case{"query_only", "?page=2", "http://news.example/a/b/c.html?page=2"},
                    Case{"fragment_only", "#x", "http://news.example/a/b/c.html?page=1#x"},
                    Case{"nothing", "", "http://news.example/a/b/c.html?page=1"},
                    Case{"own_scheme_without_slashes", "http:d.html",
                         "http://news.example/a/b/d.html"},
                    Case{"other_scheme_without_slashes", "https:d.example", "https://d.example/"},
                    Case{"blanks_and_newlines", "  /d\n.ht\tml ", "http://news.example/d.html"},
                    Case{"characters_in_path", "/新闻", "http://news.example/%E6%96%B0%E9%97%BB"},
                    Case{"quotes", "/a\"b'c?'", "http://news.example/a%22b'c?%27"}),
    name_of);

class Parse : public testing::TestWithParam<Case> {};

TEST_P(Parse, Spec_HostsAndPortsAreCanonical) {
  EXPECT_EQ(parsed(GetParam().given), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, Parse,
    testing::Values(
        Case{"case", "HTTP://News.EXAMPLE/A", "http://news.example/A"},
        Case{"own_port", "https://news.example:443", "https://news.example/"},
        Case{"other_port", "https://news.example:80", "https://news.example:80/"},
        Case{"port_zero", "http://news.example:0/", "http://news.example:0/"},
        Case{"empty_port", "http://news.example:/", "http://news.example/"},
        Case{"port_too_big", "http://news.example:65536/", "error: the port is past 65535"},
        Case{"port_not_a_number", "http://news.example:8a/", "error: not a port"},
        Case{"idna", "http://衡阳.example/", "http://xn--4n2a06z.example/"},
        Case{"full_width", "http://ｎｅｗｓ．example/", "http://news.example/"},
        Case{"octal_and_hexadecimal", "http://0x7f.0.0.01", "http://127.0.0.1/"},
        Case{"one_number", "http://2130706433/", "http://127.0.0.1/"},
        Case{"number_too_big", "http://4294967296/", "error: not an IPv4 address"},
        Case{"ends_in_number", "http://news.1x.9/", "error: not an IPv4 address"},
        Case{"ipv6", "http://[0:0::0:1]/", "http://[::1]/"},
        Case{"ipv6_dotted", "http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"},
        Case{"ipv6_open", "http://[::1/", "error: '[' is not closed"},
        Case{"ipv6_too_long", "http://[1:2:3:4:5:6:7:8:9]/", "error: not an IPv6 address"},
        Case{"blank_in_host", "http://a b/", "error: not a host name"},
        Case{"host_escaped_slash", "http://a%2Fb/", "error: not a host name"},
        Case{"host_no_utf8", "http://\xb4\xb4.example/", "error: not a host name"},
        Case{"no_host", "http://", "error: no host"},
        Case{"relative", "/a.html", "error: not an absolute URL"},
        Case{"credentials", "http://a:b@news.example/", "http://a:b@news.example/"},
        Case{"raw_bytes", "http://news.example/\xb4\xb4", "http://news.example/%B4%B4"}),
    name_of);

TEST(UrlParse, House_OtherSchemesAreRefusedByName) {
  const auto base = url::parse(page).value();
  for (std::string_view text : {"javascript:void(0)", "JavaScript:x", "java\nscript:x"}) {
    const auto url = url::resolve(text, base);
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error().fault, Fault::refused);
    EXPECT_EQ(url.error().what, "scheme is javascript");
    EXPECT_EQ(url.error().where, text);
  }
}

TEST(UrlParse, House_ErrorsQuoteLongTextsInPart) {
  std::string text = "data:,";
  for (int i = 0; i < 1000; ++i) text += "衡";
  const auto url = url::parse(text);
  ASSERT_FALSE(url);
  EXPECT_LT(url.error().where.size(), 210u);
  EXPECT_TRUE(url.error().where.ends_with("衡…"));
}

TEST(UrlParse, Spec_TheQueryIsEncodedInThePagesCharset) {
  EXPECT_EQ(resolved("?q=创新", page), "http://news.example/a/b/c.html?q=%E5%88%9B%E6%96%B0");
  EXPECT_EQ(resolved("?q=创新", page, "UTF-8"),
            "http://news.example/a/b/c.html?q=%E5%88%9B%E6%96%B0");
  EXPECT_EQ(resolved("?q=创新", page, "gbk"), "http://news.example/a/b/c.html?q=%B4%B4%D0%C2");
  EXPECT_EQ(resolved("?q=創新", page, "big5"), "http://news.example/a/b/c.html?q=%B3%D0%B7s");
}

TEST(UrlParse, Spec_WhatTheCharsetLacksIsANumberedReference) {
  EXPECT_EQ(resolved("?q=a☃b&#x", page, "big5"),
            "http://news.example/a/b/c.html?q=a%26%239731%3Bb&#x");
}

TEST(UrlParse, Spec_PathAndFragmentAreUtf8WhateverTheCharset) {
  EXPECT_EQ(resolved("/新?#新", page, "gbk"), "http://news.example/%E6%96%B0?#%E6%96%B0");
}

TEST(UrlParse, House_PartsAreWhereTheHrefHasThem) {
  const auto url = url::parse("https://a:b@news.example:8443/x/y?z=1#w").value();
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_TRUE(url.has_credentials());
  EXPECT_EQ(url.host(), "news.example");
  EXPECT_EQ(url.port_or_default(), 8443);
  EXPECT_EQ(url.path(), "/x/y");
  EXPECT_EQ(url.query(), "z=1");
  EXPECT_EQ(url.fragment(), "w");
  EXPECT_EQ(url.origin(), "https://news.example:8443");
  EXPECT_EQ(url.target(), "/x/y?z=1");
  EXPECT_EQ(url.without_fragment(), "https://a:b@news.example:8443/x/y?z=1");
}

TEST(UrlParse, House_EmptyQueryAndFragmentAreNotAbsentOnes) {
  const auto both = url::parse("http://news.example/?#").value();
  EXPECT_EQ(both.query(), "");
  EXPECT_EQ(both.fragment(), "");
  const auto none = url::parse("http://news.example/").value();
  EXPECT_FALSE(none.query());
  EXPECT_FALSE(none.fragment());
  EXPECT_EQ(none.port_or_default(), 80);
}

}  // namespace
}  // namespace newsarc
