#pragma once
// Tally: what the visits of a run come to, site by site: each article once. Private to store/.

#include <cstdint>

#include "store/sqlite/rows.h"
#include "store/write/writing.h"

namespace newsarc::store {

using Tally = std::int64_t SiteSummary::*;  // what a visit counts as

// Counts a visit to an article once a run, unless it brought something. `article` may be null.
void count(Writing& writing, Tally tally, ArticleRow* article);

// The article turned out to be another one, which is counted itself: what this run counted of it is
// taken back. `brought_by` is the crawl that met it first.
void take_back_count(Writing& writing, const ArticleRow& article, std::int64_t brought_by);

// Answers of any kind, and the bytes of their bodies.
void count_answers(Writing& writing);

}  // namespace newsarc::store
