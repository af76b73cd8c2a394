#include "cli/profile_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/table.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

// Reasons stand further right only behind lines that are longer than this.
constexpr std::size_t widest = 60;

// TOML 1.0 wants control characters escaped in basic strings; the others change how what stands
// around them is shown.
bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200E && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string toml_text(std::string_view utf8) {
  std::string text = "\"";
  for (std::size_t at = 0; at < utf8.size();) {
    const auto point = text::code_point_at(utf8, at);
    const auto character = utf8.substr(at, point.length);
    at += point.length;
    if (character == "\"" || character == "\\") text += '\\';
    if (!is_hidden(point.value)) {
      text += character;
      continue;
    }
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04X", static_cast<unsigned>(point.value));
    text += escape.data();
  }
  return text + "\"";
}

std::string toml_texts(std::span<const std::string> texts) {
  std::string array = "[";
  for (const auto& text : texts) array += (array.size() > 1 ? ", " : "") + toml_text(text);
  return array + "]";
}

void ProfileText::comment(std::string_view text) { lines_.push_back({"# " + one_line(text), ""}); }

void ProfileText::table(std::string_view name) {
  if (!lines_.empty()) lines_.push_back({"", ""});
  lines_.push_back({"[" + std::string(name) + "]", ""});
}

void ProfileText::set(std::string_view key, std::string_view toml, std::string_view why) {
  lines_.push_back({std::string(key) + " = " + std::string(toml), one_line(why)});
}

void ProfileText::offer(std::string_view key, std::string_view toml, std::string_view why) {
  lines_.push_back({"# " + std::string(key) + " = " + std::string(toml), one_line(why)});
}

std::string ProfileText::text() const {
  std::size_t width = 0;
  for (const auto& line : lines_) {
    if (!line.why.empty() && display_width(line.toml) <= widest)
      width = std::max(width, display_width(line.toml));
  }
  std::string text;
  for (const auto& line : lines_) {
    text += line.toml;
    if (!line.why.empty()) {
      text.append(std::max(width, display_width(line.toml)) - display_width(line.toml), ' ');
      text += "  # " + line.why;
    }
    text += '\n';
  }
  return text;
}

void add_suggestions(ProfileText& profile, std::span<const extract::Suggestion> suggestions,
                     std::string_view table) {
  bool begun = false;
  for (const auto& suggestion : suggestions) {
    if (suggestion.table != table) continue;
    if (!begun) profile.table(table);
    begun = true;
    const std::array selectors = {suggestion.selector};
    if (suggestion.doubted)
      profile.set(suggestion.key, toml_texts(selectors), suggestion.why);
    else
      profile.offer(suggestion.key, toml_texts(selectors),
                    suggestion.why.empty() ? "not needed: reads the same" : suggestion.why);
  }
}

}  // namespace newsarc::cli
