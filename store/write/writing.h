#pragma once
// Writing: one visit on its way into rows. Private to store/.

#include "store/sqlite/rows.h"
#include "store/write/fetches.h"
#include "store/write/visits.h"

namespace newsarc::store {

struct Writing {
  Group& group;
  const Visit& visit;
  const Request& request;
  SiteRow site;
  Place before;  // as the archive had it
  Place place;
  Stored stored = {};

  Database& database() const { return group.database; }
  FetchWriter writer() const { return {group.database, group.blobs, group.run}; }
  SiteSummary& summary() const { return group.tally(site).summary; }
  bool is_settled() const { return !visit.retry_at; }
};

}  // namespace newsarc::store
