#pragma once
// LeafWriter: the values of one leaf become pages, packed as soon as they are full, and the pages
// of a row group become its column chunk.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "dataset/page_compressor.h"
#include "dataset/parquet_dictionary.h"
#include "dataset/parquet_metadata.h"
#include "dataset/parquet_range.h"
#include "dataset/parquet_schema.h"

namespace newsarc::dataset::parquet {

struct PageLimits {
  // A page ends with the row that fills it: by bytes before packing, or by entries.
  std::size_t bytes = std::size_t{1} << 20;
  std::size_t entries = 20'000;
  // A chunk whose distinct values do not fit goes on with PLAIN pages.
  std::size_t dictionary_bytes = std::size_t{1} << 20;
};

// A chunk's pages in their order, packed, with their headers; places in `chunk` count from the
// first one's beginning.
struct PackedChunk {
  std::vector<std::string> pages;
  Chunk chunk;
};

// Values go straight into the buffer that is packed: as PLAIN bytes, or as indices as long as a
// dictionary pays. Where there are levels, a page's values are copied once more behind them, which
// takes a hundredth of what packing takes. Holds one page of values, a dictionary, and the packed
// pages of the row group.
class LeafWriter {
 public:
  LeafWriter(Leaf leaf, const PageLimits& limits);

  // `repetition` is 1 for what continues a list. False, and nothing written, for a value of another
  // type, or null where that must not be. Malformed UTF-8 becomes U+FFFD.
  bool add(const Scalar& value, std::uint32_t repetition = 0);

  // A list without items, which is there (empty) or is not.
  void add_no_items(std::uint32_t definition);

  // After the last entry of a row. Errors: limit, for a page of over 2 GiB; zstd's.
  Result<void> end_row(PageCompressor& compressor);

  // Of this chunk, before packing.
  std::size_t bytes() const { return static_cast<std::size_t>(chunk_.raw_size) + page_bytes(); }

  // Ends the row group. At least one row has been given. Errors: as above.
  Result<PackedChunk> take_chunk(PageCompressor& compressor);

 private:
  bool add_value(std::int64_t value);
  bool add_value(double value);
  bool add_value(std::string_view text);
  bool add_null();
  void add_level(std::uint32_t definition, std::uint32_t repetition);
  template <class T>
  void store(T value);
  void store_bytes(std::string_view value);
  std::size_t page_bytes() const;
  bool dictionary_pays() const;
  void judge_dictionary();
  void leave_dictionary();
  bool has_indices() const { return in_dictionary_ && !indices_.empty(); }
  std::string_view assemble();
  Result<void> close_page(PageCompressor& compressor);
  void describe_page(std::int64_t offset, std::size_t size, std::size_t raw_size, bool indexed);
  Result<void> put_dictionary(PageCompressor& compressor);

  Leaf leaf_;
  PageLimits limits_;

  // The page:
  std::string values_;                  // PLAIN
  std::vector<std::uint32_t> indices_;  // instead, in a dictionary
  std::size_t plain_size_ = 0;          // of what `indices_` stand for
  std::vector<std::uint32_t> definitions_;
  std::vector<std::uint32_t> repetitions_;
  std::size_t entries_ = 0;
  std::int64_t nulls_ = 0;
  Range range_;
  std::string assembled_;  // levels and values, where there are levels

  // The chunk:
  Dictionary dictionary_;
  bool in_dictionary_ = true;
  bool judged_ = false;  // whether the dictionary pays
  std::int64_t rows_ = 0;
  std::int64_t first_row_ = 0;  // of the page
  Range chunk_range_;
  std::vector<std::string> pages_;
  Chunk chunk_;
};

}  // namespace newsarc::dataset::parquet
