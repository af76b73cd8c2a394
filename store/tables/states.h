#pragma once
// States: whether an article is live, gone, redirected or blocked, and when it is looked at again.
// Private to store/.

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "core/site.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {

// Gone only after two finished crawls at least six hours apart.
constexpr std::int64_t gone_distance =
    std::chrono::duration_cast<std::chrono::seconds>(std::chrono::hours(6)).count();

// Moves the article to a state at the time of a fetch; a state_event when it was in another.
void set_state(Database& database, ArticleRow& article, std::string_view state, std::int64_t at,
               std::int64_t fetch_id);

// Whether its own URL gives its page no more, as far as is known.
bool is_away(const ArticleRow& article);

// Its page came, or 304. Returns whether it had been gone.
bool saw(Database& database, ArticleRow& article, std::int64_t at, std::int64_t fetch_id);

// 404 or 410: not gone before end_run says so.
void missed(ArticleRow& article, std::int64_t at);

// By the site's ladder, from the article's last change.
std::int64_t next_check(Database& database, const ArticleRow& article, const Site& site,
                        std::int64_t now);

struct Disappearances {
  std::vector<std::string> warnings;
};

// At the end of a finished run: an article that answered 404 or 410 now, and in a finished run at
// least six hours before, is gone; unless most of the site vanished at once. Where all that were
// asked for are missing, it warns.
Disappearances mark_gone(Database& database, const CrawlRow& run, std::int64_t site_id);

}  // namespace newsarc::store
