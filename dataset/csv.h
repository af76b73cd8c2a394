#pragma once
// CSV by RFC 4180: cells apart by commas, quoted where they must be, lines end in CRLF. Bytes are
// kept as they are; nothing fails.

#include <string>
#include <string_view>

namespace newsarc::dataset {

inline constexpr std::string_view csv_line_end = "\r\n";

void append_csv_cell(std::string& out, std::string_view text);

// A cell that a spreadsheet would run as a formula: it begins with = + - @ of either width, or with
// a tab or carriage return (OWASP, "CSV Injection").
bool looks_like_formula(std::string_view text);

}  // namespace newsarc::dataset
