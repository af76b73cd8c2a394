#pragma once
// Table: text in aligned columns, for people. A Chinese character takes two columns of a terminal.
// Cells are to be printable already (one_line() makes them so). Widths are in terminal columns.

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsarc::cli {

// Wide and full-width characters (Unicode Standard Annex #11) count two, combining ones none.
std::size_t display_width(std::string_view utf8);

// At most `width` columns of it, with an ellipsis at the end when something is missing.
std::string cut(std::string_view utf8, std::size_t width);

// For a cell: no control characters, a line end shown as a sign.
std::string one_line(std::string_view utf8);

// "1 version", "2 versions".
std::string counted(std::int64_t count, std::string_view one, std::string_view many);

std::string listed(const std::vector<std::string>& texts);  // "a, b"

class Table {
 public:
  struct Cell {
    std::string text;
    bool right = false;  // aligned to the right, as numbers are
  };

  // No headers at all: rows only.
  explicit Table(std::vector<std::string> headers = {}) : headers_(std::move(headers)) {}

  void add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }

  // Lines are to fit into `width`: the widest columns give way, down to 8 columns.
  void limit_width(std::size_t width) { limit_ = width; }

  // Prints the rows so far and forgets them. The first call prints the headers and settles the
  // columns' widths, so a long table can be printed piece by piece.
  void print(std::ostream& out);
  std::string text();  // the same, as a string

 private:
  void settle_widths();
  std::string line(const std::vector<Cell>& row) const;

  std::vector<std::string> headers_;
  std::vector<std::vector<Cell>> rows_;
  std::vector<std::size_t> widths_;
  std::size_t limit_ = 0;  // 0: none
  bool settled_ = false;
};

}  // namespace newsarc::cli
