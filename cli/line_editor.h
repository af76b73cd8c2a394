#pragma once
// Line editor: lines from a terminal, with editing, history and completion. The door to libedit.
// One at a time; it decides the process's LC_CTYPE, so that a line is UTF-8.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::cli {

class LineEditor {
 public:
  // Gives all that the word before the cursor may become, from the line up to there.
  using Complete = std::function<std::vector<std::string>(std::string_view line)>;

  // `history`: a file of lines, read now and added to; made, with its directory, when a line is
  // remembered. Where that cannot be, or with no file, the history lasts as long as the editor.
  LineEditor(std::optional<std::filesystem::path> history, Complete complete);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  // By Enter; by Ctrl-C; no more input; SIGTERM.
  enum class Ended { line, interrupted, closed, terminated };
  struct Line {
    Ended ended = Ended::line;
    std::string text;  // without its line end
  };
  // SIGINT and SIGTERM end the line and nothing else.
  Line read(const std::string& prompt);

  void remember(const std::string& line);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Where a command's history is kept: $XDG_STATE_HOME/newsarc/NAME_history, ~/.local/state unless
// that is set (XDG Base Directory Specification); nothing where neither is an absolute path.
std::optional<std::filesystem::path> history_file(const std::string& name);

// The word at the end of a line: letters, digits, _ and what is beyond ASCII; a dot in front stays.
std::string_view last_word(std::string_view line);

}  // namespace newsarc::cli
