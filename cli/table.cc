#include "cli/table.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <sstream>

#include "text/utf8.h"

namespace newsarc::cli {
namespace {

struct Range {
  char32_t first = 0;
  char32_t last = 0;
};

// The blocks whose characters are Wide or Fullwidth in Unicode 14's EastAsianWidth.txt; single
// wide signs among narrow ones (U+231A and the like) are left out.
constexpr std::array<Range, 16> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0x4DBF},
                                      {0x4E00, 0xA4CF},
                                      {0xA960, 0xA97F},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE10, 0xFE19},
                                      {0xFE30, 0xFE6F},
                                      {0xFF01, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x16FE0, 0x18CFF},
                                      {0x1B000, 0x1B2FF},
                                      {0x1F300, 0x1F64F},
                                      {0x1F900, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

// Combining marks, joiners and variation selectors.
constexpr std::array<Range, 8> without_width{{{0x0300, 0x036F},
                                              {0x1AB0, 0x1AFF},
                                              {0x1DC0, 0x1DFF},
                                              {0x200B, 0x200F},
                                              {0x20D0, 0x20FF},
                                              {0xFE00, 0xFE0F},
                                              {0xFE20, 0xFE2F},
                                              {0xE0100, 0xE01EF}}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

std::size_t width_of(char32_t c) {
  if (c < 0x300) return 1;
  if (within(wide, c)) return 2;
  return within(without_width, c) ? 0 : 1;
}

constexpr std::size_t narrowest = 8;  // a column gives way no further
constexpr std::string_view gap = "  ";

}  // namespace

std::size_t display_width(std::string_view utf8) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = text::code_point_at(utf8, at);
    width += width_of(point.value);
    at += point.length;
  }
  return width;
}

std::string cut(std::string_view utf8, std::size_t width) {
  std::size_t used = 0;
  std::size_t fits = 0;  // bytes that leave room for the ellipsis
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = text::code_point_at(utf8, at);
    used += width_of(point.value);
    at += point.length;
    if (used > width) return std::string(utf8.substr(0, fits)) + "…";
    if (used < width) fits = at;
  }
  return std::string(utf8);
}

std::string listed(const std::vector<std::string>& texts) {
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ", ") + text;
  return list;
}

std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

std::string one_line(std::string_view utf8) {
  std::string line;
  for (const char c : utf8) {
    if (c == '\n') {
      line += "⏎";
    } else if (c == '\t') {
      line += ' ';
    } else if (c != '\r') {
      line += c;
    }
  }
  return text::printable(line);
}

void Table::print(std::ostream& out) {
  if (!settled_) {
    settle_widths();
    if (!headers_.empty()) {
      std::vector<Cell> names, rules;
      for (std::size_t i = 0; i < headers_.size(); ++i) {
        const bool right = !rows_.empty() && i < rows_.front().size() && rows_.front()[i].right;
        names.push_back({headers_[i], right});
        rules.push_back({std::string(widths_[i], '-')});
      }
      out << line(names) << line(rules);
    }
  }
  for (const auto& row : rows_) out << line(row);
  rows_.clear();
}

std::string Table::text() {
  std::ostringstream out;
  print(out);
  return std::move(out).str();
}

void Table::settle_widths() {
  settled_ = true;
  widths_.clear();
  for (const auto& header : headers_) widths_.push_back(display_width(header));
  for (const auto& row : rows_) {
    if (row.size() > widths_.size()) widths_.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths_[i] = std::max(widths_[i], display_width(row[i].text));
    }
  }
  if (limit_ == 0 || widths_.empty()) return;
  auto total = std::accumulate(widths_.begin(), widths_.end(), gap.size() * (widths_.size() - 1));
  while (total > limit_) {
    const auto widest = std::max_element(widths_.begin(), widths_.end());
    if (*widest <= narrowest) break;
    --*widest;
    --total;
  }
}

std::string Table::line(const std::vector<Cell>& row) const {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto cell = limit_ > 0 ? cut(row[i].text, widths_[i]) : row[i].text;
    const auto used = display_width(cell);
    const std::string blanks(used < widths_[i] ? widths_[i] - used : 0, ' ');
    if (i > 0) text += gap;
    text += row[i].right ? blanks + cell : cell + blanks;
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + '\n';
}

}  // namespace newsarc::cli
