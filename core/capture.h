#pragma once
// Capture: one visit, whole, as the archive takes it in: pages, what was read from them, what text
// was derived, and what the crawl goes on with.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/article.h"
#include "core/links.h"
#include "core/page.h"

namespace newsarc {

enum class PageKind {
  article,
  list,
  feed,
  sitemap,
  robots,
  probe,         // what came for an address that cannot exist
  error_page,    // a 200 that says "not found", "verify yourself": a failed fetch, never a version
  login,         // a 200 that asks for a password
  empty,         // nothing to read
  not_modified,  // 304: the server says it is what it was
  unparsed,      // kept raw: too big, too deep, not HTML, cut short, not decodable
};

std::string_view name(PageKind kind);
std::optional<PageKind> page_kind_from_name(std::string_view name);

// What decoding decided: which charset, and why. Shown to people, kept in the archive.
struct Decoding {
  std::string charset;       // WHATWG name, lower case: "utf-8", "gb18030", "big5"
  std::string reason;        // "bom", "http header", "meta", "valid utf-8", "guess", "default"
  std::size_t replaced = 0;  // malformed sequences that became U+FFFD

  bool operator==(const Decoding&) const = default;
};

// What one parse gives. A list page is no failure.
struct Reading {
  PageKind kind = PageKind::empty;
  std::string extractor;           // code version + rules fingerprint: equal ones read alike
  std::optional<Article> article;  // set when kind is article
  std::vector<Link> links;
  std::vector<Evidence> evidence;
  Decoding decoding;
  std::size_t glosses = 0;     // pinyin glosses removed
  bool torn_glosses = false;   // some gloss was torn apart: a sign of a machine-made page
  bool noarchive = false;      // meta robots or X-Robots-Tag
  std::optional<Error> error;  // why kind is unparsed, error_page, login or empty

  bool operator==(const Reading&) const = default;
};

enum class Script { none, hans, hant };  // of Chinese text; none: no Han text, or neither

std::string_view name(Script script);  // "", "Hans", "Hant"
std::optional<Script> script_from_name(std::string_view name);

// What text/ derives from an article; can be made again from the archive at any time.
struct Forms {
  std::string version;   // of code and tables: equal ones derive alike
  std::string language;  // "zh", "en", …; "" when not known
  Script script = Script::none;
  std::optional<std::string> title_simplified;  // nothing: equal to the title
  std::optional<std::string> body_simplified;   // nothing: equal to the body
  std::uint64_t simhash = 0;                    // over the folded body
  // Search terms, blanks between: fold(text), one Han character a term.
  std::string title_terms;
  std::string body_terms;
  std::string author_terms;

  bool operator==(const Forms&) const = default;
};

// A stored page as today's extractor reads it: so that the archive compares like with like without
// knowing how to extract.
struct Reread {
  std::int64_t reading_id = 0;  // the stored reading this one stands beside
  Reading reading;
  Forms forms;

  bool operator==(const Reread&) const = default;
};

// A visit that brought a page.
struct Capture {
  std::vector<Page> pages;  // at least one; an article may span several, in reading order
  Reading reading;
  std::optional<Forms> forms;   // set when reading.article is
  std::vector<Reread> earlier;  // what the archive asked to have read again before it compares
  bool vouched = false;         // the host says something else of addresses that cannot exist
  bool operator==(const Capture&) const = default;
};

// How many links of a page its site's limits kept from being followed.
struct Cut {
  std::int64_t deep = 0;     // sections beyond max_depth
  std::int64_t paged = 0;    // next pages beyond max_pages_per_section
  std::int64_t many = 0;     // beyond what one page may ask for
  std::int64_t long_ = 0;    // addresses too long
  std::int64_t looping = 0;  // a path that repeats itself

  bool operator==(const Cut&) const = default;
};

// One settled visit as the archive's writer takes it: one transaction writes all of it.
struct Visit {
  std::variant<Capture, Failure> outcome;
  std::vector<Request> found;       // what the page's links ask the crawl to fetch
  std::optional<Instant> retry_at;  // the request is not settled: try again then
  Cut cut = {};                     // what it might have asked for besides
  bool operator==(const Visit&) const = default;
};

const Request& request_of(const Visit& visit);

}  // namespace newsarc
