#pragma once
// Read-only SQL on an archive that may come from a stranger: nothing is written, attached, loaded
// or waited for longer than asked. The functions of docs/archive.md are there. Sinks are called on
// the thread that asks; queries of several threads have nothing in common.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/result.h"
#include "core/time.h"

namespace newsarc::store {

// Text and bytes are looked at where SQLite has them, until the sink returns: a million rows are
// not copied to be printed. Text is as the file has it, which need not be UTF-8.
struct Blob {
  std::string_view bytes;
  bool operator==(const Blob&) const = default;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string_view, Blob>;

struct QueryOptions {
  std::vector<std::pair<std::string, std::string>> parameters;  // :name, without the colon
  std::optional<Span> timeout;
  const std::atomic<bool>* interrupted = nullptr;  // set from a signal handler
  std::optional<Instant> as_of;                    // the archive as it stood then
  bool needs_all_parameters = true;                // one that the SQL does not ask for is an error
};

// Called once when the first row is there or there is none (columns alone), then a row at a time;
// false stops.
struct RowSink {
  std::function<bool(const std::vector<std::string>& columns)> columns;
  std::function<bool(const std::vector<Value>& row)> row;
};

// One or more statements; each that returns columns reports them. Errors: usage (wrong or denied
// SQL), limit (timeout, memory), interrupted, schema, damaged.
Result<void> run_query(const std::filesystem::path& archive, const std::string& sql,
                       const QueryOptions& options, const RowSink& sink);

// Whether the text ends with a semicolon that ends a statement: not one in a string or a comment.
bool is_complete(const std::string& sql);

}  // namespace newsarc::store
