#include "core/links.h"

#include "core/names.h"

namespace newsarc {
namespace {

constexpr Names<LinkKind, 8> link_kinds{{{LinkKind::article, "article"},
                                         {LinkKind::section, "section"},
                                         {LinkKind::next_page, "next_page"},
                                         {LinkKind::other_page, "other_page"},
                                         {LinkKind::feed, "feed"},
                                         {LinkKind::canonical, "canonical"},
                                         {LinkKind::variant, "variant"},
                                         {LinkKind::other, "other"}}};

}  // namespace

std::string_view name(LinkKind kind) { return name_in(link_kinds, kind); }

}  // namespace newsarc
