// newsarc sql: read-only SQL on the archive.

#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/workspace.h"
#include "store/query.h"

namespace newsarc::cli {
namespace {

Result<std::string> query_text(const Command& command) {
  const auto query = command.text("query");
  if (query && *query != "-") return *query;
  if (!query && is_terminal(STDIN_FILENO)) {
    return failure(Fault::usage, "no query given; - reads one from standard input");
  }
  return read_standard_input();
}

// "k=v", as for :k in the query; ":k=v" is taken for the same.
Result<std::vector<std::pair<std::string, std::string>>> parameters_of(const Command& command) {
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const auto& given_text : command.texts("--param")) {
    const auto equals = given_text.find('=');
    auto name = given_text.substr(0, equals);
    if (name.starts_with(':')) name.erase(0, 1);
    if (equals == std::string::npos || name.empty()) {
      return failure(Fault::usage, "a parameter is given as name=value", given_text);
    }
    parameters.emplace_back(std::move(name), given_text.substr(equals + 1));
  }
  return parameters;
}

RowFormat format_of(const Command& command, const Globals& globals) {
  if (const auto name = command.text("--format")) return *row_format_from_name(*name);
  return globals.json ? RowFormat::json : RowFormat::table;
}

// Ends the process when the time is up and the query goes on all the same: SQLite looks at the
// clock between the steps of its machine, and one function over long texts (instr of a hundred
// megabytes in two hundred) is hours in one step. Nothing is written here that could be left half.
class Watchdog {
 public:
  Watchdog(std::optional<Span> timeout, std::string where) {
    if (!timeout) return;
    const auto patience = *timeout + grace;
    thread_ = std::jthread([patience, where = std::move(where)](const std::stop_token& stop) {
      std::mutex mutex;
      std::unique_lock lock(mutex);
      std::condition_variable_any ended;
      ended.wait_for(lock, stop, patience, [] { return false; });
      if (stop.stop_requested()) return;
      print_error({Fault::limit, "the query ran out of time", where});
      std::_Exit(Exit::stopped);
    });
  }

 private:
  static constexpr Span grace = std::chrono::seconds(1);  // so that SQLite may say it itself

  std::jthread thread_;
};

struct Answer {
  Result<void> asked;
  bool one_too_many = false;  // a second result, where the format has room for one
};

Answer ask(const std::filesystem::path& archive, const std::string& sql,
           const store::QueryOptions& options, RowPrinter& printer, Output& output) {
  Answer answer;
  const store::RowSink sink{[&](const std::vector<std::string>& columns) {
                              answer.one_too_many = !printer.columns(columns);
                              return !answer.one_too_many;
                            },
                            [&](const std::vector<store::Value>& row) {
                              printer.row(row);
                              return output.stream().good();
                            }};
  const Watchdog watchdog(options.timeout, archive.string());
  answer.asked = store::run_query(archive, sql, options, sink);
  return answer;
}

Result<int> exit_of(const Answer& answer, const InterruptWatch& interrupts) {
  if (answer.one_too_many) {
    return failure(Fault::usage, "json holds the rows of one statement; --format jsonl holds more");
  }
  if (answer.asked) return Exit::ok;
  const auto& error = answer.asked.error();
  if (error.fault == Fault::interrupted) return interrupts.exit_code();
  return tl::unexpected(error);
}

Result<int> sql(const Command& command, const Globals& globals) {
  const auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(archive.error());
  auto parameters = parameters_of(command);
  if (!parameters) return tl::unexpected(std::move(parameters).error());
  const auto text = query_text(command);
  if (!text) return tl::unexpected(text.error());
  const InterruptWatch interrupts;
  store::QueryOptions options{*std::move(parameters), std::nullopt, &interrupts.flag(),
                              as_of(command)};
  if (const auto timeout = command.text("--timeout")) options.timeout = *parse_span(*timeout);

  auto output = Output::standard();
  const auto width = is_terminal(STDOUT_FILENO) ? static_cast<std::size_t>(terminal_width()) : 0;
  const auto printer = make_row_printer(format_of(command, globals), output.stream(), width);
  const auto answer = ask(*archive, *text, options, *printer, output);
  const auto code = exit_of(answer, interrupts);
  printer->finish(code && *code == Exit::ok);
  const auto written = output.finish();
  if (!written) return tl::unexpected(written.error());
  return code;
}

}  // namespace

void add_sql(CommandLine& commands) {
  const Command command = commands.add(
      "sql",
      "Read-only SQL on the archive: its views are articles, versions, edits, deletions, "
      "credits, fetches, links, sites, crawls",
      sql);
  command.option("query", "The query; - or none reads it from standard input").type("QUERY|-");
  command.option("--format", "table (the default), csv, json, jsonl or md")
      .one_of({"table", "csv", "json", "jsonl", "md"})
      .type("FORMAT");
  command.option("--param", "The value of :name in the query; repeatable")
      .repeatable()
      .type("NAME=VALUE");
  command.option("--timeout", "Stop a query that takes longer; no limit unless given")
      .check(check_span)
      .type("DURATION");
  add_as_of(command);
}

}  // namespace newsarc::cli
