#pragma once
// Named values: an enum's words as files, tables and reports spell them, both ways from one table.
// Private to core; each enum has its own name() in its own header.

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace newsarc {

template <class Enum, std::size_t count>
using Names = std::array<std::pair<Enum, std::string_view>, count>;

template <class Enum, std::size_t count>
constexpr std::string_view name_in(const Names<Enum, count>& names, Enum value) {
  for (const auto& [each, name] : names)
    if (each == value) return name;
  return {};
}

template <class Enum, std::size_t count>
constexpr std::optional<Enum> value_in(const Names<Enum, count>& names, std::string_view name) {
  for (const auto& [value, each] : names)
    if (each == name) return value;
  return std::nullopt;
}

}  // namespace newsarc
