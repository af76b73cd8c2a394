#include "pipeline/doubts.h"

#include <algorithm>
#include <utility>

#include "core/ascii.h"
#include "text/fold.h"
#include "text/similar.h"
#include "url/parse.h"

namespace newsarc::pipeline {
namespace {

// The place and length of the longest run of digits; the last of equals.
std::pair<std::size_t, std::size_t> longest_number(std::string_view text) {
  std::pair<std::size_t, std::size_t> longest{0, 0};
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at >= longest.second && end > at) longest = {at, end - at};
    at = end;
  }
  return longest;
}

std::string without_number(std::string_view text, std::pair<std::size_t, std::size_t> number) {
  std::string changed(text);
  return changed.replace(number.first, number.second, std::string(number.second + 2, '9'));
}

// A recommended list or the address in the text may differ from answer to answer.
constexpr int near_duplicate = 6;  // of 64 bits

bool are_alike(const Capture& one, const Capture& other) {
  if (one.pages.back().request.url == other.pages.back().request.url)
    return true;  // it leads there
  if (!one.reading.article || !other.reading.article || !one.forms || !other.forms) return false;
  const auto key = [](const Capture& capture) {
    return text::comparison_key(capture.reading.article->title);
  };
  return key(one) == key(other) &&
         text::hamming_distance(one.forms->simhash, other.forms->simhash) <= near_duplicate;
}

bool is_honest(const Capture& answer) {
  const int status = answer.pages.front().status;
  return status < 200 || status >= 300;
}

const Url& asked_url(const Visit& visit) { return request_of(visit).wanted; }

}  // namespace

Url no_such_page(const Url& url) {
  const std::string path(url.path());
  const std::size_t name = path.rfind('/') + 1;
  const auto in_name = longest_number(std::string_view(path).substr(name));
  const std::string query(url.query().value_or(""));
  std::string changed = path.substr(0, name);
  if (in_name.second > 0) {
    changed += without_number(path.substr(name), in_name);
  } else if (const auto in_query = longest_number(query); in_query.second > 0) {
    changed += path.substr(name) + '?' + without_number(query, in_query);
  } else {
    changed += "no-such-page-" + path.substr(name);
  }
  auto made = url::resolve(changed, url);
  return made ? *std::move(made) : url;
}

bool Doubts::judge(Visit& visit) const {
  const auto host = hosts_.find(asked_url(visit).origin());
  if (host == hosts_.end() || !host->second.is_known) return false;
  judge(host->second, visit);
  return true;
}

std::optional<Request> Doubts::hold(Visit visit) {
  const Url url = asked_url(visit);
  Host& host = hosts_[url.origin()];
  host.waiting.push_back(std::move(visit));
  if (host.waiting.size() > 1) return std::nullopt;
  Request request;
  request.site = request_of(host.waiting.front()).site;
  request.wanted = request.url = no_such_page(url);
  request.purpose = Purpose::probe;
  return request;
}

std::vector<Visit> Doubts::take_answer(const Visit& probe) {
  Host& host = hosts_[asked_url(probe).origin()];
  host.is_known = true;
  const auto* answer = std::get_if<Capture>(&probe.outcome);
  if (answer != nullptr && !is_honest(*answer)) host.answer = *answer;
  for (Visit& visit : host.waiting) judge(host, visit);
  return std::exchange(host.waiting, {});
}

void Doubts::judge(const Host& host, Visit& visit) {
  auto& capture = std::get<Capture>(visit.outcome);
  if (!host.answer || !are_alike(capture, *host.answer)) {
    capture.vouched = true;
    return;
  }
  Reading& reading = capture.reading;
  reading.kind = PageKind::error_page;
  reading.article.reset();
  reading.error = Error{Fault::not_found,
                        "the host sends this page for addresses that do not exist, as for " +
                            host.answer->pages.front().request.wanted.href(),
                        asked_url(visit).href()};
  capture.forms.reset();
  visit.found.clear();
}

}  // namespace newsarc::pipeline
