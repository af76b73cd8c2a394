#include "dataset/export.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "dataset/csv.h"
#include "dataset/json.h"
#include "dataset/record.h"
#include "text/forms.h"

namespace newsarc::dataset {
namespace {

using store::Record;

std::string in_script(const Record& record, const std::string& original,
                      const std::string& simplified, TextScript script) {
  if (script == TextScript::simplified) return simplified;
  // Converting what is traditional already would spoil it; a page in neither script has nothing
  // to convert.
  return record.script == name(Script::hans) ? text::to_traditional(original) : original;
}

Record in_script(const Record& record, TextScript script) {
  Record converted = record;
  converted.title = in_script(record, record.title, record.title_simplified, script);
  converted.body = in_script(record, record.body, record.body_simplified, script);
  return converted;
}

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

class RecordWriter {
 public:
  RecordWriter(const ExportOptions& options, std::ostream& out)
      : options_(options),
        columns_(options.filter.all_versions ? version_columns() : article_columns()),
        out_(out) {
    if (options_.format == Format::csv) add_header();
  }

  // False when there is no use in going on.
  bool write(const Record& record) {
    if (options_.script == TextScript::original) {
      add(record);
    } else {
      add(in_script(record, options_.script));
    }
    ++exported_.records;
    if (buffer_.size() >= full) flush();
    return out_.good() && !interrupted();
  }

  Result<Exported> finish() {
    flush();
    if (interrupted()) return failure(Fault::interrupted, "the export was interrupted");
    if (!out_.flush()) return failure(Fault::disk, "the dataset cannot be written");
    return exported_;
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

  void add(const Record& record) {
    if (options_.format == Format::jsonl) {
      JsonWriter json(buffer_);
      write_record(json, columns_, record);
      buffer_ += '\n';
      return;
    }
    for (const auto& column : columns_) {
      if (&column != columns_.data()) buffer_ += ',';
      std::visit(CsvCell{buffer_, options_.csv_safe}, column.cell(record));
    }
    buffer_ += csv_line_end;
  }

  void flush() {
    out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }

  bool interrupted() const { return options_.interrupted && *options_.interrupted; }

  const ExportOptions& options_;
  std::span<const Column> columns_;
  std::ostream& out_;
  std::string buffer_;
  Exported exported_;
};

}  // namespace

Result<Exported> write(const store::Reader& reader, const ExportOptions& options,
                       std::ostream& out) {
  RecordWriter writer(options, out);
  const auto read =
      reader.for_each(options.filter, [&](const Record& record) { return writer.write(record); });
  auto exported = writer.finish();
  if (!read) return tl::unexpected(read.error());
  return exported;
}

}  // namespace newsarc::dataset
