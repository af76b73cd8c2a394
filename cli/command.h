#pragma once
// Commands: how a subcommand joins the program. Each cli/NAME.cc defines one add_NAME that declares
// its options and names the function that is called; cli/main.cc calls it and turns an Error into
// three short lines and an exit code.

#include <filesystem>
#include <optional>
#include <string>

#include "cli/command_line.h"
#include "core/result.h"

namespace newsarc::cli {

enum class When { automatic, always, never };

struct Globals {
  std::optional<std::string> archive;
  std::string directory = ".";
  bool json = false;
  bool quiet = false;
  int verbose = 0;
  When color = When::automatic;
  std::string progress = "auto";  // auto, bar, plain, json, none
};

// Exit codes: docs/cli.md.
enum Exit : int {
  ok = 0,
  internal_error = 1,
  usage = 2,
  partial = 3,
  bad_config = 4,
  no_seed = 5,
  no_archive = 7,
  archive_busy = 8,
  damaged = 9,
  nothing_found = 10,
  stopped = 11,
  disk = 12,
  drifted = 13,
  interrupted = 130,
  terminated = 143,
};

int exit_code(const Error& error);

// Where the archive is: -A, else NEWSARC_ARCHIVE, else the nearest newsarc.toml upward, else
// newsarc.db in the directory.
Result<std::filesystem::path> archive_path(const Globals& globals);

void add_add(CommandLine& commands);
void add_backup(CommandLine& commands);
void add_crawl(CommandLine& commands);
void add_demo(CommandLine& commands);
void add_diff(CommandLine& commands);
void add_export(CommandLine& commands);
void add_extract(CommandLine& commands);
void add_feed(CommandLine& commands);
void add_forget(CommandLine& commands);
void add_history(CommandLine& commands);
void add_import(CommandLine& commands);
void add_init(CommandLine& commands);
void add_log(CommandLine& commands);
void add_normalize(CommandLine& commands);
void add_probe(CommandLine& commands);
void add_query(CommandLine& commands);
void add_reextract(CommandLine& commands);
void add_reindex(CommandLine& commands);
void add_repack(CommandLine& commands);
void add_robots(CommandLine& commands);
void add_salvage(CommandLine& commands);
void add_search(CommandLine& commands);
void add_show(CommandLine& commands);
void add_site(CommandLine& commands);
void add_snapshot(CommandLine& commands);
void add_sql(CommandLine& commands);
void add_status(CommandLine& commands);
void add_url(CommandLine& commands);
void add_verify(CommandLine& commands);

}  // namespace newsarc::cli
