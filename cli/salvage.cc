// newsarc salvage: a new archive of what is whole in a damaged one.

#include "store/copies/salvage.h"

#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/damage_report.h"
#include "cli/interrupt.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "cli/table.h"
#include "store/tables/summary.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

std::string as_json(const store::SalvageReport& report) {
  using Json = nlohmann::ordered_json;
  Json tables = Json::object();
  for (const auto& table : report.tables)
    tables[table.name] = {{"kept", table.kept}, {"lost", table.lost}};
  const Json document{{"ok", report.is_whole()},      {"salvaged", report.file.string()},
                      {"bytes", report.bytes},        {"tables", tables},
                      {"losses", report.damages},     {"lost", json_of(report.damage)},
                      {"left", json_of(report.left)}, {"beside", report.beside}};
  return printed(document, 2) + "\n";
}

std::string for_people(const store::SalvageReport& report) {
  std::string text;
  for (const auto& damage : report.damage) text += "lost: " + line_of(damage) + "\n";
  if (const auto named = static_cast<std::int64_t>(report.damage.size()); named < report.damages)
    text += "and " + std::to_string(report.damages - named) + " more\n";
  for (const auto& damage : report.left) text += "left as it is: " + line_of(damage) + "\n";
  for (const auto& entry : report.beside)
    text += "not taken over: " + text::printable(entry) + ", which is not of the schema\n";
  for (const auto& table : report.tables) {
    if (table.lost == 0) continue;
    text += table.name + ": " + std::to_string(table.kept) + " kept, " +
            std::to_string(table.lost) + " lost\n";
  }
  text += text::printable(report.file.string()) + ": " + store::size_text(report.bytes) + ", ";
  return text + (report.is_whole() ? "nothing lost" : counted(report.damages, "loss", "losses")) +
         "\n";
}

Result<int> salvage(const Command& command, const Globals& globals) {
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  const fs::path file = (fs::path(globals.directory) / *command.text("dest")).lexically_normal();
  const InterruptWatch interrupts;
  store::SalvageOptions options;
  options.interrupted = &interrupts.flag();
  Result<store::SalvageReport> report;
  {
    StepPrinter steps(globals);
    options.step = [&](std::string_view step) { steps.show(step); };
    report = store::salvage(*archive, file, options);
  }
  if (!report && report.error().fault == Fault::interrupted) return interrupts.exit_code();
  if (!report) return tl::unexpected(report.error());
  return print(globals.json ? as_json(*report) : for_people(*report),
               report->is_whole() ? Exit::ok : Exit::partial);
}

}  // namespace

void add_salvage(CommandLine& commands) {
  const Command command = commands.add(
      "salvage", "What is whole in a damaged archive, as a new one; names what is lost", salvage);
  command.option("dest", "The archive to be made").required().check(check_name).type("DEST");
}

}  // namespace newsarc::cli
