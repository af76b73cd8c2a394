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

bool is_sound(const Url& url, Cut& cut) {
  const bool is_long = url.href().size() > longest_href;
  const bool loops = !is_long && repeats_itself(url.path());
  cut.long_ += is_long ? 1 : 0;
  cut.looping += loops ? 1 : 0;
  return !is_long && !loops && !url.has_credentials();
}

// "3" of a pager's [3]; nothing of any word.
std::optional<int> number_in(std::string_view text) {
  constexpr std::string_view around = " []()<>.|";
  while (!text.empty() && around.find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  while (!text.empty() && around.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  constexpr std::size_t longest_number = 5;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > longest_number || !std::ranges::all_of(text, is_digit))
    return std::nullopt;
  return std::stoi(std::string(text));
}

// The pages that a page of a list leads on to, nearest first; back only where nothing leads on.
// `here` is its own number; lower ones lie behind, whatever their addresses: /list/ and
// /list/?page=1 are one page.
std::vector<const Link*> nearest_pages_first(const std::vector<const Link*>& links, int here) {
  std::vector<std::pair<int, const Link*>> further;
  std::vector<const Link*> pages;
  for (const Link* link : links) {
    const auto number = number_in(link->text);
    if (link->kind == LinkKind::other_page)
      pages.push_back(link);
    else if (!number || *number > here)
      further.emplace_back(number.value_or(0), link);
  }
  if (further.empty()) return pages;
  std::ranges::stable_sort(further, {}, [](const auto& page) { return page.first; });
  pages.clear();
  for (const auto& page : further) pages.push_back(page.second);
  return pages;
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
  Gathering(const Request& from, Cut& cut, std::size_t most = most_requests_of_a_page)
      : from_(from), cut_(cut), most_(most) {
    known_.emplace(url::archive_key(from.url), std::nullopt);
    known_.emplace(url::archive_key(from.wanted), std::nullopt);
  }

  void add(const Link& link, Purpose purpose, int depth, bool if_new) {
    const auto [place, is_first] = known_.try_emplace(url::archive_key(link.url), std::nullopt);
    if (!is_first) {
      if (place->second) add_hints(found_[*place->second], link);
      return;
    }
    if (found_.size() >= most_) {
      ++cut_.many;
      return;
    }
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
  Cut& cut_;
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
  for (const std::string& path : site.follow.within) {
    auto resolved = url::resolve(path, scope.start_.front());
    if (!resolved || !path.starts_with('/') || resolved->query() || resolved->fragment())
      return failure(Fault::config, "\"" + path + "\" is no path", site.where("within", path));
    scope.within_.emplace_back(resolved->path());
  }
  return scope;
}

Scope Scope::everywhere() {
  Scope scope;
  scope.everywhere_ = true;
  return scope;
}

bool Scope::is_on_its_hosts(const Url& url) const {
  return everywhere_ || std::binary_search(hosts_.begin(), hosts_.end(), host_name(url));
}

bool Scope::contains(const Url& url) const {
  if (!is_on_its_hosts(url)) return false;
  return within_.empty() || std::ranges::any_of(within_, [&](const std::string& path) {
           return url.path().starts_with(path);
         });
}

bool Scope::contains(const Url& url, Purpose purpose) const {
  const bool any_path =
      purpose == Purpose::start || purpose == Purpose::feed || purpose == Purpose::probe;
  return any_path ? is_on_its_hosts(url) : contains(url);
}

bool Scope::may_follow(const Url& url, Cut& cut) const {
  return contains(url) && is_sound(url, cut);
}

std::vector<Request> Scope::requests_of_feed(const Request& from, const Reading& reading,
                                             Cut& cut) const {
  Gathering gathering(from, cut, entry_limit);
  for (const Link& link : reading.links) {
    if (link.kind == LinkKind::article) {
      if (may_follow(link.url, cut)) gathering.add(link, Purpose::article, from.depth + 1, false);
    } else if (from.depth < longest_way_of_feeds && is_on_its_hosts(link.url) &&
               is_sound(link.url, cut)) {
      gathering.add(link, Purpose::feed, from.depth + 1, link.kind == LinkKind::next_page);
    }
  }
  return std::move(gathering).finish();
}

std::vector<Request> Scope::requests_of_list(const Request& from, const Reading& reading,
                                             Cut& cut) const {
  Gathering gathering(from, cut);
  const bool head = from.purpose != Purpose::next_page;
  std::vector<const Link*> pages;
  for (const Link& link : reading.links) {
    const bool is_page = link.kind == LinkKind::next_page || link.kind == LinkKind::other_page;
    if (link.kind == LinkKind::article && may_follow(link.url, cut)) {
      gathering.add(link, Purpose::article, from.depth + 1, false);
    } else if (link.kind == LinkKind::section && head && may_follow(link.url, cut)) {
      if (from.depth < fetch_.max_depth)
        gathering.add(link, Purpose::list, from.depth + 1, false);
      else
        ++cut.deep;
    } else if (is_page && may_follow(link.url, cut)) {
      pages.push_back(&link);
    } else if (link.kind == LinkKind::feed && feeds_ && from.purpose == Purpose::start &&
               is_on_its_hosts(link.url) && is_sound(link.url, cut)) {
      gathering.add(link, Purpose::feed, 1, false);
    }
  }
  const int here = head ? 1 : from.depth + 1;
  const auto nearest = nearest_pages_first(pages, here);
  if (here >= fetch_.max_pages_per_section) {
    cut.paged += nearest.empty() ? 0 : 1;
    return std::move(gathering).finish();
  }
  for (const Link* page : nearest)
    gathering.add(*page, Purpose::next_page, here, !head || page != nearest.front());
  return std::move(gathering).finish();
}

std::vector<Request> Scope::requests_from(const Request& from, const Reading& reading,
                                          Cut* cut) const {
  Cut uncounted;
  Cut& counted = cut != nullptr ? *cut : uncounted;
  if (reading.kind == PageKind::feed || reading.kind == PageKind::sitemap)
    return requests_of_feed(from, reading, counted);
  if (is_list(from, reading)) return requests_of_list(from, reading, counted);
  Gathering gathering(from, counted);
  for (const Link& link : reading.links) {
    const bool names_itself = link.kind == LinkKind::canonical && reading.kind == PageKind::article;
    if (names_itself && may_follow(link.url, counted))
      gathering.add(link, Purpose::article, from.depth, false);
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
