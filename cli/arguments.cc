#include "cli/arguments.h"

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

void add_as_of(CLI::App& command) {
  command.add_option("--as-of", "The archive as it stood then, by what had been captured")
      ->check(check_instant)
      ->type_name("DATE");
}

std::optional<Instant> as_of(const CLI::App& command) {
  const auto text = text_of(command, "--as-of");
  if (!text) return std::nullopt;
  return *parse_instant(*text);
}

std::string check_name(const std::string& text) { return text.empty() ? "no file is named" : ""; }

std::string check_date(const std::string& text) {
  const auto date = stated_from_text(text);
  if (date && date->precision == Precision::day) return "";
  return "'" + text + "' is not a date like 2020-10-13";
}

std::string check_instant(const std::string& text) {
  if (parse_instant(text)) return "";
  return "'" + text + "' is neither a date like 2020-10-13 nor a time like 2020-10-13T12:00:00Z";
}

std::string check_span(const std::string& text) {
  const auto span = parse_span(text);
  if (span && span->count() > 0) return "";
  return "'" + text + "' is not a duration like 90s or 1h30m";
}

}  // namespace newsarc::cli
