#pragma once
// Visits: one settled visit becomes its rows: fetches, redirects, blobs, the article it shows,
// links, admitted requests. Private to store/; runs inside the caller's transaction.

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "core/site.h"
#include "store/blobs/blobs.h"
#include "store/tables/runs.h"
#include "store/tables/search_index.h"
#include "store/write/archive.h"

namespace newsarc::store {

// What visits of one transaction share.
struct Group {
  Database& database;
  BlobWriter& blobs;
  SearchIndex& index;
  std::int64_t run = 0;
  bool is_import = false;                             // not a crawl's
  const std::map<std::string, Site>& sites;           // profiles of the run, by key
  std::map<std::int64_t, CrawlSiteRow> tallies = {};  // by site id; the caller saves them

  CrawlSiteRow& tally(const SiteRow& site);
};

// Tells the blob writer what these visits will probably bring it, so that it can begin.
void expect_blobs(Group& group, std::span<const Visit> visits);

PutResult put_visit(Group& group, const Visit& visit);

}  // namespace newsarc::store
