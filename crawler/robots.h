#pragma once
// robots.txt by RFC 9309, and as google/robotstxt does where the standard is silent.

#include <string>
#include <string_view>
#include <vector>

#include "core/page.h"

namespace newsarc::crawler {

class Robots {
 public:
  static Robots allow_all();
  static Robots disallow_all();  // unreachable: RFC 9309 §2.3.1.4

  // The rules for `agent` (a product token, "newsarc"). Any bytes; at least 500 KiB are read.
  static Robots parse(std::string_view bytes, std::string_view agent);

  // What an answer to /robots.txt means: 2xx its rules, 4xx allow all, 5xx and 429 disallow all.
  static Robots from_answer(int status, std::string_view decoded_body, std::string_view agent);

  bool allows(std::string_view target) const;  // path and query, as sent
  std::optional<Span> crawl_delay() const { return crawl_delay_; }
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;
  };
  std::vector<Rule> rules_;
  std::optional<Span> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

}  // namespace newsarc::crawler
