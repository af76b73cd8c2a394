// newsarc: the program. Reads the command line, runs the subcommand, prints its Error.

#include <CLI/CLI.hpp>
#include <map>

#include "cli/command.h"
#include "cli/console.h"
#include "core/version.h"

namespace newsarc::cli {
namespace {

void add_globals(CLI::App& app, Globals& globals) {
  app.add_option("-A,--archive", globals.archive, "The archive file");
  app.add_option("-C,--directory", globals.directory, "Work as if started in this directory");
  app.add_flag("--json", globals.json, "Print one JSON document instead of text for people");
  app.add_flag("-q,--quiet", globals.quiet, "Print results and errors only");
  app.add_flag("-v,--verbose", globals.verbose, "Say more; twice for more still");
  const std::map<std::string, When> when{
      {"auto", When::automatic}, {"always", When::always}, {"never", When::never}};
  app.add_option("--color", globals.color, "Colours: auto, always or never")
      ->transform(CLI::CheckedTransformer(when))
      ->option_text("WHEN");
  app.add_option("--progress", globals.progress, "Progress: auto, bar, plain, json or none")
      ->check(CLI::IsMember({"auto", "bar", "plain", "json", "none"}))
      ->option_text("HOW");
}

void add_commands(const Commands& commands) {
  add_demo(commands);
  add_init(commands);
  add_add(commands);
  add_probe(commands);
  add_site(commands);
  add_crawl(commands);
  add_status(commands);
  add_search(commands);
  add_show(commands);
  add_history(commands);
  add_log(commands);
  add_diff(commands);
  add_sql(commands);
  add_export(commands);
  add_verify(commands);
  add_salvage(commands);
  add_reextract(commands);
  add_forget(commands);
  add_repack(commands);
  add_reindex(commands);
  add_extract(commands);
  add_normalize(commands);
  add_backup(commands);
  add_snapshot(commands);
}

// The command line's own mistakes, and --help and --version, which CLI11 reports the same way.
int report(const CLI::App& app, const CLI::ParseError& problem) {
  if (problem.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
    return app.exit(problem);
  std::string command = "newsarc";
  for (const auto* chosen : app.get_subcommands()) command += " " + chosen->get_name();
  print_error({Fault::usage, problem.what(), ""});
  print_hint("see " + command + " --help");
  return usage;
}

int run(int count, char** words) {
  CLI::App app(
      "newsarc keeps news sites on record: every version of every article, with the exact "
      "bytes it came from, in one SQLite file.",
      "newsarc");
  app.set_version_flag("--version", "newsarc " + std::string(version()));
  app.set_help_all_flag("--help-all", "Help on every command");
  app.fallthrough();
  app.require_subcommand(0, 1);
  Globals globals;
  Action chosen;
  add_globals(app, globals);
  add_commands({app, chosen});
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& problem) {
    return report(app, problem);
  }
  if (!chosen) {
    print_error({Fault::usage, "no command given", ""});
    print_hint("see newsarc --help; newsarc demo shows what it does");
    return usage;
  }
  const auto code = chosen(globals);
  if (code) return *code;
  print_error(code.error());
  return exit_code(code.error());
}

}  // namespace
}  // namespace newsarc::cli

int main(int count, char** words) { return newsarc::cli::run(count, words); }
