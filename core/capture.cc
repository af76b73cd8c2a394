#include "core/capture.h"

#include "core/names.h"

namespace newsarc {
namespace {

constexpr Names<PageKind, 11> page_kinds{{{PageKind::article, "article"},
                                          {PageKind::list, "list"},
                                          {PageKind::feed, "feed"},
                                          {PageKind::sitemap, "sitemap"},
                                          {PageKind::robots, "robots"},
                                          {PageKind::probe, "probe"},
                                          {PageKind::error_page, "error_page"},
                                          {PageKind::login, "login"},
                                          {PageKind::empty, "empty"},
                                          {PageKind::not_modified, "not_modified"},
                                          {PageKind::unparsed, "unparsed"}}};

constexpr Names<Script, 3> scripts{
    {{Script::none, ""}, {Script::hans, "Hans"}, {Script::hant, "Hant"}}};

}  // namespace

std::string_view name(PageKind kind) { return name_in(page_kinds, kind); }

std::optional<PageKind> page_kind_from_name(std::string_view name) {
  return value_in(page_kinds, name);
}

std::string_view name(Script script) { return name_in(scripts, script); }

std::optional<Script> script_from_name(std::string_view name) { return value_in(scripts, name); }

const Request& request_of(const Visit& visit) {
  if (const auto* failed = std::get_if<Failure>(&visit.outcome)) return failed->request;
  return std::get<Capture>(visit.outcome).pages.front().request;
}

}  // namespace newsarc
