#include "cli/arguments.h"

#include <algorithm>
#include <thread>

namespace newsarc::cli {

void add_as_of(const Command& command) {
  command.option("--as-of", "The archive as it stood then, by what had been captured")
      .check(check_instant)
      .type("DATE");
}

std::optional<Instant> as_of(const Command& command) {
  const auto text = command.text("--as-of");
  if (!text) return std::nullopt;
  return *parse_instant(*text);
}

void add_jobs(const Command& command) {
  constexpr int most = 256;
  command.option("--jobs", "Extraction threads; the cores by default").range(1, most).type("N");
}

int jobs(const Command& command) {
  const auto cores = std::max(1U, std::thread::hardware_concurrency());
  return static_cast<int>(command.number("--jobs").value_or(cores));
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
