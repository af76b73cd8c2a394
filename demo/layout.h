#pragma once
// The demo site's HTML: three article templates (one of them in an old and a new dress), category
// pages, the home page and the feed. Text goes in as it shall be read, UTF-8; out comes UTF-8
// HTML, to be encoded by the caller.

#include <cstdint>
#include <string>
#include <vector>

namespace newsarc::demo {

struct Item {
  std::string href;
  std::string title;
  std::string date;

  bool operator==(const Item&) const = default;
};

struct Comment {
  std::string reader;
  std::string when;
  std::string text;
};

// The words a template prints beside what is the article's own, in the page's voice.
struct Words {
  std::string site, home, sections, published, source, views, recommended, comments, address, print,
      next, previous;
};

struct ArticleSheet {
  Words words;
  std::string charset;  // as the meta element names it
  std::string language;
  std::string section, section_href;
  std::string title;
  std::string date;  // as this layout prints it
  std::string outlet;
  std::string beside, line, foot;  // Byline
  std::vector<std::string> paragraphs;
  std::vector<Item> sections, recommended;
  std::vector<Comment> comments;
  std::string print_href;
  std::uint64_t views = 0;
  bool new_dress = false;
};

struct ListSheet {
  Words words;
  std::string charset;
  std::string language;
  std::string title;
  std::vector<Item> sections, items;
  std::string next_href, previous_href;  // empty: there is none
};

std::string render_article(int layout, const ArticleSheet& sheet);
std::string render_list(const ListSheet& sheet);

// RSS 2.0; `date` of an item is an RFC 9110 date.
std::string render_feed(const std::string& title, const std::string& base,
                        const std::vector<Item>& items);

}  // namespace newsarc::demo
