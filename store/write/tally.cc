#include "store/write/tally.h"

namespace newsarc::store {

namespace {

// Whether an earlier visit of this run was counted for the article. Its row remembers that of a
// crawl, which may have been interrupted and go on: an import leaves it alone.
bool is_counted(const Writing& writing, const ArticleRow& article) {
  const std::int64_t run = writing.group.run;
  if (!writing.group.is_import) return article.checked_crawl_id == run;
  return writing.database().number(
             "SELECT 1 FROM url u CROSS JOIN fetch f ON f.url_id = u.id WHERE u.article_id = ? AND "
             "+f.crawl_id = ? AND f.id < ? LIMIT 1",
             article.id, run, writing.stored.fetch_id) != 0;
}

}  // namespace

void count(Writing& writing, Tally tally, ArticleRow* article) {
  const bool counted = article != nullptr && is_counted(writing, *article);
  if (article != nullptr && !writing.group.is_import) article->checked_crawl_id = writing.group.run;
  if (counted && tally != &SiteSummary::changed) return;
  SiteSummary& summary = writing.summary();
  ++summary.seen;
  ++(summary.*tally);
}

void take_back_count(Writing& writing, const ArticleRow& article, std::int64_t brought_by) {
  if (article.checked_crawl_id != writing.group.run) return;
  SiteSummary& summary = writing.summary();
  --summary.seen;
  --(brought_by == writing.group.run ? summary.fresh : summary.same);
}

void count_answers(Writing& writing) {
  SiteSummary& summary = writing.summary();
  summary.pages += static_cast<std::int64_t>(writing.request.redirects.size());
  const auto* capture = std::get_if<Capture>(&writing.visit.outcome);
  if (capture == nullptr) return;
  for (const auto& page : capture->pages) {
    ++summary.pages;
    summary.bytes += static_cast<std::int64_t>(page.body.size());
  }
}

}  // namespace newsarc::store
