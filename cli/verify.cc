// newsarc verify: whether the archive is what was written, or WARC files are what the standard has,
// and what of them is damaged.

#include "store/verify/verify.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/damage_report.h"
#include "cli/interrupt.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "cli/table.h"
#include "cli/verify_warc.h"
#include "pipeline/read_again.h"
#include "text/utf8.h"

namespace newsarc::cli {
namespace {

std::string as_json(const store::VerifyReport& report) {
  using Json = nlohmann::ordered_json;
  Json checked = Json::object();
  for (const auto& [what, count] : report.checked) checked[what] = count;
  const Json document{{"ok", report.is_whole()},
                      {"checked", checked},
                      {"notes", report.notes},
                      {"damages", report.damages},
                      {"damage", json_of(report.damage)}};
  return printed(document, 2) + "\n";
}

std::string for_people(const store::VerifyReport& report) {
  std::string text;
  for (const auto& damage : report.damage) text += line_of(damage) + "\n";
  if (const auto named = static_cast<std::int64_t>(report.damage.size()); named < report.damages)
    text += "and " + std::to_string(report.damages - named) + " more\n";
  for (const auto& note : report.notes) text += text::printable(note) + "\n";
  text += report.is_whole() ? "whole: " : counted(report.damages, "damage", "damages") + " in ";
  std::string list;
  for (const auto& [what, count] : report.checked)
    list += (list.empty() ? "" : ", ") + std::to_string(count) + " " + what;
  return text + (list.empty() ? "the file" : list) + "\n";
}

Result<int> verify(const Command& command, const Globals& globals) {
  if (const auto files = command.texts("files"); !files.empty())
    return verify_warc({files.begin(), files.end()}, globals);
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  pipeline::ReaderAgain reader;
  const InterruptWatch interrupts;
  store::VerifyOptions options;
  if (command.given("--quick")) options.depth = store::Depth::quick;
  if (command.given("--full")) options.depth = store::Depth::full;
  options.read_again = [&](std::span<const Page> pages, const std::string& extractor,
                           const std::string& profile) {
    return reader.read(pages, extractor, profile);
  };
  options.interrupted = &interrupts.flag();
  Result<store::VerifyReport> report;
  {
    StepPrinter steps(globals);
    options.step = [&](std::string_view step) { steps.show(step); };
    report = store::verify(*archive, options);
  }
  if (!report && report.error().fault == Fault::interrupted) return interrupts.exit_code();
  if (!report) return tl::unexpected(report.error());
  auto printed = print(globals.json ? as_json(*report) : for_people(*report),
                       report->is_whole() ? Exit::ok : Exit::damaged);
  if (!report->is_whole() && !globals.json)
    print_hint("newsarc salvage DEST writes what is whole to a new archive");
  return printed;
}

}  // namespace

void add_verify(CommandLine& commands) {
  const Command command = commands.add(
      "verify",
      "Whether the archive, or a WARC file, is whole; names what is damaged. Changes nothing",
      verify);
  const Option files =
      command.option("files", "WARC files, packed or not; the archive when none is given")
          .list()
          .type("FILE");
  const Option quick =
      command
          .flag("--quick",
                "Rows, references, versions and states: no bytes unpacked, no index, nothing read "
                "again")
          .excludes(files);
  command.flag("--full", "Read every stored page again, not a sample of two hundred")
      .excludes(quick)
      .excludes(files);
}

}  // namespace newsarc::cli
