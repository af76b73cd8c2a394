#pragma once
// Chain: the versions that an article's observations make, by the rules of docs/archive.md, all at
// once: what a capture from the past is put into. Pure: nothing is read or written. Private to
// store/.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "store/write/archive.h"
#include "store/write/content.h"

namespace newsarc::store {

// A text that flaps is listed after all when this many visits in a row bring it: then it stays.
constexpr std::int64_t steady_visits = 3;
// How far back a text is looked for that comes again.
constexpr std::int64_t remembered_versions = 12;

struct ChainLink {
  std::size_t first = 0;  // the observation that began the version
  std::size_t last = 0;   // the newest that says the same
  Change change = Change::none;
};

constexpr std::size_t unlisted = std::numeric_limits<std::size_t>::max();

struct Chain {
  std::vector<ChainLink> links;
  std::vector<std::size_t> link_of;     // of each observation; unlisted: a text that flaps
  std::optional<std::size_t> withheld;  // the observation whose text is withheld at the end
  std::int64_t withheld_count = 0;      // how often in a row it came
};

// What an article said, in the order of time.
Chain derive_chain(std::span<const Content> observations);

}  // namespace newsarc::store
