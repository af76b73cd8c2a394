#pragma once
// Entrances: the start pages and lists by which a run comes to a site's articles, and what is said
// when they lead nowhere: no start page came, or a list that named many articles names none any
// more (decision 140). Private to store/.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {

// What is wrong with a start page or list that came whole and names hardly an article, where it
// named many in an earlier run: the words for its fetch row. Before its links are saved.
std::optional<std::string> lost_links(Database& database, std::int64_t run, const UrlRow& page,
                                      const Capture& capture);

// The warnings of a run's end, while its frontier rows are there.
std::vector<std::string> entrance_warnings(Database& database, std::int64_t run,
                                           std::int64_t site_id);

}  // namespace newsarc::store
