#include "cli/rows.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "cli/table.h"
#include "dataset/csv.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

using Columns = std::vector<std::string>;
using Values = std::vector<store::Value>;

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += digits[value >> 4];
    text += digits[value & 0xF];
  }
  return text;
}

// RFC 4648 §4.
std::string base64(std::string_view bytes) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto group = bytes.substr(at, 3);
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= group.size() ? alphabet[bits >> (18 - 6 * i) & 0x3F] : '=';
    }
  }
  return text;
}

struct ToText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const {
    std::string text;
    dataset::append_json_number(text, number);
    return text;
  }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const store::Blob& blob) const { return hexadecimal(blob.bytes); }
};

struct ToJson {
  std::string& out;
  void operator()(std::monostate) const { out += "null"; }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const { dataset::append_json_number(out, number); }
  void operator()(const std::string& text) const { dataset::append_json_string(out, text); }
  void operator()(const store::Blob& blob) const {
    out += R"({"$base64":true,"encoded":")" + base64(blob.bytes) + "\"}";
  }
};

class TablePrinter final : public RowPrinter {
 public:
  TablePrinter(std::ostream& out, std::size_t width) : out_(out), width_(width) {}

  bool columns(const Columns& names) override {
    finish(true);
    if (table_) out_ << '\n';
    Columns headers;
    for (const auto& name : names) headers.push_back(one_line(name));
    table_.emplace(std::move(headers));
    table_->limit_width(width_);
    return true;
  }

  void row(const Values& values) override {
    std::vector<Table::Cell> cells;
    for (const auto& value : values) {
      const bool number =
          std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
      cells.push_back({one_line(std::visit(ToText{}, value)), number});
      waiting_bytes_ += cells.back().text.size();
    }
    table_->add(std::move(cells));
    if (++waiting_ >= most_waiting || waiting_bytes_ >= most_waiting_bytes) print();
  }

  void finish(bool /*whole*/) override {
    if (table_) print();
  }

 private:
  static constexpr int most_waiting = 1000;
  static constexpr std::size_t most_waiting_bytes = 16 << 20;  // a stranger's view may be of any

  void print() {
    table_->print(out_);
    waiting_ = 0;
    waiting_bytes_ = 0;
  }

  std::ostream& out_;
  std::size_t width_;
  std::optional<Table> table_;
  int waiting_ = 0;
  std::size_t waiting_bytes_ = 0;
};

class CsvPrinter final : public RowPrinter {
 public:
  explicit CsvPrinter(std::ostream& out) : out_(out) {}

  bool columns(const Columns& names) override {
    if (std::exchange(begun_, true)) out_ << dataset::csv_line_end;
    print(names);
    return true;
  }

  void row(const Values& values) override {
    Columns cells;
    for (const auto& value : values) cells.push_back(std::visit(ToText{}, value));
    print(cells);
  }

 private:
  void print(const Columns& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) line += ',';
      dataset::append_csv_cell(line, cells[i]);
    }
    out_ << line << dataset::csv_line_end;
  }

  std::ostream& out_;
  bool begun_ = false;
};

// `"name":` of each column; a name that comes again gets a number, or its value would be lost.
Columns json_keys(const Columns& names) {
  Columns keys;
  Columns taken;
  for (const auto& name : names) {
    auto key = name;
    for (int n = 2; std::find(taken.begin(), taken.end(), key) != taken.end(); ++n) {
      key = name + '_' + std::to_string(n);
    }
    taken.push_back(key);
    std::string text;
    dataset::append_json_string(text, key);
    keys.push_back(text + ':');
  }
  return keys;
}

std::string json_object(const Columns& keys, const Values& values) {
  std::string text = "{";
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += ',';
    text += keys[i];
    std::visit(ToJson{text}, values[i]);
  }
  return text + '}';
}

class JsonLinesPrinter final : public RowPrinter {
 public:
  explicit JsonLinesPrinter(std::ostream& out) : out_(out) {}

  bool columns(const Columns& names) override {
    keys_ = json_keys(names);
    return true;
  }
  void row(const Values& values) override { out_ << json_object(keys_, values) << '\n'; }

 private:
  std::ostream& out_;
  Columns keys_;
};

// One array, so one result.
class JsonPrinter final : public RowPrinter {
 public:
  explicit JsonPrinter(std::ostream& out) : out_(out) {}

  bool columns(const Columns& names) override {
    if (std::exchange(begun_, true)) return false;
    keys_ = json_keys(names);
    out_ << '[';
    return true;
  }

  void row(const Values& values) override {
    out_ << (std::exchange(filled_, true) ? ",\n " : "") << json_object(keys_, values);
  }

  void finish(bool whole) override {
    if (whole) out_ << (begun_ ? "]\n" : "[]\n");
  }

 private:
  std::ostream& out_;
  Columns keys_;
  bool begun_ = false;
  bool filled_ = false;
};

class MarkdownPrinter final : public RowPrinter {
 public:
  explicit MarkdownPrinter(std::ostream& out) : out_(out) {}

  bool columns(const Columns& names) override {
    if (std::exchange(begun_, true)) out_ << '\n';
    for (const auto& name : names) out_ << "| " << cell(name) << ' ';
    out_ << "|\n";
    for (std::size_t i = 0; i < names.size(); ++i) out_ << "| --- ";
    out_ << "|\n";
    return true;
  }

  void row(const Values& values) override {
    for (const auto& value : values) out_ << "| " << cell(std::visit(ToText{}, value)) << ' ';
    out_ << "|\n";
  }

 private:
  static std::string cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
      if (c == '|' || c == '\\') escaped += '\\';
      if (c == '\n') {
        escaped += "<br>";
      } else {
        escaped += c;
      }
    }
    return one_line(escaped);
  }

  std::ostream& out_;
  bool begun_ = false;
};

}  // namespace

std::optional<RowFormat> row_format_from_name(std::string_view name) {
  if (name == "table") return RowFormat::table;
  if (name == "csv") return RowFormat::csv;
  if (name == "json") return RowFormat::json;
  if (name == "jsonl") return RowFormat::jsonl;
  if (name == "md") return RowFormat::md;
  return std::nullopt;
}

std::unique_ptr<RowPrinter> make_row_printer(RowFormat format, std::ostream& out,
                                             std::size_t width) {
  switch (format) {
    case RowFormat::csv:
      return std::make_unique<CsvPrinter>(out);
    case RowFormat::json:
      return std::make_unique<JsonPrinter>(out);
    case RowFormat::jsonl:
      return std::make_unique<JsonLinesPrinter>(out);
    case RowFormat::md:
      return std::make_unique<MarkdownPrinter>(out);
    case RowFormat::table:
      break;
  }
  return std::make_unique<TablePrinter>(out, width);
}

}  // namespace newsarc::cli
