#pragma once
// Rows: the answer of an SQL query in one of five formats, printed as it comes, a block of rows at
// a time; a table alone waits for its first thousand rows, or 16 MB of them, to know its columns'
// widths.

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "store/read/query.h"

namespace newsarc::cli {

enum class RowFormat { table, csv, json, jsonl, md };

std::optional<RowFormat> row_format_from_name(std::string_view name);
std::string_view name_of(RowFormat format);

// Blobs are shown in hexadecimal; JSON has them as {"$base64":true,"encoded":"…"}, as datasette
// does. An unfinished JSON array stays open when a query fails on the way, so that nobody takes it
// for the whole answer.
class RowPrinter {
 public:
  virtual ~RowPrinter() = default;

  // A result begins. False: this format has no room for another one.
  virtual bool columns(const std::vector<std::string>& names) = 0;
  virtual void row(const std::vector<store::Value>& values) = 0;
  virtual void finish(bool /*whole*/) {}  // after the last row, writes what waits; not whole: an
                                          // error ended them
};

// `width`: of the terminal that a table is to fit into; 0: none.
std::unique_ptr<RowPrinter> make_row_printer(RowFormat format, std::ostream& out,
                                             std::size_t width);

}  // namespace newsarc::cli
