#pragma once
// NewsSite: a synthetic Chinese news site and the truth about it. Made from a seed alone: what it
// answers on a night, and what it did to its articles between nights, are pure functions. Immutable
// after construction, so any thread may ask.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/article.h"
#include "core/time.h"
#include "demo/layout.h"
#include "demo/writer.h"

namespace newsarc::demo {

// What happens in a night: in every one but the first there are posts, in each `every`th the rest,
// to articles that nothing has happened to, as long as there are such. Of those deleted, half are
// back two nights later.
struct Changes {
  int posts = 0;
  int every = 1;
  std::size_t edits = 0;
  std::size_t retitles = 0;
  std::size_t deletions = 0;

  bool operator==(const Changes&) const = default;
};

struct Plan {
  std::uint64_t seed = 1;
  int articles = 120;  // over all nights; at least fewest_articles
  int nights = 4;      // at least 1
  std::optional<Changes> a_night =
      {};  // nothing: by the number of articles, enough for a short demo

  bool operator==(const Plan&) const = default;
};
inline constexpr int fewest_articles = 20;
inline constexpr int most_articles = 5000;
inline constexpr int most_nights = 60;

// Nights are counted from 1. Each begins at 18:00 UTC, two in the morning of the site's zone.
Instant night_begins(int night);
inline constexpr std::string_view site_timezone = "Asia/Shanghai";

// What an article says on one night to whoever reads its page: no glosses, the page's own script.
struct Telling {
  std::string title;
  std::vector<std::string> paragraphs;
  std::vector<Credit> credits;
  Stated published;

  bool operator==(const Telling&) const = default;
};

enum class Happening {
  edited,           // the body changed
  retitled,         // only the title did
  deleted,          // 404 or 410 from this night on
  restored,         // and back again
  script_switched,  // traditional became simplified: the same text to a reader
};

// Something the site did between the night before and this one.
struct Event {
  int night = 0;
  Happening happening{};
  std::size_t article = 0;

  bool operator==(const Event&) const = default;
};

// How a page is dressed: its script, and whether a converter's machine has been over it.
struct Voice {
  bool simplified = false;
  bool machine_made = false;  // glosses, ASCII punctuation

  bool operator==(const Voice&) const = default;
};

// Text of the newsroom (traditional, full width) as a page of that voice means it, and as it prints
// it: with glosses.
std::string spoken(std::string_view text, const Voice& voice);
std::string printed(std::string_view text, const Voice& voice);

enum class Charset { utf8, gb18030, big5 };

struct ArticlePlan {
  std::string target;  // path and query
  std::size_t section = 0;
  int layout = 0;  // 0, 1, 2
  Voice voice;
  Charset charset = Charset::utf8;
  bool charset_in_header = false;  // else in a meta element alone
  bool validators = false;         // answers with ETag and Last-Modified, and 304
  Stated published;
  int first_night = 1;
  Byline byline;
  std::map<int, Story> stories;  // from which night on it says what
  std::map<int, bool> present;   // from which night on it is there, or is not
  std::optional<int> script_switch;
  std::uint64_t posting_order = 0;  // among those posted on one night
};

// One asking of a page.
struct Visit {
  int night = 1;
  std::uint64_t number = 0;  // drives the view counters, which nobody should take for an edit
  std::string origin = "http://127.0.0.1";  // where the site is served: feeds need whole URLs
};

struct Answer {
  int status = 200;
  std::string content_type;
  std::string body;  // in the charset the page declares
  std::optional<std::string> etag;
  std::optional<std::string> last_modified;

  bool operator==(const Answer&) const = default;
};

class NewsSite {
 public:
  explicit NewsSite(const Plan& plan);

  const Plan& plan() const { return plan_; }
  const std::vector<ArticlePlan>& articles() const { return articles_; }
  const std::vector<Event>& events() const { return events_; }  // by night

  // On this night the layout of `changed_layout` changes, without a word of text changing; nothing
  // when there is one night only.
  std::optional<int> layout_change_night() const;
  static constexpr int changed_layout = 2;

  // Nothing when the article is not on the site that night: not yet, or deleted.
  std::optional<Telling> telling(std::size_t article, int night) const;

  // `target` is a request line's path and query; 404 for what is not on the site that night.
  Answer answer(std::string_view target, const Visit& visit) const;

  // Whether the site's robots.txt forbids this address to everyone.
  static bool forbids(std::string_view target);

 private:
  void plan_articles();
  ArticlePlan plan_article(std::size_t index, int first_night);
  std::string new_title(Random& random);
  void plan_night(int night);
  void happen(int night, Happening happening, std::size_t article, Random& random);
  bool is_present(std::size_t article, int night) const;
  Voice voice_on(std::size_t article, int night) const;
  const Story& story_on(std::size_t article, int night) const;
  // What is there that night, newest first, of one section or of all. Articles that came back
  // tonight stand among the new ones, as on a site that shows what it posted last: a crawl asks
  // seldom for what is gone, and sees that it is back where a list says so.
  std::vector<std::size_t> listed(int night, std::optional<std::size_t> section) const;

  ArticleSheet sheet_of(std::size_t article, const Visit& visit) const;
  std::vector<Item> items_of(const std::vector<std::size_t>& articles, int night) const;
  Answer article_answer(std::size_t article, const Visit& visit) const;
  Answer list_answer(std::size_t section, std::size_t page, int night) const;
  Answer home_answer(int night) const;
  Answer feed_answer(const Visit& visit) const;

  Plan plan_;
  std::vector<ArticlePlan> articles_;
  std::vector<Event> events_;
  std::vector<std::size_t> newest_first_;
  std::set<std::string> titles_;  // given out: no two articles share one
  std::map<std::string, std::size_t, std::less<>> by_target_;
};

}  // namespace newsarc::demo
