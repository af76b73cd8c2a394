#include "pipeline/import_writer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "extract/parts.h"
#include "pipeline/stages.h"
#include "store/read/captures.h"
#include "text/forms.h"
#include "url/key.h"

namespace newsarc::pipeline {
namespace {

// Visits that share a commit: a commit costs an fsync.
constexpr std::size_t group_size = 64;
// Articles that wait for further pages; the oldest goes in as it is when there are more.
constexpr std::size_t most_held = 64;
constexpr std::size_t most_bytes_held = std::size_t{32} << 20;
// Pages further apart in time are of two captures of the article.
constexpr auto one_capture = std::chrono::hours(12);

bool is_success(int status) { return status >= 200 && status < 300; }

// By their digest. Where that tells nothing, since it is over chunks that are not kept, the record
// must name the capture.
bool may_be_repeated(const Page& page, const Repeats& repeats) {
  const auto likeness = warc::compare_digest(page.header, page.body, repeats.digest);
  if (likeness != warc::Likeness::unknown) return likeness == warc::Likeness::same;
  const bool is_it = std::chrono::floor<std::chrono::seconds>(page.fetched_at) ==
                     std::chrono::floor<std::chrono::seconds>(repeats.at);
  return repeats.is_named && is_it;
}

std::size_t bytes_of(const Unfinished& unfinished) {
  std::size_t bytes = 0;
  for (const auto& page : unfinished.pages) bytes += page.body.size();
  return bytes;
}

Visit visit_of(Unfinished unfinished, std::optional<Forms> forms) {
  Capture capture;
  capture.reading = std::move(unfinished.reading);
  capture.forms = std::move(forms);
  if (capture.reading.article && !capture.forms)
    capture.forms = text::derive_forms(*capture.reading.article);
  capture.pages = std::move(unfinished.pages);
  return {std::move(capture), {}, {}, {}};
}

}  // namespace

Reading reading_of_cut() {
  Reading reading;
  reading.kind = PageKind::unparsed;
  reading.error = Error{Fault::network, std::string(store::cut_short), ""};
  return reading;
}

Result<bool> ImportWriter::take(Arrival arrival, Reading reading, std::optional<Forms> forms) {
  const auto known = resolve(arrival, reading);
  if (!known) return known;
  auto taken = *known ? take_page(std::move(arrival.page), std::move(reading), std::move(forms),
                                  *arrival.site)
                      : take_redirects(std::move(arrival.page), *arrival.site);
  if (!taken) return tl::unexpected(std::move(taken).error());
  return *known;
}

// Of a page that is passed over, what led to it: it came all the same.
Result<void> ImportWriter::take_redirects(Page page, const ImportSite& site) {
  if (page.request.redirects.empty()) return {};
  Redirect last = std::move(page.request.redirects.back());
  page.request.redirects.pop_back();
  Page led;
  led.request = std::move(page.request);
  led.request_header = std::move(last.request_header);
  led.status = last.status;
  led.header = std::move(last.header);
  led.fetched_at = last.at;
  led.request.url = std::move(last.from);
  auto reading = reading_of(led, *site.extractor, site.site.follow);
  return take_page(std::move(led), std::move(reading), std::nullopt, site);
}

Result<bool> ImportWriter::resolve(Arrival& arrival, Reading& reading) {
  if (!arrival.repeats) return true;
  return arrival.repeats->is_unmodified ? resolve_unmodified(arrival, reading)
                                        : resolve_bytes(arrival, reading);
}

Result<bool> ImportWriter::resolve_bytes(Arrival& arrival, Reading& reading) {
  const Repeats& repeats = *arrival.repeats;
  if (auto flushed = flush_if_waiting(repeats.url); !flushed)
    return tl::unexpected(std::move(flushed).error());
  auto before = known_.page_at(repeats.url, repeats.at,
                               [&](const Page& page) { return may_be_repeated(page, repeats); });
  if (!before) return tl::unexpected(std::move(before).error());
  if (!*before) return false;
  Page& page = arrival.page;
  Page& original = (*before)->page;
  page.body = std::move(original.body);
  if (page.header.empty()) {
    page.header = std::move(original.header);
    page.http_version = std::move(original.http_version);
  }
  if (page.status == 0) page.status = original.status;
  reading = (*before)->is_cut
                ? reading_of_cut()
                : reading_of(page, *arrival.site->extractor, arrival.site->site.follow);
  return true;
}

Result<bool> ImportWriter::resolve_unmodified(Arrival& arrival, Reading& reading) {
  Request& request = arrival.page.request;
  if (auto flushed = flush_if_waiting(request.url); !flushed)
    return tl::unexpected(std::move(flushed).error());
  if (const Repeats& repeats = *arrival.repeats; repeats.is_named) {
    if (auto flushed = flush_if_waiting(repeats.url); !flushed)
      return tl::unexpected(std::move(flushed).error());
    // Else it would be said of the page as it was before, which may have changed meanwhile.
    auto is_that =
        known_.gave_the_same(request.url, arrival.page.fetched_at, repeats.url, repeats.at);
    if (!is_that || !*is_that) return is_that;
  }
  const auto kind = known_.kind_before(request.url, arrival.page.fetched_at);
  if (!kind) return tl::unexpected(kind.error());
  if (!*kind) return false;
  if (*kind != PageKind::article && wants_article(request.purpose)) request.purpose = Purpose::list;
  reading.kind = PageKind::not_modified;
  return true;
}

std::deque<ImportWriter::Held>::iterator ImportWriter::find_held(const Page& page) {
  return std::ranges::find_if(held_, [&](const Held& held) {
    const auto apart = page.fetched_at - held.unfinished.pages.front().fetched_at;
    return held.next == page.request.url && apart <= one_capture && -apart <= one_capture;
  });
}

ImportWriter::Held ImportWriter::let_go(std::deque<Held>::iterator held) {
  Held gone = std::move(*held);
  held_.erase(held);
  held_bytes_ -= bytes_of(gone.unfinished);
  return gone;
}

// The page goes on with the article, or ends it and stands for itself.
Result<void> ImportWriter::take_part(Held held, Page& page, bool& joined) {
  const Reading part = held.site->extractor->read_part(page);
  joined = extract::join(held.unfinished.reading, part, page.request.url);
  if (!joined) return add(std::move(held.unfinished), std::nullopt, *held.site);
  held.unfinished.pages.push_back(std::move(page));
  auto next = next_of(held.unfinished.pages, part, *held.site->extractor);
  if (!next) return add(std::move(held.unfinished), std::nullopt, *held.site);
  held.next = *std::move(next);
  return hold(std::move(held));
}

Result<void> ImportWriter::take_page(Page page, Reading reading, std::optional<Forms> forms,
                                     const ImportSite& site) {
  if (const auto waiting = find_held(page); waiting != held_.end() && is_success(page.status)) {
    bool joined = false;
    auto taken = take_part(let_go(waiting), page, joined);
    if (!taken || joined) return taken;
  }
  Unfinished first{{}, std::move(reading)};
  first.pages.push_back(std::move(page));
  auto next = next_of(first.pages, first.reading, *site.extractor);
  if (!next) return add(std::move(first), std::move(forms), site);
  return hold({*std::move(next), std::move(first), &site});
}

Result<void> ImportWriter::hold(Held held) {
  held_bytes_ += bytes_of(held.unfinished);
  held_.push_back(std::move(held));
  while (held_.size() > most_held || held_bytes_ > most_bytes_held) {
    Held oldest = let_go(held_.begin());
    if (auto added = add(std::move(oldest.unfinished), std::nullopt, *oldest.site); !added)
      return added;
  }
  return {};
}

Result<void> ImportWriter::join(const ImportSite& site) {
  if (run_ == 0) {
    const auto run = archive_.begin_import({}, clock_.now());
    if (!run) return tl::unexpected(run.error());
    run_ = *run;
  }
  if (!joined_.insert(&site).second) return {};
  return archive_.join_import(site.site);
}

Result<void> ImportWriter::add(Unfinished unfinished, std::optional<Forms> forms,
                               const ImportSite& site) {
  if (auto joined = join(site); !joined) return joined;
  for (const auto& page : unfinished.pages) group_keys_.insert(url::archive_key(page.request.url));
  group_.push_back(visit_of(std::move(unfinished), std::move(forms)));
  group_sites_.push_back(&site);
  return group_.size() < group_size ? Result<void>() : flush();
}

Result<void> ImportWriter::flush_if_waiting(const Url& url) {
  const auto key = url::archive_key(url);
  // An article that waits for its next page may be what is meant.
  const auto meant = std::ranges::find_if(held_, [&](const Held& held) {
    return url::archive_key(held.unfinished.pages.front().request.url) == key;
  });
  if (meant != held_.end()) {
    Held held = let_go(meant);
    auto added = add(std::move(held.unfinished), std::nullopt, *held.site);
    if (!added) return added;
  }
  return group_keys_.contains(key) ? flush() : Result<void>();
}

Result<void> ImportWriter::flush() {
  if (group_.empty()) return {};
  auto results = archive_.put(run_, group_);
  if (!results) return tl::unexpected(std::move(results).error());
  for (std::size_t i = 0; i < group_.size(); ++i) {
    auto put = put_again(std::move(group_[i]), std::move((*results)[i]), *group_sites_[i]);
    if (!put) return put;
  }
  group_.clear();
  group_sites_.clear();
  group_keys_.clear();
  return {};
}

// Until it is stored: the archive asks for one earlier reading after the other.
Result<void> ImportWriter::put_again(Visit visit, store::PutResult result, const ImportSite& site) {
  while (const auto* stale = std::get_if<store::Stale>(&result)) {
    auto& capture = std::get<Capture>(visit.outcome);
    if (auto read = read_stored(capture, *stale, *site.extractor); !read) return read;
    auto results = archive_.put(run_, {&visit, 1});
    if (!results) return tl::unexpected(std::move(results).error());
    result = std::move(results->front());
  }
  return {};
}

Result<std::vector<store::SiteSummary>> ImportWriter::finish(store::RunState state, Span took) {
  // The next import reads them again, with the pages that this one did not come to.
  if (state != store::RunState::finished) held_.clear();
  for (auto& held : std::exchange(held_, {})) {
    if (auto added = add(std::move(held.unfinished), std::nullopt, *held.site); !added)
      return tl::unexpected(std::move(added).error());
  }
  if (auto flushed = flush(); !flushed) return tl::unexpected(std::move(flushed).error());
  if (run_ == 0) return std::vector<store::SiteSummary>();
  return archive_.end_run(run_, state, clock_.now(), took);
}

}  // namespace newsarc::pipeline
