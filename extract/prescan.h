#pragma once
// Prescan: a look over the tags of a page before it is given to gumbo, whose time is quadratic in
// the depth of nesting and in the attributes of a tag. Counts as the tree builder would, near
// enough: what is text because of where it stands in the tree (an svg) it may misread, and the
// parse has limits of its own. Linear in the page but for a walk of at most the allowed depth a
// tag.

#include <optional>
#include <string>
#include <string_view>

namespace newsarc::extract {

constexpr std::size_t most_tags = 300'000;    // start and end tags
constexpr std::size_t most_depth = 2048;      // elements open at once; real pages pass 512
constexpr std::size_t most_attributes = 512;  // of one tag

std::string too_deep();  // the clause of most_depth

// What is over the limits, as one clause; nothing when the page may be parsed.
std::optional<std::string> over_limits(std::string_view html);

}  // namespace newsarc::extract
