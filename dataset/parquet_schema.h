#pragma once
// The schema of a Parquet file: its columns, as a value, and the leaves they are stored in. Lists
// hold values or structs of values; nothing nests deeper.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace newsarc::dataset::parquet {

enum class Type {
  integer,    // 64 bits
  real,       // a double
  text,       // UTF-8
  timestamp,  // an instant: microseconds from 1970 on, UTC
  date,       // a day of the calendar: days from 1970 on
  list,
};

struct Column {
  std::string name;
  Type type = Type::text;
  bool nullable = true;
  std::vector<Column> items = {};  // of a list: the members of its structs, or one without a name
};

using Schema = std::vector<Column>;

// A value given to a column; std::monostate is null. Timestamps and dates are integers; a real
// column takes integers too. Text is looked at, not kept.
using Scalar = std::variant<std::monostate, std::int64_t, double, std::string_view>;

// The members of a list's structs follow each other, struct after struct.
using List = std::span<const Scalar>;
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, List>;

// A leaf: what holds the values of a column, or of one member of its structs. Levels as the format
// has them: how far down a value is there, and where a list goes on.
struct Leaf {
  std::vector<std::string> path;  // in the schema
  Type type = Type::text;
  bool nullable = true;              // the value itself
  std::uint32_t max_definition = 0;  // that of a value that is there; one less is a null
  std::uint32_t max_repetition = 0;  // 1 in a list
};

// How many leaves a column has.
std::size_t leaf_count(const Column& column);

// Of all columns, in their order.
std::vector<Leaf> leaves_of(const Schema& schema);

}  // namespace newsarc::dataset::parquet
