#include "cli/rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <variant>

#include "cli/table.h"
#include "dataset/csv.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

using Columns = std::vector<std::string>;
using Values = std::vector<store::Value>;

// Rows on their way out: the stream is asked once for many of them, and what is added here is
// copied no more before it is written.
class RowBuffer {
 public:
  explicit RowBuffer(std::ostream& out) : out_(out) { text_.reserve(2 * full); }

  std::string& text() { return text_; }
  void row_ended() {
    if (text_.size() >= full) flush();
  }
  void flush() {
    out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
    text_.clear();
    if (text_.capacity() > most_kept) text_.shrink_to_fit();  // a row of many megabytes
  }

 private:
  static constexpr std::size_t full = std::size_t{128} << 10;
  static constexpr std::size_t most_kept = std::size_t{4} << 20;

  std::ostream& out_;
  std::string text_;
};

void append_number(std::string& out, std::int64_t number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_hexadecimal(std::string& out, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += digits[value >> 4];
    out += digits[value & 0xF];
  }
}

// RFC 4648 §4.
void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto group = bytes.substr(at, 3);
    unsigned bits = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < group.size() ? static_cast<unsigned char>(group[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= group.size() ? alphabet[bits >> (18 - 6 * i) & 0x3F] : '=';
    }
  }
}

struct ToText {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(double number) const {
    std::string text;
    dataset::append_json_number(text, number);
    return text;
  }
  std::string operator()(std::string_view text) const { return std::string(text); }
  std::string operator()(const store::Blob& blob) const {
    std::string text;
    append_hexadecimal(text, blob.bytes);
    return text;
  }
};

struct ToCsv {
  std::string& out;
  void operator()(std::monostate) const {}
  void operator()(std::int64_t number) const { append_number(out, number); }
  void operator()(double number) const { dataset::append_json_number(out, number); }
  void operator()(std::string_view text) const { dataset::append_csv_cell(out, text); }
  void operator()(const store::Blob& blob) const { append_hexadecimal(out, blob.bytes); }
};

struct ToJson {
  std::string& out;
  void operator()(std::monostate) const { out += "null"; }
  void operator()(std::int64_t number) const { append_number(out, number); }
  void operator()(double number) const { dataset::append_json_number(out, number); }
  void operator()(std::string_view text) const { dataset::append_json_string(out, text); }
  void operator()(const store::Blob& blob) const {
    out += R"({"$base64":true,"encoded":")";
    append_base64(out, blob.bytes);
    out += "\"}";
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
    if (std::exchange(begun_, true)) out_.text() += dataset::csv_line_end;
    row({names.begin(), names.end()});
    return true;
  }

  void row(const Values& values) override {
    auto& text = out_.text();
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) text += ',';
      std::visit(ToCsv{text}, values[i]);
    }
    text += dataset::csv_line_end;
    out_.row_ended();
  }

  void finish(bool /*whole*/) override { out_.flush(); }

 private:
  RowBuffer out_;
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

void append_json_object(std::string& text, const Columns& keys, const Values& values) {
  text += '{';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += ',';
    text += keys[i];
    std::visit(ToJson{text}, values[i]);
  }
  text += '}';
}

class JsonLinesPrinter final : public RowPrinter {
 public:
  explicit JsonLinesPrinter(std::ostream& out) : out_(out) {}

  bool columns(const Columns& names) override {
    keys_ = json_keys(names);
    return true;
  }
  void row(const Values& values) override {
    append_json_object(out_.text(), keys_, values);
    out_.text() += '\n';
    out_.row_ended();
  }
  void finish(bool /*whole*/) override { out_.flush(); }

 private:
  RowBuffer out_;
  Columns keys_;
};

// One array, so one result.
class JsonPrinter final : public RowPrinter {
 public:
  explicit JsonPrinter(std::ostream& out) : out_(out) {}

  bool columns(const Columns& names) override {
    if (std::exchange(begun_, true)) return false;
    keys_ = json_keys(names);
    out_.text() += '[';
    return true;
  }

  void row(const Values& values) override {
    if (std::exchange(filled_, true)) out_.text() += ",\n ";
    append_json_object(out_.text(), keys_, values);
    out_.row_ended();
  }

  void finish(bool whole) override {
    if (whole) out_.text() += begun_ ? "]\n" : "[]\n";
    out_.flush();
  }

 private:
  RowBuffer out_;
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

namespace {

constexpr std::array format_names{
    std::pair{RowFormat::table, std::string_view("table")},
    std::pair{RowFormat::csv, std::string_view("csv")},
    std::pair{RowFormat::json, std::string_view("json")},
    std::pair{RowFormat::jsonl, std::string_view("jsonl")},
    std::pair{RowFormat::md, std::string_view("md")},
};

}  // namespace

std::optional<RowFormat> row_format_from_name(std::string_view name) {
  for (const auto& [format, known] : format_names)
    if (known == name) return format;
  return std::nullopt;
}

std::string_view name_of(RowFormat format) {
  for (const auto& [known, name] : format_names)
    if (known == format) return name;
  return {};
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
