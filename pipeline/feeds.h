#pragma once
// Feeds in a crawl: what RSS, Atom, sitemaps and a robots.txt lead to, by the site's profile. Pure
// functions; thread-safe. Private to pipeline/.

#include <optional>
#include <vector>

#include "core/capture.h"
#include "core/site.h"
#include "crawler/scope.h"

namespace newsarc::pipeline {

// A page that is a feed or a sitemap, by its bytes; nothing of any other page. Its links are those
// that the profile's [follow] sitemaps lets a crawl take: "auto" the pages dated within a week of
// the capture, "all" all, "none" none. A feed's are all taken.
std::optional<Reading> reading_of_feed(const Page& page, const FollowRules& follow);

// The sitemaps that an answer to /robots.txt names, in scope; none where the profile wants none.
std::vector<Request> sitemap_requests(const Page& robots, const FollowRules& follow,
                                      const crawler::Scope& scope);

}  // namespace newsarc::pipeline
