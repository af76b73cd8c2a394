#include "store/write/cuts.h"

#include <algorithm>
#include <charconv>

namespace newsarc::store {
namespace {

constexpr std::string_view beginning = "links not followed, ";

void count(std::vector<std::string>& warnings, std::int64_t number, const std::string& what) {
  if (number == 0) return;
  const std::string text = std::string(beginning) + what + ": ";
  const auto known = std::ranges::find_if(
      warnings, [&](const std::string& warning) { return warning.starts_with(text); });
  if (known == warnings.end()) {
    warnings.push_back(text + std::to_string(number));
    return;
  }
  std::int64_t before = 0;
  std::from_chars(known->data() + text.size(), known->data() + known->size(), before);
  *known = text + std::to_string(before + number);
}

}  // namespace

void count_cuts(std::vector<std::string>& warnings, const Cut& cut, std::int64_t distrusted,
                const FetchRules& limits) {
  count(warnings, cut.deep, "deeper than " + std::to_string(limits.max_depth) + " (max_depth)");
  count(warnings, cut.paged,
        "pages of a list after the first " + std::to_string(limits.max_pages_per_section) +
            " (max_pages_per_section)");
  count(warnings, cut.many, "more than 10,000 of one page");
  count(warnings, cut.long_, "longer than 2,000 bytes");
  count(warnings, cut.looping, "with a path that repeats itself");
  count(warnings, distrusted, "sections of lists that brought nothing new");
}

bool tells_of_cuts(std::string_view warning) { return warning.starts_with(beginning); }

}  // namespace newsarc::store
