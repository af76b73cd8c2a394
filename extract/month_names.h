#pragma once
// Month names as news pages of the larger languages print them. Private to extract/.

#include <optional>
#include <string_view>

namespace newsarc::extract {

// 1 to 12; `word` is folded and without its dot.
std::optional<int> month_number(std::string_view word);

}  // namespace newsarc::extract
