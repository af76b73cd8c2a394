#pragma once
// How text stands in a paper: what came from pages or users, escaped so that it is shown and does
// nothing else. Malformed UTF-8 becomes U+FFFD. Pure functions that never fail.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::dataset {

// Without line breaks, control characters and marks of direction; no blanks around it.
std::string one_line(std::string_view text);

// Prose of one line (CommonMark 0.31 §2.4): no markup, no link, no cell of a table ends in it.
std::string markdown_text(std::string_view text);

// A code span (§6.1), nothing for no text; in a cell of a table a '|' is escaped besides, and a
// text with "\|" is prose.
std::string markdown_code(std::string_view text);
std::string markdown_code_cell(std::string_view text);

// A fenced block (§4.5) with line breaks around it. `text` keeps its lines.
std::string markdown_block(std::string_view language, std::string_view text);

// "| a | b |\n" of cells that are Markdown already.
std::string markdown_row(const std::vector<std::string>& cells);

// The line below a table's head.
std::string markdown_rule(std::size_t columns);

// A double-quoted scalar (YAML 1.2.2 §7.3.1): JSON's, and YAML 1.1 reads it too.
std::string yaml_text(std::string_view text);

// A path as the path of a relative URL (RFC 3986 §3.3).
std::string url_path(std::string_view path);

// Two blanks a level and a line break at the end; strings as append_json_string() writes them.
std::string json_text(const nlohmann::ordered_json& json);

}  // namespace newsarc::dataset
