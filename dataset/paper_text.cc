#include "dataset/paper_text.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "dataset/json.h"
#include "dataset/mended.h"
#include "text/utf8.h"

namespace newsarc::dataset {
namespace {

bool is_direction_mark(char32_t c) {
  return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

// `text` mended, with what `keep` refuses as one blank, and marks of direction left out.
template <class Keep>
std::string cleaned(std::string_view text, Keep keep) {
  const auto mended = mended_utf8(text);
  if (mended) text = *mended;
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = text::code_point_at(text, at);
    if (!keep(point.value)) {
      clean += ' ';
    } else if (!is_direction_mark(point.value)) {
      clean += text.substr(at, point.length);
    }
    at += point.length;
  }
  return clean;
}

std::string without_blanks_around(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::size_t longest_run(std::string_view text, char c) {
  std::size_t longest = 0;
  for (std::size_t at = 0, run = 0; at < text.size(); ++at) {
    run = text[at] == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// GFM makes links of bare addresses: "https://", "www." and "a@b".
bool begins_a_link(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto is_www = [](std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) { return c == 'w' || c == 'W'; });
  };
  return text[at] == '@' || (text[at] == ':' && text.substr(at + 1).starts_with('/')) ||
         (text[at] == '.' && before.size() >= 3 && is_www(before.substr(before.size() - 3)));
}

// Where a '\' must stand so that the line begins no list, rule or heading; else npos.
std::size_t block_marker(std::string_view line) {
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  if (digits == 0) return line.find_first_of("-+=") == 0 ? 0 : std::string_view::npos;
  return line.substr(digits).find_first_of(".)") == 0 ? digits : std::string_view::npos;
}

std::string code_span(const std::string& line) {
  if (line.empty()) return {};
  const std::string fence(longest_run(line, '`') + 1, '`');
  const std::string_view pad = line.starts_with('`') || line.ends_with('`') ? " " : "";
  return fence + std::string(pad) + line + std::string(pad) + fence;
}

std::string with_pipes_escaped(std::string text) {
  for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
    text.insert(at, 1, '\\');
  return text;
}

void append_indented(std::string& out, const nlohmann::ordered_json& json, std::size_t depth);

void append_members(std::string& out, const nlohmann::ordered_json& json, std::size_t depth) {
  const bool object = json.is_object();
  out += object ? '{' : '[';
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    out += first ? "\n" : ",\n";
    first = false;
    out.append(2 * (depth + 1), ' ');
    if (object) append_json_string(out, key);
    if (object) out += ": ";
    append_indented(out, value, depth + 1);
  }
  if (!first) out.append(1, '\n').append(2 * depth, ' ');
  out += object ? '}' : ']';
}

void append_indented(std::string& out, const nlohmann::ordered_json& json, std::size_t depth) {
  if (json.is_structured()) {
    append_members(out, json, depth);
  } else if (json.is_string()) {
    append_json_string(out, json.get_ref<const std::string&>());
  } else {
    out += json.dump();
  }
}

}  // namespace

std::string one_line(std::string_view text) {
  return without_blanks_around(cleaned(text, [](char32_t c) { return !is_control(c); }));
}

std::string markdown_text(std::string_view text) {
  constexpr std::string_view markup = "\\`*_{}[]<>#|!~$&^";
  const auto line = one_line(text);
  const auto marker = block_marker(line);
  std::string escaped;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (at == marker || markup.find(line[at]) != std::string_view::npos || begins_a_link(line, at))
      escaped += '\\';
    escaped += line[at];
  }
  return escaped;
}

std::string markdown_code(std::string_view text) { return code_span(one_line(text)); }

std::string markdown_code_cell(std::string_view text) {
  const auto line = one_line(text);
  // Readers differ in what "\\|" ends there.
  if (line.find("\\|") != std::string::npos) return markdown_text(line);
  return code_span(with_pipes_escaped(line));
}

std::string markdown_block(std::string_view language, std::string_view text) {
  const auto clean =
      cleaned(text, [](char32_t c) { return c == '\n' || c == '\t' || !is_control(c); });
  const std::string fence(std::max<std::size_t>(3, longest_run(clean, '`') + 1), '`');
  return "\n" + fence + std::string(language) + "\n" + clean + "\n" + fence + "\n\n";
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const auto& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

std::string markdown_rule(std::size_t columns) {
  std::string rule = "|";
  for (std::size_t i = 0; i < columns; ++i) rule += "---|";
  return rule + "\n";
}

std::string yaml_text(std::string_view text) {
  std::string quoted;
  append_json_string(quoted, text);
  // No reader of YAML takes these as they are (YAML 1.2.2 §5.1); a mark in the middle is a mark.
  constexpr std::pair<std::string_view, std::string_view> unprintable[] = {
      {"\uFFFE", "\\ufffe"}, {"\uFFFF", "\\uffff"}, {"\uFEFF", "\\ufeff"}};
  for (const auto& [character, escape] : unprintable) {
    for (auto at = quoted.find(character); at != std::string::npos; at = quoted.find(character))
      quoted.replace(at, character.size(), escape);
  }
  return quoted;
}

std::string url_path(std::string_view path) {
  constexpr std::string_view plain = "-._~!$&'()*+,;=:@/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    if (letter || (byte >= '0' && byte <= '9') || plain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded.append({'%', digits[byte >> 4], digits[byte & 0xF]});
    }
  }
  return encoded;
}

std::string json_text(const nlohmann::ordered_json& json) {
  std::string out;
  append_indented(out, json, 0);
  out += '\n';
  return out;
}

}  // namespace newsarc::dataset
