#pragma once
// States of the past: what a page that came then says of whether its article was gone. Private to
// store/.

#include <cstdint>

#include "store/sqlite/rows.h"

namespace newsarc::store {

// Whether the archive knows of the article's state at a later time.
bool is_state_past(Database& database, const ArticleRow& article, std::int64_t at);

// The page of the article came at a time before what is known of it last: it was not gone then. An
// absence that was told before counts from the next answer 404; its events are put in their order.
void saw_in_past(Database& database, ArticleRow& article, std::int64_t at, std::int64_t fetch_id);

// The article is new to the archive, which may have later answers 404 of its URL: it is missing
// since the first of them, and gone where crawls told so.
void recall_misses(Database& database, ArticleRow& article);

}  // namespace newsarc::store
