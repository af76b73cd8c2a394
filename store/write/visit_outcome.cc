#include "store/write/visit_outcome.h"

namespace newsarc::store {
namespace {

// A category page may look like an article; start pages and their next pages never are one.
bool may_be_article(Purpose purpose) {
  return purpose != Purpose::start && purpose != Purpose::next_page;
}

// 206 without a Range is a part that nobody asked for.
bool is_whole(int status) { return status >= 200 && status < 300 && status != 206; }

Outcome outcome_of_kind(const Capture& capture, Purpose purpose) {
  switch (capture.reading.kind) {
    case PageKind::article:
      if (!capture.reading.article || capture.reading.noarchive) return Outcome::other;
      return may_be_article(purpose) ? Outcome::article : Outcome::other;
    case PageKind::error_page:
    case PageKind::login:
    case PageKind::empty:
    case PageKind::unparsed:
      return Outcome::failed;
    case PageKind::list:
    case PageKind::feed:
    case PageKind::sitemap:
    case PageKind::robots:
    case PageKind::probe:
    case PageKind::not_modified:
      break;
  }
  return Outcome::other;
}

}  // namespace

bool is_visited(Purpose purpose) {
  return purpose != Purpose::robots && purpose != Purpose::probe && purpose != Purpose::feed;
}

Outcome outcome_of(const Capture& capture) {
  const Page& page = capture.pages.front();
  const Purpose purpose = page.request.purpose;
  if (!is_visited(purpose)) return Outcome::other;
  if (page.status == 404 || page.status == 410)
    return purpose == Purpose::start ? Outcome::failed : Outcome::vanished;
  if (page.status == 304 || capture.reading.kind == PageKind::not_modified)
    return wants_article(purpose) ? Outcome::unchanged : Outcome::other;
  if (!is_whole(page.status)) return Outcome::failed;
  return outcome_of_kind(capture, purpose);
}

std::optional<std::string> error_of(const Capture& capture, Outcome outcome) {
  if (capture.reading.error) return capture.reading.error->what;
  if (capture.reading.noarchive) return "the page asks not to be archived (noarchive)";
  const int status = capture.pages.front().status;
  if (outcome != Outcome::failed && outcome != Outcome::vanished) return std::nullopt;
  if (!is_whole(status)) return "status " + std::to_string(status);
  return "the page is " + std::string(name(capture.reading.kind)) +
         " where an article was expected";
}

bool may_pass(int status) {
  return status == 408 || status == 425 || status == 429 || status >= 500 || is_whole(status);
}

}  // namespace newsarc::store
