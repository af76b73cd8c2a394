#include "dataset/parquet_range.h"

#include <algorithm>
#include <cmath>

#include "dataset/parquet_encoding.h"
#include "text/utf8.h"

namespace newsarc::dataset::parquet {
namespace {

bool begins_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Surrogates are no characters.
std::optional<char32_t> next_character(char32_t c) {
  if (c == 0x10FFFF) return std::nullopt;
  return c == 0xD7FF ? char32_t{0xE000} : c + 1;
}

template <class T>
std::string plain(T value) {
  std::string bytes;
  append_plain(bytes, value);
  return bytes;
}

}  // namespace

std::string_view lower_bound_of(std::string_view text) {
  if (text.size() <= bound_limit) return text;
  std::size_t end = bound_limit;
  while (end > 0 && !begins_character(text[end])) --end;
  return text.substr(0, end);
}

std::optional<std::string> upper_bound_of(std::string_view text) {
  std::string_view head = lower_bound_of(text);
  while (!head.empty()) {
    const auto last = text::code_point_before(head, head.size());
    head.remove_suffix(last.length);
    if (const auto next = next_character(last.value)) {
      std::string bound(head);
      text::append(bound, *next);
      return bound;
    }
  }
  return std::nullopt;
}

template <class T, class Given>
void Range::widen(T& low, T& high, const Given& value) {
  if (!any_ || value < low) low = value;
  if (!any_ || high < value) high = value;
  any_ = true;
}

void Range::add(std::int64_t value) { widen(low_, high_, value); }
void Range::add(double value) {
  if (!std::isnan(value)) widen(low_real_, high_real_, value);
}
void Range::add(std::string_view text) { widen(low_text_, high_text_, text); }

// The members that are not of this kind of values are equal, and stay so.
void Range::add(const Range& other) {
  if (!other.any_) return;
  if (!any_) {
    *this = other;
    return;
  }
  low_ = std::min(low_, other.low_);
  high_ = std::max(high_, other.high_);
  low_real_ = std::min(low_real_, other.low_real_);
  high_real_ = std::max(high_real_, other.high_real_);
  low_text_ = std::min(low_text_, other.low_text_);
  high_text_ = std::max(high_text_, other.high_text_);
}

Bounds Range::text_bounds() const {
  Bounds bounds;
  bounds.min = lower_bound_of(low_text_);
  bounds.min_exact = bounds.min.size() == low_text_.size();
  bounds.max = high_text_;
  if (high_text_.size() <= bound_limit) return bounds;
  if (auto above = upper_bound_of(high_text_)) {
    bounds.max = *std::move(above);
    bounds.max_exact = false;
  }
  return bounds;
}

std::optional<Bounds> Range::bounds(Type type) const {
  if (!any_) return std::nullopt;
  switch (type) {
    case Type::text:
      return text_bounds();
    case Type::real:
      // A zero may have been of the other sign (parquet.thrift, TypeDefinedOrder).
      return Bounds{plain(low_real_ == 0 ? -0.0 : low_real_),
                    plain(high_real_ == 0 ? 0.0 : high_real_)};
    case Type::date:
      return Bounds{plain(static_cast<std::int32_t>(low_)),
                    plain(static_cast<std::int32_t>(high_))};
    default:
      return Bounds{plain(low_), plain(high_)};
  }
}

}  // namespace newsarc::dataset::parquet
