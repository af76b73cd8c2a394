#pragma once
// Conditions: a WHERE clause put together from what was asked, values bound, never spliced.
// Private to store/.

#include <optional>
#include <string>
#include <vector>

#include "store/sqlite/sqlite.h"

namespace newsarc::store {

class Conditions {
 public:
  // `sql` has one '?' for each value.
  void require(const std::string& sql, const std::vector<std::string>& values = {}) {
    sql_ += (sql_.empty() ? " WHERE " : " AND ") + sql;
    values_.insert(values_.end(), values.begin(), values.end());
  }
  void require_if(const std::optional<std::string>& value, const std::string& sql) {
    if (value) require(sql, {*value});
  }

  const std::string& sql() const { return sql_; }

  // Binds the values from a position on; gives the next free one.
  int bind(Query& query, int position = 1) const {
    for (const auto& value : values_) query.bind(position++, value);
    return position;
  }

 private:
  std::string sql_;
  std::vector<std::string> values_;
};

}  // namespace newsarc::store
