#pragma once
// Prescan: a look over the tags of a page before it is given to gumbo, whose time is quadratic in
// the depth of nesting and in the attributes of a tag. Counts as the tree builder would, near
// enough; linear in the page but for a walk of at most the allowed depth a tag.

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::extract {

struct PrescanLimits {
  std::size_t tags = 300'000;    // start and end tags
  std::size_t depth = 2048;      // elements open at once; real pages pass 512
  std::size_t attributes = 512;  // of one tag
};

// What is over the limits, as one clause; nothing when the page may be parsed.
std::optional<std::string> over_limits(std::string_view html, const PrescanLimits& limits = {});

}  // namespace newsarc::extract
