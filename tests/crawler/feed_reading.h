#pragma once
// Feeds out of a few words, and their reading.

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "crawler/feed.h"
#include "url/parse.h"

namespace newsarc::crawler {

inline const Url here = url::parse("https://news.example/rss/all.xml").value();

inline Feed read(std::string_view bytes, const http::ContentType& type = {}) {
  const auto feed = read_feed(bytes, here, type);
  EXPECT_TRUE(feed) << feed.error().what << "\n" << bytes;
  return feed.value_or(Feed());
}

inline std::string text_of(const std::optional<Stated>& date) {
  return date ? to_text(*date) : "none";
}

inline std::string rss(std::string_view items) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel>"
         "<title>衡陽新聞</title><link>https://news.example/</link>" +
         std::string(items) + "</channel></rss>";
}

inline std::string atom(std::string_view entries) {
  return "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-TW\"><title>衡陽新聞</title>" +
         std::string(entries) + "</feed>";
}

}  // namespace newsarc::crawler
