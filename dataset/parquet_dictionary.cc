#include "dataset/parquet_dictionary.h"

#include "dataset/parquet_encoding.h"

namespace newsarc::dataset::parquet {

std::size_t Dictionary::plain_size(std::string_view value) const {
  return value.size() + (as_text_ ? sizeof(std::uint32_t) : 0);
}

std::optional<std::uint32_t> Dictionary::index_of(std::string_view value) {
  if (const auto known = indices_.find(value); known != indices_.end()) return known->second;
  if (bytes_.size() + plain_size(value) > limit_) return std::nullopt;
  if (bytes_.empty()) bytes_.reserve(limit_);
  if (as_text_) {
    append_plain(bytes_, value);
  } else {
    bytes_ += value;
  }
  const auto index = size();
  indices_.emplace(std::string_view(bytes_).substr(bytes_.size() - value.size()), index);
  ends_.push_back(bytes_.size());
  return index;
}

std::string_view Dictionary::plain_value(std::uint32_t index) const {
  const auto start = index == 0 ? 0 : ends_[index - 1];
  return std::string_view(bytes_).substr(start, ends_[index] - start);
}

void Dictionary::clear() {
  indices_.clear();
  ends_.clear();
  bytes_.clear();
}

}  // namespace newsarc::dataset::parquet
