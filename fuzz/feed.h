#pragma once
// The claims that hold for every feed, whatever bytes it was read from.

#include "crawler/feed.h"
#include "fuzz/input.h"
#include "fuzz/page.h"

namespace newsarc::fuzz {

inline void check_text(const std::string& text) {
  require(is_utf8(text) && text::collapse_blanks(text) == text && text.size() < 16'384);
}

inline void check(const crawler::Feed& feed) {
  require(feed.entries.size() <= crawler::entry_limit);
  check_text(feed.title);
  for (const auto& entry : feed.entries) {
    check_text(entry.title);
    for (const auto& author : entry.authors) require(!author.empty() && is_utf8(author));
    for (const auto& date : {entry.published, entry.modified}) {
      require(!date || stated_from_text(to_text(*date)) == date);
    }
  }
  require(crawler::links_of(feed).size() ==
          feed.entries.size() + (feed.next_page.has_value() ? 1 : 0));
}

}  // namespace newsarc::fuzz
