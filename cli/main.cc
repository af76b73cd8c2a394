// newsarc: the program. Reads the command line, runs the subcommand, prints its Error.

#include "cli/command.h"
#include "cli/console.h"
#include "cli/out_of_memory.h"
#include "cli/signals.h"
#include "core/version.h"
#include "store/sqlite/memory.h"

namespace newsarc::cli {
namespace {

void add_globals(const Command& program) {
  program.option("-A,--archive", "The archive file").type("FILE");
  program.option("-C,--directory", "Work as if started in this directory").type("DIR");
  program.flag("--json", "Print one JSON document instead of text for people");
  program.flag("-q,--quiet", "Print results and errors only");
  program.flag("-v,--verbose", "Say more; twice for more still");
  program.option("--color", "Colours: auto, always or never")
      .one_of({"auto", "always", "never"})
      .type("WHEN");
  program.option("--progress", "Progress: auto, bar, plain, json or none")
      .one_of({"auto", "bar", "plain", "json", "none"})
      .type("HOW");
}

Globals globals_of(const Command& program) {
  Globals globals;
  globals.archive = program.text("--archive");
  globals.directory = program.text("--directory").value_or(globals.directory);
  globals.json = program.given("--json");
  globals.quiet = program.given("--quiet");
  globals.verbose = static_cast<int>(program.count("--verbose"));
  const auto color = program.text("--color");
  if (color == "always") globals.color = When::always;
  if (color == "never") globals.color = When::never;
  globals.progress = program.text("--progress").value_or(globals.progress);
  return globals;
}

void add_commands(CommandLine& commands) {
  add_demo(commands);
  add_import(commands);
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
  add_query(commands);
  add_export(commands);
  add_verify(commands);
  add_salvage(commands);
  add_reextract(commands);
  add_forget(commands);
  add_repack(commands);
  add_reindex(commands);
  add_extract(commands);
  add_normalize(commands);
  add_url(commands);
  add_robots(commands);
  add_feed(commands);
  add_backup(commands);
  add_snapshot(commands);
}

int report(const CommandLine::Mistake& mistake) {
  print_error({Fault::usage, mistake.what, ""});
  if (mistake.is_for_option) print_hint("what begins with - and is no option goes behind --");
  const bool is_blank = mistake.command == "newsarc";
  print_hint("see " + mistake.command + " --help" +
             (is_blank ? "; newsarc demo shows what it does" : ""));
  return usage;
}

int run(const CommandLine::Chosen& chosen, const Globals& globals) {
  const auto code = (*chosen.run)(chosen.command, globals);
  if (code) return *code;
  print_error(code.error());
  if (code.error().what.starts_with("another newsarc")) {
    print_hint("one program writes to an archive at a time");
    print_hint("wait until it ends, or end it: a crawl keeps what it has and goes on when called");
  }
  return exit_code(code.error());
}

int run(int count, char** words) {
  CommandLine line("newsarc",
                   "newsarc keeps news sites on record: every version of every article, with the "
                   "exact bytes it came from, in one SQLite file.",
                   std::string(version()));
  add_globals(line.program());
  add_commands(line);
  const auto outcome = line.parse(count, words);
  if (const auto* answered = std::get_if<int>(&outcome)) return *answered;
  if (const auto* mistake = std::get_if<CommandLine::Mistake>(&outcome)) return report(*mistake);
  return run(std::get<CommandLine::Chosen>(outcome), globals_of(line.program()));
}

}  // namespace
}  // namespace newsarc::cli

int main(int count, char** words) {
  newsarc::cli::end_when_memory_runs_out();
  newsarc::store::keep_savepoints_in_memory();
  newsarc::cli::make_file_size_an_error();
  return newsarc::cli::run(count, words);
}
