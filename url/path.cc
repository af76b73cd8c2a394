#include "url/path.h"

#include "url/percent.h"

namespace newsarc::url {
namespace {

// How many dots a segment is, "%2e" being one; 3 stands for "something else".
int dots_of(std::string_view segment) {
  int dots = 0;
  while (!segment.empty() && dots < 3) {
    if (segment[0] == '.') {
      segment.remove_prefix(1);
    } else if (is_escape(segment, 0) && unescaped(segment, 0) == '.') {
      segment.remove_prefix(3);
    } else {
      return 3;
    }
    ++dots;
  }
  return dots;
}

}  // namespace

std::string_view shortened(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string append_path(std::string_view path, std::string_view text) {
  std::string out(path);
  for (bool last = false; !last;) {
    const std::size_t slash = text.find_first_of("/\\");
    last = slash == std::string_view::npos;
    const std::string_view segment = text.substr(0, slash);
    const int dots = dots_of(segment);
    if (dots == 2) out.resize(shortened(out).size());
    if (dots == 0 || dots == 3) {
      out += '/';
      append_encoded(out, segment, PercentSet::path);
    } else if (last) {
      out += '/';  // "a/." and "a/.." name a folder
    }
    if (!last) text.remove_prefix(slash + 1);
  }
  return out;
}

}  // namespace newsarc::url
