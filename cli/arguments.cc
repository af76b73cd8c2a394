#include "cli/arguments.h"

#include "core/time.h"

namespace newsarc::cli {

bool given(const CLI::App& command, const std::string& option) { return command.count(option) > 0; }

std::optional<std::string> text_of(const CLI::App& command, const std::string& option) {
  const auto texts = texts_of(command, option);
  if (texts.empty()) return std::nullopt;
  return texts.back();
}

std::vector<std::string> texts_of(const CLI::App& command, const std::string& option) {
  return command.get_option(option)->results();
}

std::string check_date(const std::string& text) {
  const auto date = stated_from_text(text);
  if (date && date->precision == Precision::day) return "";
  return "'" + text + "' is not a date like 2020-10-13";
}

std::string check_span(const std::string& text) {
  const auto span = parse_span(text);
  if (span && span->count() > 0) return "";
  return "'" + text + "' is not a duration like 90s or 1h30m";
}

}  // namespace newsarc::cli
