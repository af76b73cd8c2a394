#include "dataset/article_parquet.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "core/article.h"
#include "core/time.h"

namespace newsarc::dataset {
namespace {

using store::Record;

parquet::Column column_of(const Column& column) {
  using parquet::Type;
  const std::string name(column.name);
  switch (column.kind) {
    case Kind::integer:
      return {name, Type::integer, column.nullable};
    case Kind::instant:
      return {name, Type::timestamp, column.nullable};
    case Kind::date:
      return {name, Type::date, column.nullable};
    case Kind::names:
      return {name, Type::list, column.nullable, {{"", Type::text, false}}};
    case Kind::credits:
      return {
          name,
          Type::list,
          column.nullable,
          {{"role", Type::text, false}, {"label", Type::text, false}, {"name", Type::text, false}}};
    default:
      return {name, Type::text, column.nullable};
  }
}

tl::unexpected<Error> no_time(const Column& column, const Record& record) {
  return failure(
      Fault::damaged,
      "column " + std::string(column.name) + " holds no date; `newsarc verify` says more",
      record.url);
}

std::optional<std::int64_t> microseconds(std::string_view text) {
  const auto stated = stated_from_text(text);
  if (!stated || !stated->offset) return std::nullopt;
  return std::chrono::microseconds(to_instant(*stated).time_since_epoch()).count();
}

std::optional<std::int64_t> days(std::string_view text) {
  const auto stated = stated_from_text(text);
  if (!stated || stated->precision != Precision::day) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(stated->time).time_since_epoch().count();
}

struct ValueOfCell {
  parquet::Value operator()(std::int64_t number) const { return number; }
  parquet::Value operator()(std::string_view text) const { return text; }
  template <class Other>
  parquet::Value operator()(const Other&) const {
    return {};
  }
};

}  // namespace

parquet::Schema parquet_schema(std::span<const Column> columns) {
  parquet::Schema schema;
  for (const auto& column : columns) schema.push_back(column_of(column));
  return schema;
}

Result<std::span<const parquet::Value>> RecordRow::of(const Row& row) {
  row_.clear();
  for (const auto& column : columns_) {
    auto value = value_of(column, row);
    if (!value) return tl::unexpected(std::move(value).error());
    row_.push_back(*value);
  }
  return row_;
}

Result<parquet::Value> RecordRow::value_of(const Column& column, const Row& row) {
  const Record& record = row.record;
  if (column.kind == Kind::names) {
    names_.assign(record.authors.begin(), record.authors.end());
    return parquet::List(names_);
  }
  if (column.kind == Kind::credits) {
    credits_.clear();
    for (const auto& credit : record.credits)
      credits_.insert(credits_.end(), {name(credit.role), std::string_view(credit.label),
                                       std::string_view(credit.name)});
    return parquet::List(credits_);
  }
  const auto cell = column.cell(row);
  const auto* text = std::get_if<std::string_view>(&cell);
  if (!text || column.kind == Kind::text) return std::visit(ValueOfCell{}, cell);
  const auto number = column.kind == Kind::date ? days(*text) : microseconds(*text);
  if (!number) return no_time(column, record);
  return *number;
}

}  // namespace newsarc::dataset
