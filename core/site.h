#pragma once
// Site: one news site as its profile (sites.d/NAME.toml) describes it; Config: the archive's own
// newsarc.toml. Everything but the start pages is optional. Unknown keys are errors that name
// file:line:column and the nearest known key.

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace newsarc {

// How one field is found: the first selector that matches wins, else the text after a label.
struct FieldRule {
  std::vector<std::string> selectors;  // CSS
  std::optional<std::string> near;     // a label beside which the value stands: 发布
  bool in_table = false;               // written as { near = …, selector = … }

  bool operator==(const FieldRule&) const = default;
  bool empty() const { return selectors.empty() && !near; }
};

// Which pages of a site's sitemaps a crawl asks for: those that are dated and new, all, or none.
enum class SitemapRule { automatic, all, none };

struct FollowRules {
  std::vector<std::string> section;               // CSS selectors of links to category pages
  std::vector<std::string> article;               // … to articles
  std::vector<std::string> next;                  // … to the next page of a list
  bool feeds = true;                              // RSS and Atom that a start page names
  SitemapRule sitemaps = SitemapRule::automatic;  // that robots.txt names
  std::vector<std::string> within;  // paths: nothing outside them is asked for; empty: all
  bool operator==(const FollowRules&) const = default;
};

struct FetchRules {
  Span delay = std::chrono::seconds(1);  // from the end of the last answer, a host
  int concurrency = 1;                   // transfers at a time, a host
  int max_depth = 20;                    // links away from a start page
  int max_pages_per_section = 1000;      // pages of one paginated list
  bool operator==(const FetchRules&) const = default;
};

// One rung: while the last change is younger than `age`, look again every `every`.
struct Rung {
  Span age{};
  Span every{};
  bool operator==(const Rung&) const = default;
};

struct ExtractRules {
  FieldRule title;
  FieldRule published;
  FieldRule body;
  FieldRule credits;
  FieldRule section;
  FieldRule source;
  std::vector<std::string> remove;  // CSS selectors of what is never content
  bool operator==(const ExtractRules&) const = default;
};

enum class GlossRule { automatic, strip, keep };

// What a [[test]] says of one field; docs/sites.md has the fields and how each is compared.
struct Expectation {
  std::string field;                // "title", "body_has"
  std::vector<std::string> values;  // one, but for lists
  std::string where;                // file:line:column
  bool operator==(const Expectation&) const = default;
};

// One [[test]]: a stored page, and what must be read from it by the profile.
struct SiteTest {
  std::string fixture;  // relative to the profile's file
  std::string url;      // "" when not given
  std::vector<Expectation> expected;
  std::string where;  // file:line:column
  bool operator==(const SiteTest&) const = default;
};

struct Site {
  std::string key;                 // [site] name: letters, digits, '-', '_'
  std::string title;               // for people
  std::string timezone;            // IANA name; "" when not given
  std::vector<std::string> start;  // URLs as text, parsed where they are used
  FollowRules follow;
  FetchRules fetch;
  std::vector<Rung> ladder;  // the default ladder when the profile has none
  ExtractRules extract;
  GlossRule glosses = GlossRule::automatic;
  std::vector<SiteTest> tests;
  std::string text;         // the profile as it stood: kept in the archive
  std::string fingerprint;  // of what changes an article's reading: timezone, [extract], [text]

  // Where a text of the profile stands, by its key and itself: see where().
  std::map<std::pair<std::string, std::string>, std::string> places;

  bool operator==(const Site&) const = default;

  // For errors that show only when a text is used: "sites.d/hengyang.toml:7:12" of a selector, zone
  // or start page; the site's key where it was never in a file.
  std::string where(std::string_view of_key, std::string_view of_text) const;
};

// A site without a profile: heuristics alone. Its fingerprint is "0".
Site plain_site(std::string key);

// `name` is what errors call the text: "sites.d/hengyang.toml".
Result<Site> parse_site(std::string_view text, std::string_view name);

struct Config {
  std::string archive = "newsarc.db";  // relative to newsarc.toml
  std::string contact;  // a URL or address that tells a site's owner who crawls; "" for none
  bool operator==(const Config&) const = default;
};

Result<Config> parse_config(std::string_view text, std::string_view name);

}  // namespace newsarc
