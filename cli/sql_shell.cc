#include "cli/sql_shell.h"

#include <array>
#include <csignal>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <utility>

#include "cli/console.h"
#include "cli/line_editor.h"
#include "cli/output.h"
#include "cli/sql_names.h"
#include "cli/table.h"

namespace newsarc::cli {
namespace {

constexpr std::string_view help_text =
    ".help                      this\n"
    ".mode [FORMAT]             table, csv, json, jsonl or md; without one: which it is\n"
    ".parameter list            the values of :names in statements\n"
    ".parameter set NAME VALUE  gives :NAME a value\n"
    ".parameter unset NAME      takes it back\n"
    ".quit, .exit               leaves; so does Ctrl-D\n"
    ".schema [NAME]             the SQL that made a table or view; of all without one\n"
    ".tables                    the tables and views\n"
    "\n"
    "A statement ends with a semicolon. Ctrl-C ends one, Tab completes a name.\n";

constexpr std::array commands{".help", ".mode",   ".parameter", ".quit",
                              ".exit", ".schema", ".tables"};

class Shell {
 public:
  explicit Shell(Asking asking)
      : asking_(std::move(asking)),
        editor_(history_file("sql"), [this](std::string_view line) { return completions(line); }) {
    asking_.options.needs_all_parameters = false;
  }

  Result<int> run() {
    while (!code_) {
      const auto line = editor_.read(statement_.empty() ? "newsarc> " : "    ...> ");
      if (line.ended == LineEditor::Ended::terminated) return Exit::terminated;
      if (line.ended == LineEditor::Ended::interrupted) statement_.clear();
      if (line.ended == LineEditor::Ended::closed) return leave();
      if (line.ended == LineEditor::Ended::line) take(line.text);
    }
    return *code_;
  }

 private:
  static Result<int> leave() {
    std::cout << std::endl;
    return Exit::ok;
  }

  void take(const std::string& line) {
    editor_.remember(line);
    if (statement_.empty() && line.starts_with('.')) return obey(line);
    if (statement_.empty() && line.find_first_not_of(" \t;") == std::string::npos) return;
    statement_ += line + '\n';
    if (!store::is_complete(statement_)) return;
    put(std::exchange(statement_, ""));
  }

  // SQL of a person's or ours; what goes wrong is told, and the shell goes on.
  void put(const std::string& sql) { put(asking_, sql); }
  void put(const Asking& asking, const std::string& sql) {
    const auto code = ask(asking, sql);
    if (!code) return print_error(code.error());
    if (*code == Exit::terminated) code_ = *code;
    if (*code == Exit::interrupted) std::cerr << "interrupted\n";
  }

  void obey(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    std::string argument;
    words >> command >> argument;
    if (command == ".quit" || command == ".exit")
      code_ = Exit::ok;
    else if (command == ".help")
      std::cout << help_text << std::flush;
    else if (command == ".mode")
      set_mode(argument);
    else if (command == ".tables")
      show_tables();
    else if (command == ".schema")
      show_schema(argument);
    else if (command == ".parameter" || command == ".param")
      set_parameter(argument, words);
    else
      print_error({Fault::usage, "no such command; .help names those there are", command});
  }

  void set_mode(const std::string& name) {
    const auto format = row_format_from_name(name);
    if (name.empty())
      std::cout << name_of(asking_.format) << std::endl;
    else if (format)
      asking_.format = *format;
    else
      print_error({Fault::usage, "the modes are table, csv, json, jsonl and md", name});
  }

  // As lists of names, whatever the mode.
  void show_tables() {
    auto asking = asking_;
    asking.format = RowFormat::table;
    put(asking,
        "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE "
        "'search\\_%' ESCAPE '\\' ORDER BY type DESC, name");
  }

  void show_schema(const std::string& name) {
    std::string text;
    const store::RowSink sink{[](const auto&) { return true; },
                              [&](const std::vector<store::Value>& row) {
                                if (const auto* sql = std::get_if<std::string_view>(&row.front()))
                                  text += printable_lines(*sql) + ";\n";
                                return true;
                              }};
    auto options = asking_.options;
    options.parameters = {{"name", name}};
    const auto asked = store::run_query(
        asking_.archive,
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND (:name = '' OR tbl_name = :name "
        "COLLATE NOCASE) ORDER BY tbl_name, type DESC, name",
        options, sink);
    if (!asked) return print_error(asked.error());
    if (text.empty()) return print_error({Fault::not_found, "no such table or view", name});
    std::cout << text << std::flush;
  }

  void set_parameter(const std::string& action, std::istringstream& words) {
    auto& parameters = asking_.options.parameters;
    std::string name;
    std::string value;
    words >> name;
    std::getline(words >> std::ws, value);
    if (name.starts_with(':')) name.erase(0, 1);
    if (action == "list") {
      for (const auto& [key, text] : parameters)
        std::cout << ':' << one_line(key) << ' ' << one_line(text) << '\n';
      std::cout << std::flush;
    } else if ((action == "set" || action == "unset") && !name.empty()) {
      std::erase_if(parameters, [&](const auto& each) { return each.first == name; });
      if (action == "set") parameters.emplace_back(name, value);
    } else {
      print_error({Fault::usage, "write .parameter list, set NAME VALUE or unset NAME", ""});
    }
  }

  std::vector<std::string> completions(std::string_view line) {
    const auto word = last_word(line);
    if (!word.starts_with('.')) {
      if (!names_) names_.emplace(asking_);
      return names_->completions(word);
    }
    std::vector<std::string> found;
    for (const std::string_view command : commands)
      if (command.starts_with(word)) found.emplace_back(command);
    return found;
  }

  Asking asking_;
  LineEditor editor_;
  std::string statement_;          // as far as it has come
  std::optional<SqlNames> names_;  // once they are asked for
  std::optional<int> code_;        // once the shell is to end
};

}  // namespace

Result<int> run_sql_shell(Asking asking) {
  // An archive that cannot be read is told at once, not at the first statement.
  const store::RowSink nothing{[](const auto&) { return true; }, [](const auto&) { return true; }};
  store::QueryOptions options;
  options.as_of = asking.options.as_of;
  if (auto opened = store::run_query(asking.archive, "SELECT 1", options, nothing); !opened)
    return tl::unexpected(opened.error());
  // Between a line and its answer Ctrl-C means neither.
  std::signal(SIGINT, SIG_IGN);
  print_hint(asking.archive.string() + ", to be read only; .help tells more");
  return Shell(std::move(asking)).run();
}

}  // namespace newsarc::cli
