#pragma once
// Feeds: what a site lists for machines: RSS (0.9, 0.91, 0.92, 1.0, 2.0), Atom (0.3; 1.0, RFC 4287)
// and sitemaps (sitemaps.org, with Google's news extension; an index of them; a text of one URL a
// line). All become one value, a list of entries. Thread-safe.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture.h"
#include "core/links.h"
#include "core/result.h"
#include "core/time.h"
#include "core/url.h"
#include "http/coding.h"
#include "http/header.h"

namespace newsarc::crawler {

enum class FeedKind { rss, atom, sitemap, sitemap_index, text_sitemap };

std::string_view name(FeedKind kind);  // "rss", "sitemap index"

struct FeedEntry {
  Url url;            // of an index: a sitemap
  std::string title;  // text without markup; "" when the feed has none
  std::optional<Stated> published;
  std::optional<Stated> modified;  // atom:updated, dcterms:modified, lastmod
  std::vector<std::string> authors;
  std::string language;     // of news sitemaps: as claimed
  std::string publication;  // of news sitemaps: the outlet's name

  bool operator==(const FeedEntry&) const = default;
};

struct Feed {
  FeedKind kind = FeedKind::rss;
  std::string title;
  std::string language;            // as claimed, "zh-CN"; "" when it is not
  std::vector<FeedEntry> entries;  // in the feed's order
  std::optional<Url> next_page;    // rel=next: RFC 5005
  std::size_t dropped = 0;         // entries without an http or https URL
  bool whole = true;               // false: cut short, or with more entries than entry_limit
  Decoding decoding;

  bool operator==(const Feed&) const = default;
};

// sitemaps.org allows so many URLs a file.
constexpr std::size_t entry_limit = 50'000;

// What a feed lists, whatever its Content-Type calls it: its first tag or lines tell its kind.
// `bytes` are a body after content coding, gzipped or not; `type` is the answer's Content-Type;
// `url` the feed's own: where it is not known, entries with relative references are dropped. A
// damaged file gives the entries that are whole; one that is cut short, those before the cut.
// Errors: parse (no feed), decode (a gzipped file that is damaged), limit (longer than `limit`
// bytes, after decompression).
Result<Feed> read_feed(std::string_view bytes, const std::optional<Url>& url,
                       const http::ContentType& type = {}, std::size_t limit = http::decoded_limit);

// The feed as the crawl takes it: entries as articles with title and published date, an index's as
// feeds, and the next page. A modified date is none that a list page would print, so it is left
// out.
std::vector<Link> links_of(const Feed& feed);

}  // namespace newsarc::crawler
