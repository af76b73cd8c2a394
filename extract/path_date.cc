#include <string>

#include "core/ascii.h"
#include "extract/dates.h"

namespace newsarc::extract {

std::optional<Stated> date_in_path(std::string_view path) {
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (!is_digit(path[at]) || (at > 0 && is_digit(path[at - 1]))) continue;
    std::string compact;
    std::size_t end = at;
    while (end < path.size() && compact.size() < 8 &&
           (is_digit(path[end]) || path[end] == '/' || path[end] == '-' || path[end] == '_')) {
      if (is_digit(path[end])) compact += path[end];
      ++end;
    }
    if (compact.size() < 8 || (end < path.size() && is_digit(path[end]))) continue;
    DateReading reading;
    reading.compact = true;
    const auto found = find_dates(compact, reading);
    if (!found.empty()) return found.front().when;
  }
  return std::nullopt;
}

}  // namespace newsarc::extract
