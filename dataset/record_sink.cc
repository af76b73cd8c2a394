#include "dataset/record_sink.h"

#include <utility>
#include <variant>

#include "dataset/article_parquet.h"
#include "dataset/csv.h"
#include "dataset/json.h"
#include "dataset/parquet_writer.h"

namespace newsarc::dataset {
namespace {

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

class TextSink final : public RecordSink {
 public:
  TextSink(SinkOptions options, std::ostream& out) : options_(std::move(options)), out_(out) {
    if (options_.format == Format::csv) add_header();
  }

  Result<void> add(const Row& row) override {
    if (options_.format == Format::jsonl) {
      add_json(row);
    } else {
      add_csv(row);
    }
    if (buffer_.size() >= full) leave_off();
    if (!out_) return failure(Fault::disk, "the dataset cannot be written");
    return {};
  }

  void leave_off() override {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  Result<void> finish() override {
    leave_off();
    return {};
  }

 private:
  static constexpr std::size_t full = std::size_t{256} << 10;

  void add_header() {
    for (const auto& column : options_.columns) {
      if (&column != options_.columns.data()) buffer_ += ',';
      append_csv_cell(buffer_, column.name);
    }
    buffer_ += csv_line_end;
  }

  void add_json(const Row& row) {
    JsonWriter json(buffer_);
    write_record(json, options_.columns, row);
    buffer_ += '\n';
  }

  void add_csv(const Row& row) {
    for (const auto& column : options_.columns) {
      if (&column != options_.columns.data()) buffer_ += ',';
      std::visit(CsvCell{buffer_, options_.csv_safe}, column.cell(row));
    }
    buffer_ += csv_line_end;
  }

  SinkOptions options_;
  std::ostream& out_;
  std::string buffer_;
};

parquet::WriterOptions parquet_options(const SinkOptions& options) {
  parquet::WriterOptions wanted;
  wanted.key_values = {{"newsarc.view", options.view},
                       {"newsarc.script", std::string(name(options.script))}};
  return wanted;
}

class ParquetSink final : public RecordSink {
 public:
  ParquetSink(const SinkOptions& options, std::ostream& out)
      : columns_(options.columns),
        row_(columns_),
        writer_(parquet_schema(columns_), out, parquet_options(options)) {}

  Result<void> add(const Row& row) override {
    const auto values = row_.of(row);
    if (!values) return tl::unexpected(values.error());
    return writer_.add(*values);
  }

  void leave_off() override {}  // without its footer nobody takes it for a file
  Result<void> finish() override { return writer_.finish(); }

 private:
  std::vector<Column> columns_;
  RecordRow row_;
  parquet::Writer writer_;
};

}  // namespace

std::string_view ending_of(Format format) {
  if (format == Format::parquet) return ".parquet";
  return format == Format::csv ? ".csv" : ".jsonl";
}

std::unique_ptr<RecordSink> make_sink(SinkOptions options, std::ostream& out) {
  if (options.format == Format::parquet) return std::make_unique<ParquetSink>(options, out);
  return std::make_unique<TextSink>(std::move(options), out);
}

}  // namespace newsarc::dataset
