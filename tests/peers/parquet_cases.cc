// parquet_cases FOLDER: Parquet files of made rows of every type and shape, NAME.parquet, each with
// the rows as JSON lines beside it, NAME.jsonl: integers, timestamps and dates as decimal text.
// Pages and row groups are small, so that a few thousand rows have many.

#include <filesystem>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "dataset/json.h"
#include "dataset/parquet_writer.h"

namespace newsarc::dataset::parquet {
namespace {

namespace fs = std::filesystem;

const Schema schema = {
    {"row", Type::integer, false},
    {"integer", Type::integer, true},
    {"few_integers", Type::integer, true},
    {"real", Type::real, true},
    {"text", Type::text, true},
    {"long_text", Type::text, false},
    {"one_text", Type::text, false},
    {"few_then_many", Type::text, true},
    {"nothing", Type::text, true},
    {"late", Type::text, true},
    {"at", Type::timestamp, true},
    {"day", Type::date, true},
    {"texts", Type::list, true, {{"", Type::text, true}}},
    {"numbers", Type::list, false, {{"", Type::integer, false}}},
    {"credits",
     Type::list,
     true,
     {{"role", Type::text, false}, {"name", Type::text, true}, {"share", Type::real, true}}},
};

constexpr const char* pieces[] = {"衡陽", "创新",       "，",     "記者",   "\n",     "𠮷",
                                  "ü",    "\U0010FFFF", "\uD7FF", "plain ", "\"a\\b", "\x7f",
                                  "",     "\t",         "é",      "한"};

// Rows that a generator with a seed makes; what a row looks at lives here until the next.
class MadeRows {
 public:
  std::vector<Value> next(int number) {
    held_.clear();
    held_.reserve(64);  // so that none moves
    texts_.clear();
    numbers_.clear();
    credits_.clear();
    return {std::int64_t{number},
            some(any_integer()),
            some(std::int64_t(any() % 5)),
            some(any_real()),
            some(text(6)),
            keep(text(80)),
            std::string_view("同一"),
            some(number < 1000 ? text_of("few", any() % 4)
                               : text_of("many", static_cast<unsigned>(number))),
            Value(),
            number < 1500 ? Value() : Value(text_of("late", any() % 3)),
            some(std::int64_t(any()) * 1'000'003 - 500'000'000'000'000),
            some(std::int64_t(any() % 60'000) - 10'000),
            texts(),
            numbers(),
            credits()};
  }

 private:
  unsigned any() { return static_cast<unsigned>(random_()); }
  bool one_in(unsigned n) { return any() % n == 0; }
  std::int64_t any_integer() {
    if (one_in(50)) return std::numeric_limits<std::int64_t>::min();
    if (one_in(50)) return std::numeric_limits<std::int64_t>::max();
    return std::int64_t(any()) - (std::int64_t{1} << 31);
  }
  double any_real() {
    if (one_in(40)) return -std::numeric_limits<double>::infinity();
    if (one_in(40)) return -0.0;
    return (double(any()) - 2e9) / 7;
  }
  std::string text(unsigned most) {
    std::string made;
    for (auto i = any() % (most + 1); i > 0; --i) made += pieces[any() % std::size(pieces)];
    return made;
  }
  std::string_view keep(std::string made) { return held_.emplace_back(std::move(made)); }
  std::string_view text_of(const std::string& word, unsigned number) {
    return keep(word + std::to_string(number));
  }
  Value some(std::string made) { return some(keep(std::move(made))); }
  template <class T>
  Value some(T value) {
    return one_in(4) ? Value() : Value(value);
  }
  Value texts() {
    if (one_in(5)) return {};
    for (auto i = any() % 4; i > 0; --i)
      texts_.push_back(one_in(3) ? Scalar() : Scalar(keep(text(3))));
    return List(texts_);
  }
  Value numbers() {
    for (auto i = one_in(100) ? 300 : any() % 3; i > 0; --i) numbers_.emplace_back(any_integer());
    return List(numbers_);
  }
  Value credits() {
    if (one_in(5)) return {};
    for (auto i = any() % 4; i > 0; --i)
      credits_.insert(credits_.end(),
                      {text_of("role", any() % 3), one_in(3) ? Scalar() : Scalar(keep(text(2))),
                       one_in(3) ? Scalar() : Scalar(any_real())});
    return List(credits_);
  }

  std::mt19937 random_{20'260'301};
  std::vector<std::string> held_;
  std::vector<Scalar> texts_, numbers_, credits_;
};

void write_scalar(JsonWriter& json, const Scalar& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    json.value(std::to_string(*number));
  } else if (const auto* real = std::get_if<double>(&value)) {
    std::string digits;
    append_json_number(digits, *real);
    json.raw(digits);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    json.value(*text);
  } else {
    json.null();
  }
}

void write_list(JsonWriter& json, const Column& column, List list) {
  const auto members = column.items.size();
  const bool structs = !column.items[0].name.empty();
  json.begin_array();
  for (std::size_t i = 0; i < list.size(); i += members) {
    if (structs) json.begin_object();
    for (std::size_t j = 0; j < members; ++j) {
      if (structs) json.key(column.items[j].name);
      write_scalar(json, list[i + j]);
    }
    if (structs) json.end_object();
  }
  json.end_array();
}

void write_json(std::ostream& out, const std::vector<Value>& row) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    json.key(schema[i].name);
    if (const auto* list = std::get_if<List>(&row[i])) {
      write_list(json, schema[i], *list);
      continue;
    }
    std::visit(
        [&](const auto& value) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, List>)
            write_scalar(json, value);
        },
        row[i]);
  }
  json.end_object();
  out << line << '\n';
}

bool write_case(const fs::path& folder, const std::string& name, int rows,
                const WriterOptions& options) {
  std::ofstream file(folder / (name + ".parquet"), std::ios::binary);
  std::ofstream lines(folder / (name + ".jsonl"), std::ios::binary);
  Writer writer(schema, file, options);
  MadeRows made;
  for (int i = 0; i < rows; ++i) {
    const auto row = made.next(i);
    if (!writer.add(row)) return false;
    write_json(lines, row);
  }
  return writer.finish() && file.flush() && lines.flush();
}

int write_cases(const fs::path& folder) {
  WriterOptions small;
  small.pages = {4096, 100, 512};
  small.row_group_bytes = 300'000;
  small.key_values = {{"made by", "測試"}};
  const bool written = write_case(folder, "none", 0, {}) && write_case(folder, "one", 1, {}) &&
                       write_case(folder, "usual", 2000, {}) &&
                       write_case(folder, "small", 3000, small);
  return written ? 0 : 1;
}

}  // namespace
}  // namespace newsarc::dataset::parquet

int main(int count, char** words) {
  return count == 2 ? newsarc::dataset::parquet::write_cases(words[1]) : 2;
}
