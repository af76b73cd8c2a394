#include "cli/asking.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "cli/arguments.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/query_limits.h"

namespace newsarc::cli {
namespace {

using Parameter = std::pair<std::string, std::string>;

// "k=v", as for :k in the query; ":k=v" is taken for the same.
Result<std::vector<Parameter>> parameters_of(const Command& command) {
  std::vector<Parameter> parameters;
  for (const auto& given_text : command.texts("--param")) {
    const auto equals = given_text.find('=');
    auto name = given_text.substr(0, equals);
    if (name.starts_with(':')) name.erase(0, 1);
    if (equals == std::string::npos || name.empty()) {
      return failure(Fault::usage, "a parameter is given as name=value", given_text);
    }
    if (std::ranges::find(parameters, name, &Parameter::first) != parameters.end())
      return failure(Fault::usage, "this parameter is given twice", name);
    parameters.emplace_back(std::move(name), given_text.substr(equals + 1));
  }
  return parameters;
}

RowFormat format_of(const Command& command, const Globals& globals) {
  if (const auto name = command.text("--format")) return *row_format_from_name(*name);
  return globals.json ? RowFormat::json : RowFormat::table;
}

struct Answer {
  Result<void> asked;
  bool one_too_many = false;  // a second result, where the format has room for one
};

Answer put_to(const Asking& asking, const std::string& sql, const std::atomic<bool>& interrupted,
              RowPrinter& printer, Output& output) {
  Answer answer;
  const store::RowSink sink{[&](const std::vector<std::string>& columns) {
                              answer.one_too_many = !printer.columns(columns);
                              return !answer.one_too_many;
                            },
                            [&](const std::vector<store::Value>& row) {
                              printer.row(row);
                              return output.stream().good();
                            }};
  auto options = asking.options;
  options.interrupted = &interrupted;
  const HardTimeLimit limit(options.timeout);
  answer.asked = store::run_query(asking.archive, sql, options, sink);
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

}  // namespace

void add_asking_options(const Command& command) {
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

Result<Asking> asking_of(const Command& command, const Globals& globals) {
  auto archive = archive_path(globals);
  if (!archive) return tl::unexpected(std::move(archive).error());
  auto parameters = parameters_of(command);
  if (!parameters) return tl::unexpected(std::move(parameters).error());
  Asking asking;
  asking.archive = *std::move(archive);
  asking.options.parameters = *std::move(parameters);
  asking.options.as_of = as_of(command);
  if (const auto timeout = command.text("--timeout"))
    asking.options.timeout = *parse_span(*timeout);
  asking.format = format_of(command, globals);
  return asking;
}

Result<int> ask(const Asking& asking, const std::string& sql) {
  limit_memory();
  const InterruptWatch interrupts;
  auto output = Output::standard();
  const auto width = is_terminal(STDOUT_FILENO) ? static_cast<std::size_t>(terminal_width()) : 0;
  const auto printer = make_row_printer(asking.format, output.stream(), width);
  const auto answer = put_to(asking, sql, interrupts.flag(), *printer, output);
  const auto code = exit_of(answer, interrupts);
  printer->finish(code && *code == Exit::ok);
  const auto written = output.finish();
  if (!written) return tl::unexpected(written.error());
  return code;
}

}  // namespace newsarc::cli
