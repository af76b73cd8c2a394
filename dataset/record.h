#pragma once
// Columns: how a stored record becomes a row of a dataset. Names and order are those of the views
// `articles` and `versions`, with `credits` as a list at the end.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "dataset/json.h"
#include "store/read/reader.h"

namespace newsarc::dataset {

struct JsonText {
  std::string json;  // a list
};

// Text is looked at, not owned: it lives as long as the record it came from.
using Cell = std::variant<std::monostate, std::int64_t, std::string_view, JsonText>;

// What the values of a column are; the last four are JSON in a cell.
enum class Kind {
  integer,
  text,
  instant,  // text, as core/time.h writes one
  date,     // text, "2020-10-13"
  names,    // a list of texts
  credits,  // a list of objects
  images,   // a list of objects
  object,
};

// What an export finds out of a record among all that it writes.
struct Marks {
  std::string_view split;                    // "train"; "" where there are no splits
  std::optional<std::int64_t> duplicate_of;  // the article whose text it has, word for word
  std::int64_t cluster = 0;  // the first article of those that are nearly the same, itself perhaps
};

// A record on its way out; both live longer than this.
struct Row {
  Row(const store::Record& of, const Marks& found = {})
      : record(of), marks(found) {}  // NOLINT: implicit, most have no marks
  const store::Record& record;
  Marks marks;
};

struct Column {
  std::string_view name;
  Kind kind = Kind::text;
  bool nullable = false;
  Cell (*cell)(const Row& row);
};

std::span<const Column> article_columns();
std::span<const Column> version_columns();

// Every column of both, what a page shows besides, and the evidence: a record told whole.
std::span<const Column> all_columns();

// What a version said when it began, with nothing that changes when the archive grows: neither its
// end nor the article's state today.
std::span<const Column> capture_columns();

// duplicate_of and cluster; split: what follows the columns of a record where it was asked for.
std::span<const Column> likeness_columns();
const Column& split_column();

void write_member(JsonWriter& json, const Column& column, const Row& row);

// One JSON object.
void write_record(JsonWriter& json, std::span<const Column> columns, const Row& row);

}  // namespace newsarc::dataset
