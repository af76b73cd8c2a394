#pragma once
// FeedReader: the events of an XML feed become a Feed. Private to crawler/.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/feed.h"
#include "crawler/feed_fields.h"
#include "crawler/xml.h"

namespace newsarc::crawler {

class FeedReader {
 public:
  // `url`: the feed's own, where it is known. Feed::whole is false when the root was not closed.
  static Feed read(std::string_view utf8, FeedKind kind, const std::optional<Url>& url);

 private:
  FeedReader(FeedKind kind, const std::optional<Url>& url);

  struct Open {  // an element
    Vocabulary vocabulary = Vocabulary::other;
    std::string name;
    std::optional<Field> field;
    bool has_base = false;
  };
  enum class Markup { none, html, perhaps };
  struct Entry {
    FeedEntry made;
    std::optional<std::size_t> link_rank;  // of made.url: the lower, the better
    std::string published, modified;       // as written
  };

  bool start(const XmlElement& element);
  void text(std::string_view text);
  void end();

  void begin_entry(const XmlElement& element);
  void end_entry();
  void begin_field(const XmlElement& element);
  void begin_link(const XmlElement& element);
  void end_field();
  void keep(Field field, std::string text);
  void keep_of_feed(Field field, std::string text);
  void offer(std::optional<Url> url, std::size_t rank);
  std::optional<Url> resolved(std::string_view reference) const;
  bool is_field_here(const Open& open) const;
  bool is_chinese() const;
  void date_entries();

  Feed feed_;
  std::vector<Open> open_;
  std::string root_space_;       // namespace URI
  std::vector<Url> bases_;       // the innermost xml:base last; the feed's own URL, if known, first
  std::optional<Entry> entry_;   // the one that is open
  std::size_t entry_depth_ = 0;  // elements open when it began, itself included
  std::optional<Field> field_;   // whose text is being gathered
  std::size_t field_depth_ = 0;
  Markup markup_ = Markup::perhaps;  // of that text
  std::string text_;
  struct Dates {
    std::string published, modified;
  };
  std::vector<Dates> dates_;  // of the entries: read at the end, when the feed's language is known
};

}  // namespace newsarc::crawler
