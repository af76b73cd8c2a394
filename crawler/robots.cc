#include "crawler/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/ascii.h"
#include "http/coding.h"

namespace newsarc::crawler {
namespace {

// RFC 9309 §2.5 asks for at least the first 500 KiB; docs.oracle.com has one of 833 KiB.
constexpr std::size_t robots_limit = std::size_t{2} << 20;
// google/robotstxt, kMaxLineLen: eight times the longest URL that browsers took; the rest of a
// line is not read.
constexpr std::size_t line_limit = 2083 * 8 - 1;
// Longer Crawl-delays are taken for this one: they are mistakes, and sums of them must not
// overflow.
constexpr double longest_crawl_delay = 24.0 * 3600;

constexpr std::string_view blanks = " \t\n\v\f\r";

// The misspellings that google/robotstxt takes for Disallow and User-agent.
constexpr std::array<std::string_view, 6> disallow_spellings = {
    "disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"};
constexpr std::array<std::string_view, 3> agent_spellings = {"user-agent", "useragent",
                                                             "user agent"};
constexpr std::array<std::string_view, 2> sitemap_spellings = {"sitemap", "site-map"};

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool is_ascii_letter(char c) { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }
bool is_hex(char c) { return (c >= '0' && c <= '9') || (to_lower(c) >= 'a' && to_lower(c) <= 'f'); }

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return to_lower(x) == to_lower(y); });
}

// Keys are compared by their beginning, as google/robotstxt does: "Disallowed" is a Disallow.
template <std::size_t N>
bool begins_with_any(std::string_view key, const std::array<std::string_view, N>& spellings) {
  return std::any_of(spellings.begin(), spellings.end(), [&](std::string_view spelling) {
    return equals_ignoring_case(key.substr(0, spelling.size()), spelling);
  });
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view without_byte_order_mark(std::string_view bytes) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";  // part of one is skipped as well
  std::size_t same = 0;
  while (same < mark.size() && same < bytes.size() && bytes[same] == mark[same]) ++same;
  return bytes.substr(same);
}

struct Line {
  std::string_view key;
  std::string_view value;
  std::string_view text;
  std::size_t number = 0;
};

// Where no colon stands, blanks may take its place if they part exactly two words.
std::size_t separator(std::string_view line) {
  const auto colon = line.find(':');
  if (colon != std::string_view::npos) return colon;
  const auto blank = line.find_first_of(" \t");
  if (blank == std::string_view::npos) return blank;
  const auto value = line.find_first_not_of(" \t", blank);
  const bool two_words = line.find_first_of(" \t", value) == std::string_view::npos;
  return two_words ? blank : std::string_view::npos;
}

std::optional<Line> split(std::string_view line, std::size_t number) {
  line = line.substr(0, line_limit);
  line = line.substr(0, line.find('\0'));
  line = trim(line.substr(0, line.find('#')));
  const auto at = separator(line);
  if (at == std::string_view::npos) return std::nullopt;
  const Line parts{trim(line.substr(0, at)), trim(line.substr(at + 1)), line, number};
  return parts.key.empty() ? std::nullopt : std::optional(parts);
}

// RFC 9309 §2.2.2: the case of hex digits does not count.
std::string with_upper_case_escapes(std::string_view text) {
  std::string result(text);
  for (std::size_t i = 0; i + 2 < result.size(); ++i) {
    if (result[i] != '%' || !is_hex(result[i + 1]) || !is_hex(result[i + 2])) continue;
    result[i + 1] = upper(result[i + 1]);
    result[i + 2] = upper(result[i + 2]);
    i += 2;
  }
  return result;
}

// RFC 9309 §2.2.2: octets outside ASCII are compared percent-encoded. A target has them so already.
std::string encoded_pattern(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : with_upper_case_escapes(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      result += c;
    } else {
      result += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return result;
}

// Whether the whole of `pattern` matches a beginning of `path`; '*' is any run, a final '$' the
// end. Each piece between stars is taken at its first place: a later one could not do better, but
// for the piece before '$', which must stand at the end.
bool matches(std::string_view path, std::string_view pattern) {
  const bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  std::size_t at = 0;
  for (bool first = true;; first = false) {
    const auto star = pattern.find('*');
    const auto piece = pattern.substr(0, star);
    const bool last = star == std::string_view::npos;
    if (last && to_the_end && !first) return path.substr(at).ends_with(piece);
    if (first ? !path.starts_with(piece) : (at = path.find(piece, at)) == std::string_view::npos) {
      return false;
    }
    at += piece.size();
    if (last) return !to_the_end || at == path.size();
    pattern.remove_prefix(star + 1);
  }
}

std::optional<Span> seconds_as_span(std::string_view text) {
  double seconds = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (read.ec != std::errc{} || !std::isfinite(seconds) || seconds < 0) return std::nullopt;
  const double capped = std::min(seconds, longest_crawl_delay);
  return Span(static_cast<Span::rep>(std::llround(capped * 1000)));
}

}  // namespace

// Reads lines in order and gathers two sets of rules: those of the groups that name the agent, and
// those of '*', which count only when no group names it.
class RobotsParser {
 public:
  explicit RobotsParser(std::string_view agent) : agent_(agent) {}

  void take(const Line& line) {
    if (begins_with_any(line.key, agent_spellings)) {
      take_agent(line.value);
    } else if (begins_with_any(line.key, std::array<std::string_view, 1>{"allow"})) {
      take_allow(line);
    } else if (begins_with_any(line.key, disallow_spellings)) {
      take_rule(line, false, encoded_pattern(line.value));
    } else if (begins_with_any(line.key, sitemap_spellings)) {
      sitemaps_.emplace_back(line.value);
    } else if (equals_ignoring_case(line.key, "crawl-delay")) {
      take_crawl_delay(line.value);
    }
  }

  Robots finish() && {
    Robots robots;
    Group& group = agent_was_named_ ? named_ : global_;
    robots.rules_ = std::move(group.rules);
    robots.crawl_delay_ = group.crawl_delay;
    robots.sitemaps_ = std::move(sitemaps_);
    return robots;
  }

 private:
  struct Group {
    bool open = false;  // the lines now read are for it
    std::vector<Robots::Rule> rules;
    std::optional<Span> crawl_delay;
  };

  void take_agent(std::string_view value) {
    if (std::exchange(rules_seen_, false)) named_.open = global_.open = false;
    const bool star = value.starts_with('*') &&
                      (value.size() == 1 || blanks.find(value[1]) != std::string_view::npos);
    if (star) {
      global_.open = true;
      return;
    }
    const auto end = std::find_if(value.begin(), value.end(), [](char c) {
      return !is_ascii_letter(c) && c != '-' && c != '_';
    });
    const auto token = value.substr(0, static_cast<std::size_t>(end - value.begin()));
    if (equals_ignoring_case(token, agent_)) named_.open = agent_was_named_ = true;
  }

  void take_rule(const Line& line, bool allow, std::string pattern) {
    if (!named_.open && !global_.open) return;
    rules_seen_ = true;
    if (pattern.empty()) return;  // "Disallow:" disallows nothing
    (named_.open ? named_ : global_)
        .rules.push_back({allow, std::move(pattern), line.number, std::string(line.text)});
  }

  // "Allow: /index.html" allows "/" too, as google/robotstxt has it.
  void take_allow(const Line& line) {
    std::string pattern = encoded_pattern(line.value);
    const auto slash = pattern.rfind('/');
    if (slash != std::string::npos && pattern.compare(slash, 10, "/index.htm") == 0) {
      take_rule(line, true, pattern.substr(0, slash + 1) + '$');
    }
    take_rule(line, true, std::move(pattern));
  }

  void take_crawl_delay(std::string_view value) {
    const auto delay = seconds_as_span(value);
    if (!delay) return;
    for (Group* group : {&named_, &global_}) {
      if (group->open) group->crawl_delay = std::max(group->crawl_delay.value_or(*delay), *delay);
    }
  }

  std::string_view agent_;
  Group named_;
  Group global_;
  bool agent_was_named_ = false;
  bool rules_seen_ = false;  // since the last User-agent line: the next one begins a new group
  std::vector<std::string> sitemaps_;
};

Robots Robots::allow_all() { return {}; }

Robots Robots::disallow_all() {
  Robots robots;
  robots.rules_.push_back({false, "/", 0, ""});
  robots.unreachable_ = true;
  return robots;
}

Robots Robots::parse(std::string_view bytes, std::string_view agent) {
  if (bytes.size() > robots_limit) {
    const auto last_end = bytes.find_last_of("\r\n", robots_limit - 1);
    bytes = bytes.substr(0, last_end == std::string_view::npos ? robots_limit : last_end);
  }
  bytes = without_byte_order_mark(bytes);
  RobotsParser parser(agent);
  for (std::size_t number = 1; !bytes.empty(); ++number) {
    const auto end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    if (const auto line = split(bytes.substr(0, end), number)) parser.take(*line);
    const std::size_t ending = bytes.substr(end).starts_with("\r\n") ? 2 : 1;
    bytes.remove_prefix(std::min(end + ending, bytes.size()));
  }
  return std::move(parser).finish();
}

Robots Robots::from_answer(int status, std::string_view decoded_body, std::string_view agent) {
  if (status >= 200 && status < 300) return parse(decoded_body, agent);
  // RFC 9309 §2.3.1.4; 429 is no "unavailable" but a plea to stay away, as Google takes it.
  if (status >= 500 || status == 429) return disallow_all();
  return allow_all();  // §2.3.1.3, and §2.3.1.2 for redirects that lead nowhere
}

// RFC 9309 §2.2.2: the longest pattern wins, Allow where two are as long.
Robots::Verdict Robots::verdict(std::string_view target) const {
  const std::string path = with_upper_case_escapes(target.empty() ? "/" : target);
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    const auto rank = [](const Rule& each) { return std::pair(each.pattern.size(), each.allow); };
    if (best != nullptr && rank(rule) <= rank(*best)) continue;
    if (matches(path, rule.pattern)) best = &rule;
  }
  if (best == nullptr) return {};
  return {best->allow, best->line, best->text};
}

std::string robots_target(std::string_view url) {
  const auto scheme = url.find("//");
  const auto begin = scheme == std::string_view::npos ? 0 : scheme + 2;
  const auto path = url.find_first_of("/?;", begin);
  if (path == std::string_view::npos) return "/";
  const std::string target(url.substr(path, url.find('#', path) - path));
  return target.starts_with('/') ? target : '/' + target;
}

Robots robots_of(const Page& page, std::string_view agent) {
  const auto body = http::decode_body(page.header, page.body);
  if (!body && page.status < 300) return Robots::disallow_all();
  return Robots::from_answer(page.status, body.value_or(""), agent);
}

}  // namespace newsarc::crawler
