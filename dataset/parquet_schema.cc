#include "dataset/parquet_schema.h"

#include <algorithm>
#include <cstddef>

namespace newsarc::dataset::parquet {
namespace {

// Names of the groups between, LogicalTypes.md "Lists".
Leaf leaf_of_item(const Column& column, const Column& item) {
  Leaf leaf{{column.name, "list", "element"}, item.type, item.nullable, 0, 1};
  if (!item.name.empty()) leaf.path.push_back(item.name);
  leaf.max_definition = 1 + (column.nullable ? 1 : 0) + (item.nullable ? 1 : 0);
  return leaf;
}

}  // namespace

std::size_t leaf_count(const Column& column) {
  return std::max(column.items.size(), std::size_t{1});
}

std::vector<Leaf> leaves_of(const Schema& schema) {
  std::vector<Leaf> leaves;
  for (const auto& column : schema) {
    if (column.type != Type::list)
      leaves.push_back({{column.name}, column.type, column.nullable, column.nullable ? 1U : 0U, 0});
    for (const auto& item : column.items) leaves.push_back(leaf_of_item(column, item));
  }
  return leaves;
}

}  // namespace newsarc::dataset::parquet
