#pragma once
// Record sinks: rows into one file of a dataset, in its format.

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "dataset/record.h"
#include "dataset/text_script.h"

namespace newsarc::dataset {

enum class Format { jsonl, csv, parquet };

std::string_view ending_of(Format format);  // ".jsonl"

struct SinkOptions {
  Format format = Format::jsonl;
  bool csv_safe = false;  // a cell that a spreadsheet would run as a formula gets a leading '
  std::vector<Column> columns;
  // Told in a Parquet file's own metadata.
  std::string view;  // "articles", "versions"
  TextScript script = TextScript::original;
};

class RecordSink {
 public:
  RecordSink() = default;
  virtual ~RecordSink() = default;
  RecordSink(const RecordSink&) = delete;
  RecordSink& operator=(const RecordSink&) = delete;

  // Errors: disk; damaged, of a record that no row can be made of.
  virtual Result<void> add(const Row& row) = 0;
  virtual Result<void> finish() = 0;
  virtual void leave_off() = 0;  // in the middle: what was added is written as far as that helps
};

// `out` outlives the sink.
std::unique_ptr<RecordSink> make_sink(SinkOptions options, std::ostream& out);

}  // namespace newsarc::dataset
