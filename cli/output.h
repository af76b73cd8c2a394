#pragma once
// Output: where a command's data goes: standard output, or a file that appears under its name only
// when it is whole. A reader at the other end that has gone (as `head` does) is no error: there is
// just no use in writing more.

#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "core/result.h"

namespace newsarc::cli {

class Output {
 public:
  static Output standard();

  // Written beside `file` and renamed by finish(); without finish() nothing is left. A path that is
  // there and is no regular file (/dev/null, a pipe) is written straight.
  static Result<Output> file(const std::filesystem::path& file);

  Output(Output&&) noexcept;
  Output& operator=(Output&&) noexcept;
  ~Output();

  std::ostream& stream();
  bool reader_gone() const;
  std::optional<Error> error()
      const;  // why writing failed, when it did; a gone reader is no failure

  // Everything is with the system, a file under its name. Errors: disk.
  Result<void> finish();

 private:
  struct State;
  explicit Output(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What a dataset must never take the place of: an archive, what stands beside one, a configuration.
bool is_precious(const std::filesystem::path& file);
inline constexpr std::string_view why_precious =
    "is an archive, belongs to one, or configures newsarc; name another file";

// Prints what a command has to say, whole; gives `code`, or the error of writing.
Result<int> print(std::string_view text, int code = Exit::ok);

bool is_terminal(int descriptor);
int terminal_width();  // in columns; 80 when it cannot be told

// --color, else NO_COLOR, else whether standard output is a terminal.
bool use_color(const Globals& globals);

// Select Graphic Rendition sequences (ECMA-48 §8.3.117), or nothing where there is no colour.
struct Palette {
  std::string_view bold, dim, red, green, yellow, plain;
};
Palette palette(bool color);

// text::printable() that leaves line ends alone.
std::string printable_lines(std::string_view utf8);

}  // namespace newsarc::cli
