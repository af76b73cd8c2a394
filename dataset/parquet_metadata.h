#pragma once
// What a Parquet file says of itself, in Thrift's compact protocol (parquet.thrift): the header
// before each page, the indexes of pages, the footer.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dataset/parquet_range.h"
#include "dataset/parquet_schema.h"

namespace newsarc::dataset::parquet {

enum class Encoding : std::int32_t { plain = 0, rle = 3, rle_dictionary = 8 };

struct Place {
  std::int64_t offset = 0;  // in the file
  std::int32_t size = 0;    // 0: there is none
};

struct Statistics {
  std::int64_t nulls = 0;
  std::optional<Bounds> bounds;  // none where no value is
};

struct Page {
  Place place;  // with its header
  std::int64_t first_row = 0;
  bool all_null = false;
  Statistics statistics;
};

// The values of one leaf in one row group.
struct Chunk {
  std::int64_t entries = 0;  // values, nulls and empty lists
  std::int64_t raw_size = 0;
  std::int64_t packed_size = 0;
  Place dictionary;
  std::vector<Page> pages;
  std::int32_t plain_pages = 0;  // of `pages`
  std::int32_t indexed_pages = 0;
  Statistics statistics;
  Place column_index;
  Place offset_index;
};

struct RowGroup {
  std::int64_t rows = 0;
  std::vector<Chunk> chunks;  // one a leaf
};

struct KeyValue {
  std::string key;
  std::string value;
};

struct FileMetadata {
  Schema schema;
  std::vector<RowGroup> groups;
  std::vector<KeyValue> key_values;
  std::string created_by;  // "newsarc version 0.1.0"
};

std::string data_page_header(std::int32_t entries, Encoding encoding, std::int32_t raw_size,
                             std::int32_t packed_size);
std::string dictionary_page_header(std::int32_t entries, std::int32_t raw_size,
                                   std::int32_t packed_size);

// The indexes of all pages, to stand at `offset`; says in each chunk where its own are. A chunk
// with a page that has values but no bounds (only NaN) gets no column index.
std::string page_indexes(FileMetadata& file, std::int64_t offset);

// FileMetaData, without the length and the magic after it.
std::string footer(const FileMetadata& file);

}  // namespace newsarc::dataset::parquet
