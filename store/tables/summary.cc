#include "store/tables/summary.h"

#include <array>
#include <string_view>

namespace newsarc::store {

std::string size_text(std::int64_t bytes) {
  constexpr std::array<std::string_view, 4> units{" KB", " MB", " GB", " TB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  std::int64_t unit = 1000;
  std::size_t index = 0;
  // 999,950 would print as 1000.0 KB.
  while (index + 1 < units.size() && bytes >= unit * 1000 - unit / 20) {
    unit *= 1000;
    ++index;
  }
  const std::int64_t tenths = (bytes + unit / 20) / (unit / 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) +
         std::string(units.at(index));
}

namespace {

std::string took_text(Span took) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(took);
  return to_text(whole.count() > 0 ? Span(whole) : took);
}

}  // namespace

bool is_unreachable(std::string_view warning) { return warning.starts_with(unreachable); }

std::string summary_line(const SiteSummary& summary, Span took, std::int64_t run,
                         const std::string& note) {
  return summary.site + ": " + std::to_string(summary.seen) + " seen, " +
         std::to_string(summary.fresh) + " new, " + std::to_string(summary.changed) + " changed, " +
         std::to_string(summary.same) + " same, " + std::to_string(summary.gone) + " gone, " +
         std::to_string(summary.failed) + " failed; " + size_text(summary.bytes) + "; " +
         took_text(took) + "; run " + std::to_string(run) + (note.empty() ? "" : " (" + note + ")");
}

}  // namespace newsarc::store
