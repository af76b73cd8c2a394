#pragma once
// Frontier rows: what a run has yet to fetch, kept in the archive so that a killed run goes on.
// Private to store/.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/capture.h"
#include "store/sqlite/rows.h"
#include "store/write/archive.h"

namespace newsarc::store {

// A page that failed in so many runs is given up until a list names it again; an article's, until
// the ladder does.
constexpr std::int64_t patience = 5;

// The row of a URL, made when its key is not there yet.
UrlRow ensure_url(Database& database, const Url& url, std::int64_t site_id, std::int64_t run);

// A row of this run for the request; its id, or nothing when the key has one already.
std::optional<std::int64_t> admit(Database& database, std::int64_t run, std::int64_t site_id,
                                  const UrlRow& url, const Request& request);

// What a visit's found requests are to the run: their URL rows, made where they were not there.
// News are articles: a trap makes sections and pages without end, too.
struct FoundUrls {
  std::vector<UrlRow> rows;       // one a request, in order; of a URL with a twin, the twin's
  bool any_article = false;       // whether it names any
  bool any_new_to_run = false;    // one that no earlier run knew
  bool any_new_to_visit = false;  // one that nothing knew before this visit
  bool all_new_to_run = true;     // none that an earlier run knew
};
FoundUrls ensure_found(Database& database, std::int64_t run, std::int64_t site_id,
                       const Request& from, std::span<const Request> found);

struct Admitted {
  std::vector<Request> requests;
  std::int64_t distrusted = 0;  // sections that lists without news named, beyond what is trusted
};

// Those of a visit's found requests that the run goes on with, ids and hints filled in. `from` is
// the request that found them.
Admitted admit_found(Database& database, std::int64_t run, std::int64_t site_id,
                     const Request& from, std::span<const Request> found, const FoundUrls& urls);

// Known articles that `refresh` asks for, what is due first first, and articles whose page failed
// to come in earlier runs.
void admit_known(Database& database, std::int64_t run, const SiteRow& site, Refresh refresh,
                 std::int64_t now);

// What waits of this site in other runs waits in this one from now on; articles after those that
// this run finds. Their start pages are this run's own.
void take_over_waiting(Database& database, std::int64_t run, std::int64_t site_id);

// The request is done, or waits for another try.
void settle(Database& database, const Request& request, std::optional<Instant> retry_at);

Result<std::vector<Request>> waiting_requests(Database& database, std::int64_t run);

// How a page named articles: text and date of its links to those of `found` and to known ones, and
// that it names one of `found` as its original. What was said before is not said again, and what
// says nothing only of a URL that no other page has named.
void save_links(Database& database, std::int64_t fetch_id, std::span<const Link> links,
                std::span<const Request> found);

}  // namespace newsarc::store
