#pragma once
// Random: numbers that a seed decides, the same on every machine and standard library. SplitMix64
// (Steele, Lea, Flood 2014). A value type; copying one repeats its future.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace newsarc::demo {

class Random {
 public:
  // A stream of its own for each `topic`, so that one more draw here changes nothing there.
  explicit Random(std::uint64_t seed, std::uint64_t topic = 0)
      : state_(seed ^ (topic * 0xD1B54A32D192ED03)) {
    next();
  }

  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }

  // 0 … limit-1; the bias of the remainder is far below what a demo could show.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

  template <class T, std::size_t N>
  const T& pick(const std::array<T, N>& from) {
    return from[below(N)];
  }

 private:
  std::uint64_t state_;
};

}  // namespace newsarc::demo
