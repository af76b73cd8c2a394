#pragma once
// Parquet: a table as a file of columns (parquet.apache.org), row after row to a stream that is
// only appended to, so a pipe will do. What is written is what every reader has: version 1 data
// pages, dictionary or PLAIN, zstd; statistics of columns and pages. Clock and chance have no part
// in it: the same rows give the same bytes.
//
// A row group is held until it is full, since its columns stand one after the other: packed, that
// is some row_group_bytes / 2 for text, and for each leaf one page and a dictionary before packing.
// Beyond that memory grows by some 200 bytes a page, for the footer.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "dataset/page_compressor.h"
#include "dataset/parquet_leaf.h"
#include "dataset/parquet_metadata.h"
#include "dataset/parquet_schema.h"

namespace newsarc::dataset::parquet {

struct WriterOptions {
  PageLimits pages;
  std::size_t row_group_bytes = 192'000'000;  // before packing; ends with the row that fills it
  int level = 3;                              // of zstd
  std::vector<KeyValue> key_values;
};

// One thread at a time. After an error nothing more may be written, and what was is no file.
class Writer {
 public:
  // `schema` has a column, lists have items of no list. `out` outlives the writer.
  Writer(Schema schema, std::ostream& out, WriterOptions options = {});

  // A value a column. Errors: internal, for a value that its column does not take; limit, for a
  // value of over 2 GiB; disk, when a row group that is full cannot be written.
  Result<void> add(std::span<const Value> row);

  // The last rows and the footer. Errors: limit, disk.
  Result<void> finish();

 private:
  Result<void> add_list(const Column& column, std::span<LeafWriter> leaves, const Value& value);
  Result<void> end_row();
  std::size_t held_bytes() const;
  Result<void> write_row_group();
  Result<void> write(std::string_view bytes);

  FileMetadata file_;
  std::ostream& out_;
  WriterOptions options_;
  PageCompressor compressor_;
  std::vector<LeafWriter> leaves_;
  std::int64_t rows_ = 0;     // of the row group
  std::int64_t written_ = 0;  // bytes
};

}  // namespace newsarc::dataset::parquet
