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

struct Column {
  std::string_view name;
  Cell (*cell)(const store::Record& record);
};

std::span<const Column> article_columns();
std::span<const Column> version_columns();

// Every column of both, what a page shows besides, and the evidence: a record told whole.
std::span<const Column> all_columns();

// What a version said when it began, with nothing that changes when the archive grows: neither its
// end nor the article's state today.
std::span<const Column> capture_columns();

void write_member(JsonWriter& json, const Column& column, const store::Record& record);

// One JSON object.
void write_record(JsonWriter& json, std::span<const Column> columns, const store::Record& record);

}  // namespace newsarc::dataset
