#include "dataset/parquet_leaf.h"

#include <cstring>
#include <limits>
#include <type_traits>
#include <utility>
#include <variant>

#include "dataset/mended.h"
#include "dataset/parquet_encoding.h"

namespace newsarc::dataset::parquet {
namespace {

// Values by which a dictionary is judged, or a page's where that has fewer. Looking up values that
// all differ until a page is full took 6 % of the time of an export.
constexpr std::size_t trial = 4096;

template <class Integer>
bool fits(std::int64_t value) {
  return value >= std::numeric_limits<Integer>::min() &&
         value <= std::numeric_limits<Integer>::max();
}

}  // namespace

LeafWriter::LeafWriter(Leaf leaf, const PageLimits& limits)
    : leaf_(std::move(leaf)),
      limits_(limits),
      dictionary_(limits.dictionary_bytes, leaf_.type == Type::text) {}

bool LeafWriter::add(const Scalar& value, std::uint32_t repetition) {
  const bool taken = std::visit(
      [this](const auto& given) {
        if constexpr (std::is_same_v<std::decay_t<decltype(given)>, std::monostate>) {
          return add_null();
        } else {
          return add_value(given);
        }
      },
      value);
  if (!taken) return false;
  const bool is_null = std::holds_alternative<std::monostate>(value);
  add_level(leaf_.max_definition - (is_null ? 1 : 0), repetition);
  return true;
}

void LeafWriter::add_no_items(std::uint32_t definition) {
  ++nulls_;
  add_level(definition, 0);
}

bool LeafWriter::add_null() {
  if (leaf_.nullable) ++nulls_;
  return leaf_.nullable;
}

void LeafWriter::add_level(std::uint32_t definition, std::uint32_t repetition) {
  if (leaf_.max_definition > 0) definitions_.push_back(definition);
  if (leaf_.max_repetition > 0) repetitions_.push_back(repetition);
  ++entries_;
}

bool LeafWriter::add_value(std::int64_t value) {
  switch (leaf_.type) {
    case Type::integer:
    case Type::timestamp:
      store(value);
      break;
    case Type::date:
      if (!fits<std::int32_t>(value)) return false;
      store(static_cast<std::int32_t>(value));
      break;
    case Type::real:
      return add_value(static_cast<double>(value));
    default:
      return false;
  }
  range_.add(value);
  return true;
}

bool LeafWriter::add_value(double value) {
  if (leaf_.type != Type::real) return false;
  store(value);
  range_.add(value);
  return true;
}

bool LeafWriter::add_value(std::string_view text) {
  if (leaf_.type != Type::text) return false;
  const auto mended = mended_utf8(text);
  if (mended) text = *mended;
  store_bytes(text);
  range_.add(text);
  return true;
}

template <class T>
void LeafWriter::store(T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  store_bytes({bytes, sizeof(T)});
}

void LeafWriter::store_bytes(std::string_view value) {
  if (in_dictionary_) {
    if (const auto index = dictionary_.index_of(value)) {
      indices_.push_back(*index);
      plain_size_ += dictionary_.plain_size(value);
      if (indices_.size() == trial) judge_dictionary();
      return;
    }
    leave_dictionary();
  }
  if (leaf_.type == Type::text) {
    append_plain(values_, value);
  } else {
    values_ += value;
  }
}

std::size_t LeafWriter::page_bytes() const {
  const auto index_bits = std::size_t{bits_for(dictionary_.size())};
  const auto levels = definitions_.size() + repetitions_.size();  // of one or two bits each
  return values_.size() + indices_.size() * index_bits / 8 + levels / 4;
}

// As bytes before packing, which shrinks both.
bool LeafWriter::dictionary_pays() const {
  const auto index_bits = std::size_t{bits_for(dictionary_.size())};
  return dictionary_.plain().size() + indices_.size() * index_bits / 8 < plain_size_;
}

// Once in a row group, by the first values of its first page that has any.
void LeafWriter::judge_dictionary() {
  if (!std::exchange(judged_, true) && !dictionary_pays()) leave_dictionary();
}

// What of this page stands in indices is written out.
void LeafWriter::leave_dictionary() {
  for (const auto index : indices_) values_ += dictionary_.plain_value(index);
  indices_.clear();
  plain_size_ = 0;
  in_dictionary_ = false;
}

Result<void> LeafWriter::end_row(PageCompressor& compressor) {
  ++rows_;
  if (entries_ < limits_.entries && page_bytes() < limits_.bytes) return {};
  return close_page(compressor);
}

// A version 1 page is packed as one: levels, then values.
std::string_view LeafWriter::assemble() {
  if (leaf_.max_definition == 0 && !has_indices()) return values_;
  assembled_.clear();
  append_levels(assembled_, repetitions_, leaf_.max_repetition);
  append_levels(assembled_, definitions_, leaf_.max_definition);
  if (has_indices()) {
    append_indices(assembled_, indices_, dictionary_.size());
  } else {
    assembled_ += values_;
  }
  return assembled_;
}

Result<void> LeafWriter::close_page(PageCompressor& compressor) {
  if (has_indices()) judge_dictionary();
  const bool indexed = has_indices();
  const auto raw = assemble();
  if (!fits<std::int32_t>(static_cast<std::int64_t>(raw.size())))
    return failure(Fault::limit, "a row of over 2 GiB is more than Parquet takes", leaf_.path[0]);
  const auto packed = compressor.compress(raw);
  if (!packed) return tl::unexpected(packed.error());
  auto page = data_page_header(
      static_cast<std::int32_t>(entries_), indexed ? Encoding::rle_dictionary : Encoding::plain,
      static_cast<std::int32_t>(raw.size()), static_cast<std::int32_t>(packed->size()));
  const auto raw_size = page.size() + raw.size();
  page.reserve(page.size() + packed->size());
  page += *packed;
  describe_page(chunk_.packed_size, page.size(), raw_size, indexed);
  pages_.push_back(std::move(page));
  values_.clear();
  indices_.clear();
  plain_size_ = 0;
  definitions_.clear();
  repetitions_.clear();
  return {};
}

void LeafWriter::describe_page(std::int64_t offset, std::size_t size, std::size_t raw_size,
                               bool indexed) {
  Page page;
  page.place = {offset, static_cast<std::int32_t>(size)};
  page.first_row = std::exchange(first_row_, rows_);
  page.all_null = nulls_ == static_cast<std::int64_t>(entries_);
  page.statistics = {std::exchange(nulls_, 0), range_.bounds(leaf_.type)};
  chunk_range_.add(range_);
  range_.clear();
  chunk_.statistics.nulls += page.statistics.nulls;
  chunk_.entries += static_cast<std::int64_t>(std::exchange(entries_, 0));
  chunk_.raw_size += static_cast<std::int64_t>(raw_size);
  chunk_.packed_size += static_cast<std::int64_t>(size);
  ++(indexed ? chunk_.indexed_pages : chunk_.plain_pages);
  chunk_.pages.push_back(std::move(page));
}

// In front of the pages, which move back by its size.
Result<void> LeafWriter::put_dictionary(PageCompressor& compressor) {
  const auto raw = dictionary_.plain();
  const auto packed = compressor.compress(raw);
  if (!packed) return tl::unexpected(packed.error());
  auto page = dictionary_page_header(static_cast<std::int32_t>(dictionary_.size()),
                                     static_cast<std::int32_t>(raw.size()),
                                     static_cast<std::int32_t>(packed->size()));
  chunk_.raw_size += static_cast<std::int64_t>(page.size() + raw.size());
  page += *packed;
  const auto size = static_cast<std::int64_t>(page.size());
  chunk_.packed_size += size;
  chunk_.dictionary = {0, static_cast<std::int32_t>(size)};
  for (auto& other : chunk_.pages) other.place.offset += size;
  pages_.insert(pages_.begin(), std::move(page));
  return {};
}

Result<PackedChunk> LeafWriter::take_chunk(PageCompressor& compressor) {
  if (entries_ > 0) {
    if (auto closed = close_page(compressor); !closed) return tl::unexpected(closed.error());
  }
  if (chunk_.indexed_pages > 0) {
    if (auto put = put_dictionary(compressor); !put) return tl::unexpected(put.error());
  }
  chunk_.statistics.bounds = chunk_range_.bounds(leaf_.type);
  PackedChunk packed{std::exchange(pages_, {}), std::exchange(chunk_, {})};
  dictionary_.clear();
  chunk_range_.clear();
  in_dictionary_ = true;
  judged_ = false;
  rows_ = first_row_ = 0;
  return packed;
}

}  // namespace newsarc::dataset::parquet
