#pragma once
// Commands: how a subcommand joins the program. Each cli/NAME.cc defines one add_NAME that declares
// its options and sets `chosen` when it is the one called; cli/main.cc runs it and turns an Error
// into three short lines and an exit code.

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

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
  interrupted = 130,
  terminated = 143,
};

int exit_code(const Error& error);

using Action = std::function<Result<int>(const Globals&)>;  // gives the exit code

struct Commands {
  CLI::App& app;
  Action& chosen;
};

// Where the archive is: -A, else NEWSARC_ARCHIVE, else the nearest newsarc.toml upward, else
// newsarc.db in the directory.
Result<std::filesystem::path> archive_path(const Globals& globals);

void add_add(const Commands& commands);
void add_backup(const Commands& commands);
void add_crawl(const Commands& commands);
void add_demo(const Commands& commands);
void add_diff(const Commands& commands);
void add_export(const Commands& commands);
void add_extract(const Commands& commands);
void add_forget(const Commands& commands);
void add_history(const Commands& commands);
void add_init(const Commands& commands);
void add_log(const Commands& commands);
void add_normalize(const Commands& commands);
void add_probe(const Commands& commands);
void add_reextract(const Commands& commands);
void add_reindex(const Commands& commands);
void add_repack(const Commands& commands);
void add_salvage(const Commands& commands);
void add_search(const Commands& commands);
void add_show(const Commands& commands);
void add_site(const Commands& commands);
void add_snapshot(const Commands& commands);
void add_sql(const Commands& commands);
void add_status(const Commands& commands);
void add_verify(const Commands& commands);

}  // namespace newsarc::cli
