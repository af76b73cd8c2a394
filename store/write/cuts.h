#pragma once
// Cuts: what a run did not follow because of a limit, told as warnings of the site's part of the
// run: "links not followed, deeper than 20 (max_depth): 12". The number at its end grows
// while the run goes on, and with it what a resumed run has in its rows. Private to store/.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/capture.h"
#include "core/site.h"

namespace newsarc::store {

// Adds what a visit had to leave. `distrusted`: sections of lists that brought nothing new.
void count_cuts(std::vector<std::string>& warnings, const Cut& cut, std::int64_t distrusted,
                const FetchRules& limits);

bool tells_of_cuts(std::string_view warning);

}  // namespace newsarc::store
