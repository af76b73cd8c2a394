#pragma once
// Export: the archive as a dataset. Streams in constant memory (Parquet: that of a row group,
// dataset/parquet_writer.h), in a stable order (article_id, then
// version): the same archive gives the same bytes.

#include <atomic>
#include <cstdint>
#include <ostream>

#include "core/result.h"
#include "dataset/record_sink.h"
#include "store/read/reader.h"

namespace newsarc::dataset {

struct ExportOptions {
  Format format = Format::jsonl;
  store::RecordFilter filter;
  TextScript script = TextScript::original;  // of title and body
  bool csv_safe = false;  // a cell that a spreadsheet would run as a formula gets a leading '
  const std::atomic<bool>* interrupted = nullptr;  // set from a signal handler
};

// The columns and the form of its rows.
SinkOptions sink_options(const ExportOptions& options);

struct Exported {
  std::int64_t records = 0;
};

// A record has the columns of the view `articles` (`versions` with all_versions), same names and
// order, and `credits` as a list. CSV by RFC 4180, with a header line, lists as JSON.
// Parquet has types: times as timestamps, days as dates, lists as lists
// (dataset/article_parquet.h). Errors: those of the reader; disk when `out` fails; interrupted.
// What was written stays written, but is no Parquet file.
Result<Exported> write(const store::Reader& reader, const ExportOptions& options,
                       std::ostream& out);

}  // namespace newsarc::dataset
