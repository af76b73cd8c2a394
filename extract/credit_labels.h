#pragma once
// Credit labels: the words by which Chinese pages name roles, and the words that look like them.
// Private to extract/.

#include <optional>
#include <string>
#include <vector>

#include "core/article.h"

namespace newsarc::extract {

struct RoleLabel {
  std::u32string folded;
  std::optional<Role> role;      // nothing: a word that looks like a role but names none
  bool needs_separator = false;  // 文 and 图 name a role only before a slash or colon
};

std::vector<RoleLabel> role_labels();  // longest first

}  // namespace newsarc::extract
