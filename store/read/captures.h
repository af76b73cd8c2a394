#pragma once
// Stored captures: every answer that an archive has, in the order in which they came: pages of
// articles, lists, feeds, sitemaps, robots.txt, redirects, error answers, "not modified". What a
// WARC is written from. Read by Reader::for_each_capture().

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "store/read/reader.h"

namespace newsarc::store {

// What a fetch says of a page of which a part alone came: column `error`.
inline constexpr std::string_view cut_short = "the page is cut short";

// One answer of a server, as received.
struct StoredAnswer {
  std::int64_t fetch_id = 0;
  std::string url;  // that answered
  Instant at{};     // whole seconds: tables hold no more
  int status = 0;
  std::string request_header;  // as sent; "" where it is not known
  std::string header;          // the header block, status line first
  std::string body;            // after transfer coding, before content coding
  bool lacks_body = false;     // there was one by the header, and it was not kept
  bool is_cut = false;         // the body is not whole: it was read as cut_short
  std::string http_version;    // "1.1"; "" where it is not known, as for redirects
  std::string ip;              // "" likewise

  bool operator==(const StoredAnswer&) const = default;
};

struct StoredCapture {
  StoredAnswer answer;
  std::string site;  // key
  std::string kind;  // as the view `fetches` has it
  // The first capture with the same bytes; of "not modified" (304) the first with those that the
  // URL had last. Nothing: this one is new, or what it repeats is not among the captures read.
  std::optional<StoredAnswer> original;
  // The versions that began with it, as these bytes were read: a text that is shown today may be of
  // a later page, the same article in another script.
  std::vector<Record> versions;
};

// What one request brought: the redirects on the way, then the answer they led to. At most one of
// these is missing: the last, when none came in the end.
using CaptureGroup = std::vector<StoredCapture>;

struct CaptureTally {
  std::int64_t captures = 0;
  std::int64_t failures = 0;   // requests that no answer came to
  std::int64_t forgotten = 0;  // answers of pages that were taken down: not given

  bool operator==(const CaptureTally&) const = default;
};

}  // namespace newsarc::store
