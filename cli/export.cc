// newsarc export: the archive as a dataset.

#include "dataset/export.h"

#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/arguments.h"
#include "cli/export_captures.h"
#include "cli/export_folder.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/reference.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

dataset::ExportOptions options_of(const Command& command) {
  dataset::ExportOptions options;
  if (command.text("--format") == "csv") options.format = dataset::Format::csv;
  if (command.text("--format") == "parquet") options.format = dataset::Format::parquet;
  const auto script = command.text("--script");
  if (script == "simplified") options.script = dataset::TextScript::simplified;
  if (script == "traditional") options.script = dataset::TextScript::traditional;
  options.csv_safe = command.given("--csv-safe");
  options.filter.all_versions = command.text("--versions") == "all";
  options.filter.site = command.text("--site");
  options.filter.from = command.text("--from");
  options.filter.to = command.text("--to");
  options.filter.query = command.text("--query");
  return options;
}

// Where a dataset with its papers is to go; nothing: into a file or a stream.
std::optional<fs::path> folder_of(const Command& command, const Globals& globals) {
  const auto out = command.text("--out");
  if (!out || *out == "-" || is_of_captures(command)) return std::nullopt;
  const auto wanted = fs::path(globals.directory) / *out;
  std::error_code fault;
  return fs::is_directory(wanted, fault) ? std::optional(wanted) : std::nullopt;
}

Result<Output> output_of(const std::optional<std::string>& out, const Globals& globals) {
  if (!out || *out == "-") return Output::standard();
  const auto file = fs::path(globals.directory) / *out;
  if (is_precious(file)) return failure(Fault::usage, std::string(why_precious), file);
  return Output::file(file);
}

Result<int> export_dataset(const Command& command, const Globals& globals) {
  if (auto apt = check_options(command); !apt) return tl::unexpected(apt.error());
  const auto folder = folder_of(command, globals);
  if (auto apt = check_folder_options(command, folder.has_value()); !apt)
    return tl::unexpected(apt.error());
  auto options = options_of(command);
  if (options.csv_safe && options.format == dataset::Format::parquet)
    return failure(Fault::usage,
                   "--csv-safe is for --format csv: no spreadsheet runs what Parquet holds");
  const auto reader = open_reader(globals, as_of(command));
  if (!reader) return tl::unexpected(reader.error());
  if (auto known = require_site(*reader, options.filter.site); !known)
    return tl::unexpected(known.error());
  const InterruptWatch interrupts;
  options.interrupted = options.filter.interrupted = &interrupts.flag();
  if (is_of_captures(command))
    return export_captures(command, globals, *reader, options.filter, interrupts);
  if (folder) return export_folder(command, globals, *reader, options, *folder, interrupts);
  auto output = output_of(command.text("--out"), globals);
  if (!output) return tl::unexpected(std::move(output).error());
  const auto exported = dataset::write(*reader, options, output->stream());
  if (exported) {
    const auto written = output->finish();
    if (!written) return tl::unexpected(written.error());
    return Exit::ok;
  }
  if (output->reader_gone()) return Exit::ok;
  if (auto problem = output->error()) return tl::unexpected(*std::move(problem));
  if (exported.error().fault == Fault::interrupted) return interrupts.exit_code();
  return tl::unexpected(exported.error());
}

}  // namespace

void add_export(CommandLine& commands) {
  const Command command = commands.add("export",
                                       "The articles, or all their versions, as JSON lines, CSV or "
                                       "Parquet; every page as it came, as "
                                       "WARC or WACZ",
                                       export_dataset);
  command.option("--format", "jsonl (the default), csv, parquet, warc or wacz")
      .one_of({"jsonl", "csv", "parquet", "warc", "wacz"})
      .type("FORMAT");
  command
      .option(
          "--out",
          "A file, a directory that is there (it gets data/ and the dataset's papers), or - for "
          "standard output (the default)")
      .check(check_name)
      .type("PATH|-");
  command.option("--size", "End a WARC file when it has so many bytes: 500M; 1G unless given")
      .check(check_size)
      .type("SIZE");
  command.flag("--csv-safe", "Put ' before cells that a spreadsheet would run as formulas");
  command.option("--versions", "latest (the default) or all")
      .one_of({"latest", "all"})
      .type("WHICH");
  command.option("--site", "Only articles of this site").type("NAME");
  command.option("--from", "Published on this day or later").check(check_date).type("DATE");
  command.option("--to", "Published on this day or earlier").check(check_date).type("DATE");
  command.option("--query", "Only articles whose id is in the first column of this query")
      .type("SQL");
  command
      .option("--script",
              "Title and body in: original (the default), simplified or "
              "traditional")
      .one_of({"original", "simplified", "traditional"})
      .type("SCRIPT");
  add_as_of(command);
  add_folder_options(command);
}

}  // namespace newsarc::cli
