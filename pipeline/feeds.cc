#include "pipeline/feeds.h"

#include <algorithm>

#include "crawler/feed.h"
#include "crawler/robots.h"
#include "http/coding.h"
#include "url/parse.h"

namespace newsarc::pipeline {
namespace {

using crawler::Feed;
using crawler::FeedEntry;
using crawler::FeedKind;

// Longer than any night a crawl may have missed, and short enough that a site's first night does
// not ask for its whole past. Zones make a day of difference either way.
constexpr Span news_age = std::chrono::hours(24 * 7);
// An index whose sitemaps have no dates: so many are looked at, for dates inside them.
constexpr std::size_t most_undated = 20;

std::optional<Stated> date_of(const FeedEntry& entry) {
  return entry.published ? entry.published : entry.modified;
}

void keep_news(Feed& feed, Instant now) {
  const bool is_index = feed.kind == FeedKind::sitemap_index;
  const auto undated = std::ranges::count_if(
      feed.entries, [](const FeedEntry& entry) { return !date_of(entry).has_value(); });
  const bool keeps_undated = is_index && static_cast<std::size_t>(undated) <= most_undated;
  std::erase_if(feed.entries, [&](const FeedEntry& entry) {
    const auto date = date_of(entry);
    return date ? to_instant(*date) < now - news_age : !keeps_undated;
  });
}

bool is_sitemap(FeedKind kind) { return kind != FeedKind::rss && kind != FeedKind::atom; }

Feed followed(Feed feed, const FollowRules& follow, Instant now) {
  if (!is_sitemap(feed.kind)) return feed;
  if (follow.sitemaps == SitemapRule::none) feed.entries.clear();
  if (follow.sitemaps == SitemapRule::automatic) keep_news(feed, now);
  return feed;
}

// Only what says so of itself, or was asked for as one, is unpacked here to be looked at.
bool may_be_feed(const Page& page) {
  if (page.request.purpose == Purpose::feed) return true;
  const auto type = http::content_type(page.header).essence;
  return type.ends_with("/xml") || type.ends_with("+xml");
}

Reading unreadable(Error error) {
  Reading reading;
  reading.kind = PageKind::unparsed;
  reading.error = std::move(error);
  return reading;
}

}  // namespace

std::optional<Reading> reading_of_feed(const Page& page, const FollowRules& follow) {
  if (!may_be_feed(page)) return std::nullopt;
  const auto body = http::decode_body(page.header, page.body);
  if (!body) return std::nullopt;
  auto feed = crawler::read_feed(*body, page.request.url, http::content_type(page.header));
  if (!feed && feed.error().fault == Fault::parse) return std::nullopt;
  if (!feed) return unreadable(std::move(feed).error());
  Reading reading;
  reading.kind = is_sitemap(feed->kind) ? PageKind::sitemap : PageKind::feed;
  reading.decoding = feed->decoding;
  if (!feed->whole) reading.error = Error{Fault::parse, "the feed is cut short", ""};
  reading.links = crawler::links_of(followed(*std::move(feed), follow, page.fetched_at));
  return reading;
}

std::vector<Request> sitemap_requests(const Page& robots, const FollowRules& follow,
                                      const crawler::Scope& scope) {
  std::vector<Request> requests;
  if (follow.sitemaps == SitemapRule::none || robots.status / 100 != 2) return requests;
  const auto body = http::decode_body(robots.header, robots.body);
  if (!body) return requests;
  Reading named;
  named.kind = PageKind::sitemap;
  const auto rules = crawler::Robots::parse(*body, "");
  for (const auto& text : rules.sitemaps()) {
    if (auto url = url::resolve(text, robots.request.url))
      named.links.push_back({*std::move(url), LinkKind::feed, "", std::nullopt});
  }
  return scope.requests_from(robots.request, named);
}

}  // namespace newsarc::pipeline
