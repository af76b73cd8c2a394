#pragma once
// Columns: how a stored record becomes a row of a dataset. Names and order are those of the views
// `articles` and `versions`, with `credits` as a list at the end.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "dataset/json.h"
#include "store/reader.h"

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

struct Column {
  std::string_view name;
  Kind kind = Kind::text;
  bool nullable = false;
  Cell (*cell)(const store::Record& record);
};

std::span<const Column> article_columns();
std::span<const Column> version_columns();

// Every column of both, what a page shows besides, and the evidence: a record told whole.
std::span<const Column> all_columns();

void write_member(JsonWriter& json, const Column& column, const store::Record& record);

// One JSON object.
void write_record(JsonWriter& json, std::span<const Column> columns, const store::Record& record);

}  // namespace newsarc::dataset
