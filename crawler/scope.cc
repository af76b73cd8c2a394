#include "crawler/scope.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "crawler/feed.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

// Our choices (docs/decisions/0032-scope-and-traps.md): what no honest link needs.
constexpr std::size_t longest_href = 2000;
constexpr int most_repeats_of_a_segment = 3;
constexpr std::size_t most_requests_of_a_page = 10'000;
// sitemaps.org allows an index no index; some sites have one all the same, or a feed of many pages.
constexpr int longest_way_of_feeds = 4;

std::string host_name(const Url& url) {
  std::string_view host = url.host();
  if (host.starts_with("www.")) host.remove_prefix(4);
  const auto port = url.port();
  return port ? std::string(host) + ':' + std::to_string(*port) : std::string(host);
}

// A relative link that is taken one level too deep grows for ever: /loop/loop/loop/loop/.
bool repeats_itself(std::string_view path) {
  std::map<std::string_view, int> seen;
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/' it begins with
    const auto segment = path.substr(0, path.find('/'));
    if (!segment.empty() && ++seen[segment] > most_repeats_of_a_segment) return true;
    path.remove_prefix(segment.size());
  }
  return false;
}

bool is_sound(const Url& url) {
  return url.href().size() <= longest_href && !url.has_credentials() && !repeats_itself(url.path());
}

// What a page is followed as. The way to it says as much as its look: a page of a list with few and
// odd headlines may read as an article, and its list must not end there. A page asked for as an
// article that reads as a list is followed only beside a start page, where it is a section whose
// link looked like an article's; further out it may be a trap, and each of its links a page of its
// own.
bool is_list(const Request& from, const Reading& reading) {
  const bool looks_like_list = reading.kind == PageKind::list;
  switch (from.purpose) {
    case Purpose::start:
      return true;
    case Purpose::list:
    case Purpose::next_page:
      return looks_like_list || reading.kind == PageKind::article;
    case Purpose::article:
    case Purpose::backlog:
      return looks_like_list && from.depth <= 1;
    case Purpose::revisit:
    case Purpose::robots:
    case Purpose::probe:
    case Purpose::feed:
      break;
  }
  return false;
}

// Gathers the requests of one page, in page order, each key once.
class Gathering {
 public:
  explicit Gathering(const Request& from, std::size_t most = most_requests_of_a_page)
      : from_(from), most_(most) {
    known_.emplace(url::archive_key(from.url), std::nullopt);
    known_.emplace(url::archive_key(from.wanted), std::nullopt);
  }

  void add(const Link& link, Purpose purpose, int depth, bool if_new) {
    const auto [place, is_first] = known_.try_emplace(url::archive_key(link.url), std::nullopt);
    if (!is_first) {
      if (place->second) add_hints(found_[*place->second], link);
      return;
    }
    if (found_.size() >= most_) return;
    place->second = found_.size();
    Request request;
    request.site = from_.site;
    request.wanted = request.url = link.url;
    request.purpose = purpose;
    request.depth = depth;
    request.if_new = if_new;
    add_hints(request, link);
    found_.push_back(std::move(request));
  }

  std::vector<Request> finish() && { return std::move(found_); }

 private:
  // One article is often linked twice, by its picture and by its title: what either says counts.
  static void add_hints(Request& request, const Link& link) {
    if (request.purpose != Purpose::article) return;
    if (!request.hints.title && !link.text.empty()) request.hints.title = link.text;
    if (!request.hints.date) request.hints.date = link.date;
  }

  const Request& from_;
  std::size_t most_;
  std::map<std::string, std::optional<std::size_t>> known_;  // key -> its place in found_
  std::vector<Request> found_;
};

}  // namespace

Result<Scope> Scope::create(const Site& site) {
  if (site.start.empty()) return failure(Fault::config, "no start page is given", site.key);
  Scope scope;
  scope.site_ = site.key;
  scope.fetch_ = site.fetch;
  scope.feeds_ = site.follow.feeds;
  for (const std::string& text : site.start) {
    auto parsed = url::parse(text);
    if (!parsed) {
      return failure(Fault::config, "start page \"" + text + "\": " + parsed.error().what,
                     site.where("start", text));
    }
    if (parsed->has_credentials()) {
      return failure(Fault::config, "start page: a URL may not carry a user name or password",
                     site.where("start", text));
    }
    scope.hosts_.push_back(host_name(*parsed));
    scope.start_.push_back(*std::move(parsed));
  }
  std::sort(scope.hosts_.begin(), scope.hosts_.end());
  return scope;
}

Scope Scope::everywhere() {
  Scope scope;
  scope.everywhere_ = true;
  return scope;
}

bool Scope::contains(const Url& url) const {
  if (everywhere_) return true;
  return std::binary_search(hosts_.begin(), hosts_.end(), host_name(url));
}

std::vector<Request> Scope::requests_of_feed(const Request& from, const Reading& reading) const {
  Gathering gathering(from, entry_limit);
  for (const Link& link : reading.links) {
    if (!contains(link.url) || !is_sound(link.url)) continue;
    if (link.kind == LinkKind::article)
      gathering.add(link, Purpose::article, from.depth + 1, false);
    else if (from.depth < longest_way_of_feeds)
      gathering.add(link, Purpose::feed, from.depth + 1, link.kind == LinkKind::next_page);
  }
  return std::move(gathering).finish();
}

std::vector<Request> Scope::requests_from(const Request& from, const Reading& reading) const {
  if (reading.kind == PageKind::feed || reading.kind == PageKind::sitemap)
    return requests_of_feed(from, reading);
  Gathering gathering(from);
  const bool list = is_list(from, reading);
  const bool head = from.purpose != Purpose::next_page;
  bool next_page_named = false;
  for (const Link& link : reading.links) {
    if (!contains(link.url) || !is_sound(link.url)) continue;
    if (list && link.kind == LinkKind::article) {
      gathering.add(link, Purpose::article, from.depth + 1, false);
    } else if (list && link.kind == LinkKind::section && head && from.depth < fetch_.max_depth) {
      gathering.add(link, Purpose::list, from.depth + 1, false);
    } else if (list && link.kind == LinkKind::next_page) {
      const int pages = head ? 1 : from.depth + 1;
      if (pages >= fetch_.max_pages_per_section) continue;
      gathering.add(link, Purpose::next_page, pages, !head || next_page_named);
      next_page_named = true;
    } else if (link.kind == LinkKind::feed && feeds_ && from.purpose == Purpose::start) {
      gathering.add(link, Purpose::feed, 1, false);
    } else if (!list && link.kind == LinkKind::canonical && reading.kind == PageKind::article) {
      gathering.add(link, Purpose::article, from.depth, false);
    }
  }
  return std::move(gathering).finish();
}

std::vector<Request> start_requests(const Site& site, const Scope& scope) {
  std::vector<Request> requests;
  std::vector<std::string> keys;
  for (const Url& url : scope.start()) {
    std::string key = url::archive_key(url);
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    keys.push_back(std::move(key));
    Request request;
    request.site = site.key;
    request.wanted = request.url = url;
    request.purpose = Purpose::start;
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace newsarc::crawler
