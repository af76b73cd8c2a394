#pragma once
// Records as rows of a Parquet file: the columns of JSON lines, with types.

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "dataset/parquet_schema.h"
#include "dataset/record.h"
#include "store/read/reader.h"

namespace newsarc::dataset {

// Integers, text, instants as timestamps, days as dates, names as a list of texts, credits as a
// list of structs of role, label and name. `columns` have no other kinds.
parquet::Schema parquet_schema(std::span<const Column> columns);

// Makes rows, one at a time: what a row looks at lives in the record and here.
class RecordRow {
 public:
  explicit RecordRow(std::span<const Column> columns) : columns_(columns) {}

  // Valid until the next, as long as what `row` looks at. Error: damaged, for what is no time or
  // day.
  Result<std::span<const parquet::Value>> of(const Row& row);

 private:
  Result<parquet::Value> value_of(const Column& column, const Row& row);

  std::span<const Column> columns_;
  std::vector<parquet::Value> row_;
  std::vector<parquet::Scalar> names_;
  std::vector<parquet::Scalar> credits_;
};

}  // namespace newsarc::dataset
