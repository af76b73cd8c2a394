#pragma once
// Dictionary: the distinct values of a column chunk, each with its index, in the order they came.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newsarc::dataset::parquet {

class Dictionary {
 public:
  // No more than `limit` bytes of PLAIN values, written `as_text` (with their lengths) or as the
  // numbers they are.
  Dictionary(std::size_t limit, bool as_text) : limit_(limit), as_text_(as_text) {}

  // Of a value that is in it now. Nothing when there is no room for it.
  std::optional<std::uint32_t> index_of(std::string_view value);

  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
  std::string_view plain() const { return bytes_; }         // the dictionary page
  std::string_view plain_value(std::uint32_t index) const;  // PLAIN
  std::size_t plain_size(std::string_view value) const;

  // As new; keeps its memory.
  void clear();

 private:
  std::size_t limit_;
  bool as_text_;
  std::string bytes_;  // never grows beyond what is reserved: `indices_` looks into it
  std::vector<std::size_t> ends_;
  std::unordered_map<std::string_view, std::uint32_t> indices_;
};

}  // namespace newsarc::dataset::parquet
