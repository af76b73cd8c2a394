// newsarc query save|list|run: SQL that is kept under a name.

#include "cli/asking.h"
#include "cli/output.h"
#include "cli/saved_queries.h"
#include "cli/table.h"
#include "cli/workspace.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

Result<int> save(const Command& command, const Globals& globals) {
  const auto workspace = require_workspace(globals);
  if (!workspace) return tl::unexpected(workspace.error());
  auto sql = command.text("query").value_or("-");
  if (sql == "-") {
    auto text = read_standard_input();
    if (!text) return tl::unexpected(std::move(text).error());
    sql = *std::move(text);
  }
  const auto file = save_query(*workspace, *command.text("name"), sql, command.given("--replace"));
  if (!file && file.error().fault == Fault::usage && file.error().where.ends_with(".sql")) {
    auto error = file.error();
    error.what += "; --replace overwrites it";
    return tl::unexpected(std::move(error));
  }
  if (!file) return tl::unexpected(file.error());
  return print(shown(*file) + '\n');
}

std::string as_json(const std::vector<SavedQuery>& queries) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_array();
  for (const auto& query : queries) {
    json.begin_object();
    json.member("name", query.name);
    json.member("description", query.description);
    json.member("file", shown(query.file));
    json.end_object();
  }
  json.end_array();
  return out + '\n';
}

std::string as_text(const std::vector<SavedQuery>& queries) {
  Table table;
  for (const auto& query : queries) table.add({{query.name}, {one_line(query.description)}});
  return table.text();
}

Result<int> list(const Command&, const Globals& globals) {
  const auto workspace = require_workspace(globals);
  if (!workspace) return tl::unexpected(workspace.error());
  const auto queries = saved_queries(*workspace);
  if (!queries) return tl::unexpected(queries.error());
  return print(globals.json ? as_json(*queries) : as_text(*queries));
}

Result<int> run(const Command& command, const Globals& globals) {
  const auto workspace = require_workspace(globals);
  if (!workspace) return tl::unexpected(workspace.error());
  const auto sql = load_query(*workspace, *command.text("name"));
  if (!sql) return tl::unexpected(sql.error());
  const auto asking = asking_of(command, globals);
  if (!asking) return tl::unexpected(asking.error());
  return ask(*asking, *sql);
}

Command add_named(CommandLine& commands, const Command& group, const std::string& name,
                  const std::string& help, const Run& run) {
  Command command = commands.add(group, name, help, run);
  command.option("name", "Its name").required().check(check_query_name).type("NAME");
  return command;
}

}  // namespace

void add_query(CommandLine& commands) {
  const Command query = commands.add_group("query", "Queries kept under a name: save, list, run");
  const Command saving =
      add_named(commands, query, "save", "Keeps a query in queries.d/NAME.sql", save);
  saving.option("query", "The query; - or none reads it from standard input").type("QUERY|-");
  saving.flag("--replace", "Overwrite the query of that name");
  commands.add(query, "list", "The saved queries and what they are for", list);
  add_asking_options(
      add_named(commands, query, "run", "Asks the archive a saved query; options of sql", run));
}

}  // namespace newsarc::cli
