#include "core/page.h"

#include "core/names.h"

namespace newsarc {
namespace {

constexpr Names<Purpose, 9> purposes{{{Purpose::robots, "robots"},
                                      {Purpose::probe, "probe"},
                                      {Purpose::start, "start"},
                                      {Purpose::feed, "feed"},
                                      {Purpose::article, "article"},
                                      {Purpose::list, "list"},
                                      {Purpose::revisit, "revisit"},
                                      {Purpose::backlog, "backlog"},
                                      {Purpose::next_page, "next_page"}}};

}  // namespace

bool wants_article(Purpose purpose) {
  return purpose == Purpose::article || purpose == Purpose::revisit || purpose == Purpose::backlog;
}

std::string_view name(Purpose purpose) { return name_in(purposes, purpose); }

std::optional<Purpose> purpose_from_name(std::string_view name) { return value_in(purposes, name); }

}  // namespace newsarc
