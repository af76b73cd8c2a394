#pragma once
// Likeness: which records have the text of another, word for word or nearly. Pure functions.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace newsarc::dataset {

// Of a record, as the archive keeps it.
struct Likeness {
  std::int64_t article_id = 0;
  std::int64_t text_id = 0;   // equal ones: the same body
  std::uint64_t simhash = 0;  // of the folded body; 0 for none

  bool operator==(const Likeness&) const = default;
};

struct Alike {
  std::optional<std::int64_t>
      duplicate_of;          // the first article that has this body, if it is another
  std::int64_t cluster = 0;  // the first article of those that are linked by bodies of which
                             // simhash differs in at most three bits of 64

  bool operator==(const Alike&) const = default;
};

// In the order of `records`. Versions of one article are in one cluster. Time grows with the number
// of records, and with the square of those that share a quarter of their simhash.
std::vector<Alike> find_alike(std::span<const Likeness> records);

}  // namespace newsarc::dataset
