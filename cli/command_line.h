#pragma once
// Command line: how a command declares what it takes, and asks for what it was given. The door to
// CLI11, whose headers take a compiler ten seconds to read. Handles: what they are of stays with
// the CommandLine.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace newsarc::cli {

struct Globals;

// An option, a flag or a positional argument while it is declared.
class Option {
 public:
  explicit Option(CLI::Option& option) : option_(&option) {}

  Option& type(const std::string& name);  // what --help calls its value: "DATE"
  Option& required();
  Option& shows(const std::string& value);  // the value it has unless given, in --help
  // Gives "" or what is wrong with the text.
  Option& check(std::function<std::string(const std::string&)> check);
  Option& one_of(const std::vector<std::string>& words);
  Option& range(std::int64_t least, std::int64_t most);  // whole numbers
  Option& from(std::int64_t least);
  Option& repeatable();                 // once for each value
  Option& list(char separator = '\0');  // one or more values behind it
  Option& excludes(const Option& other);
  Option& needs(const Option& other);

 private:
  CLI::Option* option_;
};

// A subcommand, or the program with its global options. `option` below is a name as it was
// declared: "--site", or that of a positional argument.
class Command {
 public:
  explicit Command(CLI::App& app) : app_(&app) {}

  Option option(const std::string& names, const std::string& help) const;
  Option flag(const std::string& names, const std::string& help) const;

  bool given(const std::string& option) const { return count(option) > 0; }
  std::size_t count(const std::string& option) const;
  std::optional<std::string> text(const std::string& option) const;  // the last one given
  std::vector<std::string> texts(const std::string& option) const;
  std::optional<std::int64_t> number(const std::string& option) const;  // of one with a range

 private:
  friend class CommandLine;
  CLI::App* app_;
};

// What a command does; gives the exit code.
using Run = std::function<Result<int>(const Command&, const Globals&)>;

class CommandLine {
 public:
  CommandLine(const std::string& name, const std::string& help, const std::string& version);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  Command program() const;
  Command add(const std::string& name, const std::string& help, Run run);
  // `site`, of which one of several commands is called: `site list`.
  Command add_group(const std::string& name, const std::string& help);
  Command add(const Command& group, const std::string& name, const std::string& help, Run run);

  struct Chosen {
    Command command;
    const Run* run;
  };
  struct Mistake {
    std::string what;
    std::string command;         // "newsarc crawl"
    bool is_for_option = false;  // a word was taken for an option, and there is none of that name
  };
  // Which command was called; or the exit code where the words were answered, as --help is; or what
  // is wrong with them.
  std::variant<Chosen, int, Mistake> parse(int count, char** words);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::cli
