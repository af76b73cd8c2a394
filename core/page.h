#pragma once
// What travels between the crawler and the archive: a Request for a page, the Page that came, or
// the Failure that came instead. A Page is undecoded, so that a WARC record or a later
// re-extraction can be made from it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/links.h"
#include "core/result.h"
#include "core/time.h"
#include "core/url.h"

namespace newsarc {

// Why a page is wanted. The order is that of urgency: the frontier serves smaller ones first.
enum class Purpose {
  robots,
  probe,  // an address that cannot exist: what does the host say of those?
  start,
  feed,  // RSS, Atom or a sitemap: for the articles it names
  article,
  list,
  revisit,
  backlog,  // an article that an earlier run found and did not come to
  next_page
};

// Whether the page is asked for as an article, not for what it leads to.
bool wants_article(Purpose purpose);
std::string_view name(Purpose purpose);
std::optional<Purpose> purpose_from_name(std::string_view name);

// What a server gave last time, to ask "still the same?" with (RFC 9110 §13).
struct Validators {
  std::optional<std::string> etag;
  std::optional<std::string> last_modified;

  bool operator==(const Validators&) const = default;
};

// One answer on the way to a page: a 3xx with its Location.
struct Redirect {
  Url from;
  int status = 0;
  std::string request_header;
  std::string header;  // the answer's header block
  Instant at{};

  bool operator==(const Redirect&) const = default;
};

struct Request {
  std::int64_t id = 0;  // its frontier row; 0 until the archive has given it one (robots: always)
  std::string site;     // key of the Site it belongs to
  Url wanted;           // the URL that was asked for, before redirects
  Url url;              // the URL to ask now; differs from `wanted` after a redirect
  Purpose purpose = Purpose::article;
  int depth = 0;         // links away from a start page; of a next page: pages along its list
  int tries = 0;         // failed tries so far in this crawl
  bool if_new = false;   // admit only if its page also brought a link that was not known
  Instant not_before{};  // do not ask earlier
  Validators validators;
  Hints hints;
  std::vector<Redirect> redirects;  // the way from `wanted` to `url`

  bool operator==(const Request&) const = default;
};

struct Page {
  Request request;
  std::string request_header;  // as sent, ends with a blank line
  int status = 0;
  std::string header;        // the header block as received, status line first
  std::string body;          // after transfer coding, before content coding
  std::string http_version;  // "1.1"
  std::string ip;
  Instant fetched_at{};
  Span took{};

  bool operator==(const Page&) const = default;
};

// A visit that brought no page.
struct Failure {
  Request request;
  Error error;
  Instant at{};
  Span took{};

  bool operator==(const Failure&) const = default;
};

}  // namespace newsarc
