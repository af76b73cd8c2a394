#pragma once
// Paths of URLs: dot segments, backslashes (URL Standard §4.4, "path state"). A path is kept as
// text, "" for no segment, "/a/" for two, "a" and the empty one.

#include <string>
#include <string_view>

namespace newsarc::url {

// Without its last segment.
std::string_view shortened(std::string_view path);

// `path` with the segments of `text` after it, percent-encoded, "." and ".." obeyed. `text` has no
// leading slash; an empty one is one empty segment.
std::string append_path(std::string_view path, std::string_view text);

}  // namespace newsarc::url
