#pragma once
// IdSet: which ids a table has, an eighth of a byte each where they stand close together. Damaged
// rows may claim any id. Private to store/.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace newsarc::store {

class IdSet {
 public:
  void insert(std::int64_t id) { blocks_[id >> shift].set(place_of(id)); }
  bool contains(std::int64_t id) const {
    const auto block = blocks_.find(id >> shift);
    return block != blocks_.end() && block->second.test(place_of(id));
  }

 private:
  static constexpr int shift = 12;
  using Block = std::bitset<std::size_t{1} << shift>;
  static std::size_t place_of(std::int64_t id) {
    return static_cast<std::size_t>(static_cast<std::uint64_t>(id) & ((1U << shift) - 1));
  }
  std::unordered_map<std::int64_t, Block> blocks_;
};

}  // namespace newsarc::store
