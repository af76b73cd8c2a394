#include "pipeline/import_source.h"

#include <fnmatch.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "crawler/scope.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::pipeline {
namespace {

constexpr std::size_t most_remembered = 1 << 16;

// As fnmatch() has it, with no more than * and ?.
std::string pattern_of(std::string_view wanted) {
  std::string pattern;
  for (const char c : wanted) pattern += c == '[' ? std::string("[[]") : std::string(1, c);
  return pattern;
}

bool is_html(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml" || type.empty();
}

bool is_xml(std::string_view type) {
  return type == "text/xml" || type == "application/xml" || type.ends_with("+xml");
}

bool is_robots(std::string_view url) { return url.ends_with("/robots.txt"); }

// Servers say of these no more than that they are packed.
bool is_packed_sitemap(std::string_view url) { return url.ends_with(".xml.gz"); }

bool has_content(const warc::Exchange& exchange, ImportContent content) {
  const auto& type = exchange.content_type;
  if (content == ImportContent::all || exchange.status == 304) return true;
  if (exchange.kind == warc::ExchangeKind::unmodified || crawler::is_redirect(exchange.status))
    return true;
  if (is_html(type)) return true;
  const bool is_image = type == "image/svg+xml";
  return content == ImportContent::pages &&
         ((is_xml(type) && !is_image) || is_robots(exchange.url) ||
          is_packed_sitemap(exchange.url));
}

// A body without the header it came with gets one that says as much as its record does.
std::string header_of_resource(const warc::Exchange& exchange) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + exchange.stated_type + "\r\n\r\n";
}

void take_message(Page& page, warc::Exchange& exchange) {
  page.request_header = std::move(exchange.request_header);
  page.status = exchange.status;
  page.header = std::move(exchange.header);
  page.body = std::move(exchange.body);
  page.http_version = std::move(exchange.http_version);
  page.ip = std::move(exchange.ip);
  page.fetched_at = exchange.at;
  if (exchange.kind == warc::ExchangeKind::resource) {
    page.header = header_of_resource(exchange);
    page.status = 200;
  }
  if (exchange.kind == warc::ExchangeKind::unmodified) {
    page.status = 304;
    page.body.clear();
    if (page.header.empty()) page.header = "HTTP/1.1 304 Not Modified\r\n\r\n";
  }
}

bool is_repeat(const warc::Exchange& exchange) {
  return exchange.kind == warc::ExchangeKind::same_bytes ||
         exchange.kind == warc::ExchangeKind::unmodified || exchange.status == 304;
}

std::size_t hash_of(const Page& page) {
  return std::hash<std::string>()(url::archive_key(page.request.url) + "\n" +
                                  to_text(page.fetched_at) + "\n" + std::to_string(page.status));
}

}  // namespace

ImportSource::ImportSource(std::span<const std::filesystem::path> warcs,
                           const ImportOptions& options, ImportSites& sites,
                           RecordedCaptures& recorded, store::KnownCaptures known, Wanted wanted)
    : left_(warcs),
      options_(options),
      sites_(sites),
      recorded_(recorded),
      known_(std::move(known)),
      wanted_(wanted) {}

std::uint64_t ImportSource::read() const {
  return read_before_ + (reader_ ? reader_->offset() : 0);
}

Result<void> ImportSource::open_next() {
  file_ = {};
  file_.file = left_.front();
  left_ = left_.subspan(1);
  auto reader = warc::Reader::open(file_.file);
  if (!reader) return tl::unexpected(std::move(reader).error());
  warc::ExchangeFilter filter;
  filter.address =
      [this, pattern = pattern_of(options_.url.value_or("*"))](const warc::Exchange& exchange) {
        if (fnmatch(pattern.c_str(), exchange.url.c_str(), FNM_NOESCAPE) != 0) return false;
        if (!options_.site) return true;
        const auto url = url::parse(exchange.url);
        return url && sites_.site_of(*url).site.key == *options_.site;
      };
  filter.answer = [this](const warc::Exchange& exchange) {
    return has_content(exchange, options_.content);
  };
  reader_.emplace(*std::move(reader), std::move(filter), options_.most_body);
  return {};
}

Arriving ImportSource::end_file() {
  std::error_code ignored;
  read_before_ += std::filesystem::file_size(file_.file, ignored);
  file_.records = reader_->records();
  for (const auto& [why, count] : reader_->passed()) file_.passed[why] += count;
  reader_.reset();
  return file_;
}

Result<std::optional<Arriving>> ImportSource::next() {
  while (ready_.empty()) {
    if (!reader_ && left_.empty()) {
      auto left = redirects_.take_left();
      if (!left) return std::nullopt;
      add({*std::move(left)});
      break;
    }
    if (!reader_) {
      if (auto opened = open_next(); !opened) return tl::unexpected(std::move(opened).error());
    }
    auto exchange = reader_->next();
    if (!exchange) {
      if (exchange.error().fault == Fault::disk) return tl::unexpected(exchange.error());
      ++file_.damaged;
      return exchange.error();
    }
    if (!*exchange) return end_file();
    if (auto taken = take(**std::move(exchange)); !taken) return tl::unexpected(taken.error());
  }
  std::optional<Arriving> first = std::move(ready_.front());
  ready_.pop_front();
  return first;
}

// In the archive already, or met in these files. A revisit without a header has no status before
// its original is found, and no bytes.
Result<store::Acquaintance> ImportSource::acquaintance(const Arrival& arrival) {
  const Page& page = arrival.page;
  std::optional<int> status;
  std::optional<std::string_view> body;
  if (!arrival.repeats || page.status != 0) status = page.status;
  if (!arrival.repeats) body = page.body;
  auto known = known_.look_up(page.request.url, page.fetched_at, status, body);
  if (!known || *known != store::Acquaintance::none) return known;
  if (taken_.size() >= most_remembered) taken_.clear();  // the archive knows most of them by now
  const std::size_t bytes = std::hash<std::string>()(page.body);
  const auto [met, is_new] = taken_.emplace(hash_of(page), bytes);
  if (is_new) return store::Acquaintance::none;
  const bool is_same = arrival.repeats || met->second == bytes;
  return is_same ? store::Acquaintance::same : store::Acquaintance::other_bytes;
}

void ImportSource::remember(const warc::Exchange& exchange) {
  if (exchange.id.empty() || is_repeat(exchange)) return;
  if (recorded_.size() >= most_remembered) recorded_.clear();
  recorded_[exchange.id] = {exchange.url, exchange.at};
}

Repeats ImportSource::repeats_of(const warc::Exchange& exchange, const Url& url) const {
  const bool is_unmodified = exchange.kind != warc::ExchangeKind::same_bytes;
  const auto recorded = recorded_.find(exchange.refers_to_id);
  const bool is_met = recorded != recorded_.end();
  const auto named = url::parse(is_met ? recorded->second.url : exchange.refers_to);
  const auto at = is_met ? recorded->second.at : exchange.refers_to_at.value_or(exchange.at);
  return {is_unmodified, named ? *named : url, at, is_met || exchange.refers_to_at.has_value(),
          exchange.payload_digest};
}

Result<void> ImportSource::take(warc::Exchange exchange) {
  auto url = url::parse(exchange.url);
  if (!url) {
    ++file_.passed["records of addresses that are none"];
    return {};
  }
  remember(exchange);
  if (wanted_ == Wanted::repeats && !is_repeat(exchange)) return {};
  Arrival arrival;
  arrival.is_cut = exchange.is_cut;
  if (is_repeat(exchange)) arrival.repeats = repeats_of(exchange, *url);
  Page& page = arrival.page;
  page.request.wanted = page.request.url = *std::move(url);
  take_message(page, exchange);
  const auto known = acquaintance(arrival);
  if (!known) return tl::unexpected(known.error());
  if (*known == store::Acquaintance::other_bytes)
    ++file_.passed["captures of one second with other bytes"];
  if (*known == store::Acquaintance::same) ++file_.known;
  if (*known != store::Acquaintance::none) return {};
  ++file_.archived;
  std::optional<Page> evicted;
  if (!redirects_.take(page, evicted)) {
    redirects_.attach(page);
    add(std::move(arrival));
  }
  if (evicted) add({*std::move(evicted)});
  return {};
}

void ImportSource::add(Arrival arrival) {
  Request& request = arrival.page.request;
  arrival.site = &sites_.site_of(request.url);
  request.site = arrival.site->site.key;
  if (request.url.path() == "/robots.txt")
    request.purpose = Purpose::robots;
  else if (is_packed_sitemap(request.url.path()))
    request.purpose = Purpose::feed;
  else if (sites_.is_start(*arrival.site, request.url))
    request.purpose = Purpose::start;
  ready_.emplace_back(std::move(arrival));
}

}  // namespace newsarc::pipeline
