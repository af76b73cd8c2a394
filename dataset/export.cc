#include "dataset/export.h"

#include <utility>

namespace newsarc::dataset {
namespace {

using store::Record;

// All records, in the script asked for, until one cannot be written or the user says stop.
Result<Exported> write_all(const store::Reader& reader, const ExportOptions& options,
                           RecordSink& sink) {
  Exported exported;
  Result<void> added;
  const auto interrupted = [&] { return options.interrupted && *options.interrupted; };
  const auto read = reader.for_each(options.filter, [&](const Record& record) {
    added = options.script == TextScript::original ? sink.add(record)
                                                   : sink.add(in_script(record, options.script));
    if (added) ++exported.records;
    return added && !interrupted();
  });
  if (added && read && !interrupted()) {
    if (auto finished = sink.finish(); !finished) return tl::unexpected(finished.error());
    return exported;
  }
  sink.leave_off();
  if (!read) return tl::unexpected(read.error());
  if (interrupted()) return failure(Fault::interrupted, "the export was interrupted");
  return tl::unexpected(added.error());
}

}  // namespace

SinkOptions sink_options(const ExportOptions& options) {
  const bool all = options.filter.all_versions;
  const auto columns = all ? version_columns() : article_columns();
  return {options.format,
          options.csv_safe,
          {columns.begin(), columns.end()},
          all ? "versions" : "articles",
          options.script};
}

Result<Exported> write(const store::Reader& reader, const ExportOptions& options,
                       std::ostream& out) {
  const auto sink = make_sink(sink_options(options), out);
  auto exported = write_all(reader, options, *sink);
  if (!out.flush() && exported) return failure(Fault::disk, "the dataset cannot be written");
  return exported;
}

}  // namespace newsarc::dataset
