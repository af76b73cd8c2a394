#include "core/article.h"

#include <algorithm>

#include "core/names.h"

namespace newsarc {
namespace {

constexpr Names<Role, 15> roles{{{Role::reporter, "reporter"},
                                 {Role::trainee_reporter, "trainee_reporter"},
                                 {Role::intern, "intern"},
                                 {Role::correspondent, "correspondent"},
                                 {Role::author, "author"},
                                 {Role::writer, "writer"},
                                 {Role::columnist, "columnist"},
                                 {Role::commentator, "commentator"},
                                 {Role::translator, "translator"},
                                 {Role::photographer, "photographer"},
                                 {Role::editor, "editor"},
                                 {Role::responsible_editor, "responsible_editor"},
                                 {Role::reviewer, "reviewer"},
                                 {Role::proofreader, "proofreader"},
                                 {Role::producer, "producer"}}};

}  // namespace

std::string_view name(Role role) { return name_in(roles, role); }

std::optional<Role> role_from_name(std::string_view name) { return value_in(roles, name); }

bool is_writer(Role role) { return role <= Role::translator; }

std::string body(const Article& article) {
  std::string text;
  for (const auto& paragraph : article.paragraphs) {
    if (!text.empty()) text += '\n';
    text += paragraph;
  }
  return text;
}

std::vector<std::string> authors(const Article& article) {
  std::vector<std::string> names;
  for (const auto& credit : article.credits) {
    if (is_writer(credit.role) && std::ranges::find(names, credit.name) == names.end())
      names.push_back(credit.name);
  }
  return names.empty() ? article.bylines : names;
}

}  // namespace newsarc
