#pragma once
// Range: the least and the greatest of the values of a page or column, as readers skip by them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "dataset/parquet_schema.h"

namespace newsarc::dataset::parquet {

// No value lies outside. Numbers are PLAIN, texts without their length.
struct Bounds {
  std::string min;
  std::string max;
  bool min_exact = true;  // a value is this, not only above it
  bool max_exact = true;

  bool operator==(const Bounds&) const = default;
};

// Texts of no more than this many bytes bound a range.
constexpr std::size_t bound_limit = 64;

// The longest beginning of whole characters that fits: never above `text`.
std::string_view lower_bound_of(std::string_view text);

// The shortest such beginning, its last character made the next one: above all texts that begin
// like `text`. Nothing when there is no next one.
std::optional<std::string> upper_bound_of(std::string_view text);

// Texts are compared by bytes, which is by code points. NaN is in no range.
class Range {
 public:
  void add(std::int64_t value);
  void add(double value);
  void add(std::string_view text);
  void add(const Range& other);
  void clear() { any_ = false; }

  // Nothing without values.
  std::optional<Bounds> bounds(Type type) const;

 private:
  template <class T, class Given>
  void widen(T& low, T& high, const Given& value);
  Bounds text_bounds() const;

  bool any_ = false;
  std::int64_t low_ = 0;  // of the kind of values that is added, the others are unused
  std::int64_t high_ = 0;
  double low_real_ = 0;
  double high_real_ = 0;
  // Copies: some ln(n) of n values in any order but a sorted one.
  std::string low_text_;
  std::string high_text_;
};

}  // namespace newsarc::dataset::parquet
