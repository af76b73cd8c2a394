#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace newsarc::cli {
namespace {

constexpr std::int64_t no_most = std::numeric_limits<std::int64_t>::max();

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// What CLI11 would take for something else than text is marked on its way in, and bare again when
// it is asked for.
constexpr char mark = '\x1F';

std::string unmarked(std::string word) {
  if (word.starts_with(mark)) word.erase(0, 1);
  return word;
}

// "[a,b]" would be two values. No option begins with - and a letter beyond ASCII: `search 创新
// -地铁` is one query.
bool is_mistaken(const std::string& word) {
  if (word.size() < 2) return false;
  return (word.front() == '[' && word.back() == ']') ||
         (word[0] == '-' && static_cast<unsigned char>(word[1]) >= 0x80);
}

// As CLI11 takes them, the last first. What stands behind -- is text, also when text stands before
// it.
std::vector<std::string> words_for_parser(int count, char** words) {
  std::vector<std::string> all;
  bool is_behind = false;
  for (int i = 1; i < count; ++i) {
    std::string word = words[i];
    const bool is_text = is_behind || is_mistaken(word);
    if (!is_behind && word == "--")
      is_behind = true;
    else
      all.push_back(is_text ? mark + word : word);
  }
  std::ranges::reverse(all);
  return all;
}

std::string range_words(std::int64_t least, std::int64_t most) {
  const std::string from = std::to_string(least);
  return most == no_most ? "of " + from + " or more"
                         : "from " + from + " to " + std::to_string(most);
}

}  // namespace

Option& Option::type(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::shows(const std::string& value) {
  option_->default_str(value);
  return *this;
}

Option& Option::check(std::function<std::string(const std::string&)> check) {
  option_->check(
      [check = std::move(check)](const std::string& text) { return check(unmarked(text)); });
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}

Option& Option::range(std::int64_t least, std::int64_t most) {
  return check([least, most](const std::string& text) -> std::string {
    const auto number = whole_number(text);
    if (number && *number >= least && *number <= most) return "";
    return "'" + text + "' is not a whole number " + range_words(least, most);
  });
}

Option& Option::from(std::int64_t least) { return range(least, no_most); }

Option& Option::repeatable() {
  option_->expected(1)->take_all();
  return *this;
}

Option& Option::list(char separator) {
  if (separator == '\0')
    option_->expected(-1);
  else
    option_->delimiter(separator);
  option_->take_all();
  return *this;
}

Option& Option::excludes(const Option& other) {
  option_->excludes(other.option_);
  return *this;
}

Option& Option::needs(const Option& other) {
  option_->needs(other.option_);
  return *this;
}

Option Command::option(const std::string& names, const std::string& help) const {
  return Option(*app_->add_option(names, help));
}

Option Command::flag(const std::string& names, const std::string& help) const {
  auto* flag = app_->add_flag(names);
  flag->description(help);
  return Option(*flag);
}

std::size_t Command::count(const std::string& option) const { return app_->count(option); }

std::optional<std::string> Command::text(const std::string& option) const {
  const auto all = texts(option);
  if (all.empty()) return std::nullopt;
  return all.back();
}

std::vector<std::string> Command::texts(const std::string& option) const {
  auto all = app_->get_option(option)->results();
  for (auto& word : all) word = unmarked(std::move(word));
  return all;
}

std::optional<std::int64_t> Command::number(const std::string& option) const {
  const auto given = text(option);
  return given ? whole_number(*given) : std::nullopt;
}

namespace {

// "newsarc site check", as far as it was understood.
std::string words_of(const CLI::App& app) {
  std::string words = app.get_name();
  for (const auto* called : app.get_subcommands()) words += " " + words_of(*called);
  return words;
}

}  // namespace

struct CommandLine::State {
  State(const std::string& help, const std::string& name) : app(help, name) {}

  CLI::App app;
  std::vector<std::pair<CLI::App*, Run>> commands;
};

CommandLine::CommandLine(const std::string& name, const std::string& help,
                         const std::string& version)
    : state_(std::make_unique<State>(help, name)) {
  auto& app = state_->app;
  app.set_version_flag("--version", name + " " + version);
  app.set_help_all_flag("--help-all", "Help on every command");
  app.fallthrough();
  app.require_subcommand(0, 1);
}

CommandLine::~CommandLine() = default;

Command CommandLine::program() const { return Command(state_->app); }

Command CommandLine::add(const std::string& name, const std::string& help, Run run) {
  return add(program(), name, help, std::move(run));
}

Command CommandLine::add_group(const std::string& name, const std::string& help) {
  auto* app = state_->app.add_subcommand(name, help);
  app->require_subcommand(1);
  return Command(*app);
}

Command CommandLine::add(const Command& group, const std::string& name, const std::string& help,
                         Run run) {
  auto* app = group.app_->add_subcommand(name, help);
  state_->commands.emplace_back(app, std::move(run));
  return Command(*app);
}

namespace {

// A word where a command was wanted, told as such.
std::optional<std::string> unknown_command(const CLI::App& program) {
  const CLI::App* last = &program;
  while (!last->get_subcommands().empty()) last = last->get_subcommands().front();
  if (last->get_subcommands([](const CLI::App*) { return true; }).empty()) return std::nullopt;
  for (const auto& word : program.remaining(true))
    if (!word.starts_with('-')) return "there is no command " + word;
  return std::nullopt;
}

}  // namespace

std::variant<CommandLine::Chosen, int, CommandLine::Mistake> CommandLine::parse(int count,
                                                                                char** words) {
  auto& app = state_->app;
  try {
    app.parse(words_for_parser(count, words));
  } catch (const CLI::ParseError& problem) {
    // --help and --version come the same way.
    if (problem.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
      return app.exit(problem);
    if (const auto unknown = unknown_command(app)) return Mistake{*unknown, words_of(app), false};
    const std::string what = problem.what();
    const bool is_extra = dynamic_cast<const CLI::ExtrasError*>(&problem) != nullptr;
    return Mistake{what, words_of(app), is_extra && what.find(": -") != std::string::npos};
  }
  for (auto& [command, run] : state_->commands) {
    if (command->parsed()) return Chosen{Command(*command), &run};
  }
  return Mistake{"no command given", app.get_name(), false};
}

}  // namespace newsarc::cli
