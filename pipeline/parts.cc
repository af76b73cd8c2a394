#include "pipeline/parts.h"

#include <utility>

namespace newsarc::pipeline {

void Parts::keep(std::int64_t row, Unfinished unfinished) {
  const std::lock_guard lock(mutex_);
  unfinished_.insert_or_assign(row, std::move(unfinished));
}

std::optional<Unfinished> Parts::take(std::int64_t row) {
  const std::lock_guard lock(mutex_);
  auto node = unfinished_.extract(row);
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

}  // namespace newsarc::pipeline
