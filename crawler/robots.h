#pragma once
// robots.txt by RFC 9309, and as google/robotstxt does where the standard is silent. A Robots is
// what one file says to one agent: immutable, cheap to ask, safe to share between threads.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/page.h"
#include "core/time.h"

namespace newsarc::crawler {

class Robots {
 public:
  static Robots allow_all();
  static Robots disallow_all();  // unreachable: RFC 9309 §2.3.1.4

  // The rules for `agent` (a product token, "newsarc"). Any bytes; never fails. What stands beyond
  // 2 MiB is not read, nor is a line that this limit cuts.
  static Robots parse(std::string_view bytes, std::string_view agent);

  // What an answer to /robots.txt means: 2xx its rules, 5xx and 429 disallow all, else allow all.
  static Robots from_answer(int status, std::string_view decoded_body, std::string_view agent);

  struct Verdict {
    bool allowed = true;
    std::size_t line = 0;  // of the file, from 1; 0: no rule matches, so it is allowed
    std::string text;      // that line without blanks around it and its comment
  };
  Verdict verdict(std::string_view target) const;  // path and query, as sent: ASCII
  bool allows(std::string_view target) const { return verdict(target).allowed; }
  bool unreachable() const { return unreachable_; }  // made by disallow_all()
  std::optional<Span> crawl_delay() const { return crawl_delay_; }
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }  // of every agent

 private:
  friend class RobotsParser;
  struct Rule {
    bool allow = false;
    std::string pattern;  // percent-encoded, '*' and a final '$' special
    std::size_t line = 0;
    std::string text;
  };
  std::vector<Rule> rules_;
  std::optional<Span> crawl_delay_;
  std::vector<std::string> sitemaps_;
  bool unreachable_ = false;
};

// The path and query of a URL, or of a path alone, as google/robotstxt takes it from any text.
std::string robots_target(std::string_view url);

// What a host's answer to the request for its robots.txt means, RFC 9309 §2.3.1: a body that cannot
// be decoded disallows all.
Robots robots_of(const Page& page, std::string_view agent);

}  // namespace newsarc::crawler
