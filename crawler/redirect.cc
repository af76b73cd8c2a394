// follow_redirect: the next step of a 3xx answer, or why there is none. Declared in scope.h.

#include <algorithm>
#include <utility>

#include "crawler/scope.h"
#include "http/header.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

constexpr std::size_t most_hops = 20;        // the Fetch Standard's redirect limit
constexpr std::size_t most_robots_hops = 5;  // RFC 9309 §2.3.1.2

// RFC 9110 §10.2.2. Bytes outside ASCII are percent-encoded as they came, whatever their charset:
// no standard says which it is, and servers mean the bytes.
Result<std::string> location_of(const Page& page) {
  const auto values = http::fields(page.header, "Location");
  if (values.empty()) return failure(Fault::http, "a redirect without a Location");
  const bool agree = std::all_of(values.begin(), values.end(),
                                 [&](const std::string& value) { return value == values[0]; });
  if (!agree) return failure(Fault::http, "a redirect with two different Locations");
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string ascii;
  for (const char c : values[0]) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      ascii += c;
    } else {
      ascii += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return ascii;
}

bool was_visited(const Request& request, const Url& target) {
  const std::string href = target.without_fragment();
  const auto is_it = [&](const Redirect& step) { return step.from.without_fragment() == href; };
  return request.url.without_fragment() == href ||
         std::any_of(request.redirects.begin(), request.redirects.end(), is_it);
}

// Nothing when the request may go to `target`. A redirect that leads nowhere may be mended by the
// next run, so it is an answer that is no page; one that leaves the scope is a refusal of ours.
std::optional<Error> objection(const Request& request, const Url& target, const Scope& scope) {
  const bool robots = request.purpose == Purpose::robots;
  const auto refuse = [&](std::string what) {
    return Error{Fault::http, std::move(what), target.href()};
  };
  if (request.redirects.size() >= (robots ? most_robots_hops : most_hops)) {
    return refuse("too many redirects");
  }
  if (was_visited(request, target)) return refuse("a redirect loop");
  if (target.has_credentials()) return refuse("a redirect to a URL with a user name or password");
  if (!robots && !scope.contains(target, request.purpose))
    return Error{Fault::refused, "a redirect out of the site's scope, to " + target.href(),
                 target.href()};
  return std::nullopt;
}

}  // namespace

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<Request> follow_redirect(const Page& page, const Scope& scope) {
  auto location = location_of(page);
  if (!location) {
    location.error().where = page.request.url.href();
    return tl::unexpected(std::move(location).error());
  }
  auto target = url::resolve(*location, page.request.url);
  if (!target) {
    Error error = std::move(target).error();
    error.fault = Fault::http;
    error.what = "a redirect that cannot be followed: " + error.what;
    error.where = page.request.url.href();
    return tl::unexpected(std::move(error));
  }
  if (auto error = objection(page.request, *target, scope)) {
    return tl::unexpected(*std::move(error));
  }
  Request next = page.request;
  next.redirects.push_back(
      {page.request.url, page.status, page.request_header, page.header, page.fetched_at});
  next.url = *std::move(target);
  next.validators = {};  // those of the page that was asked for, not of this one
  return next;
}

}  // namespace newsarc::crawler
