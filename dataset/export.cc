#include "dataset/export.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "dataset/article_parquet.h"
#include "dataset/csv.h"
#include "dataset/json.h"
#include "dataset/parquet_writer.h"
#include "dataset/record.h"

namespace newsarc::dataset {
namespace {

using store::Record;

struct CsvCell {
  std::string& out;
  bool safe = false;
  void operator()(std::monostate) const {}
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(std::string_view text) const {
    if (safe && looks_like_formula(text)) {
      append_csv_cell(out, "'" + std::string(text));
    } else {
      append_csv_cell(out, text);
    }
  }
  void operator()(const JsonText& list) const { append_csv_cell(out, list.json); }
};

class TextRecords {
 public:
  TextRecords(const ExportOptions& options, std::span<const Column> columns, std::ostream& out)
      : options_(options), columns_(columns), out_(out) {
    if (options_.format == Format::csv) add_header();
  }

  Result<void> add(const Record& record) {
    if (options_.format == Format::jsonl) {
      add_json(record);
    } else {
      add_csv(record);
    }
    if (buffer_.size() >= full) leave_off();
    if (!out_) return failure(Fault::disk, "the dataset cannot be written");
    return {};
  }

  void leave_off() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  Result<void> finish() {
    leave_off();
    return {};
  }

 private:
  static constexpr std::size_t full = std::size_t{256} << 10;

  void add_header() {
    for (const auto& column : columns_) {
      if (&column != columns_.data()) buffer_ += ',';
      append_csv_cell(buffer_, column.name);
    }
    buffer_ += csv_line_end;
  }

  void add_json(const Record& record) {
    JsonWriter json(buffer_);
    write_record(json, columns_, record);
    buffer_ += '\n';
  }

  void add_csv(const Record& record) {
    for (const auto& column : columns_) {
      if (&column != columns_.data()) buffer_ += ',';
      std::visit(CsvCell{buffer_, options_.csv_safe}, column.cell(record));
    }
    buffer_ += csv_line_end;
  }

  const ExportOptions& options_;
  std::span<const Column> columns_;
  std::ostream& out_;
  std::string buffer_;
};

parquet::WriterOptions parquet_options(const ExportOptions& options) {
  parquet::WriterOptions wanted;
  wanted.key_values = {
      {"newsarc.view", options.filter.all_versions ? "versions" : "articles"},
      {"newsarc.script", std::string(name(options.script))},
  };
  return wanted;
}

class ParquetRecords {
 public:
  ParquetRecords(const ExportOptions& options, std::span<const Column> columns, std::ostream& out)
      : row_(columns), writer_(parquet_schema(columns), out, parquet_options(options)) {}

  Result<void> add(const Record& record) {
    const auto row = row_.of(record);
    if (!row) return tl::unexpected(row.error());
    return writer_.add(*row);
  }

  void leave_off() {}  // without its footer nobody takes it for a file
  Result<void> finish() { return writer_.finish(); }

 private:
  RecordRow row_;
  parquet::Writer writer_;
};

// All records, in the script asked for, until one cannot be written or the user says stop.
template <class Records>
Result<Exported> write_all(const store::Reader& reader, const ExportOptions& options,
                           Records&& records) {
  Exported exported;
  Result<void> added;
  const auto interrupted = [&] { return options.interrupted && *options.interrupted; };
  const auto read = reader.for_each(options.filter, [&](const Record& record) {
    added = options.script == TextScript::original ? records.add(record)
                                                   : records.add(in_script(record, options.script));
    if (added) ++exported.records;
    return added && !interrupted();
  });
  if (added && read && !interrupted()) {
    if (auto finished = records.finish(); !finished) return tl::unexpected(finished.error());
    return exported;
  }
  records.leave_off();
  if (!read) return tl::unexpected(read.error());
  if (interrupted()) return failure(Fault::interrupted, "the export was interrupted");
  return tl::unexpected(added.error());
}

}  // namespace

Result<Exported> write(const store::Reader& reader, const ExportOptions& options,
                       std::ostream& out) {
  const auto columns = options.filter.all_versions ? version_columns() : article_columns();
  auto exported = options.format == Format::parquet
                      ? write_all(reader, options, ParquetRecords(options, columns, out))
                      : write_all(reader, options, TextRecords(options, columns, out));
  if (!out.flush() && exported) return failure(Fault::disk, "the dataset cannot be written");
  return exported;
}

}  // namespace newsarc::dataset
